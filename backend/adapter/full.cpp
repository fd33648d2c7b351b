#include "backend/adapter/full.h"

#include "backend/adapter/trained_weights.h"

namespace loratrf {

Method full_method() {
    MethodInfo info;
    info.key = "full";
    info.label = "Full fine-tuning";
    info.sentence = "Trains every weight of the model: the most memory and the largest files.";
    info.source = "no adapter";
    info.needs_fp32 = true;
    info.changes_base = true;
    info.export_note = "All weights under their Hugging Face names in one safetensors file; opens in this program.";
    return trained_weights_method(
        info, "FULL_WEIGHTS", [](const std::string&) { return true; },
        [](const ModelInfo& model) { return model.parameters; });
}

} // namespace loratrf
