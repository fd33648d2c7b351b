#include "backend/adapter/full.h"

#include "backend/adapter/trained_weights.h"

namespace loratrf {

namespace {
constexpr const char* peft_type = "FULL_WEIGHTS";
}

Method full_method() {
    Method method;
    method.info.key = "full";
    method.info.label = "Full fine-tuning";
    method.info.sentence = "Trains every weight of the model: the most memory and the largest files.";
    method.info.source = "no adapter";
    method.info.mergeable = true;
    method.info.needs_fp32 = true;
    method.info.export_note =
        "All weights under their Hugging Face names in one safetensors file; opens in this program.";
    method.reads = reads_type(peft_type);
    method.count = [](const ModelInfo& model, const MethodOptions&) { return model.parameters; };
    method.validate = [](const MethodOptions&) { return std::vector<Problem>{}; };
    method.attach = [](Model& model, const MethodOptions&, uint64_t) -> std::unique_ptr<Adapter> {
        return std::make_unique<TrainedWeights>(
            model, [](const std::string&) { return true; }, peft_type);
    };
    method.read_options = [](const std::filesystem::path&) { return MethodOptions{}; };
    return method;
}

} // namespace loratrf
