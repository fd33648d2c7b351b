#include "backend/train/where.h"

#include "backend/device/device.h"
#include "backend/device/faults.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

ForwardContext as_in_training(uint64_t seed, int64_t step, size_t micro) {
    ForwardContext context;
    context.training = true;
    context.dropout_seed = mix_seed(seed, static_cast<uint64_t>(step), micro);
    return context;
}

} // namespace

std::string where_not_finite(Model& model, Adapter& adapter, std::span<const PackedBatch> batches, uint64_t seed,
                             int64_t step) {
    const at::NoGradGuard no_grad;
    std::string found;
    const std::function<void(int64_t, const at::Tensor&)> look = [&](int64_t layer, const at::Tensor& h) {
        if (found.empty() && !at::isfinite(h).all().item<bool>())
            found = layer < 0 ? "The token embeddings are not finite already"
                              : "The first layer whose output is not finite is layer " + std::to_string(layer);
    };
    for (size_t i = 0; i < batches.size() && found.empty(); ++i) {
        ForwardContext context = as_in_training(seed, step, i);
        context.after_layer = &look;
        model.hidden(to_input(batches[i], model.device()), context);
    }
    adapter.extra_loss(); // of these passes: the next step must not count it
    return found;
}

std::string where_largest(const AdamW& optimizer) {
    const AdamW::Largest largest = optimizer.largest_gradient();
    if (!std::isfinite(largest.norm))
        return largest.name.empty() ? "No gradient is finite" : "The gradient of " + largest.name + " is not finite";
    if (largest.name.empty())
        return "All gradients are 0";
    return "The largest gradient is that of " + largest.name + ", " + std::to_string(std::lround(100 * largest.share)) +
           " % of the norm of all";
}

std::string where_largest_again(Model& model, Adapter& adapter, AdamW& optimizer, std::span<const PackedBatch> batches,
                                uint64_t seed, int64_t step, Recompute recompute, const LossOptions& loss) {
    optimizer.zero_grad();
    bool fits = true;
    try {
        with_clear_errors([&] {
            for (size_t i = 0; i < batches.size(); ++i) {
                ForwardContext context = as_in_training(seed, step, i);
                context.recompute = recompute;
                loss_sum(model, batches[i], context, loss).backward();
            }
        });
    } catch (const Error& fault) {
        fits = false;
        if (fault.code() != ErrorCode::OutOfMemory)
            throw;
    }
    adapter.extra_loss();
    return fits ? where_largest(optimizer) : std::string();
}

std::string where_it_went_wrong(const PendingStep& step, Sign sign, const ReadSteps& read,
                                const std::function<std::vector<PackedBatch>(int64_t before)>& batches) {
    if (&step == &read.steps.back() && sign != Sign::NotFinite && read.has_gradients)
        return where_largest(read.optimizer);
    const int64_t before = step.event.step - 1;
    const std::vector<PackedBatch> again = batches(before);
    std::string place;
    if (sign == Sign::NotFinite)
        place = where_not_finite(read.model, read.adapter, again, read.seed, before);
    if (place.empty()) {
        read.has_gradients = false;
        place = where_largest_again(read.model, read.adapter, read.optimizer, again, read.seed, before, read.recompute,
                                    read.loss);
    }
    const bool changed = std::ranges::any_of(
        read.steps, [&](const PendingStep& p) { return p.event.step >= step.event.step && !p.event.skipped; });
    return place.empty() || !changed
               ? place
               : place + ". This was computed again with the weights after step " + std::to_string(read.now);
}

} // namespace loratrf
