#pragma once
// Steps that are not finite: how many came in a row, and what is said when a run is given up.

#include "backend/train/checkpoint.h"

namespace loratrf {

class BadSteps {
public:
    void observe(const StepEvent& step, TrainState& state); // its numbers as they were read from the device
    int64_t in_a_row() const { return m_in_a_row; }

private:
    int64_t m_in_a_row = 0;
};

// Error(Diverged) for a run that was good up to `good_step`: it names the newest checkpoint up to there, if it has one.
Error diverged(const RunFolder& run, const BadSteps& bad, int64_t good_step);

} // namespace loratrf
