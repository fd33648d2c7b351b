#pragma once
// The row kernels (row_kernels.h) on tensors, NAME_rows for what ops.h calls NAME: rows split over threads, types
// chosen. CPU; float, double or bfloat16. Tensors that are not contiguous or not of the shapes stated throw c10::Error,
// targets beyond the vocabulary c10::IndexError. Formulas and what they take of a step: row_kernels.h. Gradients are
// explicit: the decoder layer's node (model/decoder_layer.h) calls them.

#include "backend/ops/cpu_level.h"

#include <ATen/core/Tensor.h>

namespace loratrf::ops {

struct Normalised {
    at::Tensor y;       // [T, d]
    at::Tensor inverse; // [T] 1 / rms, float (double for double)
};
// w x / rms(x), x [T, d], weight [d]. Zhang and Sennrich 2019, arXiv 1910.07467.
Normalised rms_norm_rows(const at::Tensor& x, const at::Tensor& weight, double eps, CpuLevel level = best_level());
// residual + d x, where dy is the gradient of the above; an undefined residual counts as zeros. [T, d]; written over
// dy.
at::Tensor rms_norm_rows_backward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight,
                                  const at::Tensor& inverse, const at::Tensor& residual, CpuLevel level = best_level());

// silu(gate) up of two tensors of one shape. Shazeer 2020, arXiv 2002.05202.
at::Tensor swiglu_rows(const at::Tensor& gate, const at::Tensor& up, CpuLevel level = best_level());
// Gradients of gate and up, written where dgate and dup are; these may be gate and up themselves.
void swiglu_rows_backward(const at::Tensor& dout, const at::Tensor& gate, const at::Tensor& up, at::Tensor& dgate,
                          at::Tensor& dup, CpuLevel level = best_level());

// Cross-entropy of each row of logits [T, V] against targets [T] (int64, below V); the logits become its gradient,
// softmax - onehot. [T] float (double for double).
at::Tensor cross_entropy_in_place(at::Tensor& logits, const at::Tensor& targets, CpuLevel level = best_level());

} // namespace loratrf::ops
