#include "backend/model/model_sizes.h"

namespace loratrf {

ModelInfo model_sizes(const ModelConfig& config) {
    ModelInfo info;
    info.architecture = config.architecture;
    info.parameters = parameter_count(config);
    info.layers = config.layers;
    info.hidden = config.hidden;
    info.heads = config.heads;
    info.kv_heads = config.kv_heads;
    info.head_dim = config.head_dim;
    info.intermediate = config.intermediate;
    info.vocabulary = config.vocabulary;
    info.context = config.context;
    info.tied_head = config.tied_head;
    info.projections = projection_list(config);
    return info;
}

} // namespace loratrf
