#pragma once
// LoRATRF's filter on rows in memory, a block of rows at a time, so that its products (thin_products.h) and what lies
// between them find the rows in the cache, and with it the low-rank term z B^T that the same projection may have, so
// that the rows pass once for both. One thread; callers split rows over threads. Arithmetic is in float (double for
// double) whatever the rows' type.
//
//   u = scale s C h,  s = clamp(cos, 0, 1),  cos = h xi / (|h| |xi|)        y = h + D u + B z
//
// With g = dL/dy and w = D^T g, p = scale s w:
//   dL/ds = scale w (C h), 0 where s is clamped;     a = dL/ds / (|h| |xi|),  b = dL/ds cos / |h|^2
//   dL/dh = g + C^T p + a xi - b h
//   dL/dC = p h^T,  dL/dD = g u^T,  dL/dxi = a h - (dL/ds cos / |xi|^2) xi, each summed over the rows
//   dL/dz = B^T g,  dL/dB = g z^T
// h is not kept. With h = y - D u - B z every term is one of y and of products with the same factors:
//   dL/dh = g - b y + [C; xi; D^T; B^T]^T [p; a; b u; b z]
//   [p; a] h^T = [p; a] y^T - ([p; a] [u; z]^T) [D^T; B^T], where the bracket is a small matrix summed over the rows
//
// Measured: a step with filters on all 210 projections takes 1.04 of plain LoRA's time, where products of the filter
// alone and a dozen operators around them took 1.18 (HACKING.md, "The fast step").

#include "backend/ops/cpu_level.h"
#include "backend/ops/wide.h"

#include <c10/util/BFloat16.h>

#include <cstdint>

namespace loratrf::ops::filter {

using rows::Wide;

constexpr double shortest = 1e-8; // lengths below count as this, as in ops::task_filter

// A site's filter as the kernels read it, with the low-rank term beside it, if there is one.
template <typename W>
struct Packed {
    const W* factors = nullptr; // [2r + 1 + q, d]: C, xi, D^T, B^T
    W xi_length = 0, scale = 1;
    int64_t r = 0, q = 0, d = 0; // ranks of the filter and of the low-rank term, 0 without one
    const W* into() const { return factors + (r + 1) * d; } // [r + q, d]: D^T, B^T
};

// What is summed over rows.
template <typename W>
struct Sums {
    W* c_and_xi = nullptr; // [r + 1, d]
    W* into = nullptr;     // [r + q, d]: of D^T and B^T
    W pull = 0;            // by which xi counts in its own gradient, with a minus
};

// Numbers of scratch that a thread needs.
int64_t scratch_size(int64_t r, int64_t q, int64_t d);

template <typename T>
struct Kernels {
    // h [rows, d] becomes y; z [rows, q]. `kept` [rows, 2 + 2r] receives |h|, cos, C h, u.
    void (*forward)(T* h, const T* z, const Packed<Wide<T>>& filter, Wide<T>* kept, int64_t rows, Wide<T>* scratch);
    // dh [rows, d] and dz [rows, q] from y and g.
    void (*backward)(const T* y, const T* z, const T* g, T* dh, Wide<T>* dz, const Packed<Wide<T>>& filter,
                     const Wide<T>* kept, Sums<Wide<T>>& sums, int64_t rows, Wide<T>* scratch);
};

// The bodies for a level; T: float, double, c10::BFloat16.
template <typename T>
const Kernels<T>& kernels(CpuLevel level);

} // namespace loratrf::ops::filter
