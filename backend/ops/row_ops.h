#pragma once
// The row kernels on tensors: rows split over threads, types chosen. CPU; float, double or bfloat16; all tensors
// contiguous. Gradients are explicit: the decoder layer's node (model/decoder_layer.h) calls them.

#include <ATen/core/Tensor.h>

namespace loratrf::ops {

struct Normalised {
    at::Tensor y;       // [T, d]
    at::Tensor inverse; // [T] 1 / rms, float (double for double)
};
// w x / rms(x). Zhang and Sennrich 2019, arXiv 1910.07467.
Normalised rms_norm_rows(const at::Tensor& x, const at::Tensor& weight, double eps);
// residual + d x, where dy is the gradient of the above. [T, d]; written over dy.
at::Tensor rms_norm_rows_backward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& weight,
                                  const at::Tensor& inverse, const at::Tensor& residual);

// silu(gate) up. Shazeer 2020, arXiv 2002.05202.
at::Tensor swiglu_rows(const at::Tensor& gate, const at::Tensor& up);
// Gradients of gate and up, written where dgate and dup are; these may be gate and up themselves.
void swiglu_rows_backward(const at::Tensor& dout, const at::Tensor& gate, const at::Tensor& up, at::Tensor& dgate,
                          at::Tensor& dup);

// Cross-entropy of each row of logits [T, V] against targets [T] (int64, below V); the logits become its gradient,
// softmax - onehot. [T] float (double for double).
at::Tensor cross_entropy_in_place(at::Tensor& logits, const at::Tensor& targets);

// LoRATRF's filter with its transform; see ops::task_filter.
struct TaskFilter {
    at::Tensor c_and_xi, d_transposed; // [r + 1, d], xi the last row, and [r, d]; float (double for double)
    double xi_length = 0, scale = 1;
};
TaskFilter make_task_filter(const at::Tensor& xi, const at::Tensor& c, const at::Tensor& d, double scale);
// h += scale D C (s h). Returns [T, 2 + 2r] for the way back: |h|, cos(h, xi), C h, scale s C h.
at::Tensor add_filtered(at::Tensor& h, const TaskFilter& filter);
struct FilterGradient {
    at::Tensor h, xi, c, d; // [T, d], [d], [r, d], [d, r]
};
// h: what it was before; dh: the gradient of what it became.
FilterGradient add_filtered_backward(const at::Tensor& h, const TaskFilter& filter, const at::Tensor& kept,
                                     const at::Tensor& dh);

} // namespace loratrf::ops
