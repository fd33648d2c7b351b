#include "backend/text/wordpiece.h"

#include "backend/text/unicode_text.h"

#include <algorithm>

namespace loratrf {

WordPieceModel::WordPieceModel(const Vocabulary& vocabulary, WordPieceOptions options)
    : m_vocabulary(vocabulary), m_options(std::move(options)) {
    for (int32_t id = 0; id < vocabulary.size(); ++id)
        m_longest_token = std::max(m_longest_token, vocabulary.text(id).size());
}

void WordPieceModel::encode(std::string_view word, std::vector<int32_t>& ids) const {
    const size_t before = ids.size();
    uint64_t characters = 0;
    for (size_t at = 0; at < word.size(); at += character_length(word[at]))
        ++characters;
    bool known = characters <= m_options.longest_word;
    for (size_t begin = 0; known && begin < word.size();) {
        std::optional<int32_t> id;
        size_t end = std::min(word.size(), begin + m_longest_token);
        while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0) == 0x80)
            ++end; // to the end of a character
        for (; end > begin; end = previous_character(word, end)) {
            const std::string_view part = word.substr(begin, end - begin);
            id = begin == 0 ? m_vocabulary.find(part) : m_vocabulary.find(m_options.prefix + std::string(part));
            if (id)
                break;
        }
        known = id.has_value();
        if (known)
            ids.push_back(*id);
        begin = end;
    }
    if (known)
        return;
    ids.resize(before);
    ids.push_back(m_options.unknown);
}

} // namespace loratrf
