#pragma once
// Where in the model a step went wrong: looked for once it has, so that good steps pay nothing.

#include "backend/adapter/adapter.h"
#include "backend/data/packing.h"
#include "backend/train/optimizer.h"
#include "backend/train/pending_step.h"
#include "backend/train/update.h"
#include "backend/train/watchdog.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace loratrf {

// Computes the micro-batches of update number `step` + 1 forwards once more, as in training, and names the first place
// whose hidden states are not finite; empty: all are.
std::string where_not_finite(Model& model, Adapter& adapter, std::span<const PackedBatch> batches, uint64_t seed,
                             int64_t step);

// What can be said of the gradients that the optimiser holds; empty: nothing.
std::string where_largest(const AdamW& optimizer);

// The same of a step whose gradients are gone: they are computed anew, with the weights as they are now, and left in
// the optimiser. Empty also where that does not fit into memory.
std::string where_largest_again(Model& model, Adapter& adapter, AdamW& optimizer, std::span<const PackedBatch> batches,
                                uint64_t seed, int64_t step, Recompute recompute, const LossOptions& loss = {});

// Where the numbers of a step are read: some steps later, with those of others.
struct ReadSteps {
    Model& model;
    Adapter& adapter;
    AdamW& optimizer;
    const std::vector<PendingStep>& steps; // in order
    int64_t now = 0;                       // updates done
    bool& has_gradients;                   // the optimiser holds those of the newest; no longer, where they were needed
    uint64_t seed = 0;
    Recompute recompute = Recompute::Nothing;
    LossOptions loss = {};
};

// The place in the model where `step`, one of them, went wrong; empty: not found. Of one that is not the newest, or was
// not finite, only computing it again can tell: `batches` makes those of update number `before` + 1.
std::string where_it_went_wrong(const PendingStep& step, Sign sign, const ReadSteps& read,
                                const std::function<std::vector<PackedBatch>(int64_t before)>& batches);

} // namespace loratrf
