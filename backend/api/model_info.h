#pragma once
// What is known of a model before its weights are loaded.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace loratrf {

struct ProjectionInfo {
    std::string path;   // "model.layers.0.self_attn.q_proj", as in the Hugging Face model
    std::string target; // "q_proj"
    int64_t layer = 0;
    int64_t in = 0, out = 0;
    bool bias = false;
};

struct ModelInfo {
    std::string path;
    std::string format;       // "HF folder", "GGUF v3"
    std::string architecture; // "llama", "qwen2", ...
    std::string name;         // from the files, may be empty
    std::string licence;      // when stated, else empty
    std::string types;        // "Q4_1 (210), F32 (61), Q8_0 (1)"
    int64_t parameters = 0;
    int64_t bytes = 0; // on disk
    int64_t layers = 0, hidden = 0, heads = 0, kv_heads = 0, head_dim = 0, intermediate = 0;
    int64_t vocabulary = 0, context = 0;
    bool tied_head = false;
    bool quantised = false;    // the base is a dequantised, so lossy, copy
    std::string tokenizer;     // Tokenizer::description()
    std::string chat_template; // source, empty when none
    std::vector<ProjectionInfo> projections;
    std::vector<std::string> warnings; // what is not supported and why
};

} // namespace loratrf
