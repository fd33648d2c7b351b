#pragma once
// How many steps, and the learning rate of each: linear warm-up, whose first rate is not 0, then constant, linear or
// cosine decay as in transformers' get_*_schedule_with_warmup.

#include "backend/api/options.h"

namespace loratrf {

// The steps of a run, at least one; 0: a clock ends it, so nobody knows.
int64_t planned_steps(const TrainOptions& options, int64_t steps_per_epoch);

// Warm-up steps: `warmup` below 1 is a share of all steps, rounded up, else a number of steps.
int64_t warmup_steps(double warmup, int64_t total_steps);

// The rate of update number `step` (1-based). The first update after warm-up has the full rate.
double learning_rate_at(const TrainOptions& options, int64_t step, int64_t total_steps);

// The rate where a clock ends the run: `share` in (0, 1] of its seconds have passed. Warm-up is a share of them too.
double learning_rate_at_share(const TrainOptions& options, double share);

} // namespace loratrf
