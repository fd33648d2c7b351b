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

// terms [r + q] = u, z: what D^T and B^T are multiplied with.
template <typename T>
LORATRF_INLINE void gather(const Wide<T>* u, int64_t r, const T* z, int64_t q, Wide<T>* terms) {
    for (int64_t j = 0; j < r; ++j)
        terms[j] = u[j];
    for (int64_t j = 0; j < q; ++j)
        terms[r + j] = widen(z[j]);
}

template <int Bytes, typename T>
LORATRF_INLINE void forward_body(T* h, const T* z, const Packed<Wide<T>>& f, Wide<T>* kept, int64_t count,
                                 Wide<T>* scratch) {
    using W = Wide<T>;
    const int64_t d = f.d, r = f.r, q = f.q, width = 2 + 2 * r, block = thin::block_rows(d);
    const W xi_length = f.xi_length, scale = f.scale;
    W *dots = scratch, *terms = dots + block * (r + 1), *copy = terms + block * (r + q);
    for (int64_t first = 0; first < count; first += block, h += block * d, z += block * q, kept += block * width) {
        const int64_t n = std::min(block, count - first);
        W* x = widened(h, n * d, copy);
        thin::dots<Bytes>(x, f.factors, r + 1, dots, r + 1, n, d);
        for (int64_t row = 0; row < n; ++row) {
            const W *own = x + row * d, *dot = dots + row * (r + 1);
            W squares = 0;
#pragma omp simd reduction(+ : squares)
            for (int64_t i = 0; i < d; ++i)
                squares += own[i] * own[i];
            const W length = std::max(std::sqrt(squares), static_cast<W>(shortest));
            W* to = kept + row * width;
            to[0] = length;
            to[1] = dot[r] / (length * xi_length);
            const W s = passed(to[1]);
            for (int64_t j = 0; j < r; ++j) {
                to[2 + j] = dot[j];
                to[2 + r + j] = scale * s * dot[j];
            }
            gather(to + 2 + r, r, z + row * q, q, terms + row * (r + q));
        }
        thin::add<false, Bytes>(terms, r + q, f.into(), r + q, x, n, d);
        store<T>(x, n * d, h);
    }
}

template <int Bytes, typename T>
LORATRF_INLINE void backward_body(const T* y, const T* z, const T* g, T* dh, Wide<T>* dz, const Packed<Wide<T>>& f,
                                  const Wide<T>* kept, Sums<Wide<T>>& sums, int64_t count, Wide<T>* scratch) {
    using W = Wide<T>;
    const int64_t d = f.d, r = f.r, q = f.q, width = 2 + 2 * r, block = thin::block_rows(d), all = 2 * r + 1 + q;
    const W xi_length = f.xi_length, scale = f.scale;
    // of a block's rows: w = D^T g, B^T g; p, a, b u, b z; u, z; and the sum of [p; a] [u; z]^T
    W *dots = scratch, *counts = dots + block * (r + q), *terms = counts + block * all,
      *crossed = terms + block * (r + q), *copies = crossed + (r + 1) * (r + q);
    std::fill_n(crossed, (r + 1) * (r + q), W(0));
    for (int64_t first = 0; first < count; first += block, y += block * d, z += block * q, g += block * d,
                 dh += block * d, dz += block * q, kept += block * width) {
        const int64_t n = std::min(block, count - first);
        const W *own = widened(y, n * d, copies), *dy = widened(g, n * d, copies + block * d);
        W* out = nullptr;
        if constexpr (std::is_same_v<T, W>)
            out = dh;
        else
            out = copies + 2 * block * d;
        thin::dots<Bytes>(dy, f.into(), r + q, dots, r + q, n, d);
        for (int64_t row = 0; row < n; ++row) {
            const W *was = kept + row * width, *w = dots + row * (r + q);
            std::copy_n(w + r, q, dz + row * q);
            const W length = was[0], cosine = was[1], s = passed(cosine);
            W* p = counts + row * all;
            W ds = 0;
            for (int64_t j = 0; j < r; ++j) {
                ds += scale * w[j] * was[2 + j];
                p[j] = scale * s * w[j];
            }
            if (cosine < 0 || cosine > 1)
                ds = 0;
            p[r] = ds / (length * xi_length);
            sums.pull += ds * cosine / (xi_length * xi_length);
            W* term = terms + row * (r + q);
            gather(was + 2 + r, r, z + row * q, q, term);
            const W pull = length > static_cast<W>(shortest) ? ds * cosine / (length * length) : W(0);
            for (int64_t j = 0; j < r + q; ++j)
                p[r + 1 + j] = pull * term[j];
            const W *from = dy + row * d, *became = own + row * d;
            W* to = out + row * d;
#pragma omp simd
            for (int64_t i = 0; i < d; ++i)
                to[i] = from[i] - pull * became[i];
        }
        thin::add<false, Bytes>(counts, all, f.factors, all, out, n, d);
        thin::over_rows<Bytes>(counts, all, r + 1, terms, crossed, n, r + q, r + q);
        thin::over_rows<Bytes>(counts, all, r + 1, own, sums.c_and_xi, n, d, d);
        thin::over_rows<Bytes>(terms, r + q, r + q, dy, sums.into, n, d, d);
        store<T>(out, n * d, dh);
    }
    thin::add<true, Bytes>(crossed, r + q, f.into(), r + q, sums.c_and_xi, r + 1, d);
}

// `Bytes`: vectors as wide as the level's registers.
#define LORATRF_FILTER_KERNELS(T, TARGET, Bytes)                                                                       \
    TARGET void forward(T* h, const T* z, const Packed<Wide<T>>& f, Wide<T>* kept, int64_t n, Wide<T>* scratch) {      \
        forward_body<Bytes>(h, z, f, kept, n, scratch);                                                                \
    }                                                                                                                  \
    TARGET void backward(const T* y, const T* z, const T* g, T* dh, Wide<T>* dz, const Packed<Wide<T>>& f,             \
                         const Wide<T>* kept, Sums<Wide<T>>& sums, int64_t n, Wide<T>* scratch) {                      \
        backward_body<Bytes>(y, z, g, dh, dz, f, kept, sums, n, scratch);                                              \
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

int64_t scratch_size(int64_t r, int64_t q, int64_t d) {
    return thin::block_rows(d) * (4 * r + 1 + 3 * q + 3 * d) + (r + 1) * (r + q);
}

template <typename T>
const Kernels<T>& kernels(CpuLevel level) {
    return of_level(level, v1::list<T>, v3::list<T>, v4::list<T>);
}
template const Kernels<float>& kernels<float>(CpuLevel);
template const Kernels<double>& kernels<double>(CpuLevel);
template const Kernels<c10::BFloat16>& kernels<c10::BFloat16>(CpuLevel);

} // namespace loratrf::ops::filter
