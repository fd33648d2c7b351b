#include "backend/train/where.h"

#include "backend/device/device.h"

#include <c10/core/GradMode.h>

namespace loratrf {

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
        ForwardContext context;
        context.training = true;
        context.dropout_seed = mix_seed(seed, static_cast<uint64_t>(step), i);
        context.after_layer = &look;
        model.hidden(to_input(batches[i], model.device()), context);
    }
    adapter.extra_loss(); // of these passes: the next step must not count it
    return found;
}

std::string where_largest(const AdamW& optimizer) {
    const std::string name = optimizer.largest_gradient();
    return name.empty() ? name : "The gradient that stands out is that of " + name;
}

} // namespace loratrf
