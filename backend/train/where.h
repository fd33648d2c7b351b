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

// What can be said of the gradients that the optimiser holds; empty: nothing.
std::string where_largest(const AdamW& optimizer);

// The same of a step whose gradients are gone: they are computed anew, with the weights as they are now, and left in
// the optimiser. Empty also where that does not fit into memory.
std::string where_largest_again(Model& model, Adapter& adapter, AdamW& optimizer, std::span<const PackedBatch> batches,
                                uint64_t seed, int64_t step, Recompute recompute);

} // namespace loratrf
