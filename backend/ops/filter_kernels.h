#pragma once
// LoRATRF's filter on rows in memory, a block of rows at a time, so that its products (thin_products.h) and what lies
// between them find the rows in the cache. One thread; callers split rows over threads. Arithmetic is in float (double
// for double) whatever the rows' type.
//
//   u = scale s C h,  s = clamp(cos, 0, 1),  cos = h xi / (|h| |xi|)        y = h + D u
//
// With g = dL/dy and w = D^T g, p = scale s w:
//   dL/ds = scale w (C h), 0 where s is clamped;     a = dL/ds / (|h| |xi|)
//   dL/dh = g + C^T p + a xi - (dL/ds cos / |h|^2) h
//   dL/dC = p h^T,  dL/dD = g u^T,  dL/dxi = a h - (dL/ds cos / |xi|^2) xi, each summed over the rows
//
// Against products of whole matrices by MKL and passes over the rows between them: see HACKING.md, "The fast step".

#include "backend/ops/cpu_level.h"
#include "backend/ops/wide.h"

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace loratrf::ops::filter {

using rows::Wide;

constexpr double shortest = 1e-8; // lengths below count as this, as in ops::task_filter

// A site's filter as the kernels read it.
template <typename W>
struct Packed {
    const W* xi = nullptr;                              // [d]
    const W *c_columns = nullptr, *d_columns = nullptr; // C^T and D, [d, padded(r)]
    const W *c_and_xi = nullptr, *d_rows = nullptr;     // [r + 1, d] and D^T [r, d]
    W xi_length = 0, scale = 1;
    int64_t r = 0, d = 0;
};

// What is summed over rows.
template <typename W>
struct Sums {
    W* c_and_xi = nullptr; // [r + 1, d]
    W* d_rows = nullptr;   // [r, d]
    W pull = 0;            // by which xi counts in its own gradient, with a minus
};

// Numbers of scratch that a thread needs.
int64_t scratch_size(int64_t r, int64_t d);

template <typename T>
struct Kernels {
    // h becomes y. `kept` [rows, 2 + 2r] receives |h|, cos, C h, u. Reads c_columns, d_rows.
    void (*forward)(T* h, const Packed<Wide<T>>& filter, Wide<T>* kept, int64_t rows, Wide<T>* scratch);
    // dx [rows, d] from g; y is used up. Reads all but c_columns.
    void (*backward)(T* y, const T* g, T* dx, const Packed<Wide<T>>& filter, const Wide<T>* kept, Sums<Wide<T>>& sums,
                     int64_t rows, Wide<T>* scratch);
};

// The bodies for a level; T: float, double, c10::BFloat16.
template <typename T>
const Kernels<T>& kernels(CpuLevel level);

} // namespace loratrf::ops::filter
