#pragma once
// What one training step allocates, found out on a model of the same shape that is much narrower and two or three
// layers deep, and carried on to the true sizes. Allocations are products of sizes: linear in the tokens and in the
// layers; in the width, what each token pays for is linear, what is paid once (a weight's gradient) a square.

#include "backend/api/memory_plan.h"
#include "backend/model/config.h"

#include <c10/core/ScalarType.h>

namespace loratrf {

struct ProbedMemory {
    double adapter = 0;   // what attaching takes
    std::string op_by_op; // Model::slow_layers
    std::vector<RecomputeMemory> levels;

    // The narrow model has hardly any vocabulary: logits, and what these weights cost where they train, come on top.
    bool head_trains = false, embedding_trains = false, head_is_separated = false;
};

// Throws Error(InvalidOption) for options that the method refuses.
ProbedMemory probe_memory(const ModelConfig& config, const TrainOptions& options, c10::ScalarType type);

} // namespace loratrf
