#pragma once
// api/memory_plan.h for whoever has the model's configuration already.

#include "backend/api/memory_plan.h"
#include "backend/model/config.h"

namespace loratrf {

MemoryCosts memory_costs(const ModelConfig& config, const TrainOptions& options); // options.model is not opened

} // namespace loratrf
