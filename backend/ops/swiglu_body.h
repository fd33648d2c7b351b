#pragma once
// SwiGLU of n numbers with its gradient, one pass each; row_kernels.cpp compiles this for every level.
//
//   out = g s u,  s = 1 / (1 + e^-g)         g: gate, u: up
//   dg = dout u s (1 + g (1 - s))            du = dout g s
//
// Shazeer 2020, arXiv 2002.05202.

#include "backend/ops/vector_math.h"
#include "backend/ops/wide.h"

namespace loratrf::ops::rows {

template <typename W>
LORATRF_INLINE W sigmoid(W x) {
    return W(1) / (W(1) + exponential(-x));
}

template <typename T>
LORATRF_INLINE void swiglu_body(const T* gate, const T* up, T* out, int64_t n) {
#pragma omp simd
    for (int64_t i = 0; i < n; ++i)
        narrow(widen(gate[i]) * sigmoid(widen(gate[i])) * widen(up[i]), out[i]);
}

template <typename T>
LORATRF_INLINE void swiglu_backward_body(const T* dout, const T* gate, const T* up, T* dgate, T* dup, int64_t n) {
    using W = Wide<T>;
#pragma omp simd
    for (int64_t i = 0; i < n; ++i) {
        const W g = widen(gate[i]), u = widen(up[i]), d = widen(dout[i]), s = sigmoid(g);
        narrow(d * u * s * (W(1) + g * (W(1) - s)), dgate[i]);
        narrow(d * g * s, dup[i]);
    }
}

} // namespace loratrf::ops::rows
