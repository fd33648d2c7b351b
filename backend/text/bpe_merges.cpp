#include "backend/text/bpe_merges.h"

#include "backend/text/unicode_text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace loratrf {
namespace {

// Finding the ways to cut a piece costs the square of its length.
constexpr size_t longest_scored_piece = 1024;

int32_t part_id(const Vocabulary& vocabulary, const std::string& part, const std::string& merge,
                const std::string& where) {
    if (const auto id = vocabulary.find(part))
        return *id;
    throw Error(ErrorCode::BadValue, where + ": the merge \"" + merge.substr(0, 100) + "\" needs the token \"" +
                                         part.substr(0, 100) + "\", which the vocabulary does not have.");
}

} // namespace

MergeTable::MergeTable(const std::vector<BpeMerge>& merges) {
    size_t size = 16;
    while (size < 2 * merges.size())
        size *= 2;
    m_entries.resize(size);
    m_mask = size - 1;
    for (const BpeMerge& merge : merges) {
        const uint64_t pair = key(merge.left, merge.right);
        size_t slot = spread(pair) & m_mask;
        while (m_entries[slot].pair != unused && m_entries[slot].pair != pair)
            slot = (slot + 1) & m_mask;
        m_entries[slot] = {pair, merge.rank, merge.result};
    }
}

std::pair<std::string, std::string> split_merge(const std::string& line, const std::string& where) {
    const size_t space = line.find(' ');
    if (space == std::string::npos || line.find(' ', space + 1) != std::string::npos)
        throw Error(ErrorCode::BadValue,
                    where + ": the merge \"" + line.substr(0, 100) + "\" should be two tokens with one space between.");
    return {line.substr(0, space), line.substr(space + 1)};
}

std::vector<BpeMerge> merges_of_pairs(const std::vector<std::pair<std::string, std::string>>& pairs,
                                      const Vocabulary& vocabulary, const std::string& where) {
    if (pairs.size() >= static_cast<size_t>(no_rank))
        throw Error(ErrorCode::CountTooLarge, where + ": " + std::to_string(pairs.size()) + " merges are too many.");
    std::vector<BpeMerge> merges;
    merges.reserve(pairs.size());
    for (const auto& [left, right] : pairs) {
        const std::string name = left + " " + right;
        merges.push_back({part_id(vocabulary, left, name, where), part_id(vocabulary, right, name, where),
                          part_id(vocabulary, left + right, name, where), static_cast<int32_t>(merges.size())});
    }
    return merges;
}

std::vector<BpeMerge> merges_of_scores(const Vocabulary& vocabulary, const std::vector<double>& scores,
                                       const std::vector<bool>& mergeable, std::vector<std::string>& extra,
                                       const std::string& where) {
    std::vector<int32_t> ids;
    for (int32_t id = 0; id < vocabulary.size(); ++id)
        if (mergeable[static_cast<size_t>(id)]) {
            ids.push_back(id);
            if (vocabulary.text(id).size() > longest_scored_piece)
                throw Error(ErrorCode::LengthOverflow, where + ": the piece with id " + std::to_string(id) + " is " +
                                                           std::to_string(vocabulary.text(id).size()) +
                                                           " bytes long; at most " +
                                                           std::to_string(longest_scored_piece) + " are read.");
            if (!std::isfinite(scores[static_cast<size_t>(id)]))
                throw Error(ErrorCode::BadValue,
                            where + ": the score of the piece with id " + std::to_string(id) + " is not a number.");
        }
    std::stable_sort(ids.begin(), ids.end(), [&](int32_t a, int32_t b) {
        return scores[static_cast<size_t>(a)] > scores[static_cast<size_t>(b)];
    });

    std::map<std::string, int32_t, std::less<>> extra_ids;
    const auto find_part = [&](std::string_view part) -> int32_t {
        if (const auto id = vocabulary.find(part); id && mergeable[static_cast<size_t>(*id)])
            return *id;
        if (part.size() != character_length(part[0]))
            return -1;
        const auto [entry, is_new] =
            extra_ids.try_emplace(std::string(part), vocabulary.size() + static_cast<int32_t>(extra.size()));
        if (is_new)
            extra.push_back(entry->first);
        return entry->second;
    };

    std::vector<BpeMerge> merges;
    int32_t rank = -1;
    double previous = 0;
    for (const int32_t id : ids) {
        const double score = scores[static_cast<size_t>(id)];
        if (rank < 0 || score != previous)
            ++rank;
        previous = score;
        const std::string_view piece = vocabulary.text(id);
        for (size_t cut = piece.empty() ? 0 : character_length(piece[0]); cut < piece.size();
             cut += character_length(piece[cut])) {
            const int32_t left = find_part(piece.substr(0, cut));
            const int32_t right = find_part(piece.substr(cut));
            if (left >= 0 && right >= 0)
                merges.push_back({left, right, id, rank});
        }
    }
    return merges;
}

} // namespace loratrf
