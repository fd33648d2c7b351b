#pragma once
// Base weights by their Hugging Face names, from either file format, onto the device in the compute type or as stored.

#include "backend/io/tensor_file.h"
#include "backend/model/config.h"
#include "backend/model/weight.h"

#include <ATen/ATen.h>

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace loratrf {

// GGUF files of Llama 3.1 and later store what their RoPE frequencies are divided by, [head_dim / 2], instead of the
// rule's numbers. (ggml-org/llama.cpp, conversion of LlamaModel, "rope_freqs".)
inline constexpr const char* rope_factors_name = "rope_freqs.weight";

class WeightReader {
public:
    using Progress = std::function<void(int64_t done, int64_t total)>;

    // `path` is an HF folder or a GGUF file. Throws Error.
    WeightReader(const std::string& path, const ModelConfig& config, at::Device device, at::ScalarType type,
                 Progress progress, BaseWeights kept = BaseWeights::Unpacked);
    // Weights of any origin under their Hugging Face names, onto the CPU.
    WeightReader(std::unique_ptr<TensorFile> file, const ModelConfig& config, at::ScalarType type);

    // The tensor of that name ("model.norm.weight"), whose shape must be exactly `shape`. Throws Error(MissingField,
    // BadShape). In the compute type, or in `type`.
    at::Tensor read(const std::string& name, at::IntArrayRef shape, std::optional<at::ScalarType> type = {});
    Weight read_linear(const std::string& name, at::IntArrayRef shape); // packed where that is asked for and smaller
    bool has(const std::string& name) const;

    // Throws Error(Unsupported) when the file holds weights that nothing has read.
    void check_all_read() const;

private:
    std::string stored_name(const std::string& name) const;
    const TensorInfo& find(const std::string& name, at::IntArrayRef shape) const;
    void count(const TensorInfo& info);

    std::unique_ptr<TensorFile> m_file;
    std::string m_path;
    const ModelConfig& m_config;
    bool m_gguf = false;
    at::Device m_device = at::kCPU;
    at::ScalarType m_type;
    Progress m_progress;
    BaseWeights m_kept = BaseWeights::Unpacked;
    std::set<std::string> m_read;
};

// Whether BaseWeights::Stored keeps that tensor packed for a model that computes in `type`.
bool stays_packed(const TensorInfo& info, at::ScalarType type);

// Bytes that linear layers' weights take less in memory as Stored than Unpacked. Throws Error.
int64_t saved_by_packing(const std::string& path, const ModelConfig& config, at::ScalarType type);

// GGUF files of llama-like models store the query and key rows interleaved, [heads, d/2, 2, ...]; the rotate-half
// layout of Hugging Face is [heads, 2, d/2, ...]. (ggml-org/llama.cpp, conversion of LlamaModel, "permute".) Heads of
// the weight (or bias) of that name; 0 where the rows are stored as they are.
int64_t interleaved_heads(const std::string& hf_name, const ModelConfig& config);
at::Tensor interleave_rows(const at::Tensor& values, int64_t heads);   // Hugging Face -> GGUF, [rows, ...]
at::Tensor deinterleave_rows(const at::Tensor& stored, int64_t heads); // GGUF -> Hugging Face

// What llama.cpp calls the architecture: mistral is llama to it.
std::string gguf_architecture(const ModelConfig& config);

// The GGUF name of a Hugging Face weight: "model.layers.3.mlp.up_proj.weight" -> "blk.3.ffn_up.weight".
std::string gguf_name(const std::string& hf_name);

} // namespace loratrf
