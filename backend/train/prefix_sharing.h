#pragma once
// Whether the micro-batches of a run compute the tokens that their rows begin with once (data/packing.h). Losses and
// gradients are the same up to rounding; steps become faster.

#include "backend/data/packing.h"

#include <string>

namespace loratrf {

class Model;

struct PrefixSharing {
    bool on = false;
    std::string note; // for the journal; empty: nothing to say
};

// option: TrainOptions::share_prefix. Off where it says so, where not all layers of the model, as it trains now, run as
// one node, and where these steps, planned with share_prefix, would leave out less than a twentieth of their tokens.
PrefixSharing decide_prefix_sharing(const std::string& option, const Model& model, std::span<const Sequence> rows,
                                    const EpochPlan& steps);

} // namespace loratrf
