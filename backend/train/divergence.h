#pragma once
// Steps that are not finite: which rows were in them, how many came in a row, and what is said when a run is given up.

#include "backend/train/checkpoint.h"
#include "backend/train/reporter.h"

namespace loratrf {

class BadSteps {
public:
    // A step's numbers as they were read from the device, and the lines of its rows. A bad one is counted and named.
    void observe(const StepEvent& step, const std::vector<int64_t>& lines, TrainState& state, Reporter& reporter);

    int64_t in_a_row() const { return m_in_a_row; }

private:
    int64_t m_in_a_row = 0;
};

// Error(Diverged) for a run that has gone back to its newest checkpoint that verifies, if it has one.
Error diverged(const RunFolder& run, const BadSteps& bad);

} // namespace loratrf
