#pragma once
// The tokenizer that tokenizer.json describes: added tokens, normalizer, pre-tokenizer, BPE or WordPiece, decoder.

#include "backend/text/added_tokens.h"
#include "backend/text/bpe.h"
#include "backend/text/pretokenizer.h"
#include "backend/text/token_decoder.h"
#include "backend/text/tokenizer.h"
#include "backend/text/wordpiece.h"

namespace loratrf {

struct TokenizerFacts {
    std::optional<int32_t> bos;
    std::optional<int32_t> eos;
    std::optional<int32_t> pad;
    std::string chat_template;
    std::string description;
};

struct PipelineParts {
    Vocabulary vocabulary;
    std::vector<BpeMerge> merges;
    std::vector<std::string> extra_characters;
    BpeOptions options;
    std::optional<WordPieceOptions> word_piece; // instead of BPE
    Normalizer normalizer;
    PreTokenizer pre_tokenizer;
    AddedTokens added;
    TokenDecoder decoder;
    TokenizerFacts facts;
};

class PipelineTokenizer : public Tokenizer {
public:
    explicit PipelineTokenizer(PipelineParts parts);

    using Tokenizer::encode;
    std::vector<int32_t> encode(const std::vector<TextSegment>& segments) const override;
    std::string decode(const std::vector<int32_t>& ids, bool skip_special) const override;

    int32_t vocab_size() const override;
    bool is_special(int32_t id) const override;
    std::optional<int32_t> id_of(std::string_view token) const override;
    std::optional<int32_t> bos_id() const override { return m_parts.facts.bos; }
    std::optional<int32_t> eos_id() const override { return m_parts.facts.eos; }
    std::optional<int32_t> pad_id() const override { return m_parts.facts.pad; }
    const std::string& chat_template() const override { return m_parts.facts.chat_template; }
    std::string description() const override { return m_parts.facts.description; }

private:
    void encode_plain(std::string text, bool starts_text, std::vector<int32_t>& ids, BpeCache& cache) const;

    PipelineParts m_parts;
    BpeModel m_model;
    std::optional<WordPieceModel> m_words;
    mutable BpeCachePool m_caches;
};

// The segments as one text. Throws Error: BadUtf8, LengthOverflow above 1 GiB.
struct JoinedText {
    std::string text;
    ForbiddenRanges forbidden;
};
JoinedText join_segments(const std::vector<TextSegment>& segments);

// "byte-level BPE, 49,152 tokens, from tokenizer.json"
std::string describe_tokenizer(const std::string& kind, int32_t tokens, const std::string& source);

[[noreturn]] void throw_unknown_id(int32_t id, int32_t vocab_size);

} // namespace loratrf
