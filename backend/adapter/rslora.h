#pragma once
// rsLoRA: LoRA with s = alpha / sqrt r, so that the update's size does not shrink with the rank.
// Kalajdzievski 2023, arXiv 2312.03732.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method rslora_method();

} // namespace loratrf
