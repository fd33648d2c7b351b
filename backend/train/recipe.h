#pragma once
// The options that a run follows from its present step on: those it was started with, and what was changed since.

#include "backend/train/steering.h"

namespace loratrf {

class Recipe {
public:
    // recompute: what "auto" was decided to be. planned_steps: of the whole run; 0: unknown, a clock ends it.
    Recipe(const TrainOptions& options, const std::string& recompute, int64_t planned_steps);

    // Changes that an earlier part of the run wrote down. True: new_end, and so a change of the end was dropped.
    bool take_up(const Steering& earlier, bool new_end);
    void add(const SteerEvent& change);
    void hold_after(int64_t step); // from here on now() and total_steps() are those of the updates after `step`

    const TrainOptions& now() const { return m_now; }
    int64_t planned_steps() const { return m_planned_steps; }
    int64_t total_steps() const { return m_total_steps; }

private:
    TrainOptions m_started, m_now;
    Steering m_steering;
    int64_t m_planned_steps, m_total_steps;
};

} // namespace loratrf
