#pragma once
// LoRA-FA: LoRA whose random A stays frozen, so that its input need not be kept for the backward pass; B trains.
// Zhang et al. 2023, arXiv 2308.03303. Two versions of the paper exist:
//   v1         nothing else
//   corrected  g_B <- g_B (A A^T + 1e-8 I)^-1 / s^2, after clipping and before Adam, so that the step of s B A is the
//   one
//              closest to the full gradient's; as peft's optimizers/lorafa.py, which clips before too.
// Dropout acts on A x rather than on x: on x it would keep what freezing A saves.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method lora_fa_method();

} // namespace loratrf
