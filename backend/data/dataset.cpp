#include "backend/data/dataset.h"

#include "backend/data/row_overlap.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace loratrf {

namespace {

constexpr size_t most_examples = 1000;

void describe_lengths(DataReport& report) {
    std::vector<int64_t> sorted = report.lengths;
    if (sorted.empty())
        return;
    std::sort(sorted.begin(), sorted.end());
    for (const int64_t length : sorted) {
        if (report.histogram.empty() || report.histogram.back().tokens != length)
            report.histogram.push_back({length, 0});
        ++report.histogram.back().rows;
    }
    const size_t count = sorted.size();
    report.shortest = sorted.front();
    report.longest = sorted.back();
    report.mean_length =
        static_cast<double>(std::accumulate(sorted.begin(), sorted.end(), int64_t{0})) / static_cast<double>(count);
    report.median_length = static_cast<double>(sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    report.p95_length = static_cast<double>(sorted[(count * 95 + 99) / 100 - 1]);
}

// "12 of 20 rows keep ...: 3 rejected (line 4: no answer), 9 longer than max_length 1024"
std::string unused_reasons(const DataReport& report, const DataOptions& options) {
    std::string reasons;
    const auto add = [&reasons](int64_t count, const std::string& what) {
        if (count > 0)
            reasons += (reasons.empty() ? "" : ", ") + std::to_string(count) + " " + what;
    };
    if (!report.rejected.empty())
        add(static_cast<int64_t>(report.rejected.size()), "rejected (the first, line " +
                                                              std::to_string(report.rejected[0].line) + ": " +
                                                              report.rejected[0].reason + ")");
    const int64_t rejected = static_cast<int64_t>(report.rejected.size());
    add(report.rows - report.used - rejected - report.without_supervision,
        "longer than max_length " + std::to_string(options.max_length));
    add(report.without_supervision, "with nothing left to learn from once cut to max_length " +
                                        std::to_string(options.max_length) + " (" +
                                        over_length_name(options.over_length) + ")");
    return reasons;
}

void check_usable(const DataReport& report, const DataOptions& options) {
    const int64_t unused = report.rows - report.used;
    if (unused * 2 <= report.rows)
        return;
    throw Error(report.used == 0 ? ErrorCode::NoRows : ErrorCode::BadValue,
                report.file + ": " + std::to_string(unused) + " of " + std::to_string(report.rows) +
                    " rows keep no supervised token: " + unused_reasons(report, options) +
                    ". Correct the rows, raise max_length, or choose another policy for long rows");
}

class DatasetBuilder {
public:
    DatasetBuilder(const Tokenizer& tokenizer, const DataOptions& options)
        : m_tokenizer(tokenizer), m_options(options), m_encoder(tokenizer, options) {}

    void add(const Row& row) {
        Sequence sequence;
        try {
            sequence = m_encoder.encode(row);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Template && error.code() != ErrorCode::BadValue)
                throw;
            report().rejected.push_back({row.line, error.what()});
            return;
        }
        note_duplicate(row);
        note_doubled(sequence);
        const auto length = static_cast<int64_t>(sequence.ids.size());
        const bool too_long = length > m_options.max_length;
        report().lengths.push_back(length);
        report().over_length += too_long;

        int64_t cut = 0;
        std::optional<Sequence> fitted = m_encoder.fit(std::move(sequence), &cut);
        if (too_long)
            report().truncated_tokens += cut;
        if (!fitted) {
            report().without_supervision += !(too_long && m_options.over_length == OverLength::Drop);
            return;
        }
        ++report().used;
        report().tokens += static_cast<int64_t>(fitted->ids.size());
        report().supervised_tokens += fitted->supervised_count();
        m_dataset.sequences.push_back(std::move(*fitted));
    }

    Dataset finish(RowSource source) {
        report().shape = source.shape;
        report().rows = source.rows;
        report().rejected.insert(report().rejected.end(), source.rejected.begin(), source.rejected.end());
        std::sort(report().rejected.begin(), report().rejected.end(),
                  [](const Rejected& a, const Rejected& b) { return a.line < b.line; });
        report().warnings = m_encoder.warnings();
        warn_of_doubled(m_doubled_bos, "begin", "begin-of-sequence");
        warn_of_doubled(m_doubled_eos, "end", "end-of-sequence");
        describe_lengths(report());
        return std::move(m_dataset);
    }

    DataReport& report() { return m_dataset.report; }

private:
    void note_duplicate(const Row& row) {
        const auto [first, is_new] = m_seen.emplace(row_hash(row), row.line);
        if (is_new)
            return;
        if (static_cast<size_t>(report().duplicates++) < most_examples)
            report().duplicate_rows.push_back({row.line, first->second});
    }

    // The rows' own text or the template and the tokenizer may both write such a token: most models then learn worse.
    void note_doubled(const Sequence& sequence) {
        const std::vector<int32_t>& ids = sequence.ids;
        m_doubled_bos += ids.size() > 1 && m_tokenizer.bos_id() == ids[0] && ids[1] == ids[0];
        m_doubled_eos += ids.size() > 1 && m_tokenizer.eos_id() == ids.back() && ids[ids.size() - 2] == ids.back();
    }

    void warn_of_doubled(int64_t rows, const char* where, const char* token) {
        if (rows > 0)
            report().warnings.push_back(std::to_string(rows) + " rows " + where + " with the " + token +
                                        " token twice; take it out of the rows, or choose another template");
    }

    const Tokenizer& m_tokenizer;
    const DataOptions& m_options;
    RowEncoder m_encoder;
    Dataset m_dataset;
    std::unordered_map<uint64_t, int64_t> m_seen; // first line of each
    int64_t m_doubled_bos = 0, m_doubled_eos = 0;
};

} // namespace

Dataset load_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                     const std::function<void(int64_t rows)>& progress) {
    constexpr int64_t ProgressEvery = 256;
    DatasetBuilder builder(tokenizer, options);
    builder.report().file = file.string();
    int64_t read = 0;
    RowSource source = read_rows(file, options, [&](Row&& row) {
        builder.add(row);
        if (progress && ++read % ProgressEvery == 0)
            progress(read);
        return true;
    });
    Dataset dataset = builder.finish(std::move(source));
    check_usable(dataset.report, options);
    if (progress)
        progress(dataset.report.rows);
    return dataset;
}

} // namespace loratrf
