#include "backend/train/training_data.h"

#include "backend/io/files.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace loratrf {

namespace {

constexpr int64_t most_eval_rows = 2000; // kept as text for generation
constexpr size_t development_rows = 32;

std::string fingerprint(const std::vector<Sequence>& sequences) {
    std::string bytes;
    for (const Sequence& s : sequences) {
        for (size_t i = 0; i < s.ids.size(); ++i) {
            bytes += std::to_string(s.ids[i]);
            bytes += s.supervised[i] ? '+' : ' ';
        }
        bytes += '\n';
    }
    return sha256(bytes);
}

void note_report(const DataReport& report, std::vector<std::string>& notes) {
    if (!report.rejected.empty())
        notes.push_back(report.file + ": " + std::to_string(report.rejected.size()) + " rows rejected, first at line " +
                        std::to_string(report.rejected[0].line) + ": " + report.rejected[0].reason);
    if (report.over_length > 0)
        notes.push_back(report.file + ": " + std::to_string(report.over_length) + " rows are over the maximum length");
    if (report.without_supervision > 0)
        notes.push_back(report.file + ": " + std::to_string(report.without_supervision) +
                        " rows keep no supervised token");
    notes.insert(notes.end(), report.warnings.begin(), report.warnings.end());
}

std::vector<Row> rows_of_lines(const std::string& file, const DataOptions& options,
                               const std::vector<Sequence>& sequences) {
    std::set<int64_t> lines;
    for (const Sequence& s : sequences)
        lines.insert(s.line);
    std::vector<Row> rows;
    read_rows(file, options, [&](Row&& row) {
        if (!row.messages.empty() && lines.contains(row.line))
            rows.push_back(std::move(row));
        return static_cast<int64_t>(rows.size()) < most_eval_rows;
    });
    return rows;
}

} // namespace

int64_t held_out_rows(double share, int64_t count) {
    if (share <= 0 || count < 1)
        return 0;
    const int64_t held = std::llround(share * static_cast<double>(count));
    return std::min(std::max<int64_t>(1, held), count - 1);
}

TrainingData load_training_data(const TrainOptions& options, const Tokenizer& tokenizer, const EventSink& sink) {
    const auto progress = [&](int64_t rows) {
        if (sink)
            sink(ProgressEvent{.what = "Reading data", .done = rows, .total = 0});
    };
    TrainingData data;
    Dataset all = load_dataset(options.data, tokenizer, options.data_options, progress);
    note_report(all.report, data.notes);
    if (!options.eval_data.empty()) {
        data.train = std::move(all.sequences);
        Dataset eval = load_dataset(options.eval_data, tokenizer, options.data_options, progress);
        note_report(eval.report, data.notes);
        data.eval = std::move(eval.sequences);
        data.eval_rows = rows_of_lines(options.eval_data, options.data_options, data.eval);
    } else {
        const auto count = static_cast<int64_t>(all.sequences.size());
        const int64_t held = held_out_rows(options.eval_share, count);
        const std::vector<int64_t> order = epoch_order(count, options.seed, -1); // no epoch has this number
        std::vector<bool> is_eval(static_cast<size_t>(count), false);
        for (int64_t i = 0; i < held; ++i)
            is_eval[static_cast<size_t>(order[static_cast<size_t>(i)])] = true;
        for (size_t i = 0; i < all.sequences.size(); ++i)
            (is_eval[i] ? data.eval : data.train).push_back(std::move(all.sequences[i]));
        if (held > 0)
            data.eval_rows = rows_of_lines(options.data, options.data_options, data.eval);
    }
    data.fingerprint = fingerprint(data.train);
    for (const auto* rows : {&data.train, &data.eval})
        for (const Sequence& row : *rows)
            data.longest = std::max(data.longest, static_cast<int64_t>(row.ids.size()));
    return data;
}

EpochPlan plan_training_epoch(const TrainingData& data, const TrainOptions& options, int64_t epoch, bool share_prefix) {
    const std::vector<int64_t> order = epoch_order(static_cast<int64_t>(data.train.size()), options.seed, epoch);
    return plan_epoch(data.train, order, options.batch_size, options.token_budget, share_prefix);
}

std::vector<PackedBatch> development_batches(const TrainingData& data, int64_t token_budget) {
    const std::vector<Sequence>& rows = data.eval.empty() ? data.train : data.eval;
    std::vector<int64_t> order(std::min(rows.size(), development_rows));
    std::iota(order.begin(), order.end(), int64_t{0});
    std::vector<PackedBatch> batches;
    const EpochPlan one_step = plan_epoch(rows, order, static_cast<int64_t>(order.size()), token_budget);
    for (const auto& micro : one_step.front())
        batches.push_back(pack(rows, micro));
    return batches;
}

} // namespace loratrf
