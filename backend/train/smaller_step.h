#pragma once
// What a step that ran out of memory is tried with next: the same rows, gradients and update in smaller pieces, or with
// more of them computed again.

#include "backend/api/events.h"
#include "backend/data/packing.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

namespace loratrf {

class Model;

// `batches` did not fit. Half the tokens of the largest that holds several rows; where each holds one, the next of the
// levels of TrainOptions::recompute if `can_recompute`. nullopt: there is nothing smaller.
std::optional<SteerEvent> smaller_step(int64_t step, std::span<const PackedBatch> batches, const std::string& recompute,
                                       bool can_recompute);

// Calls pass(token_budget) for what only looks at the model. Where that does not fit into memory it is begun again with
// half the tokens, while these are more than `longest`, those of the longest row. Throws Error(OutOfMemory) where not
// even single rows fit.
void pass_that_fits(const Model& model, int64_t token_budget, int64_t longest,
                    const std::function<void(int64_t token_budget)>& pass);

} // namespace loratrf
