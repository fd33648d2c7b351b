#include "backend/api/filter_statistics.h"

#include "backend/data/row_labels.h"
#include "backend/device/faults.h"
#include "backend/train/opened.h"
#include "backend/train/probes.h"
#include "backend/train/run_folder.h"
#include "backend/train/token_statistics.h"

namespace loratrf {

namespace {

constexpr size_t most_values = 40'000'000; // 160 MB; rows beyond are left out

struct Rows {
    std::string file;
    std::vector<Sequence> sequences;
};

Rows load_rows(const FilterStatisticsRequest& request, const TrainOptions& run, const Tokenizer& tokenizer,
               const EventSink& sink) {
    const std::string& file = !request.data.empty() ? request.data : run.eval_data;
    if (!file.empty())
        return {file, load_dataset(file, tokenizer, run.data_options, [&](int64_t rows) {
                          if (sink)
                              sink(ProgressEvent{.what = "Reading data", .done = rows, .total = 0});
                      }).sequences};
    TrainingData data = load_training_data(run, tokenizer, sink);
    return {run.data, std::move(data.eval.empty() ? data.train : data.eval)};
}

FilterStatistics gather(const FilterStatisticsRequest& request, Control& control, const EventSink& sink) {
    if (!is_run(request.run))
        throw Error(ErrorCode::NotFound, request.run + ": this is no run folder; choose one");
    if (request.rows < 1)
        throw Error(ErrorCode::InvalidOption, "rows: at least 1 is needed, found " + std::to_string(request.rows));
    const EventSink watched = [&](const Event& event) {
        if (control.stop)
            throw Error(ErrorCode::Cancelled, "looking at the rows was cancelled");
        if (sink)
            sink(event);
    };
    const ResolvedModel what = resolve_model(request.run, {}, false);
    const Opened opened = open_model(what, request.device, request.compute, request.threads, watched);
    Rows rows = load_rows(request, *what.run, *opened.base.tokenizer, watched);
    rows.sequences.resize(std::min(rows.sequences.size(), static_cast<size_t>(request.rows)));
    std::vector<int64_t> lines;
    for (const Sequence& row : rows.sequences)
        lines.push_back(row.line);
    const std::vector<RowLabels> labels = read_row_labels(rows.file, opened.data_options, lines);

    TokenStatistics statistics(opened.adapter->sites());
    bool filter = false;
    for (size_t i = 0; i < rows.sequences.size() && statistics.values() < most_values; ++i) {
        watched(ProgressEvent{.what = "Looking at rows",
                              .done = static_cast<int64_t>(i),
                              .total = static_cast<int64_t>(rows.sequences.size())});
        const Sequence& sequence = rows.sequences[i];
        const FilterEvent event =
            probe_filters(*opened.base.model, *opened.adapter, *opened.base.tokenizer, sequence.ids, 0, 0);
        if (event.values.empty())
            throw Error(ErrorCode::InvalidOption,
                        "this method trains weights of the base model: nothing of it acts on single tokens");
        filter = event.filter;
        TokenStatistics::Row row{.line = sequence.line,
                                 .tokens = event.tokens,
                                 .special = {},
                                 .supervised = sequence.supervised,
                                 .labels = {}};
        for (const int32_t id : sequence.ids)
            row.special.push_back(opened.base.tokenizer->is_special(id));
        for (const RowLabels& label : labels)
            row.labels[label.field] = label.by_line.at(sequence.line);
        statistics.add(std::move(row), event.values);
    }
    FilterStatistics result = statistics.finish();
    result.filter = filter;
    result.data = rows.file;
    return result;
}

} // namespace

FilterStatistics filter_statistics(const FilterStatisticsRequest& request, Control& control, const EventSink& sink) {
    return with_clear_errors([&] { return gather(request, control, sink); });
}

} // namespace loratrf
