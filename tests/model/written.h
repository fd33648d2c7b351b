#pragma once
// What the tests of written models share: bases with a tokenizer, random changes of weights, folders.

#include "backend/io/gguf_write.h"
#include "backend/model/model_writer.h"
#include "model/tiny.h"

#include <QTemporaryDir>

namespace support {

// 64 tokens of one character each, as SentencePiece-style tokenizer.json: enough for the tiny models to be whole.
inline void write_tiny_tokenizer(const std::filesystem::path& folder) {
    loratrf::Json vocabulary = {{"<unk>", 0}, {"<s>", 1}, {"</s>", 2}, {"\u2581", 3}};
    for (int id = 4; id < 64; ++id)
        vocabulary[std::string(1, static_cast<char>('A' + id - 4))] = id;
    loratrf::Json added = loratrf::Json::array();
    for (const char* token : {"<unk>", "<s>", "</s>"})
        added.push_back({{"id", vocabulary[token]},
                         {"content", token},
                         {"single_word", false},
                         {"lstrip", false},
                         {"rstrip", false},
                         {"normalized", false},
                         {"special", true}});
    const loratrf::Json replace = {{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", "\u2581"}};
    const loratrf::Json tokenizer = {{"version", "1.0"},
                                     {"added_tokens", added},
                                     {"normalizer", replace},
                                     {"pre_tokenizer", nullptr},
                                     {"post_processor", nullptr},
                                     {"decoder", {{"type", "Fuse"}}},
                                     {"model",
                                      {{"type", "BPE"},
                                       {"unk_token", "<unk>"},
                                       {"fuse_unk", true},
                                       {"byte_fallback", true},
                                       {"vocab", vocabulary},
                                       {"merges", loratrf::Json::array()}}}};
    const loratrf::Json config = {{"bos_token", "<s>"},
                                  {"eos_token", "</s>"},
                                  {"unk_token", "<unk>"},
                                  {"tokenizer_class", "PreTrainedTokenizerFast"}};
    loratrf::write_file_atomically(folder / "tokenizer.json", tokenizer.dump());
    loratrf::write_file_atomically(folder / "tokenizer_config.json", config.dump());
}

// A copy of a tiny model's folder with that tokenizer.
inline void copy_tiny_model(const std::string& name, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    for (const char* file : {"config.json", "model.safetensors"})
        std::filesystem::copy_file(tiny_model(name) + "/" + file, folder / file,
                                   std::filesystem::copy_options::overwrite_existing);
    write_tiny_tokenizer(folder);
}

// Numbers that depend on the name alone, of the size of the tiny models' weights.
inline at::Tensor random_like(const std::string& name, at::IntArrayRef shape, double spread) {
    at::manual_seed(std::hash<std::string>{}(name) % 1000003);
    return at::randn(shape) * spread;
}

inline loratrf::MergedWeight random_merge(double spread) {
    return [spread](const std::string& name, const at::Tensor& base) {
        return base + random_like(name, base.sizes(), spread);
    };
}

// The model of `base` with its weights changed in memory.
inline std::unique_ptr<loratrf::Model> merged_model(const std::string& base, const loratrf::MergedWeight& merged) {
    auto model = load(base);
    const at::NoGradGuard no_grad;
    for (const loratrf::NamedTensor& weight : model->weights())
        weight.tensor->copy_(merged(weight.name, *weight.tensor));
    return model;
}

// The same tensors under another architecture's name.
inline void rewrite_as(const loratrf::GgufFile& from, const std::string& architecture,
                       const std::filesystem::path& to) {
    loratrf::GgufMetadata keys;
    const std::string before = from.get_string("general.architecture").value() + ".";
    for (const auto& [key, field] : from.metadata())
        keys[key.starts_with(before) ? architecture + "." + key.substr(before.size()) : key] = field;
    keys["general.architecture"] = loratrf::gguf_text(architecture);
    loratrf::GgufWriter writer(to, keys, from.tensors());
    for (const loratrf::TensorInfo& info : from.tensors()) {
        std::vector<std::byte> bytes(info.bytes);
        from.read_bytes(info.name, bytes);
        writer.write(info.name, bytes);
    }
    writer.commit();
}

} // namespace support
