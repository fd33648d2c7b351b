#pragma once
// LoRA: y = W x + b + (alpha / r) B A dropout(x). Hu et al. 2021, arXiv 2106.09685, section 4.1.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method lora_method();

} // namespace loratrf
