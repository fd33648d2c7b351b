#include "backend/ops/filter_kernels.h"

#include "backend/ops/thin_products.h"

#include <algorithm>

namespace loratrf::ops::filter {

namespace {

using rows::narrow;
using rows::widen;

// The rows in the type of the arithmetic: themselves, or a copy.
template <typename T>
LORATRF_INLINE Wide<T>* widened(const T* x, int64_t n, Wide<T>* copy) {
#pragma omp simd
    for (int64_t i = 0; i < n; ++i)
        copy[i] = widen(x[i]);
    return copy;
}
LORATRF_INLINE float* widened(float* x, int64_t, float*) {
    return x;
}
LORATRF_INLINE double* widened(double* x, int64_t, double*) {
    return x;
}
LORATRF_INLINE const float* widened(const float* x, int64_t, float*) {
    return x;
}
LORATRF_INLINE const double* widened(const double* x, int64_t, double*) {
    return x;
}

template <typename T>
LORATRF_INLINE void store(const Wide<T>* x, int64_t n, T* to) {
    if constexpr (!std::is_same_v<T, Wide<T>>) {
#pragma omp simd
        for (int64_t i = 0; i < n; ++i)
            narrow(x[i], to[i]);
    }
}

template <typename W>
LORATRF_INLINE W passed(W cosine) {
    return cosine < 0 ? W(0) : (cosine > 1 ? W(1) : cosine);
}

template <int Bytes, typename T>
LORATRF_INLINE void forward_body(T* h, const Packed<Wide<T>>& f, Wide<T>* kept, int64_t count, Wide<T>* scratch) {
    using W = Wide<T>;
    const int64_t d = f.d, r = f.r, width = 2 + 2 * r, block = thin::block_rows(d);
    const W* xi = f.xi;
    const W xi_length = f.xi_length, scale = f.scale;
    W *z = scratch, *copy = scratch + block * thin::padded(r);
    for (int64_t first = 0; first < count; first += block, h += block * d, kept += block * width) {
        const int64_t n = std::min(block, count - first);
        W* x = widened(h, n * d, copy);
        thin::dot<Bytes>(x, f.c_columns, r, z, n, d);
        for (int64_t row = 0; row < n; ++row) {
            const W* own = x + row * d;
            W squares = 0, dot = 0;
#pragma omp simd reduction(+ : squares, dot)
            for (int64_t i = 0; i < d; ++i) {
                squares += own[i] * own[i];
                dot += own[i] * xi[i];
            }
            const W length = std::max(std::sqrt(squares), static_cast<W>(shortest));
            W* to = kept + row * width;
            to[0] = length;
            to[1] = dot / (length * xi_length);
            const W s = passed(to[1]);
            for (int64_t j = 0; j < r; ++j) {
                to[2 + j] = z[row * thin::padded(r) + j];
                to[2 + r + j] = scale * s * to[2 + j];
            }
        }
        thin::add<false, Bytes>(kept + 2 + r, width, f.d_rows, r, x, n, d);
        store<T>(x, n * d, h);
    }
}

template <int Bytes, typename T>
LORATRF_INLINE void backward_body(T* y, const T* g, T* dx, const Packed<Wide<T>>& f, const Wide<T>* kept,
                                  Sums<Wide<T>>& sums, int64_t count, Wide<T>* scratch) {
    using W = Wide<T>;
    const int64_t d = f.d, r = f.r, width = 2 + 2 * r, block = thin::block_rows(d);
    const W xi_length = f.xi_length, scale = f.scale;
    W *z = scratch, *counts = z + block * thin::padded(r), *copies = counts + block * (r + 1);
    for (int64_t first = 0; first < count;
         first += block, y += block * d, g += block * d, dx += block * d, kept += block * width) {
        const int64_t n = std::min(block, count - first);
        W* h = widened(y, n * d, copies);
        const W* dy = widened(g, n * d, copies + block * d);
        W* out = nullptr;
        if constexpr (std::is_same_v<T, W>)
            out = dx;
        else
            out = copies + 2 * block * d;
        thin::add<true, Bytes>(kept + 2 + r, width, f.d_rows, r, h, n, d);
        thin::over_rows<Bytes>(kept + 2 + r, width, r, dy, sums.d_rows, n, d, d);
        thin::dot<Bytes>(dy, f.d_columns, r, z, n, d);
        for (int64_t row = 0; row < n; ++row) {
            const W *was = kept + row * width, *w = z + row * thin::padded(r);
            const W length = was[0], cosine = was[1], s = passed(cosine);
            W* p = counts + row * (r + 1);
            W ds = 0;
            for (int64_t j = 0; j < r; ++j) {
                ds += scale * w[j] * was[2 + j];
                p[j] = scale * s * w[j];
            }
            if (cosine < 0 || cosine > 1)
                ds = 0;
            p[r] = ds / (length * xi_length);
            sums.pull += ds * cosine / (xi_length * xi_length);
            const W pull = length > static_cast<W>(shortest) ? ds * cosine / (length * length) : W(0);
            const W *own = h + row * d, *from = dy + row * d;
            W* to = out + row * d;
#pragma omp simd
            for (int64_t i = 0; i < d; ++i)
                to[i] = from[i] - pull * own[i];
        }
        thin::add<false, Bytes>(counts, r + 1, f.c_and_xi, r + 1, out, n, d);
        thin::over_rows<Bytes>(counts, r + 1, r + 1, h, sums.c_and_xi, n, d, d);
        store<T>(out, n * d, dx);
    }
}

// `Bytes`: vectors as wide as the level's registers.
#define LORATRF_FILTER_KERNELS(T, TARGET, Bytes)                                                                       \
    TARGET void forward(T* h, const Packed<Wide<T>>& f, Wide<T>* kept, int64_t n, Wide<T>* scratch) {                  \
        forward_body<Bytes>(h, f, kept, n, scratch);                                                                   \
    }                                                                                                                  \
    TARGET void backward(T* y, const T* g, T* dx, const Packed<Wide<T>>& f, const Wide<T>* kept, Sums<Wide<T>>& sums,  \
                         int64_t n, Wide<T>* scratch) {                                                                \
        backward_body<Bytes>(y, g, dx, f, kept, sums, n, scratch);                                                     \
    }

#define LORATRF_FILTER_KERNELS_OF(LEVEL, TARGET, Bytes)                                                                \
    namespace LEVEL {                                                                                                  \
    LORATRF_FILTER_KERNELS(float, TARGET, Bytes)                                                                       \
    LORATRF_FILTER_KERNELS(double, TARGET, Bytes)                                                                      \
    LORATRF_FILTER_KERNELS(c10::BFloat16, TARGET, Bytes)                                                               \
    template <typename T>                                                                                              \
    constexpr Kernels<T> list{forward, backward};                                                                      \
    }

LORATRF_FILTER_KERNELS_OF(v1, LORATRF_V1, 16)
LORATRF_FILTER_KERNELS_OF(v3, LORATRF_V3, 32)
LORATRF_FILTER_KERNELS_OF(v4, LORATRF_V4, 64)

} // namespace

int64_t scratch_size(int64_t r, int64_t d) {
    return thin::block_rows(d) * (thin::padded(r) + r + 1 + 3 * d);
}

template <typename T>
const Kernels<T>& kernels(CpuLevel level) {
    return of_level(level, v1::list<T>, v3::list<T>, v4::list<T>);
}
template const Kernels<float>& kernels<float>(CpuLevel);
template const Kernels<double>& kernels<double>(CpuLevel);
template const Kernels<c10::BFloat16>& kernels<c10::BFloat16>(CpuLevel);

} // namespace loratrf::ops::filter
