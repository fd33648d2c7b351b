#include "backend/adapter/rslora.h"

#include "backend/adapter/lora_config.h"
#include "backend/adapter/lora_family.h"

namespace loratrf {

Method rslora_method() {
    MethodInfo info;
    info.key = "rslora";
    info.label = "rsLoRA";
    info.sentence = "LoRA whose update keeps its size when the rank grows; for higher ranks.";
    info.source = "Kalajdzievski 2023, arXiv 2312.03732";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model.";
    info.options = lora_specs();
    for (OptionSpec& spec : info.options)
        if (spec.key == "alpha")
            spec.help = "The update is multiplied by alpha / sqrt(rank).";
    Method method = lora_family_method(info);
    method.reads = [](const Json& config) { return is_plain_lora(config) && states(config, "use_rslora"); };
    method.attach = [info](Model& model, const MethodOptions& given, uint64_t seed) -> std::unique_ptr<Adapter> {
        LoraOptions options = lora_options(info, given);
        options.rank_stabilised = true;
        return std::make_unique<LoraFamily>(model, std::move(options), seed);
    };
    return method;
}

} // namespace loratrf
