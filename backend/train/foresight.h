#pragma once
// The memory of a run, foreseen before it starts: what does not fit is refused, and what the backward pass computes
// again is decided.

#include "backend/api/memory_plan.h"
#include "backend/model/hooks.h"

#include <optional>
#include <string>

namespace loratrf {

class Foresight {
public:
    // Before the model is loaded. Throws Error(OutOfMemory) where not even one token would fit. The CPU only: on
    // another device nothing is foreseen; nor where the method refuses the narrow model that stands for the real one,
    // and then warning() says why.
    Foresight(const TrainOptions& options, at::Device device);

    // Once the rows are known; token_budget is what holds now (train/recipe.h), `sequences` as require_memory() has it.
    // Throws Error(OutOfMemory).
    void decide(const std::vector<int64_t>& lengths, int64_t token_budget, int64_t sequences = 1);

    const std::string& recompute() const { return m_recompute; } // as TrainOptions::recompute
    const std::optional<MemoryPlan>& plan() const { return m_plan; }
    std::string note() const;                                // for the journal; empty: nothing was foreseen
    const std::string& warning() const { return m_warning; } // for the journal; empty: nothing to warn of

private:
    const TrainOptions& m_options;
    std::optional<MemoryCosts> m_costs;
    std::optional<MemoryPlan> m_plan;
    std::string m_warning;
    int64_t m_free = 0;
    std::string m_recompute;
};

// Of TrainOptions::recompute; "auto" counts as nothing.
Recompute recompute_of(const std::string& name);

// Tokens that a micro-batch may reach: the budget or the longest row, but no more than the longest rows of a step have.
int64_t largest_micro_batch(std::vector<int64_t> lengths, int64_t batch_size, int64_t token_budget);

} // namespace loratrf
