#include "backend/adapter/head_only.h"

#include "backend/adapter/trained_weights.h"

namespace loratrf {

namespace {
constexpr const char* peft_type = "HEAD_ONLY";
constexpr const char* head = "lm_head.weight";
} // namespace

Method head_only_method() {
    Method method;
    method.info.key = "head";
    method.info.label = "Head only";
    method.info.sentence = "Trains the output head alone, cut loose from the embedding where the two are tied.";
    method.info.source = "no adapter";
    method.info.mergeable = true;
    method.info.export_note = "The head under its Hugging Face name; opens in this program and, through "
                              "load_adapter.py, in transformers.";
    method.reads = reads_type(peft_type);
    method.count = [](const ModelInfo& model, const MethodOptions&) { return model.vocabulary * model.hidden; };
    method.validate = [](const MethodOptions&) { return std::vector<Problem>{}; };
    method.attach = [](Model& model, const MethodOptions&, uint64_t) -> std::unique_ptr<Adapter> {
        model.separate_head();
        return std::make_unique<TrainedWeights>(
            model, [](const std::string& name) { return name == head; }, peft_type);
    };
    method.read_options = [](const std::filesystem::path&) { return MethodOptions{}; };
    return method;
}

} // namespace loratrf
