#pragma once
// LoRA+: LoRA whose B learns faster than its A. Hayou et al. 2024, arXiv 2402.12354.
// Groups as peft's create_loraplus_optimizer makes them: every B and every one-dimensional tensor (biases) learns at
// ratio times the run's rate, A and whole matrices (head, embedding) at the run's rate; biases do not decay.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method lora_plus_method();

} // namespace loratrf
