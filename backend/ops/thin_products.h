#pragma once
// Products of matrices with a thin side, as adapters have them: rank r of some tens beside widths d of thousands. Sums
// stay in registers: tiles of 4 rows by 2 vectors, or 8 by 1. On a Zen 4 core with r = 16 they reach 110 to 118
// GFLOP/s in fp32 with 512-bit vectors and 100 to 111 with 256-bit ones, where MKL reaches 106 (add), 80 (dot) and 84
// (over rows).
//
// All matrices are in row order, dense but for z, whose rows lie `zs` apart, and in dot() for z and b, whose rows lie
// `bs` apart. A tile is R rows by C vectors. Bytes: of a vector, 16, 32 or 64; callers are compiled for a CPU that has
// these.

#include "backend/ops/vector_math.h"

#include <algorithm>
#include <cstdint>

namespace loratrf::ops::thin {

template <typename W, int Bytes>
struct Vector {
    static constexpr int64_t lanes = Bytes / static_cast<int64_t>(sizeof(W));
    using Type [[gnu::vector_size(Bytes), gnu::aligned(alignof(W)), gnu::may_alias]] = W;
    using Aligned [[gnu::vector_size(Bytes)]] = W;
};

// Columns are padded to this many numbers where dot() reads them.
constexpr int64_t padding = 16;
constexpr int64_t padded(int64_t r) {
    return (r + padding - 1) / padding * padding;
}

// Rows of d numbers that are worked on together: three copies of them fit into a second-level cache of 512 KiB.
constexpr int64_t most_block_rows = 64;
constexpr int64_t block_rows(int64_t d) {
    return std::clamp<int64_t>(32768 / d / 8 * 8, 8, most_block_rows);
}

// to [columns, rows] = factor x [rows, columns]^T: factors as the products want them.
template <typename W>
void transpose(const W* x, int64_t rows, int64_t columns, W factor, W* to) {
    for (int64_t i = 0; i < rows; ++i)
        for (int64_t j = 0; j < columns; ++j)
            to[j * rows + i] = factor * x[i * columns + j];
}

// --- y [n, d] += z [n, r] b [r, d], or -= ----------------------------------------------------------------------------
template <int R, int C, bool Minus, int Bytes, typename W>
LORATRF_INLINE void add_tile(const W* z, int64_t zs, const W* b, int64_t r, W* y, int64_t d) {
    using V = Vector<W, Bytes>;
    typename V::Aligned sum[R][C];
    for (int i = 0; i < R; ++i)
        for (int c = 0; c < C; ++c)
            sum[i][c] = *reinterpret_cast<const typename V::Type*>(y + i * d + c * V::lanes);
    for (int64_t j = 0; j < r; ++j)
        for (int i = 0; i < R; ++i) {
            const W factor = Minus ? -z[i * zs + j] : z[i * zs + j];
            for (int c = 0; c < C; ++c)
                sum[i][c] += factor * *reinterpret_cast<const typename V::Type*>(b + j * d + c * V::lanes);
        }
    for (int i = 0; i < R; ++i)
        for (int c = 0; c < C; ++c)
            *reinterpret_cast<typename V::Type*>(y + i * d + c * V::lanes) = sum[i][c];
}
template <int C, bool Minus, int Bytes, typename W>
LORATRF_INLINE void add_columns(const W* z, int64_t zs, const W* b, int64_t r, W* y, int64_t n, int64_t d) {
    int64_t row = 0;
    for (; row + 4 <= n; row += 4)
        add_tile<4, C, Minus, Bytes>(z + row * zs, zs, b, r, y + row * d, d);
    for (; row < n; ++row)
        add_tile<1, C, Minus, Bytes>(z + row * zs, zs, b, r, y + row * d, d);
}
template <bool Minus, int Bytes, typename W>
LORATRF_INLINE void add(const W* z, int64_t zs, const W* b, int64_t r, W* y, int64_t n, int64_t d) {
    constexpr int64_t lanes = Vector<W, Bytes>::lanes;
    int64_t column = 0;
    for (; column + 2 * lanes <= d; column += 2 * lanes)
        add_columns<2, Minus, Bytes>(z, zs, b + column, r, y + column, n, d);
    for (; column + lanes <= d; column += lanes)
        add_columns<1, Minus, Bytes>(z, zs, b + column, r, y + column, n, d);
    for (int64_t row = 0; row < n; ++row)
        for (int64_t c = column; c < d; ++c)
            for (int64_t j = 0; j < r; ++j)
                y[row * d + c] += (Minus ? -z[row * zs + j] : z[row * zs + j]) * b[j * d + c];
}

// --- z [n, padded(r)] = x [n, d] b [d, padded(r)] --------------------------------------------------------------------
template <int R, int C, int Bytes, typename W>
LORATRF_INLINE void dot_tile(const W* x, const W* b, int64_t bs, W* z, int64_t d) {
    using V = Vector<W, Bytes>;
    typename V::Aligned sum[R][C] = {};
    for (int64_t k = 0; k < d; ++k)
        for (int i = 0; i < R; ++i)
            for (int c = 0; c < C; ++c)
                sum[i][c] += x[i * d + k] * *reinterpret_cast<const typename V::Type*>(b + k * bs + c * V::lanes);
    for (int i = 0; i < R; ++i)
        for (int c = 0; c < C; ++c)
            *reinterpret_cast<typename V::Type*>(z + i * bs + c * V::lanes) = sum[i][c];
}
template <int R, int C, int Bytes, typename W>
LORATRF_INLINE void dot_columns(const W* x, const W* b, int64_t bs, W* z, int64_t n, int64_t d) {
    int64_t row = 0;
    for (; row + R <= n; row += R)
        dot_tile<R, C, Bytes>(x + row * d, b, bs, z + row * bs, d);
    for (; row < n; ++row)
        dot_tile<1, C, Bytes>(x + row * d, b, bs, z + row * bs, d);
}
template <int Bytes, typename W>
LORATRF_INLINE void dot(const W* x, const W* b, int64_t r, W* z, int64_t n, int64_t d) {
    constexpr int64_t lanes = Vector<W, Bytes>::lanes;
    const int64_t width = padded(r);
    int64_t column = 0;
    for (; column + 2 * lanes <= width; column += 2 * lanes)
        dot_columns<4, 2, Bytes>(x, b + column, width, z + column, n, d);
    for (; column + lanes <= width; column += lanes)
        dot_columns<8, 1, Bytes>(x, b + column, width, z + column, n, d);
}

// --- z [n, r] = x [n, d] b [r, d]^T, the rows of z zs apart: for few r, where dot() would pad most of a vector
// -----------
template <int Bytes, typename W>
LORATRF_INLINE W total(const typename Vector<W, Bytes>::Aligned& x) {
    if constexpr (Bytes > 16) {
        struct Halves {
            typename Vector<W, Bytes / 2>::Aligned low, high;
        };
        const auto halves = __builtin_bit_cast(Halves, x);
        return total<Bytes / 2, W>(halves.low + halves.high);
    } else {
        W sum = 0;
        for (int64_t i = 0; i < Vector<W, Bytes>::lanes; ++i)
            sum += x[i];
        return sum;
    }
}
template <int R, int C, int Bytes, typename W>
LORATRF_INLINE void dots_tile(const W* x, const W* b, W* z, int64_t zs, int64_t d) {
    using V = Vector<W, Bytes>;
    typename V::Aligned sum[R][C] = {};
    int64_t k = 0;
    for (; k + V::lanes <= d; k += V::lanes) {
        typename V::Aligned own[R];
        for (int i = 0; i < R; ++i)
            own[i] = *reinterpret_cast<const typename V::Type*>(x + i * d + k);
        for (int c = 0; c < C; ++c) {
            const typename V::Aligned factor = *reinterpret_cast<const typename V::Type*>(b + c * d + k);
            for (int i = 0; i < R; ++i)
                sum[i][c] += own[i] * factor;
        }
    }
    for (int i = 0; i < R; ++i)
        for (int c = 0; c < C; ++c) {
            W rest = total<Bytes, W>(sum[i][c]);
            for (int64_t l = k; l < d; ++l)
                rest += x[i * d + l] * b[c * d + l];
            z[i * zs + c] = rest;
        }
}
template <int C, int Bytes, typename W>
LORATRF_INLINE void dots_rows(const W* x, const W* b, W* z, int64_t zs, int64_t n, int64_t d) {
    constexpr int R = Bytes == 64 ? 4 : 2; // as registers allow: 32 of 64 bytes, else 16
    int64_t row = 0;
    for (; row + R <= n; row += R)
        dots_tile<R, C, Bytes>(x + row * d, b, z + row * zs, zs, d);
    for (; row < n; ++row)
        dots_tile<1, C, Bytes>(x + row * d, b, z + row * zs, zs, d);
}
template <int Bytes, typename W>
LORATRF_INLINE void dots(const W* x, const W* b, int64_t r, W* z, int64_t zs, int64_t n, int64_t d) {
    int64_t j = 0;
    for (; r - j >= 4 && r - j != 5; j += 4)
        dots_rows<4, Bytes>(x, b + j * d, z + j, zs, n, d);
    switch (r - j) {
    case 5:
        return dots_rows<5, Bytes>(x, b + j * d, z + j, zs, n, d);
    case 3:
        return dots_rows<3, Bytes>(x, b + j * d, z + j, zs, n, d);
    case 2:
        return dots_rows<2, Bytes>(x, b + j * d, z + j, zs, n, d);
    case 1:
        return dots_rows<1, Bytes>(x, b + j * d, z + j, zs, n, d);
    default:
        return;
    }
}

// --- g [r, columns] += z [n, r]^T x [n, columns], the rows of g and x d apart ----------------------------------------
template <int R, int C, int Bytes, typename W>
LORATRF_INLINE void over_tile(const W* z, int64_t zs, const W* x, W* g, int64_t n, int64_t d) {
    using V = Vector<W, Bytes>;
    typename V::Aligned sum[R][C];
    for (int i = 0; i < R; ++i)
        for (int c = 0; c < C; ++c)
            sum[i][c] = *reinterpret_cast<const typename V::Type*>(g + i * d + c * V::lanes);
    for (int64_t row = 0; row < n; ++row)
        for (int i = 0; i < R; ++i)
            for (int c = 0; c < C; ++c)
                sum[i][c] += z[row * zs + i] * *reinterpret_cast<const typename V::Type*>(x + row * d + c * V::lanes);
    for (int i = 0; i < R; ++i)
        for (int c = 0; c < C; ++c)
            *reinterpret_cast<typename V::Type*>(g + i * d + c * V::lanes) = sum[i][c];
}
template <int C, int Bytes, typename W>
LORATRF_INLINE void over_columns(const W* z, int64_t zs, int64_t r, const W* x, W* g, int64_t n, int64_t d) {
    int64_t j = 0;
    for (; r - j >= 4 && r - j != 5; j += 4)
        over_tile<4, C, Bytes>(z + j, zs, x, g + j * d, n, d);
    switch (r - j) {
    case 5:
        return over_tile<5, C, Bytes>(z + j, zs, x, g + j * d, n, d);
    case 3:
        return over_tile<3, C, Bytes>(z + j, zs, x, g + j * d, n, d);
    case 2:
        return over_tile<2, C, Bytes>(z + j, zs, x, g + j * d, n, d);
    case 1:
        return over_tile<1, C, Bytes>(z + j, zs, x, g + j * d, n, d);
    default:
        return;
    }
}
template <int Bytes, typename W>
LORATRF_INLINE void over_rows(const W* z, int64_t zs, int64_t r, const W* x, W* g, int64_t n, int64_t d,
                              int64_t columns) {
    constexpr int64_t lanes = Vector<W, Bytes>::lanes;
    int64_t column = 0;
    for (; column + 2 * lanes <= columns; column += 2 * lanes)
        over_columns<2, Bytes>(z, zs, r, x + column, g + column, n, d);
    for (; column + lanes <= columns; column += lanes)
        over_columns<1, Bytes>(z, zs, r, x + column, g + column, n, d);
    for (int64_t row = 0; row < n; ++row)
        for (int64_t j = 0; j < r; ++j)
            for (int64_t c = column; c < columns; ++c)
                g[j * d + c] += z[row * zs + j] * x[row * d + c];
}

} // namespace loratrf::ops::thin
