#pragma once
// A low-rank term on rows in memory, a block of rows at a time, so that its products (thin_products.h) find the rows in
// the cache. One thread; for AVX-512, AVX2 and plain x86-64. W: float or double.
//
//   z = x A^T      y += scale z B^T          A [r, in], B [out, r]
// and backwards
//   dz = scale dy B      dx += dz A      dA = dz^T x      dB^T = scale z^T dy
//
// Hu et al. 2021, arXiv 2106.09685. Measured on 2 cores of an EPYC Zen 4 with LoRA of rank 16: 0.76 s of a step of 10.2
// s, with products of whole matrices by oneDNN and MKL 0.97 s; 30 MB less.

#include "backend/ops/cpu_level.h"

#include <cstdint>

namespace loratrf::ops::low_rank {

// The factors as the kernels read them.
template <typename W>
struct Term {
    const W *a_columns = nullptr, *a_rows = nullptr; // A^T [in, padded(r)], A [r, in]
    const W *b_columns = nullptr, *b_rows = nullptr; // B [out, padded(r)], scale B^T [r, out]
    W scale = 1;
    int64_t r = 0, in = 0, out = 0;
};

// Numbers of scratch that a thread needs.
int64_t scratch_size(int64_t r);

template <typename W>
struct Kernels {
    // y [n, out] += the term of x [n, in], z [n, r] is written. Reads a_columns, b_rows.
    void (*forward)(const W* x, W* y, const Term<W>& term, W* z, int64_t n, W* scratch);
    // dz [n, r] of dy [n, out] is written; dx [n, in], unless null, += dz A. Reads b_columns, a_rows.
    void (*backward)(const W* dy, W* dx, const Term<W>& term, W* dz, int64_t n, W* scratch);
    // dx += dz A. Reads a_rows.
    void (*outer)(const W* dz, W* dx, const Term<W>& term, int64_t n);
    // z [n, r] alone. Reads a_columns.
    void (*inner)(const W* x, const Term<W>& term, W* z, int64_t n, W* scratch);
    // g += z^T x for `columns` columns of x [n, d] and g [r, d] from where they point to.
    void (*sum)(const W* z, int64_t r, const W* x, W* g, int64_t n, int64_t d, int64_t columns);
};

template <typename W>
const Kernels<W>& kernels(CpuLevel level);

} // namespace loratrf::ops::low_rank
