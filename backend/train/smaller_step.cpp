#include "backend/train/smaller_step.h"

#include "backend/device/device.h"
#include "backend/device/faults.h"
#include "backend/model/model.h"

#include <algorithm>

namespace loratrf {

std::optional<SteerEvent> smaller_step(int64_t step, std::span<const PackedBatch> batches, const std::string& recompute,
                                       bool can_recompute) {
    int64_t largest = 0;
    for (const PackedBatch& batch : batches)
        if (batch.sequences.size() > (batch.pairs() ? 2 : 1)) // a pair is not divided
            largest = std::max(largest, batch.tokens());
    if (largest > 1)
        return SteerEvent{.step = step, .token_budget = largest / 2};
    if (can_recompute && recompute != "layer")
        return SteerEvent{.step = step, .recompute = recompute == "feed-forward" ? "layer" : "feed-forward"};
    return std::nullopt;
}

void pass_that_fits(const Model& model, int64_t token_budget, int64_t longest,
                    const std::function<void(int64_t token_budget)>& pass) {
    for (;; token_budget /= 2) {
        try {
            return with_clear_errors([&] { pass(token_budget); });
        } catch (const Error& fault) {
            if (fault.code() != ErrorCode::OutOfMemory || token_budget <= longest)
                throw;
        }
        return_memory(model.device());
    }
}

} // namespace loratrf
