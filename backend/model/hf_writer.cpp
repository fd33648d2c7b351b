// A model as a Hugging Face folder.

#include "backend/io/files.h"
#include "backend/io/safetensors.h"
#include "backend/model/hf_config.h"
#include "backend/model/weight_stream.h"
#include "backend/text/tokenizer_files.h"

#include <algorithm>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr const char* generation_name = "generation_config.json";

void write_text(const fs::path& folder, const char* name, const std::string& text, WrittenModel& written) {
    write_file_atomically(folder / name, text);
    if (std::find(written.files.begin(), written.files.end(), name) == written.files.end())
        written.files.emplace_back(name);
}

void write_json(const fs::path& folder, const char* name, const Json& json, WrittenModel& written) {
    write_text(folder, name, json.dump(2) + "\n", written);
}

Json read_json(const fs::path& folder, const char* name) {
    return parse_json(read_text_file(folder / name, 64 << 20), (folder / name).string());
}

// Some programs look for the template in the one file, some in the other.
void write_template(const std::string& text, const fs::path& folder, WrittenModel& written) {
    constexpr const char* config_name = "tokenizer_config.json";
    write_text(folder, "chat_template.jinja", text, written);
    if (!fs::exists(folder / config_name))
        return;
    Json config = read_json(folder, config_name);
    config["chat_template"] = text;
    write_json(folder, config_name, config, written);
}

// What transformers stops at stands in generation_config.json; without that file it goes by `config`.
void add_end_token(int64_t id, const Json& config, const fs::path& folder, WrittenModel& written) {
    Json generation = Json::object();
    if (fs::exists(folder / generation_name))
        generation = read_json(folder, generation_name);
    else
        for (const char* key : {"bos_token_id", "eos_token_id", "pad_token_id"})
            if (config.contains(key))
                generation[key] = config[key];
    Json stops = Json::array();
    if (const auto found = generation.find("eos_token_id"); found != generation.end() && !found->is_null())
        stops = found->is_array() ? *found : Json::array({*found});
    if (std::find(stops.begin(), stops.end(), Json(id)) != stops.end())
        return;
    stops.push_back(id);
    generation["eos_token_id"] = stops.size() == 1 ? Json(id) : stops;
    write_json(folder, generation_name, generation, written);
}

void write_texts(const WriteOptions& options, const ModelConfig& config, const fs::path& folder,
                 WrittenModel& written) {
    std::vector<std::string> tokenizer;
    Json stored;
    if (is_gguf(options.base)) {
        const GgufFile file(options.base);
        stored = hf_config_of_gguf(file, config, options.type, options.separate_head);
        write_json(folder, "config.json", stored, written);
        write_json(folder, generation_name, generation_config_of_gguf(file, config), written);
        if (file.get_string("tokenizer.ggml.model").value_or("no_vocab") != "no_vocab")
            tokenizer = write_tokenizer_files(file, folder);
    } else {
        const fs::path base = options.base;
        stored = copied_hf_config(base, options.type, options.separate_head);
        write_json(folder, "config.json", stored, written);
        if (fs::exists(base / generation_name)) {
            fs::copy_file(base / generation_name, folder / generation_name);
            written.files.emplace_back(generation_name);
        }
        tokenizer = copy_tokenizer_files(base, folder);
    }
    written.files.insert(written.files.end(), tokenizer.begin(), tokenizer.end());
    if (!options.chat_template.empty() && !tokenizer.empty())
        write_template(options.chat_template, folder, written);
    if (options.end_token)
        add_end_token(*options.end_token, stored, folder, written);
}

} // namespace

WrittenModel write_hf_model(const WriteOptions& options, const fs::path& folder) {
    if (options.type != DType::BF16 && options.type != DType::F16 && options.type != DType::F32)
        throw Error(ErrorCode::InvalidOption,
                    std::string("A Hugging Face folder holds bf16, fp16 or fp32 weights, not ") +
                        dtype_name(options.type) + "; for that choose GGUF.");
    const ModelConfig config = config_of(options.base);
    std::vector<TensorInfo> tensors;
    for (const WeightShape& weight : written_weights(config, options))
        tensors.push_back({weight.name, options.type, weight.shape});

    ShardedSafetensorsWriter shards(folder, std::move(tensors), options.shard_bytes);
    require_space(folder, shards.total_bytes());
    WrittenModel written;
    write_texts(options, config, folder, written);
    for_each_weight(config, options, [&](const WeightShape& weight, const at::Tensor& values) {
        shards.write(weight.name, stored_bytes(weight.name, values, options.type));
    });
    const std::vector<std::string> files = shards.commit();
    written.files.insert(written.files.end(), files.begin(), files.end());
    return written;
}

} // namespace loratrf
