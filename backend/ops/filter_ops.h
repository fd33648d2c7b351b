#pragma once
// LoRATRF's filter with its transform on tensors, as part of the decoder layer's node; the reference is
// ops::task_filter with two products. Formulas: filter_kernels.h. CPU; float, double or bfloat16 rows. What
// is not contiguous or does not fit throws c10::Error.

#include "backend/ops/cpu_level.h"

#include <ATen/core/Tensor.h>

namespace loratrf::ops {

struct TaskFilter {
    at::Tensor xi, c, d; // [d], [r, d], [d, r]; float (double for double rows)
    double scale = 1;
};

// A low-rank term of the same projection, added in the filter's pass over the rows: scale z B^T.
struct BesideFilter {
    at::Tensor z, b; // [T, q], [d, q]; undefined: none
    double scale = 1;
};

// h [T, d] += scale D C (s h), s = clamp(cos(h, xi), 0, 1), and what is beside. Returns what is kept for the
// backward pass, [T, 2 + 2r]: |h|, cos, C h, scale s C h.
at::Tensor add_filtered(at::Tensor& h, const TaskFilter& filter, const BesideFilter& beside = {},
                        CpuLevel level = best_level());
at::Tensor filter_strength(const at::Tensor& kept);                       // [T] s
at::Tensor filter_term(const at::Tensor& kept, const TaskFilter& filter); // [T, d] what the filter added

struct FilterGradient {
    at::Tensor h, xi, c, d;        // [T, d], [d], [r, d], [d, r]
    at::Tensor beside_z, beside_b; // [T, q], [d, q], wide; undefined where nothing is beside
};
// y: what h became; dy: the gradient of it.
FilterGradient add_filtered_backward(const at::Tensor& y, const TaskFilter& filter, const at::Tensor& kept,
                                     const at::Tensor& dy, const BesideFilter& beside = {},
                                     CpuLevel level = best_level());

} // namespace loratrf::ops
