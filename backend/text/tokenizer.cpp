#include "backend/text/tokenizer.h"

#include "backend/text/unicode_text.h"

namespace loratrf {
namespace {

// Ids held back at most while the text ends in U+FFFD: a character has four bytes at most.
constexpr size_t most_held_back = 8;

size_t settled_size(const std::string& text) {
    std::string_view settled = text;
    while (settled.ends_with(replacement_character))
        settled.remove_suffix(replacement_character.size());
    return settled.size();
}

} // namespace

std::vector<int32_t> Tokenizer::encode(std::string_view text, bool allow_special) const {
    return encode({TextSegment{std::string(text), allow_special}});
}

// How a token reads depends on the ones before it (prefix spaces, bytes of one character). So the last few ids stay in
// `m_pending` as context, and what later ids add to their text is new. `m_emitted` is what was given out of m_pending's
// text.
std::string StreamDecoder::push(int32_t id) {
    m_pending.push_back(id);
    const std::string text = m_tokenizer.decode(m_pending, m_skip_special);
    const size_t settled = settled_size(text);
    const bool continues = text.starts_with(m_emitted);
    const bool give_up = m_pending.size() - m_context > most_held_back;
    if (settled < text.size() && !give_up) {
        if (!continues || settled <= m_emitted.size())
            return {};
        const std::string fresh = text.substr(m_emitted.size(), settled - m_emitted.size());
        m_emitted += fresh;
        return fresh;
    }
    const std::string fresh = continues ? text.substr(m_emitted.size()) : held_text();
    m_emitted = text;
    keep_context(give_up);
    return fresh;
}

std::string StreamDecoder::finish() {
    const std::string text = m_tokenizer.decode(m_pending, m_skip_special);
    std::string rest = text.starts_with(m_emitted) ? text.substr(m_emitted.size()) : held_text();
    m_pending.clear();
    m_emitted.clear();
    m_context = 0;
    return rest;
}

std::string StreamDecoder::held_text() const {
    return m_tokenizer.decode({m_pending.begin() + static_cast<std::ptrdiff_t>(m_context), m_pending.end()},
                              m_skip_special);
}

// The shortest suffix that reads as whole characters is context enough.
void StreamDecoder::keep_context(bool any_last) {
    for (size_t kept = 1; kept < m_pending.size(); ++kept) {
        const std::vector<int32_t> suffix(m_pending.end() - static_cast<std::ptrdiff_t>(kept), m_pending.end());
        std::string text = m_tokenizer.decode(suffix, m_skip_special);
        const bool whole =
            !text.empty() && !text.starts_with(replacement_character) && settled_size(text) == text.size();
        if (!whole && !any_last)
            continue;
        m_pending = suffix;
        m_emitted = std::move(text);
        break;
    }
    m_context = m_pending.size();
}

std::vector<std::string> token_texts(const Tokenizer& tokenizer, const std::vector<int32_t>& ids) {
    StreamDecoder decoder(tokenizer, /*skip_special=*/false);
    std::vector<std::string> texts;
    for (const int32_t id : ids)
        texts.push_back(decoder.push(id));
    if (!texts.empty())
        texts.back() += decoder.finish();
    return texts;
}

} // namespace loratrf
