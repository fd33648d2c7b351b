#pragma once
// WordPiece encoding of one word (BERT): the longest token that fits, then the longest that goes on with it, and so on.
// Source: google-research/bert tokenization.py, WordpieceTokenizer.

#include "backend/text/vocabulary.h"

#include <optional>

namespace loratrf {

struct WordPieceOptions {
    std::string prefix = "##";   // of tokens that go on with a word
    int32_t unknown = 0;         // for a word that tokens cannot spell
    uint64_t longest_word = 100; // characters; a longer one is unknown
};

class WordPieceModel {
public:
    WordPieceModel(const Vocabulary& vocabulary, WordPieceOptions options);

    void encode(std::string_view word, std::vector<int32_t>& ids) const; // appends

private:
    const Vocabulary& m_vocabulary;
    WordPieceOptions m_options;
    size_t m_longest_token = 0; // bytes
};

} // namespace loratrf
