#pragma once
// One optimiser update over the micro-batches of a step.

#include "backend/adapter/adapter.h"
#include "backend/data/packing.h"
#include "backend/train/optimizer.h"

#include <functional>
#include <span>

namespace loratrf {

struct LossOptions {
    double preference_beta = 0.1; // of batches of preference pairs alone
};

// Sum of the cross-entropy over the batch's supervised tokens; of preference pairs, sum of their losses
// (train/preference.h), whose figures [3] are added to `pairs` where it is given. Scalar.
at::Tensor loss_sum(Model& model, const PackedBatch& batch, const ForwardContext& context,
                    const LossOptions& options = {}, at::Tensor* pairs = nullptr);

// The sums of all batches over the number of their items; scalar.
at::Tensor mean_loss(Model& model, std::span<const PackedBatch> batches, const ForwardContext& context,
                     const LossOptions& options = {});

struct Update {
    at::Tensor loss;   // mean over the step's items (PackedBatch::items); scalar
    at::Tensor pairs;  // [3] members of PairFigures in order, means over the step's pairs; undefined: there are none
    at::Tensor extra;  // what the adapter added to it; scalar, undefined: nothing
    at::Tensor norms;  // [parameters] of each one's gradient before clipping, in the order of AdamW::names()
    at::Tensor norm;   // of all gradients before clipping; scalar
    at::Tensor finite; // scalar 1, or 0: the update was skipped
};

// Gradients of the mean loss over all items of the step, then one update. `context(i)` is asked before
// micro-batch i; no value ends the step without an update: nullopt. Throws Error(OutOfMemory) where a micro-batch does
// not fit; nothing was changed then, and the step can be tried again in smaller ones.
std::optional<Update> update(Model& model, Adapter& adapter, AdamW& optimizer, std::span<const PackedBatch> batches,
                             double learning_rate,
                             const std::function<std::optional<ForwardContext>(size_t micro)>& context,
                             const LossOptions& options = {});

} // namespace loratrf
