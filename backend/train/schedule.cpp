#include "backend/train/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loratrf {

namespace {

// The rate after warm-up, `progress` in [0, 1] of the way from there to the end.
double decayed(const TrainOptions& options, double progress) {
    if (options.schedule == Schedule::Constant)
        return options.learning_rate;
    const double share =
        options.schedule == Schedule::Linear ? 1 - progress : 0.5 * (1 + std::cos(std::numbers::pi * progress));
    return options.learning_rate * (options.min_lr_ratio + (1 - options.min_lr_ratio) * share);
}

} // namespace

int64_t planned_steps(const TrainOptions& options, int64_t steps_per_epoch) {
    if (options.max_seconds > 0)
        return 0;
    if (options.max_steps > 0)
        return options.max_steps;
    // A share of an epoch is rounded up, but not for what floating point adds to it.
    const double steps = options.epochs * static_cast<double>(steps_per_epoch) - 1e-9;
    return std::max<int64_t>(1, std::llround(std::ceil(steps)));
}

int64_t warmup_steps(double warmup, int64_t total_steps) {
    if (warmup < 1)
        return static_cast<int64_t>(std::ceil(warmup * static_cast<double>(total_steps)));
    return std::min<int64_t>(std::llround(warmup), total_steps);
}

double learning_rate_at(const TrainOptions& options, int64_t step, int64_t total_steps) {
    const int64_t warm = warmup_steps(options.warmup, total_steps);
    const int64_t done = step - 1; // updates before this one
    if (done < warm)
        return options.learning_rate * static_cast<double>(done + 1) / static_cast<double>(warm + 1);
    return decayed(options, std::min(1.0, static_cast<double>(done - warm) /
                                              static_cast<double>(std::max<int64_t>(1, total_steps - warm))));
}

double learning_rate_at_share(const TrainOptions& options, double share) {
    if (share < options.warmup)
        return options.learning_rate * share / options.warmup;
    return decayed(options, std::min(1.0, (share - options.warmup) / (1 - options.warmup)));
}

} // namespace loratrf
