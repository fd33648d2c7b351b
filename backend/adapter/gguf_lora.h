#pragma once
// A LoRA adapter as llama.cpp reads it beside the base model's GGUF file (ggml-org/llama.cpp, convert_lora_to_gguf.py
// and src/llama-adapter.cpp): tensors NAME.lora_a [r, in] and NAME.lora_b [out, r] of the base's NAME, one alpha.

#include "backend/adapter/adapter.h"
#include "backend/io/tensor_file.h"

#include <filesystem>

namespace loratrf {

// llama.cpp adds alpha / r b a; so the file's alpha is the largest rank and b is stored times r / alpha. Rows of b are
// interleaved like those of the base's query and key weights. `type` is F32, F16 or BF16. Throws Error: Unsupported for
// embeddings and a tied head, which a file beside the base cannot change as the adapter does; BadShape; the errors of
// writing.
void write_gguf_lora(const std::filesystem::path& file, const std::vector<LowRankDelta>& deltas,
                     const ModelConfig& base, DType type = DType::F32);

// Adds what such a file holds to the model's weights, by llama.cpp's rule and with its scale 1. Throws Error:
// WrongFormat when the file is no LoRA adapter, Unsupported when it is one for another architecture or for what the
// model lacks, BadShape.
void apply_gguf_lora(const std::filesystem::path& file, Model& model);

} // namespace loratrf
