#pragma once
// AdaLoRA: y = W x + b + alpha / (r0 + 1e-5) B diag(E) A dropout(x). All triplets of the model compete for a budget of
// ranks that falls from r0 to r a projection; the least important ones get E = 0. Zhang et al. 2023, arXiv 2303.10512,
// sections 3.2 and 3.3; scale, order of calls and files as in PEFT.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method adalora_method();

} // namespace loratrf
