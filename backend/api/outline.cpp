#include "backend/api/outline.h"

#include "backend/api/bench.h"
#include "backend/data/weighted_file.h"
#include "backend/train/schedule.h"
#include "backend/train/training_data.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace loratrf {

namespace {

constexpr int64_t drawn_points = 240;

// 0: not known.
int64_t rows_of_epoch(const TrainOptions& options, const std::vector<int64_t>& rows) {
    const int64_t all = std::accumulate(rows.begin(), rows.end(), int64_t{0});
    if (all == 0 || rows.size() != options.more_data.size() + 1)
        return 0;
    const int64_t held = options.eval_data.empty() ? held_out_rows(options.eval_share, all) : 0;
    const double kept = static_cast<double>(all - held) / static_cast<double>(all);
    double taken = static_cast<double>(rows.front()) * kept;
    for (size_t i = 1; i < rows.size(); ++i)
        try {
            taken += static_cast<double>(rows[i]) * kept * parse_weighted_file(options.more_data[i - 1]).weight;
        } catch (const Error&) {
            return 0; // said where the options are checked
        }
    return std::llround(taken);
}

} // namespace

RecipeOutline outline_recipe(const TrainOptions& options, const std::vector<int64_t>& rows) {
    RecipeOutline outline;
    outline.train_rows = rows_of_epoch(options, rows);
    const int64_t batch = std::max<int64_t>(1, options.batch_size);
    outline.steps_per_epoch = (outline.train_rows + batch - 1) / batch;
    if (options.max_steps > 0 || outline.train_rows > 0)
        outline.steps = planned_steps(options, outline.steps_per_epoch);
    if (outline.steps > 0) {
        outline.warmup_steps = warmup_steps(options.warmup, outline.steps);
        const int64_t points = std::min(outline.steps, drawn_points);
        for (int64_t i = 0; i < points; ++i) {
            const int64_t step = points == 1 ? 1 : 1 + i * (outline.steps - 1) / (points - 1);
            outline.positions.push_back(static_cast<double>(step));
            outline.rates.push_back(learning_rate_at(options, step, outline.steps));
        }
    } else if (options.warmup < 1) { // a number of warm-up steps has no place in a run of unknown length
        for (int64_t i = 1; i <= drawn_points; ++i) {
            const double share = static_cast<double>(i) / drawn_points;
            outline.positions.push_back(share);
            outline.rates.push_back(learning_rate_at_share(options, share));
        }
    }
    return outline;
}

DryRun dry_run(const TrainOptions& options, Control& control, const EventSink& sink) {
    BenchOptions steps;
    steps.train = options;
    steps.untimed = 1;
    steps.steps = 2;
    steps.longest = true;
    steps.ceiling = false;
    steps.split = false;
    const BenchResult result = bench(steps, control, sink);
    DryRun run;
    run.step_seconds = result.seconds / static_cast<double>(result.steps.size());
    run.step_tokens = result.steps.front().tokens;
    run.steps = planned_steps(options, result.epoch_steps);
    run.peak_memory_bytes = result.step_memory_bytes;
    const double mean_tokens = static_cast<double>(result.epoch_tokens) / static_cast<double>(result.epoch_steps);
    run.most_seconds = static_cast<double>(run.steps) * run.step_seconds;
    run.seconds = run.most_seconds * mean_tokens / static_cast<double>(run.step_tokens);
    return run;
}

} // namespace loratrf
