#pragma once
// Where in the model a step went wrong: looked for once it has, so that good steps pay nothing.

#include "backend/adapter/adapter.h"
#include "backend/data/packing.h"
#include "backend/train/optimizer.h"

#include <span>
#include <string>

namespace loratrf {

// Computes the micro-batches of update number `step` + 1 forwards once more, as in training, and names the first place
// whose hidden states are not finite; empty: all are.
std::string where_not_finite(Model& model, Adapter& adapter, std::span<const PackedBatch> batches, uint64_t seed,
                             int64_t step);

// Names the parameter whose gradient stood out in the optimiser's newest step; empty: none does.
std::string where_largest(const AdamW& optimizer);

} // namespace loratrf
