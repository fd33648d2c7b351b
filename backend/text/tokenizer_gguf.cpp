#include "backend/io/gguf.h"
#include "backend/text/piece_type.h"
#include "backend/text/tokenizer_sources.h"
#include "backend/text/unicode_text.h"

namespace loratrf {
namespace {

class Builder {
public:
    explicit Builder(const GgufFile& file) : where(file.path().string() + ": tokenizer"), m_file(file) {}

    std::unique_ptr<Tokenizer> build() {
        const std::string model = required(m_file.get_string("tokenizer.ggml.model"), "model");
        read_vocabulary(model == "bert");
        if (model == "gpt2")
            byte_level();
        else if (model == "bert")
            word_piece();
        else if (model == "llama")
            sentencepiece();
        else
            throw Error(ErrorCode::Unsupported,
                        where + ".ggml.model is \"" + model.substr(0, 100) + "\"; gpt2, llama and bert are supported.");
        m_parts.facts.bos = special_id("bos_token_id");
        m_parts.facts.eos = special_id("eos_token_id");
        m_parts.facts.pad = special_id("padding_token_id");
        for (const auto& id : {m_parts.facts.bos, m_parts.facts.eos, m_parts.facts.pad})
            if (id)
                m_parts.added.mark_special(m_parts.vocabulary.text(*id));
        m_parts.facts.chat_template = m_file.get_string("tokenizer.chat_template").value_or("");
        m_parts.facts.description = describe_tokenizer(model == "gpt2"   ? "byte-level BPE"
                                                       : model == "bert" ? "WordPiece"
                                                                         : "SentencePiece-style BPE",
                                                       m_parts.vocabulary.size(), "the GGUF file");
        return std::make_unique<PipelineTokenizer>(std::move(m_parts));
    }

private:
    template <class T>
    T required(std::optional<T> value, const char* key) const {
        if (!value)
            throw Error(ErrorCode::MissingField,
                        where + ".ggml." + key + " is missing; the file brings no usable tokenizer.");
        return std::move(*value);
    }

    void check_count(size_t count, const char* key) const {
        if (count != m_types.size())
            throw Error(ErrorCode::SizeMismatch, where + ".ggml." + key + " has " + std::to_string(count) +
                                                     " entries for " + std::to_string(m_types.size()) + " tokens.");
    }

    // GGUF marks the words' beginnings (U+2581), BERT's own vocabulary what goes on with them ("##").
    static std::string word_piece_spelling(const std::string& token) {
        if (token.starts_with(space_symbol))
            return token.substr(space_symbol.size());
        return token.starts_with('[') && token.ends_with(']') ? token : "##" + token;
    }

    void read_vocabulary(bool words) {
        std::vector<std::string> tokens = required(m_file.get_strings("tokenizer.ggml.tokens"), "tokens");
        if (tokens.empty() || tokens.size() > static_cast<size_t>(largest_token_id))
            throw Error(ErrorCode::CountTooLarge,
                        where + ".ggml.tokens has " + std::to_string(tokens.size()) + " entries.");
        m_types.assign(tokens.size(), static_cast<int64_t>(PieceType::Normal));
        if (auto types = m_file.get_ints("tokenizer.ggml.token_type")) {
            check_count(types->size(), "token_type");
            m_types = std::move(*types);
        }
        for (size_t i = 0; i < tokens.size(); ++i) {
            const auto id = static_cast<int32_t>(i);
            if (words)
                tokens[i] = word_piece_spelling(tokens[i]);
            const bool special = is(id, PieceType::Control) || is(id, PieceType::Unknown);
            if (special || is(id, PieceType::User))
                m_parts.added.add({tokens[i], id, special}, where);
            m_parts.vocabulary.add(std::move(tokens[i]), id, where);
        }
    }

    bool is(int32_t id, PieceType type) const { return m_types[static_cast<size_t>(id)] == static_cast<int64_t>(type); }

    void byte_level() {
        const std::string pre = required(m_file.get_string("tokenizer.ggml.pre"), "pre");
        m_parts.pre_tokenizer = PreTokenizer::named(pre);
        m_parts.options.byte_level = true;
        // What the vendors' tokenizer.json say; GGUF leaves it out.
        m_parts.options.ignore_merges = pre.starts_with("llama");
        if (pre.ends_with("qwen") || pre.starts_with("qwen"))
            m_parts.normalizer = Normalizer::nfc();
        m_parts.decoder = TokenDecoder::byte_level();
        std::vector<std::pair<std::string, std::string>> pairs;
        for (const std::string& merge : required(m_file.get_strings("tokenizer.ggml.merges"), "merges"))
            pairs.push_back(split_merge(merge, where));
        m_parts.merges = merges_of_pairs(pairs, m_parts.vocabulary, where);
    }

    void word_piece() {
        m_parts.word_piece.emplace();
        m_parts.word_piece->unknown = unknown_word(m_parts.vocabulary, "[UNK]", where);
        m_parts.normalizer = Normalizer::bert({});
        m_parts.pre_tokenizer = PreTokenizer::bert();
        m_parts.decoder = TokenDecoder::word_piece();
    }

    void sentencepiece() {
        const std::vector<double> scores = required(m_file.get_floats("tokenizer.ggml.scores"), "scores");
        check_count(scores.size(), "scores");
        std::vector<bool> mergeable(m_types.size());
        for (size_t i = 0; i < m_types.size(); ++i) {
            const auto id = static_cast<int32_t>(i);
            mergeable[i] = is(id, PieceType::Normal) || is(id, PieceType::User);
        }
        m_parts.merges = merges_of_scores(m_parts.vocabulary, scores, mergeable, m_parts.extra_characters, where);
        m_parts.options.byte_fallback = true;
        m_parts.options.fuse_unknown = true;
        m_parts.options.unknown = special_id("unknown_token_id");
        const bool prefix = m_file.get_bool("tokenizer.ggml.add_space_prefix").value_or(true);
        m_parts.normalizer = Normalizer::visible_spaces(prefix);
        m_parts.decoder = TokenDecoder::sentencepiece(prefix);
    }

    std::optional<int32_t> special_id(const std::string& name) const {
        const auto id = m_file.get_int("tokenizer.ggml." + name);
        if (!id)
            return std::nullopt;
        if (!m_parts.vocabulary.has(*id))
            throw Error(ErrorCode::BadValue, where + ".ggml." + name + " is " + std::to_string(*id) +
                                                 ", but there are " + std::to_string(m_parts.vocabulary.size()) +
                                                 " tokens.");
        return static_cast<int32_t>(*id);
    }

    const std::string where; // how messages begin; the keys go on with ".ggml...."
    const GgufFile& m_file;
    PipelineParts m_parts;
    std::vector<int64_t> m_types;
};

} // namespace

std::unique_ptr<Tokenizer> load_tokenizer(const GgufFile& file) {
    return Builder(file).build();
}

} // namespace loratrf
