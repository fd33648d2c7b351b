#include "backend/ops/row_kernels.h"

#include "backend/ops/vector_math.h"

namespace loratrf::ops::rows {

namespace {

template <typename W>
LORATRF_INLINE W sigmoid(W x) {
    return W(1) / (W(1) + exponential(-x));
}

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

template <typename T>
LORATRF_INLINE Wide<T> cross_entropy_body(T* logits, int64_t n, int64_t target) {
    using W = Wide<T>;
    W largest = widen(logits[0]);
#pragma omp simd reduction(max : largest)
    for (int64_t i = 0; i < n; ++i)
        largest = widen(logits[i]) > largest ? widen(logits[i]) : largest;
    W sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < n; ++i)
        sum += exponential(widen(logits[i]) - largest);
    const W loss = std::log(sum) + largest - widen(logits[target]), inverse = W(1) / sum;
#pragma omp simd
    for (int64_t i = 0; i < n; ++i)
        narrow(exponential(widen(logits[i]) - largest) * inverse, logits[i]);
    narrow(widen(logits[target]) - W(1), logits[target]);
    return loss;
}

#define LORATRF_ROW_KERNELS(T, TARGET)                                                                                 \
    TARGET void rms_norm(const T* x, const T* w, double eps, T* y, Wide<T>* inverse, int64_t rows, int64_t d) {        \
        rms_norm_body(x, w, eps, y, inverse, rows, d);                                                                 \
    }                                                                                                                  \
    TARGET void rms_norm_backward(const T* dy, const T* x, const T* w, const Wide<T>* inverse, const T* residual,      \
                                  int64_t step, T* dx, int64_t rows, int64_t d) {                                      \
        rms_norm_backward_body(dy, x, w, inverse, residual, step, dx, rows, d);                                        \
    }                                                                                                                  \
    TARGET void swiglu(const T* gate, const T* up, T* out, int64_t n) {                                                \
        swiglu_body(gate, up, out, n);                                                                                 \
    }                                                                                                                  \
    TARGET void swiglu_backward(const T* dout, const T* gate, const T* up, T* dgate, T* dup, int64_t n) {              \
        swiglu_backward_body(dout, gate, up, dgate, dup, n);                                                           \
    }                                                                                                                  \
    TARGET Wide<T> cross_entropy(T* logits, int64_t n, int64_t target) {                                               \
        return cross_entropy_body(logits, n, target);                                                                  \
    }

#define LORATRF_ROW_KERNELS_OF(LEVEL, TARGET)                                                                          \
    namespace LEVEL {                                                                                                  \
    LORATRF_ROW_KERNELS(float, TARGET)                                                                                 \
    LORATRF_ROW_KERNELS(double, TARGET)                                                                                \
    LORATRF_ROW_KERNELS(c10::BFloat16, TARGET)                                                                         \
    template <typename T>                                                                                              \
    constexpr Kernels<T> list{rms_norm, rms_norm_backward, swiglu, swiglu_backward, cross_entropy};                    \
    }

LORATRF_ROW_KERNELS_OF(v1, LORATRF_V1)
LORATRF_ROW_KERNELS_OF(v3, LORATRF_V3)
LORATRF_ROW_KERNELS_OF(v4, LORATRF_V4)

} // namespace

template <typename T>
const Kernels<T>& kernels(CpuLevel level) {
    return of_level(level, v1::list<T>, v3::list<T>, v4::list<T>);
}
template const Kernels<float>& kernels<float>(CpuLevel);
template const Kernels<double>& kernels<double>(CpuLevel);
template const Kernels<c10::BFloat16>& kernels<c10::BFloat16>(CpuLevel);

} // namespace loratrf::ops::rows
