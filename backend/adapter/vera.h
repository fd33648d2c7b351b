#pragma once
// VeRA: one frozen random pair for all projections, two learned vectors each. Kopiczko et al. 2024, arXiv 2310.11454,
// section 3.
//
//   y = W x + b + Lambda_b B Lambda_d A dropout(x),  A [r, largest in], B [largest out, r] cut to the projection
//
// Lambda_d [r] starts at d_initial, Lambda_b [out] at zero, so step 0 equals the base model exactly. Files as PEFT's
// VeraConfig has them, the projections among the tensors (save_projection).

#include "backend/adapter/adapter.h"

namespace loratrf {

Method vera_method();

} // namespace loratrf
