#pragma once
// What a longest length costs: rows and tokens above it, exactly, for any limit at once.

#include "backend/data/dataset.h"

#include <cstdint>
#include <vector>

namespace loratrf {

class LengthTally {
public:
    LengthTally() = default;
    explicit LengthTally(std::vector<LengthCount> histogram); // shortest first, as in DataReport

    int64_t rows() const { return m_rows; }
    int64_t tokens() const { return m_tokens; }
    int64_t longest() const { return m_histogram.empty() ? 0 : m_histogram.back().tokens; }
    int64_t rowsOver(int64_t limit) const;
    int64_t tokensOver(int64_t limit) const;   // of these rows, all of them
    int64_t tokensBeyond(int64_t limit) const; // of these rows, those above the limit

    struct Bar {
        double begin = 0, end = 0; // tokens: begin < length <= end
        int64_t rows = 0;
        int64_t over = 0; // of them, longer than the limit
    };
    std::vector<Bar> bars(int most, int64_t limit) const; // equally wide, from 0 to the longest

private:
    std::vector<LengthCount> m_histogram;
    std::vector<LengthCount> m_from; // rows and tokens from each entry on
    int64_t m_rows = 0, m_tokens = 0;
};

} // namespace loratrf
