#include "backend/adapter/head_only.h"

#include "backend/adapter/trained_weights.h"

namespace loratrf {

Method head_only_method() {
    MethodInfo info;
    info.key = "head";
    info.label = "Head only";
    info.sentence = "Trains the output head alone, cut loose from the embedding where the two are tied.";
    info.source = "no adapter";
    info.export_note = "The head under its Hugging Face name; opens in this program and, through "
                       "load_adapter.py, in transformers.";
    Method method = trained_weights_method(
        info, "HEAD_ONLY", [](const std::string& name) { return name == "lm_head.weight"; },
        [](const ModelInfo& model) { return model.vocabulary * model.hidden; });
    method.attach = [attach = method.attach](Model& model, const MethodOptions& options, uint64_t seed) {
        model.separate_head();
        return attach(model, options, seed);
    };
    return method;
}

} // namespace loratrf
