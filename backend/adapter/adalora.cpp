#include "backend/adapter/adalora.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/lora_config.h"
#include "backend/adapter/lora_family.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace loratrf {

namespace {

constexpr int64_t automatic = -1;

struct AdaLoraOptions {
    LoraOptions low; // rank: at the start
    int64_t target = 6;
    int64_t t_init = automatic, t_final = automatic, every = 10;
    double orthogonal = 0.5, beta1 = 0.85, beta2 = 0.85;
    double scale() const { return low.alpha / (static_cast<double>(low.rank) + 1e-5); }
};

// When ranks go, for a run of a known length. Steps count from 0, as PEFT's do.
struct RankSchedule {
    int64_t t_init = 0; // the last step with the whole budget
    int64_t freeze = 0; // the last step that chooses ranks
    int64_t every = 1;

    RankSchedule(const AdaLoraOptions& options, int64_t total_steps)
        : t_init(options.t_init == automatic ? total_steps / 10 : options.t_init),
          freeze(total_steps - std::max<int64_t>(1, options.t_final == automatic ? total_steps / 3 : options.t_final)),
          every(options.every) {}
    // A clock's guess of the length may not fit the options yet.
    bool fits() const { return t_init < freeze; }
    bool chooses(int64_t step) const {
        return step > t_init && (step == freeze || (step < freeze && step % every == 0));
    }
    // Cubic from `first` to `last`.
    int64_t budget(int64_t step, int64_t first, int64_t last) const {
        const double left = 1 - static_cast<double>(step - t_init) / static_cast<double>(freeze - t_init);
        return static_cast<int64_t>(static_cast<double>(first - last) * std::pow(left, 3) + static_cast<double>(last));
    }
};

struct AdaLoraHook : ProjectionHook {
    std::string path;
    at::Tensor a, e, b; // [r, in], [r, 1], [out, r]
    double scale = 1, dropout = 0;
    size_t site = 0;

    LowRankPair pair() const { return {a * e, b, scale, dropout, site}; }

    std::optional<ProjectionTerms> terms(const ForwardContext& context) const override {
        const std::optional<LowRankTerm> term = pair().as_term(context);
        return term ? std::optional(ProjectionTerms{.low_rank = term, .filter = {}, .site = site}) : std::nullopt;
    }

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        const at::Tensor term = pair().term(x, context);
        if (context.recorder)
            context.recorder->add_ratio(site, term, base);
        return base + term;
    }
};

MethodInfo adalora_info() {
    MethodInfo info;
    info.key = "adalora";
    info.label = "AdaLoRA";
    info.sentence = "Starts with more rank than it keeps: while training, ranks that matter least are switched off.";
    info.source = "Zhang et al. 2023, arXiv 2303.10512";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model; only kept ranks are stored.";
    for (OptionSpec& spec : low_rank_specs()) {
        spec.any_text = spec.key == "targets";
        if (spec.key == "rank") {
            spec.label = "Rank at the start";
            spec.help = "Width of every low-rank update when training begins.";
            spec.value = int64_t{12};
        } else if (spec.key == "alpha") {
            spec.help = "The update is multiplied by alpha / rank at the start.";
            spec.value = 24.0;
        }
        info.options.push_back(std::move(spec));
        if (info.options.size() == 1)
            info.options.push_back({.key = "rank_target",
                                    .label = "Rank at the end",
                                    .help = "Mean rank a projection that is left at the end; 0: half of that at the "
                                            "start.",
                                    .value = int64_t{0},
                                    .minimum = 0,
                                    .maximum = 4096,
                                    .of_training = true});
    }
    const auto add = [&](const char* key, const char* label, const char* help, OptionValue value, double minimum,
                         double maximum, bool advanced = true) {
        info.options.push_back({.key = key,
                                .label = label,
                                .help = help,
                                .value = std::move(value),
                                .minimum = minimum,
                                .maximum = maximum,
                                .advanced = advanced,
                                .of_training = true});
    };
    add("t_init", "Steps with all ranks", "Steps before the first rank goes; -1: a tenth of the run.", automatic, -1,
        1e9, false);
    add("t_final", "Steps with the final ranks",
        "Steps at the end in which the ranks stay as they are; -1: a third of the run.", automatic, -1, 1e9, false);
    add("every", "Steps between choices", "Ranks are chosen anew once in so many steps.", int64_t{10}, 1, 1e9);
    add("orthogonal", "Orthogonality", "Weight of the penalty that keeps the rows of A and columns of B orthonormal.",
        0.5, 0, 1000);
    add("beta1", "Smoothing of importance", "Share of the old importance that is kept each step.", 0.85, 0, 0.9999);
    add("beta2", "Smoothing of uncertainty", "Share of the old uncertainty that is kept each step.", 0.85, 0, 0.9999);
    return info;
}

AdaLoraOptions adalora_options(const MethodInfo& info, const MethodOptions& options) {
    const auto integer = [&](const char* key) { return std::get<int64_t>(option_value(info, options, key)); };
    const auto real = [&](const char* key) { return std::get<double>(option_value(info, options, key)); };
    AdaLoraOptions o;
    o.low.rank = integer("rank");
    o.low.alpha = real("alpha");
    o.low.dropout = real("dropout");
    o.low.targets = std::get<std::vector<std::string>>(option_value(info, options, "targets"));
    o.target = integer("rank_target");
    if (o.target == 0)
        o.target = (o.low.rank + 1) / 2;
    o.t_init = integer("t_init");
    o.t_final = integer("t_final");
    o.every = integer("every");
    o.orthogonal = real("orthogonal");
    o.beta1 = real("beta1");
    o.beta2 = real("beta2");
    return o;
}

std::vector<Problem> check_adalora(const AdaLoraOptions& options) {
    std::vector<Problem> problems = check_target_paths(options.low.targets);
    if (options.target > options.low.rank)
        problems.push_back({.field = "method_options.rank_target",
                            .message = "should not be above the rank at the start (" +
                                       std::to_string(options.low.rank) + "): AdaLoRA only takes ranks away."});
    return problems;
}

class AdaLora : public Adapter {
public:
    AdaLora(Model& model, AdaLoraOptions options, uint64_t seed) : m_options(std::move(options)) {
        at::Generator generator = seeded_generator(mix_seed(seed, 1));
        const at::TensorOptions type = at::TensorOptions(model.device()).dtype(parameter_type(model));
        const int64_t rank = m_options.low.rank;
        const auto normal = [&](at::IntArrayRef shape) {
            return at::empty(shape, at::kFloat).normal_(0, 0.02, generator).to(type).requires_grad_();
        };
        int64_t count = 0;
        for (Projection* projection : model.projections()) {
            if (!m_options.low.adapts(projection->path))
                continue;
            auto hook = std::make_shared<AdaLoraHook>();
            hook->site = m_hooks.size();
            hook->path = projection->path;
            hook->a = normal({rank, projection->weight.size(1)});
            hook->e = at::zeros({rank, 1}, type).requires_grad_();
            hook->b = normal({projection->weight.size(0), rank});
            hook->scale = m_options.scale();
            hook->dropout = m_options.low.dropout;
            count += hook->a.numel() + hook->e.numel() + hook->b.numel();
            m_sites.push_back("layer " + std::to_string(projection->layer) + " " + projection->target);
            projection->hook = hook;
            m_hooks.push_back(std::move(hook));
        }
        m_kept = at::ones({static_cast<int64_t>(m_hooks.size()), rank}, type);
        m_importance = at::zeros({count}, type);
        m_uncertainty = at::zeros({count}, type);
    }

    std::vector<Parameter> parameters() override {
        std::vector<Parameter> list;
        for (const auto& hook : m_hooks)
            for (const Parameter& p : triplets(*hook))
                list.push_back(p);
        return list;
    }
    const std::vector<std::string>& sites() const override { return m_sites; }
    std::vector<Measure> measures() const override { return {adapter_ratio_measure(), rank_measure()}; }
    void report(ActivityRecorder& recorder) const override {
        const at::Tensor ranks = m_kept.sum(1);
        for (const auto& hook : m_hooks)
            recorder.set(rank_measure().key, hook->site, ranks[static_cast<int64_t>(hook->site)]);
    }

    void plan(int64_t total_steps, int64_t /*steps_per_epoch*/) override {
        const RankSchedule schedule(m_options, total_steps);
        if (!schedule.fits())
            throw Error(ErrorCode::InvalidOption,
                        "AdaLoRA: " + std::to_string(schedule.t_init) + " steps with all ranks and " +
                            std::to_string(total_steps - schedule.freeze) + " with the final ones leave none of the " +
                            std::to_string(total_steps) + " steps of this run in which ranks could go; lower t_init " +
                            "or t_final, or train longer");
        m_total_steps = total_steps;
    }

    // gamma times the mean over all A and B of |A A^T - I| and |B^T B - I|. A micro-batch has its share of it, and the
    // shares of a step are 1 together.
    at::Tensor extra_loss() override {
        if (m_options.orthogonal == 0 || m_hooks.empty())
            return {};
        std::map<std::vector<int64_t>, std::vector<at::Tensor>> by_shape; // few large products instead of many small
        for (const auto& hook : m_hooks)
            for (const at::Tensor& rows : {hook->a, hook->b.t()}) // [r, width]
                by_shape[rows.sizes().vec()].push_back(rows);
        at::Tensor sum;
        for (const auto& [shape, list] : by_shape) {
            const at::Tensor rows = at::stack(list); // [n, r, width]
            const at::Tensor off = at::bmm(rows, rows.transpose(1, 2)) - at::eye(shape[0], rows.options());
            const at::Tensor part = at::linalg_vector_norm(off, 2, at::IntArrayRef{1, 2}).sum();
            sum = sum.defined() ? sum + part : part;
        }
        return sum * (m_options.orthogonal / static_cast<double>(2 * m_hooks.size()));
    }

    std::vector<Resized> after_step(const AfterStep& done) override {
        const at::NoGradGuard no_grad;
        m_total_steps = done.total_steps;
        const RankSchedule schedule(m_options, done.total_steps);
        const int64_t step = done.step - 1;
        if (step < schedule.freeze || !schedule.fits())
            observe(done.finite);
        if (!schedule.fits())
            return {};
        const int64_t first = m_kept.numel(), last = m_options.target * m_kept.size(0);
        if (!m_budget)
            m_budget = std::llround(m_kept.sum().item<double>());
        if (schedule.chooses(step))
            choose(schedule.budget(step, first, last));
        else if (step > schedule.freeze && *m_budget > last) // the guess passed over the step that should have chosen
            choose(last);
        else if (step > schedule.freeze)
            switch_off();
        return {};
    }

    // A and B of ranks that are switched off are in no adapter file, but may come back while training.
    std::vector<std::pair<std::string, at::Tensor>> state() const override {
        std::vector<std::pair<std::string, at::Tensor>> tensors = {
            {"kept", m_kept}, {"importance", m_importance}, {"uncertainty", m_uncertainty}};
        for (const auto& hook : m_hooks) {
            tensors.emplace_back(hook->path + ".lora_A", hook->a);
            tensors.emplace_back(hook->path + ".lora_B", hook->b);
        }
        return tensors;
    }

    AdapterContents contents(const std::string& model) const override {
        const at::NoGradGuard no_grad;
        std::vector<Parameter> stored;
        Json pattern = Json::object();
        bool all = true;
        for (const auto& hook : m_hooks) {
            const at::Tensor kept = stays(*hook), index = kept.nonzero().flatten(), flags_here = kept.cpu();
            for (const Parameter& p : triplets(*hook))
                stored.push_back({p.name, p.value.index_select(rank_axis(p), index)});
            Json& flags = pattern[hook->path + ".lora_E"] = Json::array();
            for (int64_t k = 0; k < kept.numel(); ++k)
                flags.push_back(flags_here.data_ptr<bool>()[k]);
            all = all && index.numel() == kept.numel();
        }
        // PEFT wants a length with steps between the two, even where no run gave one.
        const int64_t total_steps = m_total_steps > 0 ? m_total_steps : 2 * (m_options.t_init + m_options.t_final + 10);
        const RankSchedule schedule(m_options, total_steps);
        const Json config = {{"peft_type", "ADALORA"},
                             {"task_type", "CAUSAL_LM"},
                             {"base_model_name_or_path", model},
                             {"init_r", m_options.low.rank},
                             {"target_r", m_options.target},
                             {"lora_alpha", plain_number(m_options.low.alpha)},
                             {"lora_dropout", m_options.low.dropout},
                             {"tinit", schedule.t_init},
                             {"tfinal", total_steps - schedule.freeze},
                             {"deltaT", m_options.every},
                             {"beta1", m_options.beta1},
                             {"beta2", m_options.beta2},
                             {"orth_reg_weight", m_options.orthogonal},
                             {"total_step", total_steps},
                             {"rank_pattern", all ? Json(nullptr) : pattern},
                             {"target_modules", m_options.low.targets},
                             {"bias", "none"},
                             {"fan_in_fan_out", false},
                             {"inference_mode", true},
                             {"init_lora_weights", true},
                             {"modules_to_save", nullptr},
                             {"revision", nullptr}};
        return {stored, config};
    }

    void load(const std::filesystem::path& folder) override {
        const at::NoGradGuard no_grad;
        const Json config = read_adapter_config(folder);
        const Json pattern = config.value("rank_pattern", Json());
        std::vector<Parameter> stored, into;
        std::vector<at::Tensor> places;
        m_budget.reset();
        for (const auto& hook : m_hooks) {
            const at::Tensor index = stored_ranks(pattern, hook->path, folder).to(m_kept.device());
            m_kept[static_cast<int64_t>(hook->site)].zero_().index_fill_(0, index, 1);
            hook->e.zero_();
            for (const Parameter& p : triplets(*hook)) {
                std::vector<int64_t> shape = p.value.sizes().vec();
                shape[static_cast<size_t>(rank_axis(p))] = index.numel();
                stored.push_back({p.name, at::empty(shape, p.value.options().requires_grad(false))});
                into.push_back(p);
                places.push_back(index);
            }
        }
        read_adapter_tensors(folder, stored);
        for (size_t i = 0; i < into.size(); ++i)
            into[i].value.index_copy_(rank_axis(into[i]), places[i], stored[i].value);
        if (config.contains("total_step") && config["total_step"].is_number_integer())
            m_total_steps = config["total_step"].get<int64_t>();
    }

    at::Tensor merged(const std::string& weight, const at::Tensor& base) const override {
        const at::NoGradGuard no_grad;
        for (const auto& hook : m_hooks)
            if (hook->path + ".weight" == weight)
                return base + hook->scale * at::mm(hook->b.to(base.options()), (hook->a * hook->e).to(base.options()));
        return base;
    }

    std::optional<std::vector<LowRankDelta>> low_rank() const override {
        const at::NoGradGuard no_grad;
        std::vector<LowRankDelta> deltas;
        for (const auto& hook : m_hooks)
            if (const at::Tensor index = stays(*hook).nonzero().flatten(); index.numel() > 0)
                deltas.push_back({.path = hook->path,
                                  .a = (hook->a * hook->e).index_select(0, index).to(at::kCPU, at::kFloat),
                                  .b = (hook->b * hook->scale).index_select(1, index).to(at::kCPU, at::kFloat),
                                  .scale = hook->scale});
        return deltas;
    }

private:
    static std::vector<Parameter> triplets(const AdaLoraHook& hook) {
        return {{peft_name(hook.path, ".lora_A"), hook.a},
                {peft_name(hook.path, ".lora_E"), hook.e},
                {peft_name(hook.path, ".lora_B"), hook.b}};
    }
    static int64_t rank_axis(const Parameter& p) { return p.name.ends_with("_B") ? 1 : 0; }

    // [r] bool: ranks an adapter file has to hold. One that was switched off may have moved since, and then counts.
    at::Tensor stays(const AdaLoraHook& hook) const {
        return (m_kept[static_cast<int64_t>(hook.site)] != 0) | (hook.e.detach().flatten() != 0);
    }

    // Which of the ranks at the start a file holds for a projection.
    at::Tensor stored_ranks(const Json& pattern, const std::string& path, const std::filesystem::path& folder) const {
        const int64_t rank = m_options.low.rank;
        const std::string key = path + ".lora_E";
        if (!pattern.is_object() || !pattern.contains(key))
            return at::arange(rank, at::kLong);
        const Json& flags = pattern[key];
        if (!flags.is_array() || static_cast<int64_t>(flags.size()) != rank ||
            !std::all_of(flags.begin(), flags.end(), [](const Json& flag) { return flag.is_boolean(); }))
            throw Error(ErrorCode::BadShape, (folder / "adapter_config.json").string() + ": rank_pattern[\"" + key +
                                                 "\"] should be a list of init_r = " + std::to_string(rank) +
                                                 " booleans");
        std::vector<int64_t> index;
        for (int64_t k = 0; k < rank; ++k)
            if (flags[static_cast<size_t>(k)].get<bool>())
                index.push_back(k);
        return at::tensor(index, at::kLong);
    }

    // Smoothed sensitivity |p dL/dp| of every number and how much it still moves (equations 9 to 11); the gradients
    // are those of the update.
    void observe(const at::Tensor& finite) {
        std::vector<at::Tensor> values, gradients;
        for (const auto& hook : m_hooks)
            for (const at::Tensor& value : {hook->a, hook->e, hook->b}) {
                values.push_back(value);
                gradients.push_back(value.grad());
            }
        std::vector<at::Tensor> products = at::_foreach_mul(values, gradients);
        for (at::Tensor& product : products)
            product = product.flatten();
        const at::Tensor sensitivity = at::cat(products).abs_();
        const at::Tensor good = finite.to(at::kBool);
        const at::Tensor importance = m_options.beta1 * m_importance + (1 - m_options.beta1) * sensitivity;
        const at::Tensor uncertainty =
            m_options.beta2 * m_uncertainty + (1 - m_options.beta2) * (sensitivity - importance).abs();
        m_importance.copy_(at::where(good, importance, m_importance));
        m_uncertainty.copy_(at::where(good, uncertainty, m_uncertainty));
    }

    // [sites, r]: a triplet's score is that of its E and the means of its row of A and its column of B (equation 12).
    at::Tensor scores() const {
        const at::Tensor all = m_importance * m_uncertainty;
        std::vector<at::Tensor> rows;
        int64_t offset = 0;
        const auto next = [&](const at::Tensor& shaped) {
            const at::Tensor part = all.narrow(0, offset, shaped.numel()).view(shaped.sizes());
            offset += shaped.numel();
            return part;
        };
        for (const auto& hook : m_hooks) {
            const at::Tensor a = next(hook->a), e = next(hook->e), b = next(hook->b);
            rows.push_back(e.flatten() + (a.mean(1) + b.mean(0)));
        }
        return at::stack(rows);
    }

    // Switches off all but the `budget` highest of the model.
    void choose(int64_t budget) {
        const int64_t dropped = m_kept.numel() - budget;
        if (dropped <= 0)
            return;
        const at::Tensor order = at::argsort(scores().flatten(), /*stable=*/true, 0, /*descending=*/false);
        m_kept.fill_(1);
        m_kept.view({-1}).index_fill_(0, order.narrow(0, 0, dropped), 0);
        m_budget = budget;
        switch_off();
    }

    void switch_off() {
        for (const auto& hook : m_hooks)
            hook->e.mul_(m_kept[static_cast<int64_t>(hook->site)].unsqueeze(1));
    }

    AdaLoraOptions m_options;
    std::vector<std::shared_ptr<AdaLoraHook>> m_hooks;
    std::vector<std::string> m_sites;
    at::Tensor m_kept;                      // [sites, r] 1 or 0
    at::Tensor m_importance, m_uncertainty; // [all numbers of A, E, B of the first hook, then the next]
    std::optional<int64_t> m_budget;        // ranks of the last choice; none: as m_kept has it
    int64_t m_total_steps = 0;
};

MethodOptions read_adalora_options(const std::filesystem::path& folder) {
    const Json config = read_adapter_config(folder);
    const std::string where = (folder / "adapter_config.json").string();
    if (states(config, "use_dora"))
        throw Error(ErrorCode::Unsupported, where + ": AdaLoRA together with DoRA (\"use_dora\": true) is no method: "
                                                    "DoRA's magnitudes belong to a W + B A of fixed rank. PEFT refuses "
                                                    "it too");
    if (states(config, "modules_to_save") || (states(config, "bias") && config["bias"] != "none"))
        throw Error(ErrorCode::Unsupported, where + ": AdaLoRA with trained biases or modules is not supported");
    const auto number = [&](const char* key, double least, double most) {
        return read_number(config, key, least, most, where);
    };
    const auto whole = [&](const char* key, double least, double most) {
        return static_cast<int64_t>(number(key, least, most));
    };
    constexpr double longest = 1e9; // steps
    return {{"rank", whole("init_r", 1, 4096)},
            {"rank_target", whole("target_r", 1, 4096)},
            {"alpha", number("lora_alpha", 0.001, 65536)},
            {"dropout", config.contains("lora_dropout") ? number("lora_dropout", 0, 0.999) : 0.0},
            {"targets", read_targets(folder, ".lora_A")},
            {"t_init", whole("tinit", 0, longest)},
            {"t_final", whole("tfinal", 0, longest)},
            {"every", whole("deltaT", 1, longest)},
            {"orthogonal", number("orth_reg_weight", 0, 1000)},
            {"beta1", number("beta1", 0, 1)},
            {"beta2", number("beta2", 0, 1)}};
}

} // namespace

Method adalora_method() {
    const MethodInfo info = adalora_info();
    Method method;
    method.info = info;
    method.reads = reads_type("ADALORA");
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_lora(model, adalora_options(info, options).low,
                          [](const ProjectionInfo& p, int64_t rank) { return pair_size(p, rank) + rank; });
    };
    method.validate = [info](const MethodOptions& options) { return check_adalora(adalora_options(info, options)); };
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<AdaLora>(model, adalora_options(info, options), seed);
    };
    method.read_options = read_adalora_options;
    return method;
}

} // namespace loratrf
