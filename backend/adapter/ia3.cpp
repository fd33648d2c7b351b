#include "backend/adapter/ia3.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/low_rank.h"
#include "backend/model/recorder.h"

#include <algorithm>

namespace loratrf {

namespace {

struct Ia3Options {
    std::vector<std::string> targets, feed_forward;
};

struct Ia3Hook : ProjectionHook {
    std::string path;
    size_t site = 0;
    bool feed_forward = false;
    at::Tensor l; // [out, 1], or [1, in] for feed-forward: PEFT's shapes

    at::Tensor scaled(const at::Tensor& x, const ForwardContext& context) const {
        const at::Tensor y = x * l.flatten().to(x.scalar_type());
        if (ActivityRecorder* recorder = context.recorder; recorder && recorder->wants_ratio()) {
            const at::Tensor before = recorder->sample(x);
            recorder->add_sampled_ratio(site, recorder->sample(y) - before, before);
        }
        return y;
    }
    at::Tensor input(const at::Tensor& x, const ForwardContext& context) override {
        return feed_forward ? scaled(x, context) : x;
    }
    at::Tensor apply(const at::Tensor& /*x*/, const at::Tensor& base, const ForwardContext& context) override {
        return feed_forward ? base : scaled(base, context);
    }
};

MethodInfo ia3_info() {
    MethodInfo info;
    info.key = "ia3";
    info.label = "IA3";
    info.sentence = "Learns one factor a feature on keys, values and the feed-forward's inner state: very few numbers.";
    info.source = "Liu et al. 2022, arXiv 2205.05638";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model.";
    info.options = {{.key = "targets",
                     .label = "Projections",
                     .help = "The linear layers that get factors.",
                     .value = std::vector<std::string>{"k_proj", "v_proj", "down_proj"},
                     .choices = all_targets()},
                    {.key = "feed_forward",
                     .label = "Factors on the input",
                     .help = "Those of them whose input is scaled instead of their output.",
                     .value = std::vector<std::string>{"down_proj"},
                     .choices = all_targets(),
                     .advanced = true}};
    return info;
}

Ia3Options ia3_options(const MethodInfo& info, const MethodOptions& options) {
    return {std::get<std::vector<std::string>>(option_value(info, options, "targets")),
            std::get<std::vector<std::string>>(option_value(info, options, "feed_forward"))};
}

std::vector<Problem> check_ia3(const Ia3Options& options) {
    std::vector<Problem> problems = check_targets(options.targets);
    for (const std::string& target : options.feed_forward)
        if (!is_target(options.targets, target))
            problems.push_back({.field = "method_options.feed_forward",
                                .message = "\"" + target + "\" is not among the projections that get factors."});
    return problems;
}

class Ia3 : public Adapter {
public:
    Ia3(Model& model, Ia3Options options) : m_options(std::move(options)) {
        for (Projection* projection : model.projections()) {
            if (!is_target(m_options.targets, projection->target))
                continue;
            auto hook = std::make_shared<Ia3Hook>();
            hook->path = projection->path;
            hook->site = m_hooks.size();
            hook->feed_forward = is_target(m_options.feed_forward, projection->target);
            const Weight& w = projection->weight;
            const std::vector<int64_t> shape =
                hook->feed_forward ? std::vector<int64_t>{1, w.size(1)} : std::vector<int64_t>{w.size(0), 1};
            hook->l = at::ones(shape, w.options().dtype(parameter_type(model))).requires_grad_();
            m_sites.push_back("layer " + std::to_string(projection->layer) + " " + projection->target);
            projection->hook = hook;
            m_hooks.push_back(std::move(hook));
        }
    }

    std::vector<Parameter> parameters() override { return stored(); }
    const std::vector<std::string>& sites() const override { return m_sites; }

    AdapterContents contents(const std::string& model) const override {
        const Json config = {{"peft_type", "IA3"},
                             {"task_type", "CAUSAL_LM"},
                             {"base_model_name_or_path", model},
                             {"target_modules", m_options.targets},
                             {"feedforward_modules", m_options.feed_forward},
                             {"fan_in_fan_out", false},
                             {"inference_mode", true},
                             {"init_ia3_weights", true},
                             {"modules_to_save", nullptr},
                             {"revision", nullptr}};
        return {stored(), config};
    }
    void load(const std::filesystem::path& folder) override { read_adapter_tensors(folder, stored()); }

    at::Tensor merged(const std::string& weight, const at::Tensor& base) const override {
        for (const auto& hook : m_hooks) {
            const at::Tensor l = hook->l.detach().to(base.options());
            if (weight == hook->path + ".weight")
                return base * l; // [out, 1] scales rows, [1, in] columns
            if (weight == hook->path + ".bias" && !hook->feed_forward)
                return base * l.flatten();
        }
        return base;
    }

private:
    std::vector<Parameter> stored() const {
        std::vector<Parameter> list;
        for (const auto& hook : m_hooks) // factors around one: decay towards zero would switch features off
            list.push_back({.name = peft_name(hook->path, ".ia3_l"), .value = hook->l, .decay = false});
        return list;
    }

    Ia3Options m_options;
    std::vector<std::shared_ptr<Ia3Hook>> m_hooks;
    std::vector<std::string> m_sites;
};

// What this build reads of PEFT's IA3; anything that changes the mathematics and is not understood is refused.
MethodOptions read_ia3_options(const std::filesystem::path& folder) {
    const Json config = read_adapter_config(folder);
    const std::string where = (folder / "adapter_config.json").string();
    for (const char* key : {"exclude_modules", "modules_to_save"})
        if (config.contains(key) && !config[key].is_null() && !config[key].empty())
            throw Error(ErrorCode::Unsupported, where + ": \"" + key + "\" is not supported for IA3");
    try {
        return {{"targets", config.at("target_modules").get<std::vector<std::string>>()},
                {"feed_forward", config.at("feedforward_modules").get<std::vector<std::string>>()}};
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::MissingField,
                    where + ": expected lists \"target_modules\" and \"feedforward_modules\" of layer names");
    }
}

} // namespace

Method ia3_method() {
    const MethodInfo info = ia3_info();
    Method method;
    method.info = info;
    method.reads = reads_type("IA3");
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        const Ia3Options o = ia3_options(info, options);
        int64_t count = 0;
        for (const ProjectionInfo& p : model.projections)
            if (is_target(o.targets, p.target))
                count += is_target(o.feed_forward, p.target) ? p.in : p.out;
        return count;
    };
    method.validate = [info](const MethodOptions& options) { return check_ia3(ia3_options(info, options)); };
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t) -> std::unique_ptr<Adapter> {
        return std::make_unique<Ia3>(model, ia3_options(info, options));
    };
    method.read_options = read_ia3_options;
    return method;
}

} // namespace loratrf
