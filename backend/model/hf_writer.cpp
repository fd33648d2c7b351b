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

void write_json(const fs::path& folder, const char* name, const Json& json, WrittenModel& written) {
    write_file_atomically(folder / name, json.dump(2) + "\n");
    written.files.emplace_back(name);
}

void write_texts(const WriteOptions& options, const ModelConfig& config, const fs::path& folder,
                 WrittenModel& written) {
    std::vector<std::string> tokenizer;
    if (is_gguf(options.base)) {
        const GgufFile file(options.base);
        write_json(folder, "config.json", hf_config_of_gguf(file, config, options.type, options.separate_head),
                   written);
        write_json(folder, "generation_config.json", generation_config_of_gguf(file, config), written);
        if (file.get_string("tokenizer.ggml.model").value_or("no_vocab") != "no_vocab")
            tokenizer = write_tokenizer_files(file, folder);
    } else {
        const fs::path base = options.base;
        write_json(folder, "config.json", copied_hf_config(base, options.type, options.separate_head), written);
        if (fs::exists(base / "generation_config.json")) {
            fs::copy_file(base / "generation_config.json", folder / "generation_config.json");
            written.files.emplace_back("generation_config.json");
        }
        tokenizer = copy_tokenizer_files(base, folder);
    }
    written.files.insert(written.files.end(), tokenizer.begin(), tokenizer.end());
    if (!options.chat_template.empty() && !tokenizer.empty()) {
        constexpr const char* name = "chat_template.jinja"; // goes before the one in tokenizer_config.json
        write_file_atomically(folder / name, options.chat_template);
        if (std::find(tokenizer.begin(), tokenizer.end(), name) == tokenizer.end())
            written.files.emplace_back(name);
    }
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
