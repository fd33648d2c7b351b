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

double ratio_of(const MethodInfo& info, const MethodOptions& options) {
    return std::get<double>(option_value(info, options, "lr_ratio"));
}

} // namespace

Method lora_plus_method() {
    MethodInfo info =
        plain_lora_info({{.key = "lr_ratio",
                          .label = "Learning rate ratio",
                          .help = "B learns this many times as fast as A; the harder the task, the larger.",
                          .value = 16.0,
                          .minimum = 1,
                          .maximum = 1000,
                          .of_training = true}});
    info.key = "loraplus";
    info.label = "LoRA+";
    info.sentence = "LoRA whose second factor learns faster than its first: often quicker to the same loss.";
    info.source = "Hayou et al. 2024, arXiv 2402.12354";
    return lora_family_method<LoraPlus>(info, ratio_of);
}

} // namespace loratrf
