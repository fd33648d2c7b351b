#include "backend/ops/ops.h"

#include <torch/csrc/autograd/custom_function.h>

namespace loratrf::ops {

namespace {

constexpr int64_t chunk_rows =
    256; // large enough for an efficient GEMM, small enough that chunk x vocabulary stays small

at::ScalarType wide_type(at::ScalarType type) {
    return type == at::kDouble ? at::kDouble : at::kFloat;
}

// Calls visit(begin, rows, log_probabilities [rows, V], targets [rows]) for each chunk.
template <typename Visit>
void for_chunks(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets, Visit&& visit) {
    for (int64_t begin = 0; begin < hidden.size(0); begin += chunk_rows) {
        const int64_t rows = std::min(chunk_rows, hidden.size(0) - begin);
        const at::Tensor logits = at::mm(hidden.narrow(0, begin, rows), weight.t()).to(wide_type(hidden.scalar_type()));
        visit(begin, rows, at::log_softmax(logits, -1), targets.narrow(0, begin, rows));
    }
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
                   [&](int64_t begin, int64_t rows, at::Tensor log_probs, const at::Tensor& target) {
                       const at::Tensor column = target.unsqueeze(1);
                       total -= log_probs.gather(1, column).sum();
                       at::Tensor grad = log_probs.exp_(); // softmax - onehot, in place
                       grad.scatter_add_(1, column, at::full_like(column, -1, grad.options()));
                       grad = grad.to(hidden.scalar_type());
                       hidden_grad.narrow(0, begin, rows).copy_(at::mm(grad, weight));
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

} // namespace

at::Tensor head_loss(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets) {
    if (hidden.size(0) == 0) // a micro-batch without supervised rows keeps its place in the graph
        return hidden.sum().to(wide_type(hidden.scalar_type()));
    return HeadLoss::apply(hidden, weight, targets, weight.requires_grad());
}

at::Tensor head_loss_rows(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets) {
    const at::NoGradGuard no_grad;
    at::Tensor losses = at::empty({hidden.size(0)}, hidden.options().dtype(wide_type(hidden.scalar_type())));
    for_chunks(hidden, weight, targets,
               [&](int64_t begin, int64_t rows, const at::Tensor& log_probs, const at::Tensor& target) {
                   losses.narrow(0, begin, rows).copy_(log_probs.gather(1, target.unsqueeze(1)).squeeze(1).neg());
               });
    return losses;
}

} // namespace loratrf::ops
