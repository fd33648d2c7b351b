#pragma once
// LoRATRF: LoRA plus a task-aware filter over hidden representations (arXiv 2412.09827).
//
//   s_i = clamp(cos(h_i, xi), 0, 1)                     one value a token, fp32
//   placement "linear": y_i = h_i + (alpha/r) B A x_i + beta D C (s_i h_i),  h_i = W x_i + b of each adapted projection
//   placement "block":  h_i + beta D C (s_i h_i) on each block's output hidden state, LoRA on the projections as ever
//
// The paper's method section was not available: this is a reconstruction from its abstract, two digests and one public
// re-implementation. Certain: filter by clamped cosine with a learned task vector, linear transform, added back. Our
// choice: T = D C of rank r', D = 0 at start, so that step 0 equals the base model exactly. Count: r (d_in + d_out) per
// projection plus d (1 + 2 r') per site. For study: a dense T [d, d] that starts at zero, one xi for all blocks, and no
// filter at all (s = 1).

#include "backend/adapter/adapter.h"

namespace loratrf {

Method loratrf_method();

} // namespace loratrf
