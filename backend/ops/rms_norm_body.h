#pragma once
// RMSNorm of rows [d] with its gradient. Each row is read from memory once; row_kernels.cpp compiles this for every
// level.
//
//   inverse = 1 / sqrt(mean(x^2) + eps)      y = w x inverse
//   dx = residual + inverse w dy - x inverse^3 sum(w dy x) / d
//
// Zhang and Sennrich 2019, arXiv 1910.07467. The weight w is frozen.

#include "backend/ops/vector_math.h"
#include "backend/ops/wide.h"

namespace loratrf::ops::rows {

template <typename T>
LORATRF_INLINE void rms_norm_body(const T* x, const T* w, double eps, T* y, Wide<T>* inverse, int64_t rows, int64_t d) {
    using W = Wide<T>;
    for (int64_t row = 0; row < rows; ++row, x += d, y += d) {
        W squares = 0;
#pragma omp simd reduction(+ : squares)
        for (int64_t i = 0; i < d; ++i)
            squares += widen(x[i]) * widen(x[i]);
        const W scale = W(1) / std::sqrt(squares / static_cast<W>(d) + static_cast<W>(eps));
        inverse[row] = scale;
#pragma omp simd
        for (int64_t i = 0; i < d; ++i)
            narrow(widen(w[i]) * (widen(x[i]) * scale), y[i]);
    }
}

template <typename T>
LORATRF_INLINE void rms_norm_backward_body(const T* dy, const T* x, const T* w, const Wide<T>* inverse,
                                           const T* residual, int64_t step, T* dx, int64_t rows, int64_t d) {
    using W = Wide<T>;
    for (int64_t row = 0; row < rows; ++row, dy += d, x += d, residual += step, dx += d) {
        W along = 0; // of the gradient, along x
#pragma omp simd reduction(+ : along)
        for (int64_t i = 0; i < d; ++i)
            along += widen(dy[i]) * widen(w[i]) * widen(x[i]);
        const W scale = inverse[row];
        const W pull = along * scale * scale * scale / static_cast<W>(d);
#pragma omp simd
        for (int64_t i = 0; i < d; ++i)
            narrow(widen(residual[i]) + scale * widen(dy[i]) * widen(w[i]) - pull * widen(x[i]), dx[i]);
    }
}

} // namespace loratrf::ops::rows
