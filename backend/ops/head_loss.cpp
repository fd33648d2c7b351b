// The head's loss in chunks of rows: logits z = W h, loss = log sum e^z - z[target], and while a chunk's logits are
// there,
//   dz = softmax(z) - onehot(target)      dh = dz W      dW = dz^T h
// scaled in the backward pass by what arrives there. dz takes the place of z, so P x V numbers never exist.

#include "backend/ops/matmul.h"
#include "backend/ops/ops.h"
#include "backend/ops/row_ops.h"
#include "backend/ops/wide.h"

#include <torch/csrc/autograd/custom_function.h>

namespace loratrf::ops {

namespace {

// Calls visit(begin, rows, logits [rows, V], targets [rows]) for each chunk.
template <typename Visit>
void for_chunks(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets, Visit&& visit) {
    for (int64_t begin = 0; begin < hidden.size(0); begin += head_chunk_rows) {
        const int64_t rows = std::min(head_chunk_rows, hidden.size(0) - begin);
        visit(begin, rows, linear(hidden.narrow(0, begin, rows), weight, at::Tensor()), targets.narrow(0, begin, rows));
    }
}

// Cross-entropy of each row [rows], at least fp32; the logits become softmax - onehot.
at::Tensor cross_entropy_rows(at::Tensor& logits, const at::Tensor& target) {
    if (logits.is_cpu())
        return cross_entropy_in_place(logits, target);
    const at::Tensor column = target.unsqueeze(1);
    const at::Tensor log_probs = at::log_softmax(logits.to(wide_type(logits.scalar_type())), -1);
    const at::Tensor losses = log_probs.gather(1, column).squeeze(1).neg();
    at::Tensor grad = log_probs.exp();
    grad.scatter_add_(1, column, at::full_like(column, -1, grad.options()));
    logits = grad.to(logits.scalar_type());
    return losses;
}

struct HeadLoss : torch::autograd::Function<HeadLoss> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& hidden,
                              const at::Tensor& weight, const at::Tensor& targets, bool weight_trains) {
        at::Tensor total = at::zeros({}, hidden.options().dtype(wide_type(hidden.scalar_type())));
        at::Tensor hidden_grad = at::empty_like(hidden);
        at::Tensor weight_grad;
        if (weight_trains)
            weight_grad = at::zeros_like(weight);
        for_chunks(hidden, weight, targets,
                   [&](int64_t begin, int64_t rows, at::Tensor logits, const at::Tensor& target) {
                       total += cross_entropy_rows(logits, target).sum();
                       const at::Tensor grad = logits; // softmax - onehot
                       at::Tensor chunk;
                       add_linear_backward(chunk, grad, weight);
                       hidden_grad.narrow(0, begin, rows).copy_(chunk);
                       if (weight_trains)
                           weight_grad.addmm_(grad.t(), hidden.narrow(0, begin, rows));
                   });
        context->saved_data["hidden"] = hidden_grad;
        context->saved_data["weight"] = weight_grad;
        return total;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list grads) {
        const auto scaled = [&](const char* name) {
            at::Tensor grad = context->saved_data[name].toTensor();
            return grad.defined() ? grad * grads[0].to(grad.scalar_type()) : grad;
        };
        return {scaled("hidden"), scaled("weight"), {}, {}};
    }
};

struct HeadLossRows : torch::autograd::Function<HeadLossRows> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& hidden,
                              const at::Tensor& weight, const at::Tensor& targets, bool weight_trains) {
        at::Tensor losses = at::empty({hidden.size(0)}, hidden.options().dtype(wide_type(hidden.scalar_type())));
        at::Tensor hidden_grad = at::empty_like(hidden);
        for_chunks(hidden, weight, targets,
                   [&](int64_t begin, int64_t rows, at::Tensor logits, const at::Tensor& target) {
                       losses.narrow(0, begin, rows).copy_(cross_entropy_rows(logits, target));
                       at::Tensor chunk;
                       add_linear_backward(chunk, logits, weight);
                       hidden_grad.narrow(0, begin, rows).copy_(chunk);
                   });
        context->saved_data["hidden"] = hidden_grad;
        if (weight_trains)
            context->save_for_backward({hidden, weight, targets});
        return losses;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list grads) {
        const at::Tensor scales = grads[0].unsqueeze(1); // [P, 1]
        const at::Tensor ready = context->saved_data["hidden"].toTensor();
        const at::Tensor hidden_grad = (ready * scales).to(ready.scalar_type());
        at::Tensor weight_grad;
        if (const auto saved = context->get_saved_variables(); !saved.empty()) {
            const at::Tensor &hidden = saved[0], &weight = saved[1], &targets = saved[2];
            weight_grad = at::zeros_like(weight);
            for_chunks(hidden, weight, targets,
                       [&](int64_t begin, int64_t rows, at::Tensor logits, const at::Tensor& target) {
                           cross_entropy_rows(logits, target); // the logits become softmax - onehot
                           const at::Tensor grad = (logits * scales.narrow(0, begin, rows)).to(logits.scalar_type());
                           weight_grad.addmm_(grad.t(), hidden.narrow(0, begin, rows));
                       });
        }
        return {hidden_grad, weight_grad, {}, {}};
    }
};

} // namespace

at::Tensor head_loss(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets) {
    if (hidden.size(0) == 0) // a micro-batch without supervised rows keeps its place in the graph
        return hidden.sum().to(wide_type(hidden.scalar_type()));
    return HeadLoss::apply(hidden, weight, targets, weight.requires_grad());
}

at::Tensor head_loss_rows(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets) {
    if (at::GradMode::is_enabled() && hidden.size(0) > 0 && (hidden.requires_grad() || weight.requires_grad()))
        return HeadLossRows::apply(hidden, weight, targets, weight.requires_grad());
    const at::NoGradGuard no_grad;
    at::Tensor losses = at::empty({hidden.size(0)}, hidden.options().dtype(wide_type(hidden.scalar_type())));
    for_chunks(hidden, weight, targets, [&](int64_t begin, int64_t rows, at::Tensor logits, const at::Tensor& target) {
        losses.narrow(0, begin, rows).copy_(cross_entropy_rows(logits, target));
    });
    return losses;
}

} // namespace loratrf::ops
