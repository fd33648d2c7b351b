#pragma once
// Elementwise work of the decoder layer on rows in memory: each function reads its rows once where a chain of tensor
// operations reads and writes them several times. CPU only, one thread; row_ops.h splits the rows of tensors over
// threads. Arithmetic is in float (double for double) whatever the rows' type. Formulas: rms_norm_body.h,
// swiglu_body.h, cross_entropy_body.h; ops.h has the references of the same names. Together they take 2.5 % of a step
// (HACKING.md, "The fast step on the CPU").

#include "backend/ops/cpu_level.h"
#include "backend/ops/wide.h"

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace loratrf::ops::rows {

template <typename T>
struct Kernels {
    // y = w x / rms(x), inverse [rows] = 1 / rms(x); x, y [rows, d], w [d].
    void (*rms_norm)(const T* x, const T* w, double eps, T* y, Wide<T>* inverse, int64_t rows, int64_t d);
    // dx [rows, d] = residual + the gradient of x; dx may be dy or residual, whose rows lie `step` apart.
    void (*rms_norm_backward)(const T* dy, const T* x, const T* w, const Wide<T>* inverse, const T* residual,
                              int64_t step, T* dx, int64_t rows, int64_t d);
    // out = silu(gate) up, n numbers.
    void (*swiglu)(const T* gate, const T* up, T* out, int64_t n);
    // The gradients of gate and up; dgate may be gate, dup may be up.
    void (*swiglu_backward)(const T* dout, const T* gate, const T* up, T* dgate, T* dup, int64_t n);
    // Returns the cross-entropy of one row of logits [n] against `target` < n; the row becomes softmax - onehot.
    Wide<T> (*cross_entropy)(T* logits, int64_t n, int64_t target);
};

// The bodies for a level; T: float, double, c10::BFloat16.
template <typename T>
const Kernels<T>& kernels(CpuLevel level);

} // namespace loratrf::ops::rows
