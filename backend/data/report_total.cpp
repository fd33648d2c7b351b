#include "backend/data/report_total.h"

#include <algorithm>
#include <map>

namespace loratrf {

void describe_lengths(DataReport& report) {
    int64_t count = 0, tokens = 0;
    for (const LengthCount& length : report.histogram) {
        count += length.rows;
        tokens += length.rows * length.tokens;
    }
    const auto length_at = [&report](int64_t place) { // of all rows sorted by length
        auto length = report.histogram.begin();
        for (; place >= length->rows; ++length)
            place -= length->rows;
        return static_cast<double>(length->tokens);
    };
    report.shortest = report.histogram.front().tokens;
    report.longest = report.histogram.back().tokens;
    report.mean_length = static_cast<double>(tokens) / static_cast<double>(count);
    report.median_length = (length_at((count - 1) / 2) + length_at(count / 2)) / 2;
    report.p95_length = length_at((count * 95 + 99) / 100 - 1);
}

DataReport total_report(const std::vector<DataReport>& reports) {
    DataReport total;
    std::map<int64_t, int64_t> lengths; // rows of each
    for (const DataReport& report : reports) {
        total.rows += report.rows;
        total.used += report.used;
        total.sequences += report.sequences;
        total.tokens += report.tokens;
        total.supervised_tokens += report.supervised_tokens;
        total.over_length += report.over_length;
        total.truncated_tokens += report.truncated_tokens;
        total.without_supervision += report.without_supervision;
        total.duplicates += report.duplicates;
        for (const LengthCount& length : report.histogram)
            lengths[length.tokens] += length.rows;
        for (const std::string& warning : report.warnings)
            if (std::find(total.warnings.begin(), total.warnings.end(), warning) == total.warnings.end())
                total.warnings.push_back(warning);
    }
    for (const auto& [tokens, rows] : lengths)
        total.histogram.push_back({tokens, rows});
    if (!lengths.empty())
        describe_lengths(total);
    return total;
}

} // namespace loratrf
