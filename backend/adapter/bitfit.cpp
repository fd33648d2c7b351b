#include "backend/adapter/bitfit.h"

#include "backend/adapter/trained_weights.h"

namespace loratrf {

Method bitfit_method() {
    MethodInfo info;
    info.key = "bitfit";
    info.label = "BitFit";
    info.sentence = "Trains the biases alone: a tiny baseline, for models that have biases (qwen2 has).";
    info.source = "Ben Zaken et al. 2022, arXiv 2106.10199";
    info.export_note = "The biases under their Hugging Face names; opens in this program and, through "
                       "load_adapter.py, in transformers.";
    Method method = trained_weights_method(
        info, "BITFIT", [](const std::string& name) { return name.ends_with(".bias"); },
        [](const ModelInfo& model) {
            int64_t count = 0;
            for (const ProjectionInfo& p : model.projections)
                count += p.bias ? p.out : 0;
            return count;
        });
    method.attach = [attach = method.attach](Model& model, const MethodOptions& options, uint64_t seed) {
        auto adapter = attach(model, options, seed);
        if (adapter->parameters().empty())
            throw Error(ErrorCode::InvalidOption,
                        "this model has no biases, so BitFit has nothing to train; llama-like "
                        "models mostly have none, qwen2 has them");
        return adapter;
    };
    return method;
}

} // namespace loratrf
