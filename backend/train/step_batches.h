#pragma once
// The micro-batches of every step of a run, made when they are asked for.

#include "backend/train/training_data.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace loratrf {

class StepBatches {
public:
    // `data` outlives it. steps_per_epoch: of any plan, as the rows of a step follow from no token budget.
    StepBatches(const TrainingData& data, int64_t steps_per_epoch, bool share_prefix)
        : m_data(data), m_steps_per_epoch(steps_per_epoch), m_share_prefix(share_prefix) {}

    struct Step {
        std::vector<PackedBatch> batches;
        std::vector<int64_t> rows;          // of the training data
        int64_t tokens = 0, supervised = 0; // of all of them
    };
    // Of update number `step` + 1, in the token budget of these options.
    Step of(int64_t step, const TrainOptions& now);

private:
    const TrainingData& m_data;
    int64_t m_steps_per_epoch;
    bool m_share_prefix;
    EpochPlan m_plan;
    std::pair<int64_t, int64_t> m_plan_key{-1, 0}; // epoch, token budget
};

} // namespace loratrf
