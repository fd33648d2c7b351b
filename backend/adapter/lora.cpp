#include "backend/adapter/lora.h"

#include "backend/adapter/lora_family.h"

namespace loratrf {

Method lora_method() {
    MethodInfo info;
    info.key = "lora";
    info.label = "LoRA";
    info.sentence = "Adds a small low-rank update to chosen projections; the method most tools use.";
    info.source = "Hu et al. 2021, arXiv 2106.09685";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model.";
    info.options = lora_specs();
    return lora_family_method(info);
}

} // namespace loratrf
