// A GGUF file's tokenizer as tokenizer.json and tokenizer_config.json (huggingface/tokenizers).

#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/text/bpe_merges.h"
#include "backend/text/piece_type.h"
#include "backend/text/pretokenizer.h"
#include "backend/text/tokenizer.h"
#include "backend/text/tokenizer_files.h"
#include "backend/text/unicode_text.h"

#include <array>

namespace loratrf {
namespace {

namespace fs = std::filesystem;

class Writer {
public:
    explicit Writer(const GgufFile& file)
        : m_file(file), m_where(file.path().string() + ": tokenizer"),
          m_byte_level(text("model").value_or("") == "gpt2"),
          m_tokens(file.get_strings("tokenizer.ggml.tokens").value_or(std::vector<std::string>())),
          m_types(file.get_ints("tokenizer.ggml.token_type")
                      .value_or(std::vector<int64_t>(m_tokens.size(), static_cast<int64_t>(PieceType::Normal)))) {}

    Json tokenizer_json() const {
        return {{"version", "1.0"},
                {"truncation", nullptr},
                {"padding", nullptr},
                {"added_tokens", added_tokens()},
                {"normalizer", normalizer()},
                {"pre_tokenizer", m_byte_level ? PreTokenizer::description_of(pre()) : Json(nullptr)},
                {"post_processor", post_processor()},
                {"decoder", decoder()},
                {"model", model()}};
    }

    Json config_json() const {
        Json config = Json::object();
        for (const auto& [name, key] : special_names)
            if (const auto id = special(key))
                config[name] = m_tokens[*id];
        config["clean_up_tokenization_spaces"] = false;
        config["model_max_length"] = m_file.get_int(architecture() + ".context_length").value_or(2048);
        config["tokenizer_class"] = "PreTrainedTokenizerFast"; // takes tokenizer.json as it stands
        if (const auto chat = m_file.get_string("tokenizer.chat_template"))
            config["chat_template"] = *chat;
        return config;
    }

private:
    static constexpr std::array<std::pair<const char*, const char*>, 4> special_names = {
        {{"bos_token", "bos_token_id"},
         {"eos_token", "eos_token_id"},
         {"pad_token", "padding_token_id"},
         {"unk_token", "unknown_token_id"}}};

    std::optional<std::string> text(const std::string& key) const { return m_file.get_string("tokenizer.ggml." + key); }
    std::string architecture() const { return m_file.get_string("general.architecture").value_or(""); }
    std::string pre() const { return text("pre").value_or(""); }
    // load_tokenizer has checked the range, but not of the unknown token that byte-level vocabularies never write.
    std::optional<size_t> special(const std::string& key) const {
        const auto id = m_file.get_int("tokenizer.ggml." + key);
        const bool named = id && *id >= 0 && static_cast<size_t>(*id) < m_tokens.size();
        return named ? std::optional(static_cast<size_t>(*id)) : std::nullopt;
    }
    bool is(size_t id, PieceType type) const { return m_types[id] == static_cast<int64_t>(type); }
    bool prefix_space() const { return m_file.get_bool("tokenizer.ggml.add_space_prefix").value_or(true); }

    Json added_tokens() const {
        std::vector<bool> named(m_tokens.size());
        for (const auto& [name, key] : special_names)
            if (const auto id = special(key))
                named[*id] = true;
        Json list = Json::array();
        for (size_t id = 0; id < m_tokens.size(); ++id) {
            const bool control = is(id, PieceType::Control) || is(id, PieceType::Unknown) || named[id];
            if (control || is(id, PieceType::User))
                list.push_back({{"id", id},
                                {"content", m_tokens[id]},
                                {"single_word", false},
                                {"lstrip", false},
                                {"rstrip", false},
                                {"normalized", false},
                                {"special", control}});
        }
        return list;
    }

    Json normalizer() const {
        if (m_byte_level)
            return pre().find("qwen") != std::string::npos ? Json{{"type", "NFC"}} : Json(nullptr);
        Json steps = Json::array();
        if (prefix_space())
            steps.push_back({{"type", "Prepend"}, {"prepend", space_symbol}});
        steps.push_back({{"type", "Replace"}, {"pattern", {{"String", " "}}}, {"content", space_symbol}});
        return {{"type", "Sequence"}, {"normalizers", steps}};
    }

    // llama.cpp's defaults for a file that does not say whether a text begins with the BOS token.
    Json post_processor() const {
        const bool by_default = !m_byte_level || pre().starts_with("llama");
        const bool bos = m_file.get_bool("tokenizer.ggml.add_bos_token").value_or(by_default);
        const bool eos = m_file.get_bool("tokenizer.ggml.add_eos_token").value_or(false);
        const auto bos_id = bos ? special("bos_token_id") : std::nullopt;
        const auto eos_id = eos ? special("eos_token_id") : std::nullopt;
        if (!bos_id && !eos_id)
            return nullptr;
        Json single = Json::array(), pair = Json::array(), tokens = Json::object();
        const auto add_special = [&](size_t id, Json& to, int part) {
            to.push_back({{"SpecialToken", {{"id", m_tokens[id]}, {"type_id", part}}}});
            tokens[m_tokens[id]] = {
                {"id", m_tokens[id]}, {"ids", Json::array({id})}, {"tokens", Json::array({m_tokens[id]})}};
        };
        const auto add_text = [&](Json& to, const char* name, int part) {
            if (bos_id)
                add_special(*bos_id, to, part);
            to.push_back({{"Sequence", {{"id", name}, {"type_id", part}}}});
            if (eos_id)
                add_special(*eos_id, to, part);
        };
        add_text(single, "A", 0);
        add_text(pair, "A", 0);
        add_text(pair, "B", 1);
        return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair}, {"special_tokens", tokens}};
    }

    Json decoder() const {
        if (m_byte_level)
            return {{"type", "ByteLevel"}, {"add_prefix_space", true}, {"trim_offsets", true}, {"use_regex", true}};
        Json steps = Json::array({{{"type", "Replace"}, {"pattern", {{"String", space_symbol}}}, {"content", " "}},
                                  {{"type", "ByteFallback"}},
                                  {{"type", "Fuse"}}});
        if (prefix_space())
            steps.push_back({{"type", "Strip"}, {"content", " "}, {"start", 1}, {"stop", 0}});
        return {{"type", "Sequence"}, {"decoders", steps}};
    }

    Json model() const {
        const auto unknown = m_byte_level ? std::nullopt : special("unknown_token_id");
        Json vocabulary = Json::object();
        auto& entries = vocabulary.get_ref<Json::object_t&>(); // filled without a search for each key
        for (size_t id = 0; id < m_tokens.size(); ++id)
            entries.emplace_back(m_tokens[id], id);
        return {{"type", "BPE"},
                {"dropout", nullptr},
                {"unk_token", unknown ? Json(m_tokens[*unknown]) : Json(nullptr)},
                {"continuing_subword_prefix", nullptr},
                {"end_of_word_suffix", nullptr},
                {"fuse_unk", !m_byte_level},
                {"byte_fallback", !m_byte_level},
                {"ignore_merges", m_byte_level && pre().starts_with("llama")},
                {"vocab", vocabulary},
                {"merges", m_byte_level ? stated_merges() : merges_by_score()}};
    }

    Json stated_merges() const {
        Json list = Json::array();
        for (const std::string& merge :
             m_file.get_strings("tokenizer.ggml.merges").value_or(std::vector<std::string>())) {
            const auto [left, right] = split_merge(merge, m_where);
            list.push_back({left, right});
        }
        return list;
    }

    Json merges_by_score() const {
        Vocabulary vocabulary;
        std::vector<bool> mergeable;
        for (size_t id = 0; id < m_tokens.size(); ++id) {
            vocabulary.add(m_tokens[id], static_cast<int64_t>(id), m_where);
            mergeable.push_back(is(id, PieceType::Normal) || is(id, PieceType::User));
        }
        std::vector<std::string> extra;
        const std::vector<double> scores =
            m_file.get_floats("tokenizer.ggml.scores").value_or(std::vector<double>(m_tokens.size()));
        Json list = Json::array();
        for (const BpeMerge& merge : merges_of_scores(vocabulary, scores, mergeable, extra, m_where)) {
            if (!extra.empty())
                throw Error(ErrorCode::Unsupported, m_where + ": the piece \"" + vocabulary.text(merge.result) +
                                                        "\" holds the character \"" + extra.front() +
                                                        "\", which is no piece itself; tokenizer.json cannot say how "
                                                        "it comes about. Export as GGUF instead.");
            list.push_back({vocabulary.text(merge.left), vocabulary.text(merge.right)});
        }
        return list;
    }

    const GgufFile& m_file;
    std::string m_where;
    bool m_byte_level;
    std::vector<std::string> m_tokens;
    std::vector<int64_t> m_types;
};

} // namespace

std::vector<std::string> write_tokenizer_files(const GgufFile& from, const fs::path& to) {
    load_tokenizer(from); // checks all of it
    const Writer writer(from);
    write_file_atomically(to / "tokenizer.json", writer.tokenizer_json().dump() + "\n");
    write_file_atomically(to / "tokenizer_config.json", writer.config_json().dump(2) + "\n");
    return {"tokenizer.json", "tokenizer_config.json"};
}

} // namespace loratrf
