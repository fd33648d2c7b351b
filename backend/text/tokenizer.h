#pragma once
// Text to token ids and back, equal to Hugging Face tokenizers' encode(..., add_special_tokens=False).

#include "backend/io/error.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace loratrf {

class GgufFile;

// A piece of text and whether control tokens written in it count as such: special ones, and added ones that the chat
// template writes. Message content from a data set has allow_special = false: a user who types "<|im_end|>" gets its
// characters, not the control token. Other added tokens count everywhere.
struct TextSegment {
    std::string text;
    bool allow_special = true;
};

class Tokenizer {
public:
    virtual ~Tokenizer() = default;

    // ids of the concatenation of all segments; a control token is recognised only where its whole text lies in
    // segments that allow it. Ordinary text is tokenised across segment borders as if it were one string.
    virtual std::vector<int32_t> encode(const std::vector<TextSegment>& segments) const = 0;
    std::vector<int32_t> encode(std::string_view text, bool allow_special = true) const;

    // The text of `ids`; ill-formed UTF-8 becomes U+FFFD. Unknown ids throw Error(BadValue).
    virtual std::string decode(const std::vector<int32_t>& ids, bool skip_special) const = 0;

    virtual int32_t vocab_size() const = 0;                                 // number of ids, added tokens included
    virtual bool is_special(int32_t id) const = 0;                          // control tokens: <s>, <|im_end|>, ...
    virtual std::optional<int32_t> id_of(std::string_view token) const = 0; // exact piece as written in the vocabulary

    // From the files beside the vocabulary; nullopt where nothing names one.
    virtual std::optional<int32_t> bos_id() const = 0;
    virtual std::optional<int32_t> eos_id() const = 0;
    virtual std::optional<int32_t> pad_id() const = 0;

    // The model's own template (Jinja source), empty when there is none.
    virtual const std::string& chat_template() const = 0;

    // One line for people: "byte-level BPE, 49,152 tokens, from tokenizer.json".
    virtual std::string description() const = 0;
};

// From an HF folder (tokenizer.json, else tokenizer.model, else vocab.json + merges.txt; with tokenizer_config.json,
// special_tokens_map.json, chat_template.jinja where present). Throws Error naming file and fault.
std::unique_ptr<Tokenizer> load_tokenizer(const std::filesystem::path& folder);

// From a GGUF file's tokenizer.ggml.* keys. An unknown `tokenizer.ggml.pre` is refused.
std::unique_ptr<Tokenizer> load_tokenizer(const GgufFile& file);

// Turns ids into text one by one, holding back incomplete UTF-8.
class StreamDecoder {
public:
    StreamDecoder(const Tokenizer& tokenizer, bool skip_special)
        : m_tokenizer(tokenizer), m_skip_special(skip_special) {}
    std::string push(int32_t id); // the text that became final with this id, possibly empty
    std::string finish();         // what is still held back

private:
    std::string held_text() const;
    void keep_context(bool any_last);

    const Tokenizer& m_tokenizer;
    bool m_skip_special;
    std::vector<int32_t> m_pending;
    size_t m_context = 0;  // so many of m_pending come from before and only give context
    std::string m_emitted; // text of m_pending already given out
};

// What each id adds to the text of those before it, so that together they read as decode(ids, false). Of a character
// that several tokens write, the last has it and the others are empty.
std::vector<std::string> token_texts(const Tokenizer& tokenizer, const std::vector<int32_t>& ids);

} // namespace loratrf
