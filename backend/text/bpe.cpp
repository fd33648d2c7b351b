#include "backend/text/bpe.h"

#include "backend/text/unicode_text.h"

#include <queue>

#include <algorithm>

namespace loratrf {
namespace {

constexpr size_t few_symbols = 40; // up to here scanning all pairs beats a queue

// No token holds a space symbol after another character: then no merge crosses the place before a run of space symbols,
// and a text without pre-tokenizer can be encoded, and remembered, word by word.
bool words_end_at_space_symbol(const Vocabulary& vocabulary, const std::vector<BpeMerge>& merges) {
    if (!vocabulary.find(space_symbol))
        return false;
    return std::all_of(merges.begin(), merges.end(), [&](const BpeMerge& merge) {
        const std::string_view token = vocabulary.text(merge.result);
        const size_t last = token.rfind(space_symbol);
        if (last == std::string_view::npos)
            return true;
        for (size_t at = 0; at < last; at += space_symbol.size())
            if (!token.substr(at).starts_with(space_symbol))
                return false;
        return true;
    });
}

} // namespace

BpeModel::BpeModel(const Vocabulary& vocabulary, const std::vector<BpeMerge>& merges, const BpeOptions& options,
                   std::vector<std::string> extra)
    : m_vocabulary(vocabulary), m_options(options), m_merges(merges), m_extra(std::move(extra)) {
    for (size_t i = 0; i < m_extra.size(); ++i)
        m_extra_ids.emplace(m_extra[i], vocabulary.size() + static_cast<int32_t>(i));
    for (int byte = 0; byte < 128; ++byte) {
        const char character = static_cast<char>(byte);
        m_ascii_ids[static_cast<size_t>(byte)] = vocabulary.find({&character, 1}).value_or(-1);
        if (const auto found = m_extra_ids.find(std::string(1, character)); found != m_extra_ids.end())
            m_ascii_ids[static_cast<size_t>(byte)] = found->second;
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (size_t byte = 0; byte < 256; ++byte) {
        const std::string token = options.byte_level ? byte_alphabet()[byte]
                                                     : std::string("<0x") + digits[byte / 16] + digits[byte % 16] + '>';
        m_byte_ids[byte] = vocabulary.find(token).value_or(-1);
    }
    m_words_end_at_space_symbol =
        !options.byte_level && !options.ignore_merges && words_end_at_space_symbol(vocabulary, merges);
}

void BpeModel::encode(std::string_view piece, std::vector<int32_t>& ids, BpeCache& cache) const {
    if (!m_words_end_at_space_symbol)
        return encode_word(piece, ids, cache);
    size_t begin = 0;
    while (begin < piece.size()) {
        size_t end = begin;
        while (piece.substr(end).starts_with(space_symbol))
            end += space_symbol.size();
        end = std::min(piece.find(space_symbol, end), piece.size());
        encode_word(piece.substr(begin, end - begin), ids, cache);
        begin = end;
    }
}

void BpeModel::encode_word(std::string_view word, std::vector<int32_t>& ids, BpeCache& cache) const {
    if (word.empty())
        return;
    const bool remember = word.size() <= BpeCache::longest_piece;
    if (remember && cache.find(word, ids))
        return;
    const size_t first = ids.size();
    merge(word, ids);
    if (remember)
        cache.store(word, std::span(ids).subspan(first));
}

void BpeModel::merge(std::string_view word, std::vector<int32_t>& ids) const {
    if (m_options.ignore_merges) {
        const auto whole = m_options.byte_level ? m_vocabulary.find(to_byte_alphabet(word)) : m_vocabulary.find(word);
        if (whole)
            return ids.push_back(*whole);
    }
    std::vector<int32_t> symbols;
    symbols.reserve(word.size());
    if (m_options.byte_level)
        byte_symbols(word, symbols);
    else
        character_symbols(word, symbols);
    if (symbols.size() <= few_symbols)
        merge_few(symbols);
    else
        merge_many(symbols);
    for (const int32_t symbol : symbols) {
        if (symbol < m_vocabulary.size())
            ids.push_back(symbol);
        else if (!fallback_symbols(m_extra[static_cast<size_t>(symbol - m_vocabulary.size())], ids) &&
                 m_options.unknown)
            ids.push_back(*m_options.unknown);
    }
}

void BpeModel::byte_symbols(std::string_view word, std::vector<int32_t>& symbols) const {
    for (const char byte : word) {
        const int32_t id = m_byte_ids[static_cast<unsigned char>(byte)];
        if (id >= 0)
            symbols.push_back(id);
        else if (m_options.unknown)
            symbols.push_back(*m_options.unknown);
    }
}

int32_t BpeModel::character_id(std::string_view character) const {
    if (character.size() == 1)
        return m_ascii_ids[static_cast<unsigned char>(character[0])];
    if (const auto id = m_vocabulary.find(character))
        return *id;
    if (m_extra.empty())
        return -1;
    const auto found = m_extra_ids.find(std::string(character));
    return found == m_extra_ids.end() ? -1 : found->second;
}

bool BpeModel::fallback_symbols(std::string_view character, std::vector<int32_t>& symbols) const {
    if (!m_options.byte_fallback)
        return false;
    const auto byte_id = [this](char byte) { return m_byte_ids[static_cast<unsigned char>(byte)]; };
    if (!std::all_of(character.begin(), character.end(), [&](char byte) { return byte_id(byte) >= 0; }))
        return false;
    for (const char byte : character)
        symbols.push_back(byte_id(byte));
    return true;
}

// An unknown run is written when the next known character comes, as in Hugging Face's merge_word.
void BpeModel::character_symbols(std::string_view word, std::vector<int32_t>& symbols) const {
    bool unknown_waits = false;
    const auto flush = [&] {
        if (unknown_waits)
            symbols.push_back(*m_options.unknown);
        unknown_waits = false;
    };
    for (size_t at = 0; at < word.size();) {
        const std::string_view character = word.substr(at, character_length(word[at]));
        at += character.size();
        if (const int32_t id = character_id(character); id >= 0) {
            flush();
            symbols.push_back(id);
        } else if (!fallback_symbols(character, symbols) && m_options.unknown) {
            if (!m_options.fuse_unknown)
                flush();
            unknown_waits = true;
        }
    }
    flush();
}

void BpeModel::merge_few(std::vector<int32_t>& symbols) const {
    MergeTable::Entry pairs[few_symbols]; // pairs[i] is symbols[i] with symbols[i + 1]
    for (size_t i = 0; i + 1 < symbols.size(); ++i)
        pairs[i] = m_merges.find(symbols[i], symbols[i + 1]);
    while (symbols.size() > 1) {
        const size_t last = symbols.size() - 1;
        size_t best = 0;
        for (size_t i = 1; i < last; ++i)
            if (pairs[i].rank < pairs[best].rank)
                best = i;
        if (pairs[best].rank == no_rank)
            return;
        symbols[best] = pairs[best].result;
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(best) + 1);
        std::copy(pairs + best + 1, pairs + last, pairs + best);
        if (best > 0)
            pairs[best - 1] = m_merges.find(symbols[best - 1], symbols[best]);
        if (best + 1 < symbols.size())
            pairs[best] = m_merges.find(symbols[best], symbols[best + 1]);
    }
}

void BpeModel::merge_many(std::vector<int32_t>& symbols) const {
    struct Candidate {
        int32_t rank;
        int32_t result;
        size_t at;
        int32_t left;
        int32_t right;
        bool operator>(const Candidate& other) const { return rank != other.rank ? rank > other.rank : at > other.at; }
    };
    constexpr int32_t gone = -1;
    const size_t count = symbols.size();
    std::vector<size_t> next(count);
    std::vector<size_t> previous(count);
    for (size_t i = 0; i < count; ++i) {
        next[i] = i + 1;
        previous[i] = i - 1; // wraps to a value >= count for the first
    }
    std::priority_queue<Candidate, std::vector<Candidate>, std::greater<>> queue;
    const auto propose = [&](size_t left) {
        if (left >= count || next[left] >= count)
            return;
        const int32_t right_id = symbols[next[left]];
        if (const auto entry = m_merges.find(symbols[left], right_id); entry.rank != no_rank)
            queue.push({entry.rank, entry.result, left, symbols[left], right_id});
    };
    for (size_t i = 0; i < count; ++i)
        propose(i);
    while (!queue.empty()) {
        const Candidate best = queue.top();
        queue.pop();
        const size_t right = next[best.at];
        if (symbols[best.at] != best.left || right >= count || symbols[right] != best.right)
            continue; // one of the two has merged with another neighbour since
        symbols[best.at] = best.result;
        symbols[right] = gone;
        next[best.at] = next[right];
        if (next[right] < count)
            previous[next[right]] = best.at;
        propose(previous[best.at]);
        propose(best.at);
    }
    std::erase(symbols, gone);
}

} // namespace loratrf
