#include "backend/data/dataset.h"

#include "backend/data/row_overlap.h"

#include <algorithm>
#include <map>

namespace loratrf {

namespace {

constexpr size_t most_examples = 1000;

// From the histogram, which holds at least one row.
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
    DatasetBuilder(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                   bool keep_rows)
        : m_tokenizer(tokenizer), m_options(options), m_keep_rows(keep_rows), m_encoder(tokenizer, options) {
        report().file = file.string();
    }

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
        m_seen.push_back({row_hash(row), row.line});
        note_doubled(sequence);
        const auto length = static_cast<int64_t>(sequence.ids.size());
        const bool too_long = length > m_options.max_length;
        ++m_lengths[length];
        report().over_length += too_long;

        int64_t cut = 0;
        std::vector<Sequence> fitted = m_encoder.fit(std::move(sequence), &cut);
        if (too_long)
            report().truncated_tokens += cut;
        if (fitted.empty()) {
            report().without_supervision += !(too_long && m_options.over_length == OverLength::Drop);
            return;
        }
        ++report().used;
        for (Sequence& kept : fitted) {
            ++report().sequences;
            report().tokens += static_cast<int64_t>(kept.ids.size());
            report().supervised_tokens += kept.supervised_count();
            if (m_keep_rows)
                m_dataset.sequences.push_back(std::move(kept));
        }
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
        note_duplicates();
        for (const auto& [tokens, rows] : m_lengths)
            report().histogram.push_back({tokens, rows});
        if (!m_lengths.empty())
            describe_lengths(report());
        return std::move(m_dataset);
    }

private:
    struct Seen {
        uint64_t hash;
        int64_t line;
        auto operator<=>(const Seen&) const = default;
    };

    DataReport& report() { return m_dataset.report; }

    void note_duplicates() {
        std::sort(m_seen.begin(), m_seen.end());
        std::vector<EqualRows>& equal = report().duplicate_rows;
        for (size_t first = 0, i = 1; i < m_seen.size(); ++i) {
            if (m_seen[i].hash == m_seen[first].hash)
                equal.push_back({m_seen[i].line, m_seen[first].line});
            else
                first = i;
        }
        std::sort(equal.begin(), equal.end(), [](const EqualRows& a, const EqualRows& b) { return a.line < b.line; });
        report().duplicates = static_cast<int64_t>(equal.size());
        equal.resize(std::min(equal.size(), most_examples));
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
    bool m_keep_rows;
    RowEncoder m_encoder;
    Dataset m_dataset;
    std::vector<Seen> m_seen;
    std::map<int64_t, int64_t> m_lengths; // rows of each
    int64_t m_doubled_bos = 0, m_doubled_eos = 0;
};

Dataset read_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                     bool keep_rows, const std::function<void(int64_t rows)>& progress) {
    constexpr int64_t ProgressEvery = 256;
    DatasetBuilder builder(file, tokenizer, options, keep_rows);
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

} // namespace

Dataset load_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                     const std::function<void(int64_t rows)>& progress) {
    return read_dataset(file, tokenizer, options, true, progress);
}

DataReport report_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                          const std::function<void(int64_t rows)>& progress) {
    return read_dataset(file, tokenizer, options, false, progress).report;
}

} // namespace loratrf
