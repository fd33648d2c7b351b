#include "backend/ops/row_ops.h"

#include "backend/ops/matmul.h"
#include "backend/ops/row_kernels.h"

#include <ATen/ATen.h>
#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <ATen/record_function.h>

namespace loratrf::ops {

namespace {

constexpr int64_t numbers_at_once = 16384; // per thread and turn: below that a thread costs more than it saves

template <typename Work>
void for_rows(const at::Tensor& x, const Work& work) {
    const int64_t d = x.size(-1);
    at::parallel_for(0, x.numel() / d, std::max<int64_t>(1, numbers_at_once / d), work);
}

at::ScalarType wide_type(const at::Tensor& x) {
    return x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
}

// Calls with a value of the tensor's number type.
template <typename Work>
void by_type(const at::Tensor& x, const Work& work) {
    AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, x.scalar_type(), "row_ops", [&] { work(scalar_t()); });
}

template <typename W>
rows::FilterRows<W> view(const TaskFilter& f) {
    const int64_t r = f.d_transposed.size(0), d = f.d_transposed.size(1);
    return {f.c_and_xi.const_data_ptr<W>() + r * d, static_cast<W>(f.xi_length), static_cast<W>(f.scale), r, d};
}

} // namespace

Normalised rms_norm_rows(const at::Tensor& x, const at::Tensor& weight, double eps) {
    Normalised result{at::empty_like(x), at::empty({x.size(0)}, x.options().dtype(wide_type(x)))};
    by_type(x, [&]<typename T>(T) {
        for_rows(x, [&](int64_t begin, int64_t end) {
            const int64_t d = x.size(1);
            rows::rms_norm(x.const_data_ptr<T>() + begin * d, weight.const_data_ptr<T>(), eps,
                           result.y.mutable_data_ptr<T>() + begin * d,
                           result.inverse.mutable_data_ptr<rows::Wide<T>>() + begin, end - begin, d);
        });
    });
    return result;
}

at::Tensor rms_norm_rows_backward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight,
                                  const at::Tensor& inverse, const at::Tensor& residual) {
    at::Tensor dx = dy;
    by_type(x, [&]<typename T>(T) {
        for_rows(x, [&](int64_t begin, int64_t end) {
            const int64_t d = x.size(1), at = begin * d;
            rows::rms_norm_backward(dy.const_data_ptr<T>() + at, x.const_data_ptr<T>() + at, weight.const_data_ptr<T>(),
                                    inverse.const_data_ptr<rows::Wide<T>>() + begin, residual.const_data_ptr<T>() + at,
                                    dx.mutable_data_ptr<T>() + at, end - begin, d);
        });
    });
    return dx;
}

at::Tensor swiglu_rows(const at::Tensor& gate, const at::Tensor& up) {
    at::Tensor out = at::empty_like(gate);
    by_type(gate, [&]<typename T>(T) {
        RECORD_FUNCTION("loratrf.elementwise", {});
        at::parallel_for(0, gate.numel(), numbers_at_once, [&](int64_t begin, int64_t end) {
            rows::swiglu(gate.const_data_ptr<T>() + begin, up.const_data_ptr<T>() + begin,
                         out.mutable_data_ptr<T>() + begin, end - begin);
        });
    });
    return out;
}

void swiglu_rows_backward(const at::Tensor& dout, const at::Tensor& gate, const at::Tensor& up, at::Tensor& dgate,
                          at::Tensor& dup) {
    by_type(gate, [&]<typename T>(T) {
        RECORD_FUNCTION("loratrf.elementwise", {});
        at::parallel_for(0, gate.numel(), numbers_at_once, [&](int64_t begin, int64_t end) {
            rows::swiglu_backward(dout.const_data_ptr<T>() + begin, gate.const_data_ptr<T>() + begin,
                                  up.const_data_ptr<T>() + begin, dgate.mutable_data_ptr<T>() + begin,
                                  dup.mutable_data_ptr<T>() + begin, end - begin);
        });
    });
}

at::Tensor cross_entropy_in_place(at::Tensor& logits, const at::Tensor& targets) {
    at::Tensor losses = at::empty({logits.size(0)}, logits.options().dtype(wide_type(logits)));
    const auto* target = targets.const_data_ptr<int64_t>();
    by_type(logits, [&]<typename T>(T) {
        for_rows(logits, [&](int64_t begin, int64_t end) {
            for (int64_t row = begin; row < end; ++row)
                losses.mutable_data_ptr<rows::Wide<T>>()[row] = rows::cross_entropy(
                    logits.mutable_data_ptr<T>() + row * logits.size(1), logits.size(1), target[row]);
        });
    });
    return losses;
}

TaskFilter make_task_filter(const at::Tensor& xi, const at::Tensor& c, const at::Tensor& d, double scale) {
    return {at::cat({c.detach(), xi.detach().unsqueeze(0)}), d.detach().t().contiguous(),
            std::max(xi.detach().norm().item<double>(), 1e-8), scale};
}

at::Tensor add_filtered(at::Tensor& h, const TaskFilter& filter) {
    const int64_t r = filter.d_transposed.size(0), width = 2 + 2 * r;
    const auto as_rows = [&](const at::Tensor& x) { return x.to(h.scalar_type()); };
    at::Tensor kept = at::empty({h.size(0), width}, filter.c_and_xi.options());
    kept.narrow(1, 2, r).copy_(linear(h, as_rows(filter.c_and_xi.narrow(0, 0, r)), at::Tensor()));
    by_type(h, [&]<typename T>(T) {
        using W = rows::Wide<T>;
        for_rows(h, [&](int64_t begin, int64_t end) {
            rows::filter(h.const_data_ptr<T>() + begin * h.size(1), view<W>(filter),
                         kept.mutable_data_ptr<W>() + begin * width, end - begin);
        });
    });
    h.addmm_(as_rows(kept.narrow(1, 2 + r, r)), as_rows(filter.d_transposed));
    return kept;
}

FilterGradient add_filtered_backward(const at::Tensor& h, const TaskFilter& filter, const at::Tensor& kept,
                                     const at::Tensor& dh) {
    const int64_t r = filter.d_transposed.size(0);
    const auto as_rows = [&](const at::Tensor& x) { return x.to(h.scalar_type()); };
    // Of all rows together, [r, d]: x^T y.
    const auto over_rows = [&](const at::Tensor& x, const at::Tensor& y) {
        return linear(as_rows(x).t(), y.t(), at::Tensor()).to(kept.scalar_type());
    };
    FilterGradient grads;
    grads.h = at::empty_like(dh);
    grads.d = over_rows(kept.narrow(1, 2 + r, r), dh).t();
    at::Tensor weights = at::empty({h.size(0), r + 2}, kept.options());
    weights.narrow(1, 0, r).copy_(linear(dh, as_rows(filter.d_transposed), at::Tensor()));
    by_type(h, [&]<typename T>(T) {
        using W = rows::Wide<T>;
        for_rows(h, [&](int64_t begin, int64_t end) {
            rows::filter_backward(h.const_data_ptr<T>() + begin * h.size(1), view<W>(filter),
                                  kept.const_data_ptr<W>() + begin * kept.size(1),
                                  dh.const_data_ptr<T>() + begin * h.size(1),
                                  grads.h.mutable_data_ptr<T>() + begin * h.size(1),
                                  weights.mutable_data_ptr<W>() + begin * (r + 2), end - begin);
        });
    });
    const at::Tensor counts = weights.narrow(1, 0, r + 1);
    grads.h.addmm_(as_rows(counts), as_rows(filter.c_and_xi));
    const at::Tensor sums = over_rows(counts, h);
    grads.c = sums.narrow(0, 0, r);
    grads.xi = sums.select(0, r) - filter.c_and_xi.select(0, r) * weights.select(1, r + 1).sum();
    return grads;
}

} // namespace loratrf::ops
