#include "backend/data/dataset.h"

#include "backend/data/report_total.h"
#include "backend/data/row_overlap.h"

#include <algorithm>
#include <map>
#include <optional>

namespace loratrf {

namespace {

constexpr size_t most_examples = 1000;

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

// Why these rows cannot be trained on.
std::optional<Error> refusal(const DataReport& report, const DataOptions& options) {
    const int64_t unused = report.rows - report.used;
    if (unused * 2 <= report.rows)
        return std::nullopt;
    return Error(report.used == 0 ? ErrorCode::NoRows : ErrorCode::BadValue,
                 report.file + ": " + std::to_string(unused) + " of " + std::to_string(report.rows) +
                     " rows keep no supervised token: " + unused_reasons(report, options) +
                     ". Correct the rows, raise max_length, or choose another policy for long rows");
}

// 64 bits of what a row says, and where it stands.
struct SeenRow {
    uint64_t hash;
    uint64_t file : 16;
    uint64_t line : 48;
    bool operator<(const SeenRow& other) const {
        return hash != other.hash ? hash < other.hash : file != other.file ? file < other.file : line < other.line;
    }
};

// Into the report of each row's file.
void note_duplicates(std::vector<SeenRow>& seen, const std::vector<DataReport*>& reports) {
    std::sort(seen.begin(), seen.end());
    for (size_t first = 0, i = 1; i < seen.size(); ++i) {
        if (seen[i].hash == seen[first].hash)
            reports[seen[i].file]->duplicate_rows.push_back({static_cast<int64_t>(seen[i].line),
                                                             static_cast<int64_t>(seen[first].line),
                                                             static_cast<int64_t>(seen[first].file)});
        else
            first = i;
    }
    for (DataReport* report : reports) {
        std::vector<EqualRows>& equal = report->duplicate_rows;
        std::sort(equal.begin(), equal.end(), [](const EqualRows& a, const EqualRows& b) { return a.line < b.line; });
        report->duplicates = static_cast<int64_t>(equal.size());
        equal.resize(std::min(equal.size(), most_examples));
    }
}

bool leaves_out(OverLength policy) {
    return policy == OverLength::Drop || policy == OverLength::Error;
}

class DatasetBuilder {
public:
    // `number` of the file in `seen`.
    DatasetBuilder(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                   bool keep_rows, size_t number, std::vector<SeenRow>& seen)
        : m_tokenizer(tokenizer), m_options(options), m_keep_rows(keep_rows), m_encoder(tokenizer, options),
          m_number(number), m_seen(seen) {
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
        m_seen.push_back({row_hash(row), m_number, static_cast<uint64_t>(row.line)});
        note_doubled(sequence);
        const int64_t length = sequence.longest_side();
        const bool too_long = length > m_options.max_length;
        ++m_lengths[length];
        report().over_length += too_long;

        int64_t cut = 0;
        std::vector<Sequence> fitted;
        const bool refused = too_long && refuses(sequence);
        if (!m_keep_rows && refused)
            note_too_long(std::move(sequence), cut);
        else
            fitted = m_encoder.fit(std::move(sequence), &cut);
        if (too_long)
            report().truncated_tokens += cut;
        if (fitted.empty()) {
            report().without_supervision += !refused && !(too_long && leaves_out(m_options.over_length));
            return;
        }
        ++report().used;
        for (Sequence& kept : fitted) {
            ++report().sequences;
            report().tokens += kept.tokens();
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
        if (source.doubt)
            report().problem = source.doubt->what();
        else if (m_too_long)
            report().problem = m_too_long->what();
        for (const auto& [tokens, rows] : m_lengths)
            report().histogram.push_back({tokens, rows});
        if (!m_lengths.empty())
            describe_lengths(report());
        return std::move(m_dataset);
    }

private:
    DataReport& report() { return m_dataset.report; }

    // Whether the run would not start with a row of this length.
    bool refuses(const Sequence& sequence) const {
        return m_options.over_length == OverLength::Error ||
               (m_options.over_length == OverLength::Split && sequence.is_pair());
    }

    // Such a row: counted, and what would be said is kept.
    void note_too_long(Sequence sequence, int64_t& cut) {
        cut = sequence.tokens();
        try {
            m_encoder.fit(std::move(sequence));
        } catch (const Error& error) {
            if (!m_too_long)
                m_too_long = error;
        }
    }

    // The rows' own text or the template and the tokenizer may both write such a token: most models then learn worse.
    void note_doubled(const Sequence& sequence) {
        const auto begins = [this](const std::vector<int32_t>& ids) {
            return ids.size() > 1 && m_tokenizer.bos_id() == ids[0] && ids[1] == ids[0];
        };
        const auto ends = [this](const std::vector<int32_t>& ids) {
            return ids.size() > 1 && m_tokenizer.eos_id() == ids.back() && ids[ids.size() - 2] == ids.back();
        };
        m_doubled_bos += begins(sequence.ids) || begins(sequence.rejected_ids);
        m_doubled_eos += ends(sequence.ids) || ends(sequence.rejected_ids);
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
    std::optional<Error> m_too_long;
    size_t m_number;
    std::vector<SeenRow>& m_seen;
    std::map<int64_t, int64_t> m_lengths; // rows of each
    int64_t m_doubled_bos = 0, m_doubled_eos = 0;
};

DataReport report_one(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                      size_t number, std::vector<SeenRow>& seen, const ReadProgress& progress) {
    DatasetBuilder builder(file, tokenizer, options, false, number, seen);
    const auto add = [&builder](const Row& row) {
        builder.add(row);
        return true;
    };
    DataReport report = builder.finish(scan_rows(file, options, add, progress)).report;
    if (const std::optional<Error> refused = refusal(report, options); refused && report.problem.empty())
        report.problem = refused->what();
    return report;
}

} // namespace

Dataset load_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                     const ReadProgress& progress) {
    std::vector<SeenRow> seen;
    DatasetBuilder builder(file, tokenizer, options, true, 0, seen);
    const auto add = [&builder](const Row& row) {
        builder.add(row);
        return true;
    };
    Dataset dataset = builder.finish(read_rows(file, options, add, progress));
    if (const std::optional<Error> refused = refusal(dataset.report, options))
        throw *refused;
    note_duplicates(seen, {&dataset.report});
    return dataset;
}

std::vector<DataReport> report_datasets(const std::vector<std::filesystem::path>& files, const Tokenizer& tokenizer,
                                        const DataOptions& options, const ReadProgress& progress) {
    std::vector<DataReport> reports;
    std::vector<SeenRow> seen;
    FilesProgress reading(files, progress);
    for (size_t i = 0; i < files.size(); ++i) {
        try {
            reports.push_back(report_one(files[i], tokenizer, options, i, seen, reading.next()));
        } catch (const Error& error) {
            if (i == 0 || error.code() == ErrorCode::Cancelled)
                throw;
            DataReport& unread = reports.emplace_back();
            unread.file = files[i].string();
            unread.problem = error.what();
        }
    }
    std::vector<DataReport*> all;
    for (DataReport& report : reports)
        all.push_back(&report);
    note_duplicates(seen, all);
    return reports;
}

DataReport report_dataset(const std::filesystem::path& file, const Tokenizer& tokenizer, const DataOptions& options,
                          const ReadProgress& progress) {
    return report_datasets({file}, tokenizer, options, progress).front();
}

} // namespace loratrf
