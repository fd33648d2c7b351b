#pragma once
// The normalizer of tokenizer.json: steps that rewrite the text before it is split.

#include "backend/io/json.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace loratrf {

using TextStep = std::function<void(std::string&)>;

class Normalizer {
public:
    Normalizer() = default; // changes nothing

    // Sequence, Prepend, Replace, NFC, NFD, NFKC, NFKD, Strip, Lowercase, BertNormalizer; null is none. Throws
    // Error(Unsupported) naming another type.
    static Normalizer from_json(const Json& description, const std::string& where);
    static Normalizer nfc();
    // BERT's: no control characters, plain spaces, CJK characters as words of their own, no accents, small letters.
    struct Bert {
        bool clean = true, split_chinese = true, strip_accents = true, lowercase = true;
    };
    static Normalizer bert(const Bert& options);
    // SentencePiece's spelling of spaces; with `prefix` a space symbol comes before the text.
    static Normalizer visible_spaces(bool prefix);

    bool empty() const { return m_steps.empty(); }
    std::string apply(std::string_view text) const;

private:
    void add_bert(const Bert& options);
    void add(const Json& description, const std::string& where, int depth);

    std::vector<TextStep> m_steps;
};

} // namespace loratrf
