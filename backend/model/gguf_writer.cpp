// A model as one GGUF file. Key names: ggml-org/ggml docs/gguf.md; types as in llama.cpp's converter.

#include "backend/io/files.h"
#include "backend/io/gguf_write.h"
#include "backend/model/rope_factors.h"
#include "backend/model/weight_stream.h"
#include "backend/model/weights.h"
#include "backend/text/tokenizer_files.h"

#include <algorithm>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

int64_t file_type(DType type) { // llama.cpp, llama_ftype
    switch (type) {
    case DType::F32:
        return 0;
    case DType::F16:
        return 1;
    case DType::Q8_0:
        return 7;
    case DType::BF16:
        return 32;
    default:
        throw Error(ErrorCode::InvalidOption,
                    std::string("GGUF models are written as f32, f16, bf16 or q8_0, not ") + dtype_name(type) + ".");
    }
}

GgufMetadata size_keys(const ModelConfig& c, const std::string& architecture) {
    const std::string prefix = architecture + ".";
    const int64_t context = c.sliding_window > 0 ? std::min(c.context, c.sliding_window) : c.context;
    GgufMetadata keys = {{prefix + "vocab_size", gguf_u32(c.vocabulary)},
                         {prefix + "context_length", gguf_u32(context)},
                         {prefix + "embedding_length", gguf_u32(c.hidden)},
                         {prefix + "block_count", gguf_u32(c.layers)},
                         {prefix + "feed_forward_length", gguf_u32(c.intermediate)},
                         {prefix + "attention.head_count", gguf_u32(c.heads)},
                         {prefix + "attention.head_count_kv", gguf_u32(c.kv_heads)},
                         {prefix + "attention.key_length", gguf_u32(c.head_dim)},
                         {prefix + "attention.value_length", gguf_u32(c.head_dim)},
                         {prefix + "attention.layer_norm_rms_epsilon", gguf_f32(c.norm_eps)},
                         {prefix + "rope.dimension_count", gguf_u32(c.head_dim)},
                         {prefix + "rope.freq_base", gguf_f32(c.rope_theta)}};
    if (c.rope_scaling == RopeScaling::Linear) {
        keys[prefix + "rope.scaling.type"] = gguf_text("linear");
        keys[prefix + "rope.scaling.factor"] = gguf_f32(c.rope_factor);
    }
    return keys;
}

// The end-of-sequence tokens that the configuration lists beyond the tokenizer's one.
void add_stop_tokens(const ModelConfig& config, GgufMetadata& keys) {
    for (const int64_t id : config.eos_ids) {
        if (!keys.contains("tokenizer.ggml.eos_token_id"))
            keys["tokenizer.ggml.eos_token_id"] = gguf_u32(id);
        else if (!keys.contains("tokenizer.ggml.eot_token_id") &&
                 keys["tokenizer.ggml.eos_token_id"].value != gguf_u32(id).value)
            keys["tokenizer.ggml.eot_token_id"] = gguf_u32(id);
    }
}

std::optional<int64_t> id_in(const GgufMetadata& keys, const std::string& key) {
    const auto found = keys.find(key);
    if (found == keys.end())
        return std::nullopt;
    if (const auto* stored = std::get_if<uint64_t>(&found->second.value))
        return static_cast<int64_t>(*stored);
    const auto* stored = std::get_if<int64_t>(&found->second.value);
    return stored ? std::optional(*stored) : std::nullopt;
}

// A file names one end of a sequence and one of a turn; the latter is the one that was trained.
void add_end_token(int64_t id, GgufMetadata& keys) {
    const std::optional<int64_t> eos = id_in(keys, "tokenizer.ggml.eos_token_id");
    if (!eos)
        keys["tokenizer.ggml.eos_token_id"] = gguf_u32(id);
    else if (*eos != id)
        keys["tokenizer.ggml.eot_token_id"] = gguf_u32(id);
}

// A base may bring further templates, for conversations with tools, which write its own format.
void replace_template(const std::string& text, GgufMetadata& keys) {
    std::erase_if(keys, [](const auto& entry) { return entry.first.starts_with("tokenizer.chat_template"); });
    keys["tokenizer.chat_template"] = gguf_text(text);
}

GgufMetadata keys_of_folder(const fs::path& folder, const ModelConfig& config, WrittenModel& written) {
    const std::string architecture = gguf_architecture(config);
    GgufMetadata keys = size_keys(config, architecture);
    keys["general.architecture"] = gguf_text(architecture);
    keys["general.type"] = gguf_text("model");
    keys["general.name"] = gguf_text(last_name(fs::absolute(folder)));
    if (has_tokenizer_files(folder)) {
        keys.merge(tokenizer_metadata(folder, config.vocabulary, written.notes));
        add_stop_tokens(config, keys);
    } else {
        keys["tokenizer.ggml.model"] = gguf_text("no_vocab");
        written.notes.emplace_back("The base model has no tokenizer, so neither has the GGUF file.");
    }
    if (config.sliding_window > 0 && config.sliding_window < config.context)
        written.notes.push_back("llama.cpp computes this architecture without its attention window, so the file's "
                                "context length is the window: " +
                                std::to_string(config.sliding_window) + " tokens.");
    return keys;
}

GgufMetadata copied_keys(const GgufFile& base) {
    GgufMetadata keys = base.metadata();
    std::erase_if(keys, [](const auto& entry) { return entry.first.starts_with("split."); });
    return keys;
}

// [head_dim / 2], as the file stores what RoPE frequencies are divided by; empty: nothing.
std::vector<float> stored_rope_factors(const std::string& base, const ModelConfig& config) {
    std::vector<float> values;
    if (is_gguf(base)) {
        const GgufFile file(base);
        if (const TensorInfo* info = file.find(rope_factors_name)) {
            values.resize(static_cast<size_t>(info->elements()));
            file.read_f32(info->name, values);
        }
    } else if (config.rope_scaling == RopeScaling::Llama3) {
        for (const double factor : rope_factors(config))
            values.push_back(static_cast<float>(factor));
    }
    return values;
}

} // namespace

WrittenModel write_gguf_model(const WriteOptions& options, const fs::path& file) {
    const int64_t type = file_type(options.type);
    const ModelConfig config = config_of(options.base);
    WrittenModel written;
    written.files.push_back(file.filename().string());
    GgufMetadata keys =
        is_gguf(options.base) ? copied_keys(GgufFile(options.base)) : keys_of_folder(options.base, config, written);
    if (!options.chat_template.empty())
        replace_template(options.chat_template, keys);
    if (options.end_token)
        add_end_token(*options.end_token, keys);
    keys["general.file_type"] = gguf_u32(type);
    keys["general.quantization_version"] = gguf_u32(2); // of ggml's present block layouts

    std::vector<TensorInfo> tensors;
    const std::vector<float> factors = stored_rope_factors(options.base, config);
    if (!factors.empty())
        tensors.push_back({rope_factors_name, DType::F32, {static_cast<int64_t>(factors.size())}});
    for (const WeightShape& weight : written_weights(config, options))
        tensors.push_back({gguf_name(weight.name), gguf_type(weight, options.type), weight.shape});

    GgufWriter writer(file, keys, std::move(tensors));
    uint64_t total = 0;
    for (const TensorInfo& tensor : writer.tensors())
        total += tensor.bytes;
    require_space(fs::absolute(file).parent_path(), total);
    if (!factors.empty())
        writer.write(rope_factors_name, std::as_bytes(std::span(factors)));
    for_each_weight(config, options, [&](const WeightShape& weight, const at::Tensor& values) {
        const int64_t heads = interleaved_heads(weight.name, config);
        const at::Tensor rows = heads > 0 ? interleave_rows(values, heads) : values;
        writer.write(gguf_name(weight.name), stored_bytes(weight.name, rows, gguf_type(weight, options.type)));
    });
    writer.commit();
    return written;
}

} // namespace loratrf
