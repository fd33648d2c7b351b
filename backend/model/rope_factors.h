#pragma once
// The llama3 rule of RoPE in the two forms that files state it: its numbers (Hugging Face) or what each frequency is
// divided by (GGUF, rope_freqs.weight):
//   1 / factor = (1 - blend) / s + blend,  blend = clamp((context / wavelength - low) / (high - low), 0, 1)
// with the numbers s, context, low and high of ModelConfig, wavelength = 2 pi / frequency: long waves are stretched by
// s, short ones kept. (transformers, modeling_rope_utils.py; ggml-org/llama.cpp, LlamaModel.)

#include "backend/model/config.h"

#include <vector>

namespace loratrf {

// [head_dim / 2]; all 1 unless the configuration says llama3.
std::vector<double> rope_factors(const ModelConfig& config);

// Sets the numbers of a rule that gives these factors: the scale is the largest of them, the original context a power
// of two from 64 to 2^24, the bounds 1 and 4 as in every Llama. Throws Error(Unsupported) when none does.
void find_llama3_rule(const std::vector<double>& factors, ModelConfig& config);

} // namespace loratrf
