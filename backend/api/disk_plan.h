#pragma once
// What a training run will take of its disk, before it takes it. On every device; bytes throughout.
//
// What trains follows from Method::count. What a method stores beside it is asked of itself, attached to narrow models
// of the same shape (train/narrow_model.h), so no method states what it takes. How many checkpoints there will be
// follows from the options alone; plan_disk() stands here, as the window plans anew at every edit.

#include "backend/api/options.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>

namespace loratrf {

struct DiskCosts {
    int64_t adapter = 0;    // the folder of the trained adapter
    int64_t checkpoint = 0; // a checkpoint: adapter, moments, what else resuming needs
    int64_t texts = 0;      // options, report, template, and what the journal begins with
    int64_t activity = 0;   // in the journal, each time all sites report what they do
    int64_t probes = 0;     // in the journal, each time all probe texts are looked at
};

// How long a run will be, as far as that is known before it starts; 0: not known.
struct RunLength {
    int64_t steps = 0, steps_per_epoch = 0;
    int64_t pairs = 0; // preference pairs, held-out ones too; 0 also where the rows are none
};

struct DiskPlan {
    int64_t checkpoint = 0; // one of them
    int64_t kept = 0;       // checkpoints that stay, at most
    int64_t at_once = 0;    // the same with the one being written
    int64_t adapter = 0;
    int64_t reference = 0; // of preference pairs
    int64_t texts = 0;     // the journal too, of which no more than the order of magnitude is known

    // When the run has ended.
    int64_t left() const { return kept * checkpoint + adapter + reference + texts; }
    // At most at a time. The adapter comes when the last checkpoint is written.
    int64_t total() const { return std::max(left(), at_once * checkpoint + reference + texts); }
};

// With `keep` in the place of options.keep_checkpoints.
inline DiskPlan plan_disk(const DiskCosts& costs, const TrainOptions& options, const RunLength& length, int64_t keep) {
    constexpr int64_t step_line = 330, pair_figures = 110, evaluation_lines = 3'000, reference_header = 600;
    // So that no product of what somebody typed is too large for a number.
    const int64_t most = std::numeric_limits<int64_t>::max() / 8 / std::max<int64_t>(1, costs.checkpoint);
    const int64_t steps = std::min(length.steps, int64_t{1} << 32);

    // In steps, 0 where it is not known; and how often in the run, after its last step too.
    const auto interval = [&](int64_t every) { return every > 0 ? every : length.steps_per_epoch; };
    const auto times = [&](int64_t every) { return steps / every + (steps % every > 0 ? 1 : 0); };
    const bool evaluates = !options.eval_data.empty() || options.eval_share > 0;
    const bool keeps_best = evaluates && options.keep_best;
    const int64_t save = interval(options.checkpoint_every), evaluate = interval(options.eval_every);
    int64_t written = most;
    if (steps > 0 && save > 0 && (evaluate > 0 || !keeps_best))
        written = times(save) + (keeps_best && evaluate % save != 0 ? times(evaluate) : 0);

    DiskPlan plan;
    plan.checkpoint = costs.checkpoint;
    const int64_t stay = std::min(keep, most) + (keeps_best ? 1 : 0);
    plan.kept = std::min(written, stay);
    plan.at_once = std::min(written, stay + 1);
    plan.adapter = costs.adapter;
    plan.reference = length.pairs > 0 ? reference_header + length.pairs * 16 : 0; // two numbers of 8 bytes
    plan.texts = costs.texts;
    if (steps > 0) {
        const int64_t evaluations = 1 + (evaluate > 0 ? times(evaluate) : 1);
        plan.texts += steps * (step_line + (length.pairs > 0 ? pair_figures : 0));
        plan.texts += options.activity_every > 0 ? steps / options.activity_every * costs.activity : 0;
        plan.texts += evaluates ? evaluations * evaluation_lines : 0;
        plan.texts += (options.probe_every > 0 ? 1 + times(options.probe_every) : evaluations) * costs.probes;
    }
    return plan;
}
inline DiskPlan plan_disk(const DiskCosts& costs, const TrainOptions& options, const RunLength& length) {
    return plan_disk(costs, options, length, options.keep_checkpoints);
}

// The most checkpoints that can be kept, up to those of the options, so that the plan is within `limit` bytes; 0: not
// even one.
inline int64_t most_checkpoints(const DiskCosts& costs, const TrainOptions& options, const RunLength& length,
                                int64_t limit) {
    const auto fits = [&](int64_t keep) { return plan_disk(costs, options, length, keep).total() <= limit; };
    if (fits(options.keep_checkpoints))
        return options.keep_checkpoints;
    int64_t most = 0, above = options.keep_checkpoints;
    while (above - most > 1) {
        const int64_t middle = most + (above - most) / 2;
        (fits(middle) ? most : above) = middle;
    }
    return most;
}

// Of options.model. Throws Error(InvalidOption) for options that the method refuses, or what is wrong with the model's
// files.
DiskCosts disk_costs(const TrainOptions& options);

// Bytes free where the folder is or would be made, at its nearest parent that is there; -1: not known.
int64_t free_disk(const std::filesystem::path& folder);

// Bytes that a run in this folder may come to take where `free` are free: those that an earlier part of it takes are
// counted in. -1 stays -1.
int64_t disk_within_reach(const std::filesystem::path& run, int64_t free);

// Throws Error(Io) where the plan is above `free`, unless that is below 0: what is needed, what is free, and the change
// that would fit.
void require_disk(const DiskCosts& costs, const TrainOptions& options, const RunLength& length, int64_t free);

} // namespace loratrf
