#pragma once
// config.json and generation_config.json of a written Hugging Face folder.

#include "backend/io/gguf.h"
#include "backend/io/json.h"
#include "backend/model/config.h"

#include <filesystem>

namespace loratrf {

// "bfloat16", "float16" or "float32".
std::string hf_dtype(DType type);

// The base's own config.json with the new type; with `separate_head` the head is no longer tied. Throws Error where the
// file cannot be read.
Json copied_hf_config(const std::filesystem::path& folder, DType type, bool separate_head);

// What a GGUF file's keys say, in the spelling that transformers 4 and 5 read. Throws Error(Unsupported) for what the
// class of this architecture cannot express.
Json hf_config_of_gguf(const GgufFile& file, const ModelConfig& config, DType type, bool separate_head);
Json generation_config_of_gguf(const GgufFile& file, const ModelConfig& config);

} // namespace loratrf
