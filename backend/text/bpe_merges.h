#pragma once
// Which two neighbouring tokens become which token, and how early.

#include "backend/text/vocabulary.h"

#include <limits>

namespace loratrf {

struct BpeMerge {
    int32_t left = 0;
    int32_t right = 0;
    int32_t result = 0;
    int32_t rank = 0; // the lowest goes first; equal ranks: the leftmost
};

inline constexpr int32_t no_rank = std::numeric_limits<int32_t>::max();

// An open-addressing hash table: this look-up is the inner loop of the tokenizer.
class MergeTable {
public:
    struct Entry {
        uint64_t pair = unused;
        int32_t rank = no_rank;
        int32_t result = 0;
    };

    explicit MergeTable(const std::vector<BpeMerge>& merges); // of a pair given twice the last one counts

    // Rank no_rank where the pair does not merge.
    Entry find(int32_t left, int32_t right) const {
        const uint64_t pair = key(left, right);
        for (size_t slot = spread(pair) & m_mask;; slot = (slot + 1) & m_mask) {
            if (m_entries[slot].pair == pair)
                return m_entries[slot];
            if (m_entries[slot].pair == unused)
                return {};
        }
    }

private:
    static constexpr uint64_t unused = std::numeric_limits<uint64_t>::max();
    static uint64_t key(int32_t left, int32_t right) {
        return static_cast<uint64_t>(static_cast<uint32_t>(left)) << 32 | static_cast<uint32_t>(right);
    }
    static size_t spread(uint64_t pair) {
        const uint64_t mixed = (pair ^ pair >> 29) * 0x9E3779B97F4A7C15ULL;
        return static_cast<size_t>(mixed ^ mixed >> 32);
    }

    std::vector<Entry> m_entries;
    size_t m_mask = 0;
};

// "a b" (one space) or the two parts. Throws Error(BadValue) naming the merge when a part or the result is no token.
std::vector<BpeMerge> merges_of_pairs(const std::vector<std::pair<std::string, std::string>>& pairs,
                                      const Vocabulary& vocabulary, const std::string& where);
std::pair<std::string, std::string> split_merge(const std::string& line, const std::string& where);

// SentencePiece stores a score for each piece instead of merges: any two neighbours merge whose text together is a
// piece, the highest score first (google/sentencepiece bpe_model.cc). `extra` gets the characters that are no pieces
// themselves but parts of one; they take the ids from vocabulary.size() on. `mergeable[id]` says which pieces count.
std::vector<BpeMerge> merges_of_scores(const Vocabulary& vocabulary, const std::vector<double>& scores,
                                       const std::vector<bool>& mergeable, std::vector<std::string>& extra,
                                       const std::string& where);

} // namespace loratrf
