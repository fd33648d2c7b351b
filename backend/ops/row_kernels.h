#pragma once
// Elementwise work of the decoder layer, row by row in memory: each function is one pass where a chain of tensor
// operations is several. CPU only, one thread; callers split rows over threads. Each body exists for AVX-512, AVX2 and
// plain x86-64 (target_clones), chosen when the program starts. Arithmetic is in float (double for double) whatever
// the rows' type. What each computes is stated in ops.h and decoder_layer.h; the reference bodies of ops.cpp are what
// tests compare with.

#include <c10/util/BFloat16.h>

#include <cstdint>
#include <type_traits>

namespace loratrf::ops::rows {

template <typename T>
using Wide = std::conditional_t<std::is_same_v<T, double>, double, float>;

// A site's filter as the kernels read it: xi [d] and its length.
template <typename W>
struct FilterRows {
    const W* xi = nullptr;
    W xi_length = 0, scale = 1;
    int64_t r = 0, d = 0;
};

#define LORATRF_ROW_KERNELS(T)                                                                                         \
    /* y = w x / rms(x), inverse [rows] = 1 / rms(x), rms(x) = sqrt(mean(x^2) + eps); all rows [d]. */                 \
    void rms_norm(const T* x, const T* w, double eps, T* y, Wide<T>* inverse, int64_t rows, int64_t d);                \
    /* dx = residual + the gradient of rms_norm; residual may be dx. */                                                \
    void rms_norm_backward(const T* dy, const T* x, const T* w, const Wide<T>* inverse, const T* residual, T* dx,      \
                           int64_t rows, int64_t d);                                                                   \
    /* out = silu(gate) up, n numbers. */                                                                              \
    void swiglu(const T* gate, const T* up, T* out, int64_t n);                                                        \
    /* Of swiglu; dgate may be gate, dup may be up. */                                                                 \
    void swiglu_backward(const T* dout, const T* gate, const T* up, T* dgate, T* dup, int64_t n);                      \
    /* Returns the cross-entropy of one row of logits [n] against `target`; the row becomes softmax - onehot. */       \
    Wide<T> cross_entropy(T* logits, int64_t n, int64_t target);                                                       \
    /* Of the rows h, s = clamp(cos(h, xi), 0, 1). `kept` [rows, 2 + 2r] holds C h from column 2 on; it receives */    \
    /* |h| and the cosine before and scale s C h behind that. */                                                       \
    void filter(const T* h, const FilterRows<Wide<T>>& filter, Wide<T>* kept, int64_t rows);                           \
    /* The way back. `weights` [rows, r + 2] hold dz = D^T dh; they become by which numbers h counts in the */         \
    /* gradients of C (r of them) and of xi (one), and, last, how much the row pulls xi back: */                       \
    /* dxi = sum weights[r] h - xi sum weights[r + 1]. dx = dh - pull h, what weights[:r + 1] [C; xi] is to be */      \
    /* added to. */                                                                                                    \
    void filter_backward(const T* h, const FilterRows<Wide<T>>& filter, const Wide<T>* kept, const T* dh, T* dx,       \
                         Wide<T>* weights, int64_t rows);

LORATRF_ROW_KERNELS(float)
LORATRF_ROW_KERNELS(double)
LORATRF_ROW_KERNELS(c10::BFloat16)
#undef LORATRF_ROW_KERNELS

} // namespace loratrf::ops::rows
