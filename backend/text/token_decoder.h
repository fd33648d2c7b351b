#pragma once
// The decoder of tokenizer.json: steps that turn token texts back into text.

#include "backend/io/json.h"

#include <functional>
#include <string>
#include <vector>

namespace loratrf {

using TokenStep = std::function<void(std::vector<std::string>&)>;

class TokenDecoder {
public:
    // Sequence, ByteLevel, ByteFallback, Fuse, Replace, Strip, Metaspace, WordPiece. null: tokens with spaces between,
    // as the reference does it. Throws Error(Unsupported) naming another type.
    static TokenDecoder from_json(const Json& description, const std::string& where);
    static TokenDecoder byte_level();
    static TokenDecoder sentencepiece(bool strip_prefix); // visible spaces, byte tokens, the added prefix space

    static TokenDecoder word_piece(const std::string& prefix = "##");

    std::string decode(std::vector<std::string> tokens) const;

private:
    void add(const Json& description, const std::string& where, int depth);

    std::vector<TokenStep> m_steps;
    bool m_spaces_between = false;
};

} // namespace loratrf
