#include "ui/setup/data_lengths.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

LengthTally::LengthTally(std::vector<LengthCount> histogram)
    : m_histogram(std::move(histogram)), m_from(m_histogram.size()) {
    for (std::size_t i = m_histogram.size(); i-- > 0;) {
        m_rows += m_histogram[i].rows;
        m_tokens += m_histogram[i].rows * m_histogram[i].tokens;
        m_from[i] = {m_tokens, m_rows};
    }
}

int64_t LengthTally::rowsOver(int64_t limit) const {
    const auto first = std::ranges::upper_bound(m_histogram, limit, {}, &LengthCount::tokens);
    return first == m_histogram.end() ? 0 : m_from[static_cast<std::size_t>(first - m_histogram.begin())].rows;
}

int64_t LengthTally::tokensOver(int64_t limit) const {
    const auto first = std::ranges::upper_bound(m_histogram, limit, {}, &LengthCount::tokens);
    return first == m_histogram.end() ? 0 : m_from[static_cast<std::size_t>(first - m_histogram.begin())].tokens;
}

int64_t LengthTally::tokensBeyond(int64_t limit) const {
    return tokensOver(limit) - limit * rowsOver(limit);
}

std::vector<LengthTally::Bar> LengthTally::bars(int most, int64_t limit) const {
    if (m_histogram.empty()) {
        return {};
    }
    const double width = std::max(1.0, std::ceil(static_cast<double>(longest()) / most));
    std::vector<Bar> bars(
        static_cast<std::size_t>(std::ceil(std::max<double>(1, static_cast<double>(longest())) / width)));
    for (std::size_t i = 0; i < bars.size(); ++i) {
        bars[i] = {static_cast<double>(i) * width, static_cast<double>(i + 1) * width, 0, 0};
    }
    for (const LengthCount& count : m_histogram) {
        const double at = std::ceil(static_cast<double>(count.tokens) / width) - 1;
        Bar& bar = bars[static_cast<std::size_t>(std::max(0.0, at))];
        bar.rows += count.rows;
        bar.over += count.tokens > limit ? count.rows : 0;
    }
    return bars;
}

} // namespace loratrf
