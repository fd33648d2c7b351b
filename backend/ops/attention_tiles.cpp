#include "backend/ops/attention_tiles.h"

#include "backend/ops/vector_math.h"

#include <algorithm>
#include <limits>

namespace loratrf::ops::tiles {

using rows::exponential;
using rows::narrow;
using rows::widen;

namespace {

template <typename T>
LORATRF_INLINE void load_body(const T* x, int64_t stride, int64_t n, int64_t d, const float* cosine, const float* sine,
                              float scale, float* out) {
    const int64_t half = d / 2;
    for (int64_t row = 0; row < n; ++row, x += stride, out += d) {
        if (!cosine) {
#pragma omp simd
            for (int64_t i = 0; i < d; ++i)
                out[i] = scale * widen(x[i]);
            continue;
        }
        const float *c = cosine + row * half, *s = sine + row * half;
#pragma omp simd
        for (int64_t i = 0; i < half; ++i) {
            const float a = widen(x[i]), b = widen(x[half + i]);
            out[i] = scale * (a * c[i] - b * s[i]);
            out[half + i] = scale * (b * c[i] + a * s[i]);
        }
    }
}

template <typename T>
LORATRF_INLINE void store_body(const float* from, int64_t n, int64_t d, const float* cosine, const float* sine, T* to,
                               int64_t stride) {
    const int64_t half = d / 2;
    for (int64_t row = 0; row < n; ++row, from += d, to += stride) {
        if (!cosine) {
#pragma omp simd
            for (int64_t i = 0; i < d; ++i)
                narrow(from[i], to[i]);
            continue;
        }
        const float *c = cosine + row * half, *s = sine + row * half;
#pragma omp simd
        for (int64_t i = 0; i < half; ++i) {
            const float a = from[i], b = from[half + i];
            narrow(a * c[i] + b * s[i], to[i]);
            narrow(b * c[i] - a * s[i], to[half + i]);
        }
    }
}

template <typename T>
LORATRF_INLINE void row_products_body(const T* a, int64_t a_stride, const float* b, int64_t n, int64_t d, float* out) {
    for (int64_t row = 0; row < n; ++row, a += a_stride, b += d) {
        float sum = 0;
#pragma omp simd reduction(+ : sum)
        for (int64_t i = 0; i < d; ++i)
            sum += widen(a[i]) * b[i];
        out[row] = sum;
    }
}

// [first, last) of the tile's `side` keys from key0 that the query sees.
LORATRF_INLINE void seen(int64_t query, int64_t key0, const Causal& causal, int64_t& first, int64_t& last) {
    last = query < causal.length ? std::clamp<int64_t>(query + 1 - key0, 0, side) : 0;
    first = causal.window > 0 ? std::clamp<int64_t>(query - causal.window + 1 - key0, 0, side) : 0;
}

// Whole rows of a tile, which most are, in loops of a fixed length without conditions.
LORATRF_INLINE float largest_of(const float* s, int64_t first, int64_t last, float largest) {
    if (first == 0 && last == side) {
#pragma omp simd reduction(max : largest)
        for (int64_t i = 0; i < side; ++i)
            largest = s[i] > largest ? s[i] : largest;
    } else {
        for (int64_t i = first; i < last; ++i)
            largest = s[i] > largest ? s[i] : largest;
    }
    return largest;
}

// s becomes e^(s - largest), 0 outside of [first, last); returns the sum.
LORATRF_INLINE float exponentials(float* s, int64_t first, int64_t last, float largest) {
    float sum = 0;
    if (first == 0 && last == side) {
#pragma omp simd reduction(+ : sum)
        for (int64_t i = 0; i < side; ++i) {
            s[i] = exponential(s[i] - largest);
            sum += s[i];
        }
    } else {
#pragma omp simd reduction(+ : sum)
        for (int64_t i = 0; i < side; ++i) {
            const float e = i >= first && i < last ? exponential(s[i] - largest) : 0.0F;
            s[i] = e;
            sum += e;
        }
    }
    return sum;
}

LORATRF_INLINE void transpose_body(const float* in, int64_t rows, int64_t columns, float* out) {
    constexpr int64_t block = 8;
    for (int64_t r0 = 0; r0 < rows; r0 += block)
        for (int64_t c0 = 0; c0 < columns; c0 += block)
            for (int64_t c = c0; c < std::min(c0 + block, columns); ++c)
                for (int64_t r = r0; r < std::min(r0 + block, rows); ++r)
                    out[c * rows + r] = in[r * columns + c];
}

LORATRF_INLINE void softmax_body(float* scores, int64_t count, int64_t query0, int64_t key0, const Causal& causal,
                                 float* inverse, float* lse) {
    for (int64_t row = 0; row < side; ++row) {
        float largest = -std::numeric_limits<float>::infinity(), sum = 0;
        for (int64_t tile = 0; tile < count; ++tile) {
            const float* s = scores + (tile * side + row) * side;
            int64_t first = 0, last = 0;
            seen(query0 + row, key0 + tile * side, causal, first, last);
            largest = largest_of(s, first, last, largest);
        }
        for (int64_t tile = 0; tile < count; ++tile) {
            float* s = scores + (tile * side + row) * side;
            int64_t first = 0, last = 0;
            seen(query0 + row, key0 + tile * side, causal, first, last);
            sum += exponentials(s, first, last, largest);
        }
        inverse[row] = sum > 0 ? 1 / sum : 0;
        lse[row] = sum > 0 ? largest + std::log(sum) : 0;
    }
}

LORATRF_INLINE void probabilities_body(float* scores, int64_t key0, int64_t query0, const Causal& causal,
                                       const float* lse) {
    for (int64_t row = 0; row < side; ++row, scores += side) {
        const int64_t key = key0 + row;
        // Columns are queries key .. key + window - 1 as far as they exist.
        const int64_t first = std::clamp<int64_t>(key - query0, 0, side);
        const int64_t end = causal.window > 0 ? std::min(causal.length, key + causal.window) : causal.length;
        const int64_t last = std::clamp<int64_t>(end - query0, 0, side);
        if (first == 0 && last == side) {
#pragma omp simd
            for (int64_t i = 0; i < side; ++i)
                scores[i] = exponential(scores[i] - lse[i]);
        } else {
#pragma omp simd
            for (int64_t i = 0; i < side; ++i)
                scores[i] = i >= first && i < last ? exponential(scores[i] - lse[i]) : 0.0F;
        }
    }
}

LORATRF_INLINE void softmax_backward_body(const float* p, float* dp, const float* delta) {
    for (int64_t row = 0; row < side; ++row, p += side, dp += side)
#pragma omp simd
        for (int64_t i = 0; i < side; ++i)
            dp[i] = p[i] * (dp[i] - delta[i]);
}

#define LORATRF_ROW_KERNELS(T, TARGET)                                                                                 \
    TARGET void load(const T* x, int64_t stride, int64_t n, int64_t d, const float* cosine, const float* sine,         \
                     float scale, float* out) {                                                                        \
        load_body(x, stride, n, d, cosine, sine, scale, out);                                                          \
    }                                                                                                                  \
    TARGET void store(const float* from, int64_t n, int64_t d, const float* cosine, const float* sine, T* to,          \
                      int64_t stride) {                                                                                \
        store_body(from, n, d, cosine, sine, to, stride);                                                              \
    }                                                                                                                  \
    TARGET void row_products(const T* a, int64_t a_stride, const float* b, int64_t n, int64_t d, float* out) {         \
        row_products_body(a, a_stride, b, n, d, out);                                                                  \
    }

#define LORATRF_KERNELS_OF(LEVEL, TARGET)                                                                              \
    namespace LEVEL {                                                                                                  \
    LORATRF_ROW_KERNELS(float, TARGET)                                                                                 \
    LORATRF_ROW_KERNELS(c10::BFloat16, TARGET)                                                                         \
    template <typename T>                                                                                              \
    constexpr RowKernels<T> row_list{load, store, row_products};                                                       \
    TARGET void transpose(const float* in, int64_t rows, int64_t columns, float* out) {                                \
        transpose_body(in, rows, columns, out);                                                                        \
    }                                                                                                                  \
    TARGET void softmax(float* scores, int64_t count, int64_t query0, int64_t key0, const Causal& causal,              \
                        float* inverse, float* lse) {                                                                  \
        softmax_body(scores, count, query0, key0, causal, inverse, lse);                                               \
    }                                                                                                                  \
    TARGET void probabilities(float* scores, int64_t key0, int64_t query0, const Causal& causal, const float* lse) {   \
        probabilities_body(scores, key0, query0, causal, lse);                                                         \
    }                                                                                                                  \
    TARGET void softmax_backward(const float* p, float* dp, const float* delta) {                                      \
        softmax_backward_body(p, dp, delta);                                                                           \
    }                                                                                                                  \
    constexpr TileKernels tile_list{transpose, softmax, probabilities, softmax_backward};                              \
    }

LORATRF_KERNELS_OF(v1, LORATRF_V1)
LORATRF_KERNELS_OF(v3, LORATRF_V3)
LORATRF_KERNELS_OF(v4, LORATRF_V4)

} // namespace

template <typename T>
const RowKernels<T>& row_kernels(CpuLevel level) {
    return of_level(level, v1::row_list<T>, v3::row_list<T>, v4::row_list<T>);
}
template const RowKernels<float>& row_kernels<float>(CpuLevel);
template const RowKernels<c10::BFloat16>& row_kernels<c10::BFloat16>(CpuLevel);

const TileKernels& tile_kernels(CpuLevel level) {
    return of_level(level, v1::tile_list, v3::tile_list, v4::tile_list);
}

} // namespace loratrf::ops::tiles
