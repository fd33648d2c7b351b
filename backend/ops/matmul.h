#pragma once
// Matrix products of the decoder layer. In fp32 on the CPU they go to oneDNN rather than to the BLAS that at::mm uses:
// measured 8 to 15 % faster on an AMD CPU with AVX-512 (MKL's kernels there are those for AVX2), at no cost in memory.

#include <ATen/core/Tensor.h>

namespace loratrf::ops {

// x [T, in], weight [out, in], bias [out] or undefined: x W^T + b. Where gradients are recorded it is ATen's: oneDNN's
// knows none.
at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// sum [T, in] += dy [T, out] W; an undefined sum starts with it.
void add_linear_backward(at::Tensor& sum, const at::Tensor& dy, const at::Tensor& weight);

} // namespace loratrf::ops
