#include "backend/train/smaller_step.h"

#include <algorithm>

namespace loratrf {

std::optional<SteerEvent> smaller_step(int64_t step, std::span<const PackedBatch> batches, const std::string& recompute,
                                       bool can_recompute) {
    int64_t largest = 0;
    for (const PackedBatch& batch : batches)
        if (batch.sequences.size() > 1)
            largest = std::max(largest, batch.tokens());
    if (largest > 1)
        return SteerEvent{.step = step, .token_budget = largest / 2};
    if (can_recompute && recompute != "layer")
        return SteerEvent{.step = step, .recompute = recompute == "feed-forward" ? "layer" : "feed-forward"};
    return std::nullopt;
}

} // namespace loratrf
