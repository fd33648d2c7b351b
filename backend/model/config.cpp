#include "backend/model/config.h"

#include "backend/io/files.h"
#include "backend/io/gguf.h"
#include "backend/io/json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace loratrf {

namespace {

constexpr std::array known_architectures = {"llama", "mistral", "qwen2", "qwen3"};

void require_known(const std::string& architecture, const std::string& where) {
    for (const char* known : known_architectures)
        if (architecture == known)
            return;
    throw Error(ErrorCode::Unsupported,
                where + ": architecture \"" + architecture +
                    "\" is not supported yet; this build computes llama (also SmolLM2), mistral, "
                    "qwen2 and qwen3");
}

// Sizes must be positive and small enough that no product of two of them overflows, nor the sum of all weights.
void check(const ModelConfig& c, const std::string& where) {
    const auto positive = [&](const char* name, int64_t value) {
        if (value <= 0 || value > (1LL << 30))
            throw Error(ErrorCode::BadValue,
                        where + ": " + name + " is " + std::to_string(value) + ", expected a number from 1 to 2^30");
    };
    positive("hidden_size", c.hidden);
    positive("intermediate_size", c.intermediate);
    positive("num_hidden_layers", c.layers);
    positive("num_attention_heads", c.heads);
    positive("num_key_value_heads", c.kv_heads);
    positive("head_dim", c.head_dim);
    positive("vocab_size", c.vocabulary);
    const auto real = [](int64_t size) { return static_cast<double>(size); };
    const double of_layer = 4 * real(c.heads * c.head_dim) + 3 * real(c.intermediate); // rows of `hidden`, at most
    constexpr double most_weights = 1e15;
    if (c.layers > 10000 || c.heads * c.head_dim > (1LL << 30) ||
        real(c.hidden) * (real(c.layers) * of_layer + 2 * real(c.vocabulary)) > most_weights)
        throw Error(ErrorCode::BadValue, where + ": sizes out of range");
    if (c.heads % c.kv_heads != 0)
        throw Error(ErrorCode::BadValue, where + ": " + std::to_string(c.heads) +
                                             " attention heads are no multiple of " + std::to_string(c.kv_heads) +
                                             " key-value heads");
    if (c.head_dim % 2 != 0)
        throw Error(ErrorCode::BadValue, where + ": head_dim " + std::to_string(c.head_dim) + " is odd");
    if (!(c.norm_eps > 0 && c.norm_eps < 1) || !(c.rope_theta > 0) || !std::isfinite(c.rope_theta))
        throw Error(ErrorCode::BadValue, where + ": rms_norm_eps or rope_theta out of range");
}

class Reader {
public:
    Reader(const Json& json, std::string where) : m_json(json), m_where(std::move(where)) {}

    bool has(const char* key) const { return m_json.contains(key) && !m_json[key].is_null(); }

    int64_t integer(const char* key) const {
        if (!has(key))
            throw Error(ErrorCode::MissingField, m_where + ": \"" + key + "\" is missing");
        if (!m_json[key].is_number_integer())
            throw Error(ErrorCode::BadValue, m_where + ": \"" + key + "\" is not a whole number");
        return m_json[key].get<int64_t>();
    }
    int64_t integer(const char* key, int64_t fallback) const { return has(key) ? integer(key) : fallback; }

    double number(const char* key, double fallback) const {
        if (!has(key))
            return fallback;
        if (!m_json[key].is_number())
            throw Error(ErrorCode::BadValue, m_where + ": \"" + key + "\" is not a number");
        return m_json[key].get<double>();
    }
    bool boolean(const char* key, bool fallback) const {
        if (!has(key))
            return fallback;
        if (!m_json[key].is_boolean())
            throw Error(ErrorCode::BadValue, m_where + ": \"" + key + "\" is not true or false");
        return m_json[key].get<bool>();
    }
    std::string text(const char* key, const std::string& fallback = {}) const {
        if (!has(key))
            return fallback;
        if (!m_json[key].is_string())
            throw Error(ErrorCode::BadValue, m_where + ": \"" + key + "\" is not a string");
        return m_json[key].get<std::string>();
    }
    const Json& at(const char* key) const { return m_json[key]; }
    const std::string& where() const { return m_where; }

private:
    const Json& m_json;
    std::string m_where;
};

// transformers 4 writes rope_theta and rope_scaling, transformers 5 one object rope_parameters.
void read_rope(const Reader& reader, ModelConfig& c) {
    c.rope_theta = reader.number("rope_theta", c.rope_theta);
    const char* key = reader.has("rope_parameters") ? "rope_parameters" : "rope_scaling";
    if (!reader.has(key))
        return;
    if (!reader.at(key).is_object())
        throw Error(ErrorCode::BadValue, reader.where() + ": \"" + key + "\" is not an object");
    const Reader rope(reader.at(key), reader.where() + ", " + key);
    c.rope_theta = rope.number("rope_theta", c.rope_theta);
    if (rope.number("partial_rotary_factor", 1.0) != 1.0)
        throw Error(ErrorCode::Unsupported, rope.where() + ": partial_rotary_factor is not supported");
    const std::string type = rope.text("rope_type", rope.text("type", "default"));
    if (type == "default")
        return;
    c.rope_factor = rope.number("factor", 1.0);
    if (type == "linear") {
        c.rope_scaling = RopeScaling::Linear;
    } else if (type == "llama3") {
        c.rope_scaling = RopeScaling::Llama3;
        c.rope_low_freq = rope.number("low_freq_factor", 1.0);
        c.rope_high_freq = rope.number("high_freq_factor", 4.0);
        c.rope_original_context = rope.integer("original_max_position_embeddings", 8192);
        if (!(c.rope_low_freq < c.rope_high_freq) || c.rope_original_context < 1)
            throw Error(ErrorCode::BadValue, rope.where() + ": expected low_freq_factor below high_freq_factor and "
                                                            "original_max_position_embeddings above 0");
    } else {
        throw Error(ErrorCode::Unsupported,
                    rope.where() + ": rope type \"" + type + "\" is not supported (default, linear and llama3 are)");
    }
    if (!(c.rope_factor > 0))
        throw Error(ErrorCode::BadValue, rope.where() + ": factor must be above 0");
}

} // namespace

ModelConfig config_from_folder(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "config.json";
    const Json json = parse_json(read_text_file(file, 16 << 20), file.string());
    if (!json.is_object())
        throw Error(ErrorCode::BadJson, file.string() + ": expected an object");
    const Reader reader(json, file.string());

    ModelConfig c;
    c.architecture = reader.text("model_type");
    if (c.architecture.empty())
        throw Error(ErrorCode::MissingField, file.string() + ": \"model_type\" is missing");
    require_known(c.architecture, file.string());
    if (reader.has("quantization_config"))
        throw Error(ErrorCode::Unsupported, file.string() +
                                                ": quantised Hugging Face weights (quantization_config) are not "
                                                "supported; use the unquantised model or a GGUF file");
    const std::string activation = reader.text("hidden_act", "silu");
    if (activation != "silu")
        throw Error(ErrorCode::Unsupported,
                    file.string() + ": hidden_act \"" + activation + "\" is not supported (silu is)");

    c.hidden = reader.integer("hidden_size");
    c.intermediate = reader.integer("intermediate_size");
    c.layers = reader.integer("num_hidden_layers");
    c.heads = reader.integer("num_attention_heads");
    c.kv_heads = reader.integer("num_key_value_heads", c.heads);
    const int64_t default_head_dim = c.architecture == "qwen3" ? 128 : (c.heads > 0 ? c.hidden / c.heads : 0);
    c.head_dim = reader.integer("head_dim", default_head_dim);
    c.vocabulary = reader.integer("vocab_size");
    c.context = reader.integer("max_position_embeddings", 2048);
    c.norm_eps = reader.number("rms_norm_eps", 1e-6);
    read_rope(reader, c);
    c.tied_head = reader.boolean("tie_word_embeddings", false);
    c.qk_norm = c.architecture == "qwen3";
    c.qkv_bias = c.architecture == "qwen2" || reader.boolean("attention_bias", false);
    c.output_bias = c.architecture != "qwen2" && reader.boolean("attention_bias", false);
    c.mlp_bias = c.architecture == "llama" && reader.boolean("mlp_bias", false);
    if (c.architecture == "mistral") // transformers' MistralConfig: null is no window, an absent key is 4096
        c.sliding_window = reader.integer("sliding_window", json.contains("sliding_window") ? 0 : 4096);
    else if (reader.boolean("use_sliding_window", false))
        throw Error(ErrorCode::Unsupported,
                    file.string() + ": use_sliding_window is not supported for " + c.architecture);
    if (reader.has("eos_token_id")) {
        const Json& eos = reader.at("eos_token_id");
        for (const Json& id : eos.is_array() ? eos : Json::array({eos}))
            if (id.is_number_integer())
                c.eos_ids.push_back(id.get<int64_t>());
    }
    check(c, file.string());
    return c;
}

namespace {

void read_rope(const GgufFile& file, const std::string& prefix, const std::string& where, ModelConfig& c) {
    c.rope_theta = file.get_float(prefix + "rope.freq_base").value_or(10000.0);
    // Files of 2023 have the factor without the type, the first of them under another name; llama.cpp reads them so.
    std::optional<double> factor = file.get_float(prefix + "rope.scaling.factor");
    if (!factor)
        factor = file.get_float(prefix + "rope.scale_linear");
    const std::string scaling =
        file.get_string(prefix + "rope.scaling.type").value_or(factor.value_or(1) != 1 ? "linear" : "none");
    if (scaling == "linear") {
        c.rope_scaling = RopeScaling::Linear;
        c.rope_factor = factor.value_or(1);
        if (!(c.rope_factor > 0) || !std::isfinite(c.rope_factor))
            throw Error(ErrorCode::BadValue, where + ": rope.scaling.factor is " + std::to_string(c.rope_factor) +
                                                 "; expected a number above 0");
    } else if (scaling != "none") {
        throw Error(ErrorCode::Unsupported, where + ": rope scaling \"" + scaling + "\" is not supported");
    }
}

} // namespace

ModelConfig config_from_gguf(const GgufFile& file) {
    const std::string where = file.path().string();
    ModelConfig c;
    c.architecture = file.get_string("general.architecture").value_or("");
    if (c.architecture.empty())
        throw Error(ErrorCode::MissingField, where + ": \"general.architecture\" is missing");
    require_known(c.architecture, where);
    const std::string prefix = c.architecture + ".";
    const auto integer = [&](const char* key) {
        const std::optional<int64_t> value = file.get_int(prefix + key);
        if (!value)
            throw Error(ErrorCode::MissingField, where + ": \"" + prefix + key + "\" is missing");
        return *value;
    };
    c.hidden = integer("embedding_length");
    c.intermediate = integer("feed_forward_length");
    c.layers = integer("block_count");
    c.heads = integer("attention.head_count");
    c.kv_heads = file.get_int(prefix + "attention.head_count_kv").value_or(c.heads);
    c.head_dim = file.get_int(prefix + "attention.key_length").value_or(c.heads > 0 ? c.hidden / c.heads : 0);
    if (file.get_int(prefix + "attention.value_length").value_or(c.head_dim) != c.head_dim)
        throw Error(ErrorCode::Unsupported, where + ": key and value heads of different width are not supported");
    if (file.get_int(prefix + "rope.dimension_count").value_or(c.head_dim) != c.head_dim)
        throw Error(ErrorCode::Unsupported, where + ": partial rotary embedding is not supported");
    if (file.get_int(prefix + "expert_count").value_or(0) != 0)
        throw Error(ErrorCode::Unsupported, where + ": mixture-of-experts models are not supported");
    c.context = file.get_int(prefix + "context_length").value_or(2048);
    // Stored as float32: 1e-5 comes back as 9.99999974e-06; transformers rounds the same way through its own reader.
    c.norm_eps = file.get_float(prefix + "attention.layer_norm_rms_epsilon").value_or(1e-5);
    read_rope(file, prefix, where, c);
    const TensorInfo* embedding = file.find("token_embd.weight");
    if (!embedding || embedding->shape.size() != 2)
        throw Error(ErrorCode::MissingField, where + ": tensor token_embd.weight is missing or not a matrix");
    c.vocabulary = embedding->shape[0];
    c.tied_head = file.find("output.weight") == nullptr;
    c.qk_norm = c.architecture == "qwen3";
    c.qkv_bias = file.find("blk.0.attn_q.bias") != nullptr;
    c.output_bias = file.find("blk.0.attn_output.bias") != nullptr;
    c.mlp_bias = file.find("blk.0.ffn_gate.bias") != nullptr;
    c.sliding_window = file.get_int(prefix + "attention.sliding_window").value_or(0);
    for (const char* key : {"tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"})
        if (const auto id = file.get_int(key); id && std::ranges::find(c.eos_ids, *id) == c.eos_ids.end())
            c.eos_ids.push_back(*id);
    check(c, where);
    return c;
}

std::vector<ProjectionInfo> projection_list(const ModelConfig& c) {
    const int64_t q = c.heads * c.head_dim, kv = c.kv_heads * c.head_dim;
    std::vector<ProjectionInfo> list;
    for (int64_t layer = 0; layer < c.layers; ++layer) {
        const std::string block = "model.layers." + std::to_string(layer) + ".";
        const auto add = [&](const char* part, const char* target, int64_t in, int64_t out, bool bias) {
            list.push_back({block + part + "." + target, target, layer, in, out, bias});
        };
        add("self_attn", "q_proj", c.hidden, q, c.qkv_bias);
        add("self_attn", "k_proj", c.hidden, kv, c.qkv_bias);
        add("self_attn", "v_proj", c.hidden, kv, c.qkv_bias);
        add("self_attn", "o_proj", q, c.hidden, c.output_bias);
        add("mlp", "gate_proj", c.hidden, c.intermediate, c.mlp_bias);
        add("mlp", "up_proj", c.hidden, c.intermediate, c.mlp_bias);
        add("mlp", "down_proj", c.intermediate, c.hidden, c.mlp_bias);
    }
    return list;
}

std::vector<WeightShape> weight_list(const ModelConfig& c) {
    std::vector<WeightShape> list = {{"model.embed_tokens.weight", {c.vocabulary, c.hidden}}};
    for (const ProjectionInfo& p : projection_list(c)) {
        const std::string block = "model.layers." + std::to_string(p.layer) + ".";
        if (p.target == "q_proj") {
            list.push_back({block + "input_layernorm.weight", {c.hidden}});
            list.push_back({block + "post_attention_layernorm.weight", {c.hidden}});
            if (c.qk_norm) {
                list.push_back({block + "self_attn.q_norm.weight", {c.head_dim}});
                list.push_back({block + "self_attn.k_norm.weight", {c.head_dim}});
            }
        }
        list.push_back({p.path + ".weight", {p.out, p.in}});
        if (p.bias)
            list.push_back({p.path + ".bias", {p.out}});
    }
    list.push_back({"model.norm.weight", {c.hidden}});
    if (!c.tied_head)
        list.push_back({"lm_head.weight", {c.vocabulary, c.hidden}});
    return list;
}

int64_t parameter_count(const ModelConfig& c) {
    int64_t count = 0;
    for (const WeightShape& weight : weight_list(c))
        count += weight.shape.size() == 1 ? weight.shape[0] : weight.shape[0] * weight.shape[1];
    return count;
}

} // namespace loratrf
