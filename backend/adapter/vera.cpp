#include "backend/adapter/vera.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/lora_config.h"
#include "backend/adapter/lora_family.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

struct VeraOptions : LoraOptions { // rank, dropout and targets of it
    double d_initial;
    VeraOptions(const MethodInfo& info, const MethodOptions& options)
        : d_initial(std::get<double>(option_value(info, options, "d_initial"))) {
        rank = std::get<int64_t>(option_value(info, options, "rank"));
        dropout = std::get<double>(option_value(info, options, "dropout"));
        targets = std::get<std::vector<std::string>>(option_value(info, options, "targets"));
    }
};

struct VeraHook : ProjectionHook {
    std::string path;
    LowRankPair pair;              // views of what all share, [r, in] and [out, r]
    at::Tensor lambda_d, lambda_b; // [r], [out]

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        const auto as_x = [&](const at::Tensor& t) { return t.to(x.scalar_type()); };
        const at::Tensor z = at::linear(pair.dropped(x, context), as_x(pair.a)) * as_x(lambda_d); // [T, r]
        const at::Tensor term = at::linear(z, as_x(pair.b)) * as_x(lambda_b);
        if (context.recorder)
            context.recorder->add_ratio(pair.index, term, base);
        return base + term;
    }
    LowRankDelta delta(const at::TensorOptions& options) const {
        const at::Tensor a = lambda_d.detach().unsqueeze(1) * pair.a, b = lambda_b.detach().unsqueeze(1) * pair.b;
        return {.path = path, .a = a.to(options), .b = b.to(options)};
    }
};

MethodInfo vera_info() {
    MethodInfo info;
    info.key = "vera";
    info.label = "VeRA";
    info.sentence = "Learns two vectors a projection around one random low-rank pair that all of them share.";
    info.source = "Kopiczko et al. 2024, arXiv 2310.11454";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model.";
    for (OptionSpec& spec : low_rank_specs()) {
        spec.any_text = spec.key == "targets";
        if (spec.key == "rank")
            spec.value = int64_t{256};
        if (spec.key != "alpha")
            info.options.push_back(spec);
    }
    info.options.push_back({.key = "d_initial",
                            .label = "Start of the inner vector",
                            .help = "What every number of Lambda_d starts at; the paper advises 0.1 or less.",
                            .value = 0.1,
                            .minimum = 1e-7,
                            .maximum = 100,
                            .advanced = true});
    return info;
}

class Vera : public Adapter {
public:
    Vera(Model& model, VeraOptions options, uint64_t seed) : m_options(std::move(options)) {
        std::vector<Projection*> adapted = model.projections();
        std::erase_if(adapted, [&](const Projection* p) { return !m_options.adapts(p->path); });
        if (adapted.empty())
            throw Error(ErrorCode::InvalidOption, "method_options.targets: no projection of this model is among them");
        const auto largest = [&](int64_t dim) {
            return std::ranges::max(adapted, {}, [&](Projection* p) { return p->weight.size(dim); })->weight.size(dim);
        };
        const auto like = adapted.front()->weight.options().dtype(parameter_type(model));
        at::Generator generator = seeded_generator(mix_seed(seed, 1));
        const double gain = std::sqrt(6.0); // PEFT's kaiming-uniform is that of a ReLU, kaiming_uniform() Linear's
        m_a = (gain * kaiming_uniform({m_options.rank, largest(1)}, generator, at::kCPU, at::kDouble)).to(like);
        m_b = (gain * kaiming_uniform({largest(0), m_options.rank}, generator, at::kCPU, at::kDouble)).to(like);
        for (Projection* projection : adapted) {
            const Weight& w = projection->weight;
            auto hook = std::make_shared<VeraHook>();
            hook->path = projection->path;
            hook->pair = {m_a.narrow(1, 0, w.size(1)), m_b.narrow(0, 0, w.size(0)), /*scale=*/1, m_options.dropout,
                          /*index=*/m_hooks.size()};
            hook->lambda_d = at::full({m_options.rank}, m_options.d_initial, like).requires_grad_();
            hook->lambda_b = at::zeros({w.size(0)}, like).requires_grad_();
            m_sites.push_back("layer " + std::to_string(projection->layer) + " " + projection->target);
            projection->hook = hook;
            m_hooks.push_back(std::move(hook));
        }
    }

    std::vector<Parameter> parameters() override {
        std::vector<Parameter> list = stored();
        std::erase_if(list, [](const Parameter& p) { return !p.value.requires_grad(); });
        return list;
    }
    const std::vector<std::string>& sites() const override { return m_sites; }

    AdapterContents contents(const std::string& model) const override {
        const Json config = {{"peft_type", "VERA"},
                             {"task_type", "CAUSAL_LM"},
                             {"base_model_name_or_path", model},
                             {"r", m_options.rank},
                             {"vera_dropout", m_options.dropout},
                             {"d_initial", m_options.d_initial},
                             {"target_modules", m_options.targets},
                             {"save_projection", true},
                             {"inference_mode", true}};
        return {stored(), config};
    }
    void load(const std::filesystem::path& folder) override { read_adapter_tensors(folder, stored()); }

    at::Tensor merged(const std::string& weight, const at::Tensor& base) const override {
        for (const auto& hook : m_hooks)
            if (weight == hook->path + ".weight") {
                const LowRankDelta delta = hook->delta(base.options());
                return base + at::mm(delta.b, delta.a);
            }
        return base;
    }
    std::optional<std::vector<LowRankDelta>> low_rank() const override {
        std::vector<LowRankDelta> deltas;
        for (const auto& hook : m_hooks)
            deltas.push_back(hook->delta(at::TensorOptions(at::kFloat).device(at::kCPU)));
        return deltas;
    }

private:
    std::vector<Parameter> stored() const {
        std::vector<Parameter> list = {{"base_model.vera_A", m_a}, {"base_model.vera_B", m_b}};
        for (const auto& hook : m_hooks) {
            list.push_back({peft_name(hook->path, ".vera_lambda_b"), hook->lambda_b, /*decay=*/false});
            list.push_back({peft_name(hook->path, ".vera_lambda_d"), hook->lambda_d, /*decay=*/false});
        }
        return list;
    }

    VeraOptions m_options;
    at::Tensor m_a, m_b; // shared: [r, largest in], [largest out, r]
    std::vector<std::shared_ptr<VeraHook>> m_hooks;
    std::vector<std::string> m_sites;
};

MethodOptions read_vera_options(const std::filesystem::path& folder) {
    const Json config = read_adapter_config(folder);
    const std::string where = (folder / "adapter_config.json").string();
    if (states(config, "modules_to_save") || (states(config, "bias") && config["bias"] != "none"))
        throw Error(ErrorCode::Unsupported, where + ": VeRA with trained biases or modules is not supported");
    if (!states(config, "save_projection"))
        throw Error(ErrorCode::Unsupported, where + ": the projections are missing; save with save_projection=True");
    return {{"rank", static_cast<int64_t>(read_number(config, "r", 1, 4096, where, true))},
            {"dropout", read_number(config, "vera_dropout", 0, 0.999, where)},
            {"d_initial", read_number(config, "d_initial", 1e-7, 100, where)},
            {"targets", read_targets(folder, ".vera_lambda_d")}};
}

} // namespace

Method vera_method() {
    const MethodInfo info = vera_info();
    Method method;
    method.info = info;
    method.reads = reads_type("VERA");
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_lora(model, VeraOptions(info, options),
                          [](const ProjectionInfo& p, int64_t rank) { return p.out + rank; });
    };
    method.validate = [info](const MethodOptions& o) { return check_target_paths(VeraOptions(info, o).targets); };
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<Vera>(model, VeraOptions(info, options), seed);
    };
    method.read_options = read_vera_options;
    return method;
}

} // namespace loratrf
