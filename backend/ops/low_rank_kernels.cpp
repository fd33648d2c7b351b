#include "backend/ops/low_rank_kernels.h"

#include "backend/ops/thin_products.h"

#include <algorithm>

namespace loratrf::ops::low_rank {

namespace {

// z of a block's rows.
template <int Bytes, typename W>
LORATRF_INLINE void inner_of_block(const W* x, const Term<W>& t, W* z, int64_t n, W* scratch) {
    thin::dot<Bytes>(x, t.a_columns, t.r, scratch, n, t.in);
    for (int64_t row = 0; row < n; ++row)
        std::copy_n(scratch + row * thin::padded(t.r), t.r, z + row * t.r);
}

template <int Bytes, typename W>
LORATRF_INLINE void inner_body(const W* x, const Term<W>& t, W* z, int64_t count, W* scratch) {
    const int64_t block = thin::block_rows(t.in);
    for (int64_t first = 0; first < count; first += block)
        inner_of_block<Bytes>(x + first * t.in, t, z + first * t.r, std::min(block, count - first), scratch);
}

template <int Bytes, typename W>
LORATRF_INLINE void forward_body(const W* x, W* y, const Term<W>& t, W* z, int64_t count, W* scratch) {
    const int64_t r = t.r, block = thin::block_rows(std::max(t.in, t.out));
    for (int64_t first = 0; first < count; first += block, x += block * t.in, y += block * t.out, z += block * r) {
        const int64_t n = std::min(block, count - first);
        inner_of_block<Bytes>(x, t, z, n, scratch);
        thin::add<false, Bytes>(z, r, t.b_rows, r, y, n, t.out);
    }
}

template <int Bytes, typename W>
LORATRF_INLINE void backward_body(const W* dy, W* dx, const Term<W>& t, W* dz, int64_t count, W* scratch) {
    const int64_t r = t.r, width = thin::padded(r), block = thin::block_rows(std::max(t.in, t.out));
    for (int64_t first = 0; first < count; first += block, dy += block * t.out, dz += block * r) {
        const int64_t n = std::min(block, count - first);
        thin::dot<Bytes>(dy, t.b_columns, r, scratch, n, t.out);
        for (int64_t row = 0; row < n; ++row)
            for (int64_t j = 0; j < r; ++j)
                dz[row * r + j] = t.scale * scratch[row * width + j];
        if (dx)
            thin::add<false, Bytes>(dz, r, t.a_rows, r, dx + first * t.in, n, t.in);
    }
}

template <int Bytes, typename W>
LORATRF_INLINE void outer_body(const W* dz, W* dx, const Term<W>& t, int64_t count) {
    const int64_t block = thin::block_rows(t.in);
    for (int64_t first = 0; first < count; first += block)
        thin::add<false, Bytes>(dz + first * t.r, t.r, t.a_rows, t.r, dx + first * t.in, std::min(block, count - first),
                                t.in);
}

template <int Bytes, typename W>
LORATRF_INLINE void sum_body(const W* z, int64_t r, const W* x, W* g, int64_t count, int64_t d, int64_t columns) {
    for (int64_t first = 0; first < count; first += thin::most_block_rows)
        thin::over_rows<Bytes>(z + first * r, r, r, x + first * d, g, std::min(thin::most_block_rows, count - first), d,
                               columns);
}

// `Bytes`: vectors as wide as the level's registers.
#define LORATRF_LOW_RANK_KERNELS(W, TARGET, Bytes)                                                                     \
    TARGET void forward(const W* x, W* y, const Term<W>& term, W* z, int64_t n, W* scratch) {                          \
        forward_body<Bytes>(x, y, term, z, n, scratch);                                                                \
    }                                                                                                                  \
    TARGET void backward(const W* dy, W* dx, const Term<W>& term, W* dz, int64_t n, W* scratch) {                      \
        backward_body<Bytes>(dy, dx, term, dz, n, scratch);                                                            \
    }                                                                                                                  \
    TARGET void outer(const W* dz, W* dx, const Term<W>& term, int64_t n) {                                            \
        outer_body<Bytes>(dz, dx, term, n);                                                                            \
    }                                                                                                                  \
    TARGET void inner(const W* x, const Term<W>& term, W* z, int64_t n, W* scratch) {                                  \
        inner_body<Bytes>(x, term, z, n, scratch);                                                                     \
    }                                                                                                                  \
    TARGET void sum(const W* z, int64_t r, const W* x, W* g, int64_t n, int64_t d, int64_t columns) {                  \
        sum_body<Bytes>(z, r, x, g, n, d, columns);                                                                    \
    }

#define LORATRF_LOW_RANK_KERNELS_OF(LEVEL, TARGET, Bytes)                                                              \
    namespace LEVEL {                                                                                                  \
    LORATRF_LOW_RANK_KERNELS(float, TARGET, Bytes)                                                                     \
    LORATRF_LOW_RANK_KERNELS(double, TARGET, Bytes)                                                                    \
    template <typename W>                                                                                              \
    constexpr Kernels<W> list{forward, backward, outer, inner, sum};                                                   \
    }

LORATRF_LOW_RANK_KERNELS_OF(v1, LORATRF_V1, 16)
LORATRF_LOW_RANK_KERNELS_OF(v3, LORATRF_V3, 32)
LORATRF_LOW_RANK_KERNELS_OF(v4, LORATRF_V4, 64)

} // namespace

int64_t scratch_size(int64_t r) {
    return thin::most_block_rows * thin::padded(r);
}

template <typename W>
const Kernels<W>& kernels(CpuLevel level) {
    return of_level(level, v1::list<W>, v3::list<W>, v4::list<W>);
}
template const Kernels<float>& kernels<float>(CpuLevel);
template const Kernels<double>& kernels<double>(CpuLevel);

} // namespace loratrf::ops::low_rank
