#include "backend/text/pipeline_tokenizer.h"

#include <algorithm>

namespace loratrf {
namespace {

constexpr size_t longest_text = 1 << 30; // ICU and the cache count in 32 bits

} // namespace

PipelineTokenizer::PipelineTokenizer(PipelineParts parts)
    : m_parts(std::move(parts)),
      m_model(m_parts.vocabulary, m_parts.merges, m_parts.options, m_parts.extra_characters) {
    if (m_parts.word_piece)
        m_words.emplace(m_parts.vocabulary, *m_parts.word_piece);
    m_parts.added.prepare(m_parts.normalizer, m_parts.facts.chat_template);
    m_parts.merges = {};
}

std::vector<int32_t> PipelineTokenizer::encode(const std::vector<TextSegment>& segments) const {
    const JoinedText joined = join_segments(segments);
    const std::string_view text = joined.text;
    BpeCachePool::Lease cache(m_caches);
    std::vector<int32_t> ids;
    for (const Fragment& fragment : m_parts.added.split(text, joined.forbidden)) {
        if (fragment.token) {
            ids.push_back(*fragment.token);
            continue;
        }
        const std::string_view part = text.substr(fragment.begin, fragment.end - fragment.begin);
        if (m_parts.normalizer.empty()) {
            encode_plain(std::string(part), fragment.begin == 0, ids, *cache);
            continue;
        }
        const std::string normalized = m_parts.normalizer.apply(part);
        const bool control_allowed = !joined.forbidden.touches(fragment.begin, fragment.end);
        for (const Fragment& inner : m_parts.added.split_normalized(normalized, control_allowed)) {
            if (inner.token)
                ids.push_back(*inner.token);
            else
                encode_plain(normalized.substr(inner.begin, inner.end - inner.begin),
                             fragment.begin == 0 && inner.begin == 0, ids, *cache);
        }
    }
    return ids;
}

void PipelineTokenizer::encode_plain(std::string text, bool starts_text, std::vector<int32_t>& ids,
                                     BpeCache& cache) const {
    Pieces pieces;
    pieces.list.push_back({0, text.size(), starts_text});
    pieces.text = std::move(text);
    m_parts.pre_tokenizer.apply(pieces);
    for (const Piece& piece : pieces.list) {
        const auto part = std::string_view(pieces.text).substr(piece.begin, piece.end - piece.begin);
        if (m_words)
            m_words->encode(part, ids);
        else
            m_model.encode(part, ids, cache);
    }
}

std::string PipelineTokenizer::decode(const std::vector<int32_t>& ids, bool skip_special) const {
    std::vector<std::string> tokens;
    tokens.reserve(ids.size());
    for (const int32_t id : ids) {
        const AddedToken* added = m_parts.added.with_id(id);
        if (!added && !m_parts.vocabulary.has(id))
            throw_unknown_id(id, vocab_size());
        if (added && added->special && skip_special)
            continue;
        tokens.push_back(added ? added->content : m_parts.vocabulary.text(id));
    }
    return m_parts.decoder.decode(std::move(tokens));
}

int32_t PipelineTokenizer::vocab_size() const {
    return std::max(m_parts.vocabulary.size(), m_parts.added.size());
}

bool PipelineTokenizer::is_special(int32_t id) const {
    const AddedToken* added = m_parts.added.with_id(id);
    return added && added->special;
}

std::optional<int32_t> PipelineTokenizer::id_of(std::string_view token) const {
    if (const AddedToken* added = m_parts.added.with_content(token))
        return added->id;
    return m_parts.vocabulary.find(token);
}

JoinedText join_segments(const std::vector<TextSegment>& segments) {
    JoinedText joined;
    for (const TextSegment& segment : segments) {
        const size_t begin = joined.text.size();
        if (segment.text.size() > longest_text - begin)
            throw Error(ErrorCode::LengthOverflow,
                        "A text of more than 1 GiB cannot be tokenised in one go; split it.");
        joined.text += segment.text;
        if (!segment.allow_special)
            joined.forbidden.add(begin, joined.text.size());
    }
    size_t bad_at = 0;
    if (!is_utf8(joined.text, &bad_at))
        throw Error(ErrorCode::BadUtf8, "The text to tokenise is not UTF-8 at byte " + std::to_string(bad_at) + ".");
    return joined;
}

std::string describe_tokenizer(const std::string& kind, int32_t tokens, const std::string& source) {
    const std::string digits = std::to_string(tokens);
    std::string number;
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0)
            number += ',';
        number += digits[i];
    }
    return kind + ", " + number + " tokens, from " + source;
}

void throw_unknown_id(int32_t id, int32_t vocab_size) {
    throw Error(ErrorCode::BadValue, "The token id " + std::to_string(id) + " is not in the vocabulary of " +
                                         std::to_string(vocab_size) + " tokens.");
}

} // namespace loratrf
