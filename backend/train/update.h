#pragma once
// One optimiser update over the micro-batches of a step.

#include "backend/adapter/adapter.h"
#include "backend/data/packing.h"
#include "backend/train/optimizer.h"

#include <functional>
#include <span>

namespace loratrf {

// Sum of the cross-entropy over the batch's supervised tokens; scalar.
at::Tensor loss_sum(Model& model, const PackedBatch& batch, const ForwardContext& context);

// Mean cross-entropy over the supervised tokens of all batches; scalar.
at::Tensor mean_loss(Model& model, std::span<const PackedBatch> batches, const ForwardContext& context);

struct Update {
    at::Tensor loss;   // mean cross-entropy over the step's supervised tokens; scalar
    at::Tensor extra;  // what the adapter added to it; scalar, undefined: nothing
    at::Tensor norm;   // of the gradients before clipping; scalar
    at::Tensor finite; // scalar 1, or 0: the update was skipped
};

// Gradients of the mean loss over all supervised tokens of the step, then one update. `context(i)` is asked before
// micro-batch i; no value ends the step without an update: nullopt. Throws Error(OutOfMemory) where a micro-batch does
// not fit; nothing was changed then, and the step can be tried again in smaller ones.
std::optional<Update> update(Model& model, Adapter& adapter, AdamW& optimizer, std::span<const PackedBatch> batches,
                             double learning_rate,
                             const std::function<std::optional<ForwardContext>(size_t micro)>& context);

} // namespace loratrf
