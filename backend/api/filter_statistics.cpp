#include "backend/api/filter_statistics.h"

#include "backend/data/row_labels.h"
#include "backend/device/faults.h"
#include "backend/train/opened.h"
#include "backend/train/probes.h"
#include "backend/train/run_folder.h"
#include "backend/train/token_statistics.h"

#include <algorithm>

namespace loratrf {

namespace {

constexpr size_t most_values = 40'000'000; // 160 MB; rows beyond are left out

struct Rows {
    std::vector<Sequence> sequences;
    std::vector<TrainingData::FileRows> files; // of them
};

Rows load_rows(const FilterStatisticsRequest& request, const TrainOptions& run, const Tokenizer& tokenizer,
               const EventSink& sink) {
    const std::string& file = !request.data.empty() ? request.data : run.eval_data;
    if (!file.empty()) {
        Rows rows;
        rows.sequences = load_dataset(file, tokenizer, run.data_options, reading_said(sink)).sequences;
        rows.files = {{file, static_cast<int64_t>(rows.sequences.size())}};
        return rows;
    }
    TrainingData data = load_training_data(run, tokenizer, sink);
    return data.eval.empty() ? Rows{std::move(data.train), std::move(data.train_files)}
                             : Rows{std::move(data.eval), std::move(data.eval_files)};
}

FilterStatistics gather(const FilterStatisticsRequest& request, Control& control, const EventSink& sink) {
    if (!is_run(request.run))
        throw Error(ErrorCode::NotFound, request.run + ": this is no run folder; choose one");
    if (request.rows < 0)
        throw Error(ErrorCode::InvalidOption,
                    "rows: a number of rows, or 0 for all, is needed, found " + std::to_string(request.rows));
    const EventSink watched = until_stopped(control, sink, "looking at the rows was cancelled");
    const ResolvedModel what = resolve_model(request.run, {}, false);
    const Opened opened = open_model(what, request.device, request.compute, request.threads, watched);
    Rows rows = load_rows(request, *what.run, *opened.base.tokenizer, watched);
    const size_t available = rows.sequences.size();
    if (request.rows > 0)
        rows.sequences.resize(std::min(available, static_cast<size_t>(request.rows)));
    std::vector<LabelSource> sources;
    std::vector<size_t> source_of; // each row's
    for (const TrainingData::FileRows& file : rows.files) {
        LabelSource& source = sources.emplace_back(LabelSource{.file = file.file, .lines = {}});
        for (size_t i = source_of.size(); i < rows.sequences.size() && static_cast<int64_t>(i) < file.end; ++i) {
            source.lines.push_back(rows.sequences[i].line);
            source_of.push_back(sources.size() - 1);
        }
    }
    const std::vector<RowLabels> labels = read_row_labels(sources, opened.data_options, reading_said(watched));
    const bool several = std::ranges::count_if(sources, [](const LabelSource& s) { return !s.lines.empty(); }) > 1;

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
        TokenStatistics::Row row{.file = several ? rows.files[source_of[i]].file : std::string(),
                                 .line = sequence.line,
                                 .tokens = event.tokens,
                                 .special = {},
                                 .supervised = sequence.supervised,
                                 .labels = {}};
        for (const int32_t id : sequence.ids)
            row.special.push_back(opened.base.tokenizer->is_special(id));
        for (const RowLabels& label : labels)
            if (const auto found = label.by_row.find({source_of[i], sequence.line}); found != label.by_row.end())
                row.labels[label.field] = found->second;
        statistics.add(std::move(row), event.values);
    }
    FilterStatistics result = statistics.finish();
    result.filter = filter;
    for (const LabelSource& source : sources)
        if (!source.lines.empty())
            result.data += (result.data.empty() ? "" : ", ") + source.file.string();
    result.available = static_cast<int64_t>(available);
    result.full = result.rows < static_cast<int64_t>(rows.sequences.size());
    return result;
}

} // namespace

FilterStatistics filter_statistics(const FilterStatisticsRequest& request, Control& control, const EventSink& sink) {
    return with_clear_errors([&] { return gather(request, control, sink); });
}

} // namespace loratrf
