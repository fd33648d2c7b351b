#include "backend/adapter/lora_plus.h"

#include "backend/adapter/lora_family.h"

namespace loratrf {

namespace {

class LoraPlus : public LoraFamily {
public:
    LoraPlus(Model& model, LoraOptions options, double ratio, uint64_t seed)
        : LoraFamily(model, std::move(options), seed), m_ratio(ratio) {}

    std::vector<Parameter> parameters() override {
        std::vector<Parameter> list = LoraFamily::parameters();
        for (Parameter& p : list)
            if (p.name.ends_with(".lora_B.weight") || p.value.dim() == 1)
                p.rate = m_ratio;
        return list;
    }

private:
    double m_ratio = 1;
};

} // namespace

Method lora_plus_method() {
    MethodInfo info;
    info.key = "loraplus";
    info.label = "LoRA+";
    info.sentence = "LoRA whose second factor learns faster than its first: often quicker to the same loss.";
    info.source = "Hayou et al. 2024, arXiv 2402.12354";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model, as a plain LoRA.";
    info.options = lora_specs();
    info.options.push_back({.key = "lr_ratio",
                            .label = "Learning rate ratio",
                            .help = "B learns this many times as fast as A; the harder the task, the larger.",
                            .value = 16.0,
                            .minimum = 1,
                            .maximum = 1000,
                            .of_training = true});
    info.options.push_back(rank_stabilised_spec());
    Method method = lora_family_method(info);
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<LoraPlus>(model, lora_options(info, options),
                                          std::get<double>(option_value(info, options, "lr_ratio")), seed);
    };
    return method;
}

} // namespace loratrf
