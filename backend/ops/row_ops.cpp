#include "backend/ops/row_ops.h"

#include "backend/ops/row_kernels.h"
#include "backend/ops/row_split.h"
#include "backend/ops/wide.h"

#include <ATen/ATen.h>
#include <ATen/record_function.h>

namespace loratrf::ops {

namespace {

// The kernels read plain memory: what they are told of it must be so.
void require_rows(const at::Tensor& x, const at::Tensor& like) {
    TORCH_CHECK(x.is_contiguous() && x.sizes() == like.sizes() && x.scalar_type() == like.scalar_type(),
                "expected contiguous rows ", like.sizes(), " of ", like.scalar_type(), ", found ", x.sizes(), " of ",
                x.scalar_type());
}

void require_weight(const at::Tensor& weight, const at::Tensor& x) {
    TORCH_CHECK(weight.is_contiguous() && weight.numel() == x.size(-1) && weight.scalar_type() == x.scalar_type(),
                "expected a contiguous weight of ", x.size(-1), " numbers of ", x.scalar_type(), ", found ",
                weight.sizes(), " of ", weight.scalar_type());
}

} // namespace

Normalised rms_norm_rows(const at::Tensor& x, const at::Tensor& weight, double eps, CpuLevel level) {
    require_rows(x, x);
    require_weight(weight, x);
    RECORD_FUNCTION("loratrf.elementwise", {});
    Normalised result{at::empty_like(x), at::empty({x.size(0)}, x.options().dtype(wide_type(x.scalar_type())))};
    by_type(x, [&]<typename T>(T) {
        for_rows(x, 1, [&](int64_t begin, int64_t end) {
            const int64_t d = x.size(1);
            rows::kernels<T>(level).rms_norm(x.const_data_ptr<T>() + begin * d, weight.const_data_ptr<T>(), eps,
                                             result.y.mutable_data_ptr<T>() + begin * d,
                                             result.inverse.mutable_data_ptr<rows::Wide<T>>() + begin, end - begin, d);
        });
    });
    return result;
}

at::Tensor rms_norm_rows_backward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight,
                                  const at::Tensor& inverse, const at::Tensor& residual, CpuLevel level) {
    require_rows(dy, x);
    require_rows(x, x);
    require_weight(weight, x);
    RECORD_FUNCTION("loratrf.elementwise", {});
    const at::Tensor added = residual.defined() ? residual : at::zeros({1, x.size(1)}, x.options());
    if (residual.defined())
        require_rows(residual, x);
    const int64_t step = residual.defined() ? x.size(1) : 0; // one row of zeros stands for all
    at::Tensor dx = dy;
    by_type(x, [&]<typename T>(T) {
        for_rows(x, 1, [&](int64_t begin, int64_t end) {
            const int64_t d = x.size(1), at = begin * d;
            rows::kernels<T>(level).rms_norm_backward(
                dy.const_data_ptr<T>() + at, x.const_data_ptr<T>() + at, weight.const_data_ptr<T>(),
                inverse.const_data_ptr<rows::Wide<T>>() + begin, added.const_data_ptr<T>() + begin * step, step,
                dx.mutable_data_ptr<T>() + at, end - begin, d);
        });
    });
    return dx;
}

at::Tensor swiglu_rows(const at::Tensor& gate, const at::Tensor& up, CpuLevel level) {
    require_rows(gate, gate);
    require_rows(up, gate);
    at::Tensor out = at::empty_like(gate);
    RECORD_FUNCTION("loratrf.elementwise", {});
    by_type(gate, [&]<typename T>(T) {
        at::parallel_for(0, gate.numel(), numbers_at_once, [&](int64_t begin, int64_t end) {
            rows::kernels<T>(level).swiglu(gate.const_data_ptr<T>() + begin, up.const_data_ptr<T>() + begin,
                                           out.mutable_data_ptr<T>() + begin, end - begin);
        });
    });
    return out;
}

void swiglu_rows_backward(const at::Tensor& dout, const at::Tensor& gate, const at::Tensor& up, at::Tensor& dgate,
                          at::Tensor& dup, CpuLevel level) {
    require_rows(gate, gate);
    for (const at::Tensor& x : {dout, up, dgate, dup})
        require_rows(x, gate);
    RECORD_FUNCTION("loratrf.elementwise", {});
    by_type(gate, [&]<typename T>(T) {
        at::parallel_for(0, gate.numel(), numbers_at_once, [&](int64_t begin, int64_t end) {
            rows::kernels<T>(level).swiglu_backward(dout.const_data_ptr<T>() + begin, gate.const_data_ptr<T>() + begin,
                                                    up.const_data_ptr<T>() + begin, dgate.mutable_data_ptr<T>() + begin,
                                                    dup.mutable_data_ptr<T>() + begin, end - begin);
        });
    });
}

at::Tensor cross_entropy_in_place(at::Tensor& logits, const at::Tensor& targets, CpuLevel level) {
    require_rows(logits, logits);
    TORCH_CHECK(targets.is_contiguous() && targets.numel() == logits.size(0), "expected a target for each of ",
                logits.size(0), " rows, found ", targets.sizes());
    const auto* target = targets.const_data_ptr<int64_t>();
    for (int64_t row = 0; row < logits.size(0); ++row)
        TORCH_CHECK_INDEX(target[row] >= 0 && target[row] < logits.size(1), "target ", target[row], " of row ", row,
                          " is no token of a vocabulary of ", logits.size(1));
    at::Tensor losses = at::empty({logits.size(0)}, logits.options().dtype(wide_type(logits.scalar_type())));
    by_type(logits, [&]<typename T>(T) {
        for_rows(logits, 1, [&](int64_t begin, int64_t end) {
            for (int64_t row = begin; row < end; ++row)
                losses.mutable_data_ptr<rows::Wide<T>>()[row] = rows::kernels<T>(level).cross_entropy(
                    logits.mutable_data_ptr<T>() + row * logits.size(1), logits.size(1), target[row]);
        });
    });
    return losses;
}

} // namespace loratrf::ops
