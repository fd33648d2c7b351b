#pragma once
// The sizes of a model as ModelInfo has them, out of its configuration.

#include "backend/model/config.h"

namespace loratrf {

ModelInfo model_sizes(const ModelConfig& config);

} // namespace loratrf
