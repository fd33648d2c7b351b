#pragma once
// The elementwise parts of tiled attention (causal_attention.h has the formulas): rows of one head in and out of fp32
// scratch, softmax and its gradient over tiles of `side` queries by `side` keys. One thread. Matrices are dense in row
// order where no stride is given.

#include "backend/ops/cpu_level.h"

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace loratrf::ops::tiles {

constexpr int64_t side = 32;

// Which queries see which keys: key <= query, both below `length`, and with window > 0 query - key < window.
struct Causal {
    int64_t length = 0, window = 0;
};

template <typename T>
struct RowKernels {
    // out [n, d] = scale * rotated x [n, d]; rows of x lie `stride` apart. cosine, sine [n, d / 2]; null: not rotated.
    void (*load)(const T* x, int64_t stride, int64_t n, int64_t d, const float* cosine, const float* sine, float scale,
                 float* out);
    // For gradients: to [n, d], its rows `stride` apart, = rows [n, d] rotated back.
    void (*store)(const float* rows, int64_t n, int64_t d, const float* cosine, const float* sine, T* to,
                  int64_t stride);
    // out [n] = sum over d of a b, for n rows each of a, `a_stride` apart, and b [n, d].
    void (*row_products)(const T* a, int64_t a_stride, const float* b, int64_t n, int64_t d, float* out);
};

struct TileKernels {
    // out [columns, rows] = in [rows, columns] transposed.
    void (*transpose)(const float* in, int64_t rows, int64_t columns, float* out);
    // scores [count, side, side]: those of queries query0 .. +side over `count` tiles of keys from key0. They become
    // e^(score - largest), 0 where unseen; inverse [side] = 1 / their sums, lse [side] = largest + log of the sums.
    // Queries past the end: zeros.
    void (*softmax)(float* scores, int64_t count, int64_t query0, int64_t key0, const Causal& causal, float* inverse,
                    float* lse);
    // In place, on one tile of scores [side, side] with keys as rows, queries as columns: p = e^(score - lse[query]), 0
    // where unseen.
    void (*probabilities)(float* scores, int64_t key0, int64_t query0, const Causal& causal, const float* lse);
    // dscores = p (dp - delta[query]), a tile with queries as columns; written over dp.
    void (*softmax_backward)(const float* p, float* dp, const float* delta);
};

// The bodies for a level; T: float, c10::BFloat16.
template <typename T>
const RowKernels<T>& row_kernels(CpuLevel level);
const TileKernels& tile_kernels(CpuLevel level);

} // namespace loratrf::ops::tiles
