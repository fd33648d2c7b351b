#pragma once
// api/disk_plan.h for whoever has more than a model's path.

#include "backend/adapter/adapter.h"
#include "backend/api/disk_plan.h"
#include "backend/model/config.h"

namespace loratrf {

// `model` as options.model has it.
DiskCosts disk_costs(const ModelConfig& config, const TrainOptions& options);

// Of an adapter on its model. `probes`: tokens of each probe text.
DiskCosts disk_costs(Adapter& adapter, const std::string& model, const std::vector<int64_t>& probes);

} // namespace loratrf
