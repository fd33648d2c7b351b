#pragma once
// A tokenizer written where other programs look for it: in a Hugging Face folder, or as the keys of a GGUF file.

#include "backend/io/gguf.h"

#include <filesystem>
#include <string>
#include <vector>

namespace loratrf {

// tokenizer.json, tokenizer.model, or vocab.json with merges.txt is there.
bool has_tokenizer_files(const std::filesystem::path& folder);

// Copies what belongs to the tokenizer of an HF folder; returns the bare names, none when there is no tokenizer.
std::vector<std::string> copy_tokenizer_files(const std::filesystem::path& from, const std::filesystem::path& to);

// tokenizer.json and tokenizer_config.json (special tokens, chat template) for the vocabulary of a GGUF file, such that
// Hugging Face's tokenizers give the ids that llama.cpp gives. Pieces of equal score apart, where llama.cpp merges the
// leftmost and a list of merges has an order. Throws Error as load_tokenizer does, and Unsupported for vocabularies of
// scores whose pieces hold characters that are no pieces themselves.
std::vector<std::string> write_tokenizer_files(const GgufFile& from, const std::filesystem::path& to);

// The tokenizer.* keys for an HF folder's tokenizer (tokenizer.json, else tokenizer.model), padded to `vocabulary` ids.
// `notes` gets what llama.cpp does differently. Throws Error: SizeMismatch when there are more tokens than that,
// Unsupported for what GGUF has no name for.
GgufMetadata tokenizer_metadata(const std::filesystem::path& folder, int64_t vocabulary,
                                std::vector<std::string>& notes);

} // namespace loratrf
