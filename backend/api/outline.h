#pragma once
// What a recipe comes to before it runs: how many steps, the learning rate along them, and how long they may take.

#include "backend/api/engine.h"

#include <vector>

namespace loratrf {

struct RecipeOutline {
    int64_t train_rows = 0;      // of an epoch: what the held-out rows leave, each file's as often as its weight says
    int64_t steps_per_epoch = 0; // 0: not known yet
    int64_t steps = 0;           // of the whole run; 0: not known yet, or a clock ends it
    int64_t warmup_steps = 0;    // where the steps are known
    std::vector<double> rates;   // learning rates from the first to the last step, evenly spread; empty: not known yet
    std::vector<double> positions; // where they are: the step, or the share of the run where the steps are not known
};
// `rows`: usable rows of options.data and of each file of options.more_data, in that order; none, or fewer than there
// are files: not known yet. With weights and held-out rows the steps may be a few off, as these are drawn from all
// files. Touches no file.
RecipeOutline outline_recipe(const TrainOptions& options, const std::vector<int64_t>& rows);

// Three steps on the batch with the most tokens, the first of them untimed.
struct DryRun {
    double step_seconds = 0; // a step on that batch
    int64_t step_tokens = 0; // its tokens
    int64_t steps = 0;       // of the whole run; 0: a clock ends it
    double seconds = 0;      // of these steps, by their tokens; evaluations and checkpoints come on top
    double most_seconds = 0; // if every step were as long as that one
    int64_t peak_memory_bytes = 0;
};
// Leaves nothing behind. Throws Error(Cancelled) when stopped.
DryRun dry_run(const TrainOptions& options, Control& control, const EventSink& sink = {});

} // namespace loratrf
