#include "backend/adapter/bitfit.h"

#include "backend/adapter/trained_weights.h"

namespace loratrf {

namespace {
constexpr const char* peft_type = "BITFIT";
}

Method bitfit_method() {
    Method method;
    method.info.key = "bitfit";
    method.info.label = "BitFit";
    method.info.sentence = "Trains the biases alone: a tiny baseline, for models that have biases (qwen2 has).";
    method.info.source = "Ben Zaken et al. 2022, arXiv 2106.10199";
    method.info.mergeable = true;
    method.info.export_note = "The biases under their Hugging Face names; opens in this program and, through "
                              "load_adapter.py, in transformers.";
    method.reads = reads_type(peft_type);
    method.count = [](const ModelInfo& model, const MethodOptions&) {
        int64_t count = 0;
        for (const ProjectionInfo& p : model.projections)
            count += p.bias ? p.out : 0;
        return count;
    };
    method.validate = [](const MethodOptions&) { return std::vector<Problem>{}; };
    method.attach = [](Model& model, const MethodOptions&, uint64_t) -> std::unique_ptr<Adapter> {
        auto adapter = std::make_unique<TrainedWeights>(
            model, [](const std::string& name) { return name.ends_with(".bias"); }, peft_type);
        if (adapter->parameters().empty())
            throw Error(ErrorCode::InvalidOption,
                        "this model has no biases, so BitFit has nothing to train; llama-like "
                        "models mostly have none, qwen2 has them");
        return adapter;
    };
    method.read_options = [](const std::filesystem::path&) { return MethodOptions{}; };
    return method;
}

} // namespace loratrf
