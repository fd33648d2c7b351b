#pragma once
// api/memory_plan.h for whoever has the model's configuration already.

#include "backend/api/memory_plan.h"
#include "backend/model/config.h"

namespace loratrf {

// What options.model stores its weights as is looked up where there is such a file.
MemoryCosts memory_costs(const ModelConfig& config, const TrainOptions& options);

} // namespace loratrf
