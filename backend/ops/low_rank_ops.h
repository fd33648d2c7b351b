#pragma once
// A low-rank term on tensors, as part of the decoder layer's node. Formulas: low_rank_kernels.h, which compute it for
// float and double rows and ranks of 64 at most; else it is products of matrices. CPU. What is not contiguous or does
// not fit throws c10::Error.

#include "backend/ops/cpu_level.h"

#include <ATen/core/Tensor.h>

namespace loratrf::ops {

struct LowRank {
    at::Tensor a, b; // [r, in], [out, r], in the type of the rows
    double scale = 1;
};

// y [T, out] += scale z B^T; returns z = x A^T, [T, r]. x [T, in] and y contiguous.
at::Tensor add_low_rank(at::Tensor& y, const at::Tensor& x, const LowRank& term, CpuLevel level = best_level());

// z alone, where the filter's pass adds the rest (filter_ops.h).
at::Tensor low_rank_inner(const at::Tensor& x, const LowRank& term, CpuLevel level = best_level());

struct LowRankGradient {
    at::Tensor a, b; // [r, in], [out, r]; undefined where they are not wanted
};
struct WantedOfLowRank {
    bool a = true, b = true;
};
// *dx [T, in] += the gradient of x; null: nobody wants it. z as returned, dy [T, out] the gradient of y.
LowRankGradient add_low_rank_backward(at::Tensor* dx, const at::Tensor& x, const at::Tensor& z, const at::Tensor& dy,
                                      const LowRank& term, WantedOfLowRank wanted, CpuLevel level = best_level());

// What is left of it where dz [T, r], the gradient of z, is known and that of b too (filter_ops.h): *dx += dz A;
// returns the gradient of a, undefined where it is not wanted.
at::Tensor low_rank_inner_backward(at::Tensor* dx, const at::Tensor& x, const at::Tensor& dz, const LowRank& term,
                                   bool wanted, CpuLevel level = best_level());

} // namespace loratrf::ops
