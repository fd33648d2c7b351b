#pragma once
// What a step that ran out of memory is tried with next: the same rows, gradients and update in smaller pieces, or with
// more of them computed again.

#include "backend/api/events.h"
#include "backend/data/packing.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace loratrf {

// `batches` did not fit. Half the tokens of the largest that holds several rows; where each holds one, the next of the
// levels of TrainOptions::recompute if `can_recompute`. nullopt: there is nothing smaller.
std::optional<SteerEvent> smaller_step(int64_t step, std::span<const PackedBatch> batches, const std::string& recompute,
                                       bool can_recompute);

} // namespace loratrf
