#include "backend/adapter/lora.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/low_rank.h"
#include "backend/adapter/recorder.h"
#include "backend/device/device.h"

namespace loratrf {

namespace {

struct LoraHook : ProjectionHook {
    LowRankPair pair;
    std::string path;
    size_t site = 0;

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        const at::Tensor term = pair.term(x, context);
        if (context.recorder)
            context.recorder->add_ratio(site, term, base);
        return base + term;
    }
};

MethodInfo lora_info() {
    MethodInfo info;
    info.key = "lora";
    info.label = "LoRA";
    info.sentence = "Adds a small low-rank update to chosen projections; the method most tools use.";
    info.source = "Hu et al. 2021, arXiv 2106.09685";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model.";
    info.options = low_rank_specs();
    return info;
}

class Lora : public Adapter {
public:
    Lora(Model& model, LowRankOptions options, uint64_t seed) : m_options(std::move(options)) {
        at::Generator generator = seeded_generator(mix_seed(seed, 1));
        for (Projection* projection : model.projections()) {
            if (!is_target(m_options.targets, projection->target))
                continue;
            auto hook = std::make_shared<LoraHook>();
            hook->site = m_hooks.size();
            hook->path = projection->path;
            hook->pair = make_pair(*projection, m_options, generator, hook->site);
            m_sites.push_back("layer " + std::to_string(projection->layer) + " " + projection->target);
            projection->hook = hook;
            m_hooks.push_back(std::move(hook));
        }
    }

    std::vector<Parameter> parameters() override { return stored(); }
    const std::vector<std::string>& sites() const override { return m_sites; }

    void save(const std::filesystem::path& folder, const std::string& model) const override {
        write_adapter_tensors(folder, stored());
        const Json config = {{"peft_type", "LORA"},
                             {"task_type", "CAUSAL_LM"},
                             {"base_model_name_or_path", model},
                             {"r", m_options.rank},
                             {"lora_alpha", m_options.alpha},
                             {"lora_dropout", m_options.dropout},
                             {"target_modules", m_options.targets},
                             {"bias", "none"},
                             {"fan_in_fan_out", false},
                             {"inference_mode", true},
                             {"init_lora_weights", true},
                             {"use_rslora", false},
                             {"use_dora", false},
                             {"rank_pattern", Json::object()},
                             {"alpha_pattern", Json::object()},
                             {"modules_to_save", nullptr},
                             {"revision", nullptr}};
        write_adapter_config(folder, config);
    }

    void load(const std::filesystem::path& folder) override { read_adapter_tensors(folder, stored()); }

private:
    std::vector<Parameter> stored() const {
        std::vector<Parameter> list;
        for (const auto& hook : m_hooks) {
            list.push_back({peft_name(hook->path, ".lora_A.weight"), hook->pair.a});
            list.push_back({peft_name(hook->path, ".lora_B.weight"), hook->pair.b});
        }
        return list;
    }

    LowRankOptions m_options;
    std::vector<std::shared_ptr<LoraHook>> m_hooks;
    std::vector<std::string> m_sites;
};

// What this build reads of PEFT's LoRA; anything that changes the mathematics and is not understood is refused.
MethodOptions read_lora_options(const std::filesystem::path& folder) {
    const Json config = read_adapter_config(folder);
    const std::string where = (folder / "adapter_config.json").string();
    for (const char* flag : {"use_dora", "use_rslora", "fan_in_fan_out"})
        if (config.value(flag, Json(false)) == Json(true))
            throw Error(ErrorCode::Unsupported, where + ": \"" + flag + "\" is not supported yet");
    for (const char* pattern : {"rank_pattern", "alpha_pattern", "modules_to_save"})
        if (config.contains(pattern) && !config[pattern].is_null() && !config[pattern].empty())
            throw Error(ErrorCode::Unsupported, where + ": \"" + pattern + "\" is not supported yet");
    if (config.value("bias", "none") != "none")
        throw Error(ErrorCode::Unsupported, where + ": trained biases are not supported yet");
    if (!config.contains("r") || !config["r"].is_number_integer() || !config.contains("lora_alpha") ||
        !config["lora_alpha"].is_number() || !config.contains("target_modules") || !config["target_modules"].is_array())
        throw Error(ErrorCode::MissingField, where + ": expected \"r\", \"lora_alpha\" and a list \"target_modules\"");
    MethodOptions options;
    options["rank"] = config["r"].get<int64_t>();
    options["alpha"] = config["lora_alpha"].get<double>();
    options["targets"] = config["target_modules"].get<std::vector<std::string>>();
    return options;
}

} // namespace

Method lora_method() {
    const MethodInfo info = lora_info();
    Method method;
    method.info = info;
    method.reads = reads_type("LORA");
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_low_rank(model, low_rank_options(info, options));
    };
    method.validate = [info](const MethodOptions& options) { return check_low_rank(low_rank_options(info, options)); };
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<Lora>(model, low_rank_options(info, options), seed);
    };
    method.read_options = read_lora_options;
    return method;
}

} // namespace loratrf
