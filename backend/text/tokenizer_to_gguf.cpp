// A Hugging Face folder's tokenizer as the tokenizer.* keys of a GGUF file (ggml-org/ggml docs/gguf.md).

#include "backend/io/gguf_write.h"
#include "backend/text/json_fields.h"
#include "backend/text/piece_type.h"
#include "backend/text/sentencepiece_file.h"
#include "backend/text/tokenizer_files.h"
#include "backend/text/tokenizer_sources.h"
#include "backend/text/unicode_text.h"

#include <algorithm>
#include <array>
#include <set>

namespace loratrf {
namespace {

namespace fs = std::filesystem;

// How a vocabulary of scores spells spaces.
enum class Spaces { Prefixed, Plain, Other };

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
    throw Error(ErrorCode::Unsupported, where + ": " + why +
                                            " A GGUF file cannot say that; export as a Hugging Face "
                                            "folder instead.");
}

// The steps of a normalizer or pre-tokenizer, sequences flattened.
std::vector<Json> steps_of(const Json& description, const char* list, const std::string& where, int depth = 0) {
    if (description.is_null())
        return {};
    if (component_type(description, where) != "Sequence" || depth >= deepest_sequence)
        return {description};
    std::vector<Json> steps;
    for (const Json& part : required_field(description, list, where))
        for (Json& step : steps_of(part, list, where, depth + 1))
            steps.push_back(std::move(step));
    return steps;
}

bool is_space_replacement(const Json& step, const std::string& where) {
    return step.at("type") == "Replace" && pattern_field(step, where).text == " " &&
           string_or(step, "content", "", where) == space_symbol;
}

Spaces spaces_of(const Json& root, const std::string& where) {
    const std::vector<Json> normalizer = steps_of(field_or_null(root, "normalizer"), "normalizers", where);
    const std::vector<Json> splitter = steps_of(field_or_null(root, "pre_tokenizer"), "pretokenizers", where);
    if (splitter.empty()) {
        if (normalizer.size() == 1 && is_space_replacement(normalizer[0], where))
            return Spaces::Plain;
        const bool prefixed = normalizer.size() == 2 && normalizer[0].at("type") == "Prepend" &&
                              string_or(normalizer[0], "prepend", "", where) == space_symbol &&
                              is_space_replacement(normalizer[1], where);
        return prefixed ? Spaces::Prefixed : Spaces::Other;
    }
    if (!normalizer.empty() || splitter.size() != 1 || splitter[0].at("type") != "Metaspace" ||
        bool_or(splitter[0], "split", true, where))
        return Spaces::Other;
    const bool added = bool_or(splitter[0], "add_prefix_space", true, where);
    const std::string scheme = string_or(splitter[0], "prepend_scheme", added ? "always" : "never", where);
    return scheme == "never" ? Spaces::Plain : Spaces::Prefixed;
}

// Whether the post-processor writes a special token at the text's beginning and end.
std::pair<bool, bool> ends_of(const Json& root, const std::string& where) {
    std::pair<bool, bool> ends{false, false};
    for (const Json& step : steps_of(field_or_null(root, "post_processor"), "processors", where)) {
        const Json& single = field_or_null(step, "single");
        if (!single.is_array() || single.empty())
            continue;
        ends.first = ends.first || single.front().contains("SpecialToken");
        ends.second = ends.second || single.back().contains("SpecialToken");
    }
    return ends;
}

class Keys {
public:
    Keys(const fs::path& folder, int64_t vocabulary, std::vector<std::string>& notes)
        : m_folder(folder), m_where("The tokenizer of " + folder.string()), m_config(read_tokenizer_config(folder)),
          m_notes(notes), m_tokens(static_cast<size_t>(vocabulary)),
          m_types(static_cast<size_t>(vocabulary), static_cast<int64_t>(PieceType::Unused)) {}

    GgufMetadata take() {
        if (fs::exists(m_folder / "tokenizer.json"))
            from_json();
        else if (fs::exists(m_folder / "tokenizer.model"))
            from_sentencepiece();
        else
            throw Error(ErrorCode::Unsupported, m_where +
                                                    " has neither tokenizer.json nor tokenizer.model, which are "
                                                    "what a GGUF file's vocabulary is made from. Add one of them.");
        for (size_t id = 0; id < m_tokens.size(); ++id)
            if (m_tokens[id].empty())
                m_tokens[id] = "[PAD" + std::to_string(id) + "]"; // as llama.cpp's converter fills up
        set("tokens", gguf_texts(std::move(m_tokens)));
        set("token_type", gguf_i32s(std::move(m_types)));
        return std::move(m_keys);
    }

private:
    void set(const std::string& key, GgufField field) { m_keys["tokenizer.ggml." + key] = std::move(field); }

    void place(int32_t id, const std::string& text, PieceType type) {
        if (id < 0 || static_cast<size_t>(id) >= m_tokens.size())
            throw Error(ErrorCode::SizeMismatch, m_where + ": the token \"" + text.substr(0, 100) + "\" has the id " +
                                                     std::to_string(id) + ", but the model has embeddings for " +
                                                     std::to_string(m_tokens.size()) + " only.");
        m_tokens[static_cast<size_t>(id)] = text;
        m_types[static_cast<size_t>(id)] = static_cast<int64_t>(type);
    }

    void place_added(const AddedTokens& added, int32_t unknown) {
        for (int32_t id = 0; id < added.size(); ++id) {
            const AddedToken* token = added.with_id(id);
            if (!token)
                continue;
            place(id, token->content,
                  id == unknown    ? PieceType::Unknown
                  : token->special ? PieceType::Control
                                   : PieceType::User);
            if (token->lstrip || token->rstrip || token->single_word)
                m_notes.push_back("llama.cpp finds \"" + token->content +
                                  "\" without regard to the white space or words around it.");
        }
    }

    void set_facts(const TokenizerFacts& facts, std::optional<int32_t> unknown, bool add_bos, bool add_eos) {
        const auto set_id = [&](const char* key, std::optional<int32_t> id) {
            if (id)
                set(key, gguf_u32(*id));
        };
        set_id("bos_token_id", facts.bos);
        set_id("eos_token_id", facts.eos);
        set_id("padding_token_id", facts.pad);
        set_id("unknown_token_id", unknown);
        set("add_bos_token", gguf_bool(add_bos && facts.bos));
        set("add_eos_token", gguf_bool(add_eos && facts.eos));
        if (!facts.chat_template.empty())
            m_keys["tokenizer.chat_template"] = gguf_text(facts.chat_template);
    }

    void from_json() {
        const TokenizerJson json = read_tokenizer_json(m_folder / "tokenizer.json", m_config);
        const PipelineParts& parts = json.parts;
        for (int32_t id = 0; id < parts.vocabulary.size(); ++id)
            if (parts.vocabulary.has(id))
                place(id, parts.vocabulary.text(id), PieceType::Normal);
        const auto unknown = parts.options.byte_level ? std::nullopt : parts.options.unknown;
        place_added(parts.added, unknown.value_or(-1));
        if (parts.options.byte_level)
            byte_level(json);
        else
            scored(json);
        const auto [begins, ends] = ends_of(json.root, m_where);
        set_facts(parts.facts, unknown, m_config.add_bos.value_or(begins), m_config.add_eos.value_or(ends));
    }

    void byte_level(const TokenizerJson& json) {
        const auto name = PreTokenizer::name_of(field_or_null(json.root, "pre_tokenizer"), m_where);
        if (!name)
            refuse(m_where, "its pre_tokenizer splits text in a way of its own.");
        const std::vector<Json> normalizer = steps_of(field_or_null(json.root, "normalizer"), "normalizers", m_where);
        const bool composes = normalizer.size() == 1 && normalizer[0].at("type") == "NFC";
        if (!normalizer.empty() && !(composes && name == "qwen2"))
            refuse(m_where, "its normalizer rewrites the text.");
        if (composes)
            m_notes.emplace_back("llama.cpp does not compose characters (Unicode NFC) before it looks for tokens.");
        if (json.parts.options.ignore_merges != name->starts_with("llama"))
            refuse(m_where, "its ignore_merges is not what goes with its way of splitting.");
        std::vector<std::string> merges;
        for (const BpeMerge& merge : json.parts.merges)
            merges.push_back(json.parts.vocabulary.text(merge.left) + " " + json.parts.vocabulary.text(merge.right));
        set("model", gguf_text("gpt2"));
        set("pre", gguf_text(*name));
        set("merges", gguf_texts(std::move(merges)));
        set("add_space_prefix", gguf_bool(false));
    }

    // Merges become scores: a piece scores minus the rank at which it first comes about. As llama.cpp joins any two
    // neighbours that are a piece together, the list must hold every way to cut a piece.
    void scored(const TokenizerJson& json) {
        const PipelineParts& parts = json.parts;
        const Spaces spaces = spaces_of(json.root, m_where);
        if (spaces == Spaces::Other || !parts.options.byte_fallback)
            refuse(m_where, "it prepares text, or spells unknown characters, in a way of its own.");
        std::vector<double> scores(m_tokens.size(), 0);
        std::vector<bool> mergeable(static_cast<size_t>(parts.vocabulary.size()));
        std::set<std::pair<int32_t, int32_t>> stated;
        double lowest = 0;
        bool ordered = true; // the merges of a piece stand together
        for (const BpeMerge& merge : parts.merges) {
            const auto result = static_cast<size_t>(merge.result);
            mergeable[result] = true;
            stated.insert({merge.left, merge.right});
            ordered = ordered && (scores[result] == 0 || scores[result] == lowest);
            if (scores[result] == 0)
                scores[result] = lowest = -1.0 - merge.rank;
        }
        for (int32_t id = 0; id < parts.vocabulary.size(); ++id) {
            const auto index = static_cast<size_t>(id);
            const std::string& text = parts.vocabulary.text(id);
            if (!parts.vocabulary.has(id) || parts.added.with_id(id))
                continue;
            if (byte_of_token(text))
                m_types[index] = static_cast<int64_t>(PieceType::Byte);
            else
                mergeable[index] = true;
            if (scores[index] == 0)
                scores[index] = lowest - 1.0 - id;
        }
        std::vector<std::string> extra;
        const std::vector<double> own(scores.begin(), scores.begin() + parts.vocabulary.size());
        const std::vector<BpeMerge> implied = merges_of_scores(parts.vocabulary, own, mergeable, extra, m_where);
        const bool same = ordered && extra.empty() && implied.size() == stated.size() &&
                          std::all_of(implied.begin(), implied.end(), [&](const BpeMerge& merge) {
                              return stated.contains({merge.left, merge.right});
                          });
        if (!same)
            refuse(m_where, "its merges cannot be told by one score for each piece.");
        set_scored(std::move(scores), spaces == Spaces::Prefixed);
    }

    void set_scored(std::vector<double> scores, bool prefix) {
        set("model", gguf_text("llama"));
        set("pre", gguf_text("default"));
        set("scores", gguf_f32s(std::move(scores)));
        set("add_space_prefix", gguf_bool(prefix));
    }

    void from_sentencepiece() {
        const SentencePieceFile file = read_sentencepiece_file(m_folder / "tokenizer.model");
        if (!file.bpe)
            refuse(m_where, "tokenizer.model is not of the BPE kind.");
        if (file.rewrites_text || file.remove_extra_whitespaces)
            refuse(m_where, "tokenizer.model rewrites the text.");
        Vocabulary vocabulary;
        AddedTokens added;
        std::vector<double> scores(m_tokens.size(), 0);
        for (size_t i = 0; i < file.pieces.size(); ++i) {
            const SentencePieceFile::Piece& piece = file.pieces[i];
            const auto id = static_cast<int32_t>(i);
            vocabulary.add(piece.text, id, m_where);
            place(id, piece.text, piece.type);
            scores[i] = piece.score;
            if (piece.type == PieceType::Control || piece.type == PieceType::Unknown)
                added.add({piece.text, id, true}, m_where);
        }
        apply_config(m_config, vocabulary, added, m_where);
        place_added(added, file.unknown.value_or(-1));
        TokenizerFacts facts = facts_of(m_config, vocabulary, added);
        const auto or_model = [&](std::optional<int32_t>& id, std::optional<int32_t> own) {
            if (!id && own && vocabulary.has(*own))
                id = own;
        };
        or_model(facts.bos, file.bos);
        or_model(facts.eos, file.eos);
        or_model(facts.pad, file.pad);
        set_scored(std::move(scores), file.add_dummy_prefix);
        set_facts(facts, file.unknown, m_config.add_bos.value_or(true), m_config.add_eos.value_or(false));
    }

    const fs::path& m_folder;
    std::string m_where;
    TokenizerConfig m_config;
    std::vector<std::string>& m_notes;
    std::vector<std::string> m_tokens; // empty: no such id
    std::vector<int64_t> m_types;
    GgufMetadata m_keys;
};

constexpr std::array tokenizer_files = {"tokenizer.json",     "tokenizer_config.json",
                                        "tokenizer.model",    "special_tokens_map.json",
                                        "added_tokens.json",  "vocab.json",
                                        "merges.txt",         "vocab.txt",
                                        "chat_template.jinja"};

} // namespace

bool has_tokenizer_files(const fs::path& folder) {
    return fs::exists(folder / "tokenizer.json") || fs::exists(folder / "tokenizer.model") ||
           (fs::exists(folder / "vocab.json") && fs::exists(folder / "merges.txt"));
}

std::vector<std::string> copy_tokenizer_files(const fs::path& from, const fs::path& to) {
    std::vector<std::string> copied;
    for (const char* name : tokenizer_files)
        if (fs::exists(from / name)) {
            fs::copy_file(from / name, to / name);
            copied.emplace_back(name);
        }
    return copied;
}

GgufMetadata tokenizer_metadata(const fs::path& folder, int64_t vocabulary, std::vector<std::string>& notes) {
    return Keys(folder, vocabulary, notes).take();
}

} // namespace loratrf
