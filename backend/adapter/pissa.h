#pragma once
// PiSSA: LoRA that begins with the r largest singular values of W = U S V^T: A = sqrt(S / s) V^T, B = U sqrt(S / s),
// over the frozen rest W - s B A. Meng et al. 2024, arXiv 2404.02948, section 3; the randomised decomposition is that
// of Halko et al. 2011, arXiv 0909.4061, algorithm 4.4.
//
// Its files are plain LoRA over the original W, of twice the rank: s (B A - B0 A0), A0 and B0 the factors it began
// with. So they open as LoRA, and a checkpoint gives the frozen rest back without a second decomposition.

#include "backend/adapter/adapter.h"

namespace loratrf {

struct Factors {
    at::Tensor a, b; // [r, in], [out, r]
};
// Of w [out, in], with scale * b a the part of its r largest singular values; in w's type, fp32 at least.
// iterations: of the randomised decomposition, which draws from `seed`; negative: exact.
Factors principal_factors(const at::Tensor& w, int64_t rank, double scale, int64_t iterations, uint64_t seed);

Method pissa_method();

} // namespace loratrf
