#pragma once
// Matrix products of the decoder layer. In fp32 on the CPU they go to oneDNN rather than to the BLAS that at::mm uses:
// measured 8 to 15 % faster on an AMD CPU with AVX-512 (MKL's kernels there are those for AVX2), at no cost in memory.
// A few rows, as when text is generated, go to MKL: an answer of 256 tokens takes 8.7 s instead of 15.2. Shapes that do
// not fit throw c10::Error.

#include <ATen/core/Tensor.h>

namespace loratrf::ops {

// x W^T + b, [T, out]: x [T, in], weight W [out, in], bias b [out] or undefined. Where gradients are recorded it is
// ATen's: oneDNN's knows none.
at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

// sum [T, in] += dy [T, out] W, the gradient of x; an undefined sum starts with it.
void add_linear_backward(at::Tensor& sum, const at::Tensor& dy, const at::Tensor& weight);

} // namespace loratrf::ops
