#pragma once
// The pre-tokenizer of tokenizer.json: cuts normalised text into the pieces that the model may not merge across.

#include "backend/io/json.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loratrf {

struct Piece {
    size_t begin = 0; // bytes of Pieces::text
    size_t end = 0;
    bool starts_text = false; // its first character is the first of the whole input
};

struct Pieces {
    std::string text;
    std::vector<Piece> list;
};

using PieceStep = std::function<void(Pieces&)>;

class PreTokenizer {
public:
    PreTokenizer() = default; // one piece

    // Sequence, Split, ByteLevel, Digits, Metaspace, BertPreTokenizer; null is none. Throws Error(Unsupported) naming
    // another type.
    static PreTokenizer from_json(const Json& description, const std::string& where);
    // By the name that GGUF files give in tokenizer.ggml.pre. Throws Error(Unsupported) for a name we do not know.
    static PreTokenizer named(const std::string& name);
    static PreTokenizer bert(); // words, and each punctuation mark by itself

    // What tokenizer.json writes for a name of GGUF's, and the name of what tokenizer.json writes, however it is spelt;
    // nullopt where GGUF has none. Throws Error(Unsupported) for a name we do not know.
    static Json description_of(const std::string& name);
    static std::optional<std::string> name_of(const Json& description, const std::string& where);

    bool byte_level() const { return m_byte_level; } // the model reads the pieces' bytes, not their characters
    void apply(Pieces& pieces) const;

private:
    void add(const Json& description, const std::string& where, int depth);
    void add_bert();
    void add_byte_level(bool prefix_space, bool use_regex);
    void add_pattern(const std::string& pattern);

    std::vector<PieceStep> m_steps;
    bool m_byte_level = false;
};

} // namespace loratrf
