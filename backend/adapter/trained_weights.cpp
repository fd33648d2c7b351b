#include "backend/adapter/trained_weights.h"

#include "backend/adapter/low_rank.h"

namespace loratrf {

namespace {

bool cast_where_used(const std::string& name) {
    return name.ends_with(".bias") || name == "model.embed_tokens.weight" || name == "lm_head.weight";
}

} // namespace

std::vector<Parameter> train_weights(Model& model, const std::function<bool(const std::string& name)>& chosen) {
    std::vector<Parameter> parameters;
    const at::ScalarType type = parameter_type(model);
    for (const NamedTensor& weight : model.weights()) {
        if (!chosen(weight.name))
            continue;
        if (model.type() != type && !cast_where_used(weight.name))
            throw Error(ErrorCode::InvalidOption,
                        weight.name + " trains itself and needs fp32: choose compute type fp32");
        // Already in this type: no copy, the base values themselves train.
        *weight.tensor = weight.tensor->detach().to(type).requires_grad_();
        parameters.push_back({.name = weight.name, .value = *weight.tensor, .decay = weight.tensor->dim() > 1});
    }
    return parameters;
}

} // namespace loratrf
