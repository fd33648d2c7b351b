#include "backend/model/hf_config.h"

#include "backend/io/files.h"
#include "backend/model/rope_factors.h"
#include "backend/model/weights.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace loratrf {

namespace {

// GGUF keeps 1e-5 as a float; its shortest text is what the model's makers wrote.
double shortest(double stored) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), static_cast<float>(stored)).ptr;
    double value = stored;
    std::from_chars(text.data(), end, value);
    return value;
}

Json rope_scaling(const ModelConfig& c) {
    switch (c.rope_scaling) {
    case RopeScaling::None:
        break;
    case RopeScaling::Linear:
        return {{"rope_type", "linear"}, {"factor", shortest(c.rope_factor)}};
    case RopeScaling::Llama3:
        return {{"rope_type", "llama3"},
                {"factor", shortest(c.rope_factor)},
                {"low_freq_factor", c.rope_low_freq},
                {"high_freq_factor", c.rope_high_freq},
                {"original_max_position_embeddings", c.rope_original_context}};
    }
    return nullptr;
}

Json token_id(const GgufFile& file, const char* name) {
    const auto id = file.get_int(std::string("tokenizer.ggml.") + name);
    return id ? Json(*id) : Json(nullptr);
}

// llama has one switch for the biases of all four attention projections, mistral and qwen2 have none.
void require_expressible(const ModelConfig& c) {
    const bool fits = c.architecture == "llama"   ? c.qkv_bias == c.output_bias
                      : c.architecture == "qwen2" ? c.qkv_bias && !c.output_bias && !c.mlp_bias
                      : c.architecture == "qwen3" ? c.qkv_bias == c.output_bias && !c.mlp_bias
                                                  : !c.qkv_bias && !c.output_bias && !c.mlp_bias;
    if (!fits)
        throw Error(ErrorCode::Unsupported, "The GGUF file has biases that transformers' class for " + c.architecture +
                                                " cannot express; export as GGUF instead.");
    if (c.sliding_window > 0 && c.architecture != "mistral")
        throw Error(ErrorCode::Unsupported, "The GGUF file has an attention window, which this program does not write "
                                            "for " +
                                                c.architecture + "; export as GGUF instead.");
}

} // namespace

std::string hf_dtype(DType type) {
    return type == DType::BF16 ? "bfloat16" : type == DType::F16 ? "float16" : "float32";
}

Json copied_hf_config(const std::filesystem::path& folder, DType type, bool separate_head) {
    const std::filesystem::path file = folder / "config.json";
    Json config = parse_json(read_text_file(file, 16 << 20), file.string());
    config[config.contains("dtype") ? "dtype" : "torch_dtype"] = hf_dtype(type);
    if (separate_head)
        config["tie_word_embeddings"] = false;
    return config;
}

Json hf_config_of_gguf(const GgufFile& file, const ModelConfig& stated, DType type, bool separate_head) {
    require_expressible(stated);
    ModelConfig c = stated;
    if (const TensorInfo* info = file.find(rope_factors_name)) {
        std::vector<float> factors(static_cast<size_t>(info->elements()));
        file.read_f32(info->name, factors);
        find_llama3_rule({factors.begin(), factors.end()}, c);
    }
    static const std::map<std::string, const char*> classes = {{"llama", "LlamaForCausalLM"},
                                                               {"mistral", "MistralForCausalLM"},
                                                               {"qwen2", "Qwen2ForCausalLM"},
                                                               {"qwen3", "Qwen3ForCausalLM"}};
    Json config = {{"architectures", {classes.at(c.architecture)}},
                   {"model_type", c.architecture},
                   {"bos_token_id", token_id(file, "bos_token_id")},
                   {"eos_token_id", token_id(file, "eos_token_id")},
                   {"hidden_act", "silu"},
                   {"hidden_size", c.hidden},
                   {"intermediate_size", c.intermediate},
                   {"num_hidden_layers", c.layers},
                   {"num_attention_heads", c.heads},
                   {"num_key_value_heads", c.kv_heads},
                   {"head_dim", c.head_dim},
                   {"max_position_embeddings", c.context},
                   {"rms_norm_eps", shortest(c.norm_eps)},
                   {"rope_theta", shortest(c.rope_theta)},
                   {"rope_scaling", rope_scaling(c)},
                   {"tie_word_embeddings", c.tied_head && !separate_head},
                   {"vocab_size", c.vocabulary},
                   {"torch_dtype", hf_dtype(type)}};
    if (c.architecture == "llama" || c.architecture == "qwen3")
        config["attention_bias"] = c.qkv_bias;
    if (c.architecture == "llama")
        config["mlp_bias"] = c.mlp_bias;
    if (c.architecture == "mistral")
        config["sliding_window"] = c.sliding_window > 0 ? Json(c.sliding_window) : Json(nullptr);
    return config;
}

Json generation_config_of_gguf(const GgufFile& file, const ModelConfig& config) {
    Json stops = Json::array();
    for (const int64_t id : config.eos_ids)
        stops.push_back(id);
    if (const auto turn = file.get_int("tokenizer.ggml.eot_token_id");
        turn && std::find(stops.begin(), stops.end(), Json(*turn)) == stops.end())
        stops.push_back(*turn);
    Json generation = {{"bos_token_id", token_id(file, "bos_token_id")},
                       {"eos_token_id", stops.empty()       ? Json(nullptr)
                                        : stops.size() == 1 ? stops[0]
                                                            : stops}};
    if (const Json pad = token_id(file, "padding_token_id"); !pad.is_null())
        generation["pad_token_id"] = pad;
    return generation;
}

} // namespace loratrf
