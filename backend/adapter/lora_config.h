#pragma once
// Reading the adapter_config.json of PEFT's LoRA family. Source: huggingface/peft, tuners/lora/config.py.

#include "backend/adapter/adapter.h"

namespace loratrf {

// Whether the key is there with a value that is neither null nor false nor empty.
bool states(const Json& config, const char* key);

// The number under the key. `where` names the file in Error(MissingField, BadValue).
double read_number(const Json& config, const char* key, double least, double most, const std::string& where,
                   bool whole = false);

// LORA without DoRA's magnitudes.
bool is_plain_lora(const Json& config);

// The options of an adapter folder: rank, alpha, dropout, targets, rank_pattern, alpha_pattern, bias, trained_modules,
// rank_stabilised. Anything that changes the mathematics and is not understood is refused by its name.
// Throws Error(MissingField, BadValue, Unsupported).
MethodOptions read_lora_config(const std::filesystem::path& folder);

// The option "targets" alone, for files whose factors A have names with another end than ".lora_A.weight".
std::vector<std::string> read_targets(const std::filesystem::path& folder, const std::string& a_end);

} // namespace loratrf
