#pragma once
// A model's sizes and switches, from config.json (transformers 4 and 5 spellings) or from GGUF keys.

#include "backend/api/model_info.h"
#include "backend/io/error.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace loratrf {

class GgufFile;

enum class RopeScaling { None, Linear, Llama3 };

struct ModelConfig {
    std::string architecture; // "llama", "mistral", "qwen2", "qwen3"
    int64_t hidden = 0, intermediate = 0, layers = 0, heads = 0, kv_heads = 0, head_dim = 0; // kv_heads divides heads
    int64_t vocabulary = 0, context = 0;                                                     // in tokens
    double norm_eps = 1e-5;
    double rope_theta = 10000; // number i of a head turns by position * theta^(-2 i / head_dim), i < head_dim / 2
    RopeScaling rope_scaling = RopeScaling::None;
    double rope_factor = 1, rope_low_freq = 1, rope_high_freq = 4; // llama3: low_freq_factor, high_freq_factor
    int64_t rope_original_context = 8192;
    bool tied_head = false;
    bool qkv_bias = false, output_bias = false, mlp_bias = false;
    bool qk_norm = false;       // qwen3: RMSNorm over head_dim before RoPE
    int64_t sliding_window = 0; // tokens, its own included; 0: none
    std::vector<int64_t> eos_ids;
};

// Throws Error: Unsupported for an architecture or feature this build does not compute, naming it; MissingField,
// BadValue, BadJson for what is not there or cannot be.
ModelConfig config_from_folder(const std::filesystem::path& folder);
ModelConfig config_from_gguf(const GgufFile& file);
ModelConfig config_of(const std::filesystem::path& model); // either of them

// The linear layers adapters may attach to, in order.
std::vector<ProjectionInfo> projection_list(const ModelConfig& config);

// Every weight by its Hugging Face name, in the order files are written in. A tied head is not listed.
struct WeightShape {
    std::string name; // "model.layers.0.self_attn.q_proj.weight"
    std::vector<int64_t> shape;
};
std::vector<WeightShape> weight_list(const ModelConfig& config);
int64_t parameter_count(const ModelConfig& config);

bool is_gguf(const std::filesystem::path& path); // by content; false for what cannot be read

// Throws Error where `path` is neither a GGUF file nor a folder with config.json: NotFound, WrongFormat, or what is
// wrong with the weights that are there.
void require_model(const std::filesystem::path& path);

} // namespace loratrf
