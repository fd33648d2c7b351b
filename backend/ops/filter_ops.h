#pragma once
// LoRATRF's filter with its transform on tensors, as part of the decoder layer's node; the reference is
// ops::task_filter with two products. Formulas: filter_kernels.h. CPU; float, double or bfloat16 rows.

#include "backend/ops/cpu_level.h"

#include <ATen/core/Tensor.h>

namespace loratrf::ops {

struct TaskFilter {
    at::Tensor xi, c, d; // [d], [r, d], [d, r]; float (double for double rows)
    double scale = 1;
};

// h [T, d] += scale D C (s h), s = clamp(cos(h, xi), 0, 1). Returns what is kept for the way back, [T, 2 + 2r]: |h|,
// cos, C h, scale s C h.
at::Tensor add_filtered(at::Tensor& h, const TaskFilter& filter, CpuLevel level = best_level());
at::Tensor filter_strength(const at::Tensor& kept);                       // [T] s
at::Tensor filter_term(const at::Tensor& kept, const TaskFilter& filter); // [T, d] what was added

struct FilterGradient {
    at::Tensor h, xi, c, d; // [T, d], [d], [r, d], [d, r]
};
// y: what h became, used up; dy: the gradient of it.
FilterGradient add_filtered_backward(at::Tensor& y, const TaskFilter& filter, const at::Tensor& kept,
                                     const at::Tensor& dy, CpuLevel level = best_level());

} // namespace loratrf::ops
