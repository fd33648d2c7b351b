#pragma once
// LoReFT: edits hidden states in a low-rank subspace, at the outputs of chosen blocks and only at a prompt's first and
// last tokens. Wu et al. 2024, arXiv 2404.03592, section 3.2:
//   h' = h + R^T (W h + b - R h),   R [r, d] with orthonormal rows (orthonormal.h), W [r, d], b [r]
// One edit a block serves both ends of the prompt; a prompt shorter than both together is edited whole, each token
// once. Answers are never edited. Dropout acts on h', as in pyreft. W is random from the start, so training does not
// begin at the base model.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method loreft_method();

} // namespace loratrf
