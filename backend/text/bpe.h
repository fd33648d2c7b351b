#pragma once
// Byte-pair encoding of one piece of text.

#include "backend/text/bpe_cache.h"
#include "backend/text/bpe_merges.h"

#include <array>

namespace loratrf {

struct BpeOptions {
    bool byte_level = false; // symbols are bytes, tokens are written in the byte alphabet; else symbols are characters
    bool ignore_merges = false; // a piece that is a token as a whole is not merged
    bool byte_fallback = false; // a character that is no token becomes <0xHH> tokens
    bool fuse_unknown = false;  // neighbouring unknown characters become one unknown token
    std::optional<int32_t> unknown;
};

class BpeModel {
public:
    // `extra`: characters without an id of their own that merges name as vocabulary.size() + index.
    BpeModel(const Vocabulary& vocabulary, const std::vector<BpeMerge>& merges, const BpeOptions& options,
             std::vector<std::string> extra = {});

    // Appends the ids of `piece`. What the vocabulary cannot express becomes the unknown token, or nothing where there
    // is none.
    void encode(std::string_view piece, std::vector<int32_t>& ids, BpeCache& cache) const;

private:
    void encode_word(std::string_view word, std::vector<int32_t>& ids, BpeCache& cache) const;
    void merge(std::string_view word, std::vector<int32_t>& ids) const;
    void byte_symbols(std::string_view word, std::vector<int32_t>& symbols) const;
    void character_symbols(std::string_view word, std::vector<int32_t>& symbols) const;
    bool fallback_symbols(std::string_view character, std::vector<int32_t>& symbols) const;
    void merge_few(std::vector<int32_t>& symbols) const;
    void merge_many(std::vector<int32_t>& symbols) const;
    int32_t character_id(std::string_view character) const; // -1 where unknown

    const Vocabulary& m_vocabulary;
    BpeOptions m_options;
    MergeTable m_merges;
    std::array<int32_t, 256>
        m_byte_ids{}; // byte-level: the byte's token; else the <0xHH> token; -1 where there is none
    std::array<int32_t, 128> m_ascii_ids{};
    std::unordered_map<std::string, int32_t> m_extra_ids;
    std::vector<std::string> m_extra;
    bool m_words_end_at_space_symbol = false;
};

} // namespace loratrf
