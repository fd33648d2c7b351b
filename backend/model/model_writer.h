#pragma once
// Whole models for other programs, from any base this program opens and with an adapter's values merged in: a Hugging
// Face folder (transformers, PEFT) or a GGUF file (llama.cpp).
//
// Weights pass one by one: at most 16 bytes an element of the largest weight are held at a time (its fp32 values before
// and after merging, and as stored), and what the MergedWeight itself needs.

#include "backend/io/tensor_file.h"

#include <ATen/ATen.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

// The full name of a weight in the Hugging Face model ("model.layers.0.self_attn.q_proj.weight", "lm_head.weight") and
// its base value, fp32 on the CPU -> the value with the adapter merged in, fp32, of the same shape.
using MergedWeight = std::function<at::Tensor(const std::string& name, const at::Tensor& base)>;

struct WriteOptions {
    std::string base;               // HF folder or GGUF file; quantised values are written as dequantised
    MergedWeight merged = {};       // empty: the base's own values
    bool separate_head = false;     // a tied head gets weights of its own: merged("lm_head.weight", the embedding)
    DType type = DType::BF16;       // of the matrices
    std::string chat_template = {}; // in the place of the base's own; empty: that
    std::optional<int64_t> end_token = {}; // what ends an answer, if not among the base's stop tokens, is added to them
    uint64_t shard_bytes = 5'000'000'000;  // HF: no shard is larger, single weights apart
    std::function<void(int64_t done, int64_t total)> progress = {}; // weights written; may throw to end the work
};

struct WrittenModel {
    std::vector<std::string> files; // bare names
    std::vector<std::string> notes; // what another program does differently, for the user
};

// Fills an existing, empty folder: config.json, generation_config.json, the tokenizer's files, safetensors. Types:
// BF16, F16, F32. Whoever calls it sees to it that the folder appears whole (FolderTransaction). Throws Error:
// InvalidOption for another type, Unsupported for what Hugging Face's class of this architecture cannot express,
// BadValue for values that are not finite or do not fit the type, and the errors of reading and writing.
WrittenModel write_hf_model(const WriteOptions& options, const std::filesystem::path& folder);

// Writes one file, which appears whole or not at all; metadata of a GGUF base is copied. Types of the matrices: F32,
// F16, BF16, Q8_0 (rows that are no multiple of 32 become F16, as in llama.cpp's converter); vectors are F32. mistral
// becomes architecture llama; as that knows no attention window, the file's context length is then the window, within
// which both are the same. Throws Error as above.
WrittenModel write_gguf_model(const WriteOptions& options, const std::filesystem::path& file);

} // namespace loratrf
