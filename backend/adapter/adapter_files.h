#pragma once
// The two files of an adapter folder, in PEFT's layout: adapter_model.safetensors and adapter_config.json.
// Source: huggingface/peft, docs/source/developer_guides/checkpoint.md.

#include "backend/adapter/adapter.h"
#include "backend/io/json.h"

namespace loratrf {

// "base_model.model." + path in the Hugging Face model + suffix, as PEFT names stored tensors.
std::string peft_name(const std::string& path, const std::string& suffix);

// The folder's file of tensors. Throws Error(Pickle) where there is only the kind that is never opened.
std::filesystem::path adapter_tensor_file(const std::filesystem::path& folder);

std::string config_text(const Json& config); // of adapter_config.json: keys sorted, indent 2

// Whether load_adapter.py, which opens the adapter in transformers, lies beside this configuration: one with a
// "format_version" is of a type PEFT does not know.
bool needs_loader(const Json& config);
inline constexpr const char* loader_name = "load_adapter.py";
const char* loader_text();                                     // what resources/python/load_adapter.py holds
Json read_adapter_config(const std::filesystem::path& folder); // throws Error

// Fills every parameter from adapter_model.safetensors; a missing name, another shape or a tensor nobody asked for is
// an Error.
void read_adapter_tensors(const std::filesystem::path& folder, const std::vector<Parameter>& parameters);

// Named tensors to and from one safetensors file (checkpoints use it for optimiser moments).
void write_tensors(const std::filesystem::path& file, const std::vector<std::pair<std::string, at::Tensor>>& tensors);
void read_tensors(const std::filesystem::path& file, const std::vector<std::pair<std::string, at::Tensor>>& into);

} // namespace loratrf
