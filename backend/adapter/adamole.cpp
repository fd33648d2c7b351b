#include "backend/adapter/adamole.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/low_rank.h"
#include "backend/adapter/own_format.h"
#include "backend/adapter/routing.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"
#include "backend/ops/ops.h"

#include <cmath>

namespace loratrf {

namespace {

constexpr const char* peft_type = "ADAMOLE";

constexpr int64_t most_shares = 8; // experts whose shares are still readable one by one

enum class Routing { Adaptive, TopK, Threshold };

struct AdaMoleOptions {
    LowRankOptions lora; // of one expert
    int64_t experts = 8, top_k = 2;
    Routing routing = Routing::Adaptive;
    double tau_max = 0; // as used: never 0
    double balance = 0;
    bool minus_tau = false;              // what the balance loss takes for P
    std::vector<std::string> share_keys; // of the measures, one an expert; empty: too many
};

// What the gate makes of tokens. [T, N] each, tau [T, 1] or undefined.
struct Choice {
    at::Tensor p, tau, active, weight;
};

struct ExpertsHook : ProjectionHook {
    std::shared_ptr<const AdaMoleOptions> options;
    std::string path;
    size_t site = 0;
    at::Tensor a, b;                             // [N, r, in], [N, out, r]
    at::Tensor gate;                             // [N, in]
    at::Tensor threshold_weight, threshold_bias; // [1, in], [1]; adaptive only
    BalanceLoss balance;

    Choice choose(const at::Tensor& x) const {
        const bool adaptive = options->routing == Routing::Adaptive;
        const at::Tensor rows = adaptive ? at::cat({gate, threshold_weight}) : gate; // one product for both
        const at::Tensor z = at::linear(x, rows.to(x.scalar_type())).to(gate.scalar_type());
        Choice c;
        c.p = at::softmax(z.narrow(1, 0, options->experts), -1);
        if (adaptive) {
            c.tau = options->tau_max * at::sigmoid(z.narrow(1, options->experts, 1) + threshold_bias);
            c.active = c.p >= c.tau;
            c.weight = at::relu(c.p - c.tau);
        } else {
            c.active = options->routing == Routing::TopK ? k_largest(c.p, options->top_k) : c.p >= options->tau_max;
            c.weight = c.p * c.active;
        }
        const at::Tensor total = c.weight.sum(-1, true);
        c.weight = c.weight / total.masked_fill(total == 0, 1);
        return c;
    }

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        const Choice choice = choose(x);
        if (context.training && options->balance > 0)
            balance.add(choice.active, options->minus_tau ? choice.p - choice.tau : choice.p);

        at::Tensor input = x;
        if (context.training && options->lora.dropout > 0)
            input = ops::dropout(x, options->lora.dropout, mix_seed(context.dropout_seed, site));
        const at::ScalarType type = x.scalar_type();
        const at::Tensor z = at::linear(input, a.flatten(0, 1).to(type)).unflatten(1, {a.size(0), a.size(1)}) *
                             (choice.weight * options->lora.scale()).to(type).unsqueeze(2); // [T, N, r]
        const at::Tensor term =
            at::linear(z.flatten(1), b.transpose(0, 1).flatten(1).to(type)); // B's side by side: [out, N r]
        if (context.recorder)
            record(*context.recorder, choice, term, base);
        return base + term;
    }

    void record(ActivityRecorder& recorder, const Choice& choice, const at::Tensor& term,
                const at::Tensor& base) const {
        recorder.add_ratio(site, term, base);
        recorder.add("active_experts", site, choice.active.sum(-1));
        if (choice.tau.defined())
            recorder.add("threshold", site, choice.tau);
        for (size_t i = 0; i < options->share_keys.size(); ++i)
            recorder.add(options->share_keys[i], site, choice.weight.select(1, static_cast<int64_t>(i)));
        if (options->share_keys.empty())
            recorder.add("largest_share", site, choice.weight.mean(0).max().reshape({1}));
    }
};

MethodInfo adamole_info() {
    MethodInfo info;
    info.key = "adamole";
    info.label = "AdaMoLE";
    info.sentence =
        "Several small LoRA experts a projection; a learned threshold decides for every word which take part.";
    info.source = "Liu and Luo 2024, arXiv 2405.00361";
    info.export_note =
        "Opens in this program, and in transformers by the load_adapter.py beside it. PEFT refuses it; the "
        "experts' weights follow the input, so nothing can be merged.";
    info.options = low_rank_specs();
    for (OptionSpec& spec : info.options) {
        if (spec.key == "rank") {
            spec.help = "Width of each expert's update; a LoRA of as many parameters has about this times the experts.";
            spec.value = int64_t{4};
        }
        if (spec.key == "alpha") {
            spec.help =
                "The experts' sum is multiplied by alpha / rank of ONE expert and its weights sum to 1: give a LoRA "
                "you compare with the same alpha / rank (the paper's 16 / 4 is eight times its LoRA's 16 / 32).";
            spec.value = 8.0;
        }
    }
    const std::vector<OptionSpec> own = {
        {.key = "experts",
         .label = "Experts",
         .help = "Low-rank updates a projection can choose from.",
         .value = int64_t{8},
         .minimum = 1,
         .maximum = 256},
        {.key = "routing",
         .label = "Choice of experts",
         .help = "adaptive: a threshold learned for each word; top_k: always as many; threshold: a fixed one.",
         .value = std::string("adaptive"),
         .choices = {"adaptive", "top_k", "threshold"}},
        {.key = "top_k",
         .label = "Experts a word",
         .help = "With top_k: how many of the likeliest experts take part.",
         .value = int64_t{2},
         .minimum = 1,
         .maximum = 256,
         .advanced = true},
        {.key = "tau_max",
         .label = "Largest threshold",
         .help =
             "Upper end of the learned threshold, or the fixed threshold itself; 0: 1 / experts, below which at least "
             "one expert always takes part.",
         .value = 0.0,
         .minimum = 0,
         .maximum = 1,
         .advanced = true},
        {.key = "balance",
         .label = "Balance",
         .help = "Weight of the loss that keeps all experts in use; 0: none.",
         .value = 1e-3,
         .minimum = 0,
         .maximum = 10,
         .advanced = true,
         .of_training = true},
        {.key = "balance_input",
         .label = "Balance by",
         .help = "What the balance loss averages: p, the gate's probability, or p_minus_tau as the authors' code does.",
         .value = std::string("p"),
         .choices = {"p", "p_minus_tau"},
         .advanced = true,
         .of_training = true},
    };
    info.options.insert(info.options.begin(), own.begin(), own.end());
    return info;
}

const MethodInfo& info() {
    static const MethodInfo made = adamole_info();
    return made;
}

AdaMoleOptions adamole_options(const MethodOptions& options) {
    const auto text = [&](const char* key) { return std::get<std::string>(option_value(info(), options, key)); };
    const auto whole = [&](const char* key) { return std::get<int64_t>(option_value(info(), options, key)); };
    const auto real = [&](const char* key) { return std::get<double>(option_value(info(), options, key)); };
    AdaMoleOptions o;
    o.lora = low_rank_options(info(), options);
    o.experts = whole("experts");
    o.top_k = whole("top_k");
    o.routing = text("routing") == "adaptive" ? Routing::Adaptive
                : text("routing") == "top_k"  ? Routing::TopK
                                              : Routing::Threshold;
    o.tau_max = real("tau_max") > 0 ? real("tau_max") : 1.0 / static_cast<double>(o.experts);
    o.balance = real("balance");
    o.minus_tau = text("balance_input") == "p_minus_tau";
    for (int64_t i = 1; i <= o.experts && o.experts <= most_shares; ++i)
        o.share_keys.push_back("expert_" + std::to_string(i) + "_share");
    return o;
}

std::vector<Problem> check(const MethodOptions& options) {
    const AdaMoleOptions o = adamole_options(options);
    std::vector<Problem> problems = check_low_rank(o.lora);
    if (o.routing == Routing::TopK && o.top_k > o.experts)
        problems.push_back({.field = "method_options.top_k",
                            .message = "There are only " + std::to_string(o.experts) + " experts to choose " +
                                       std::to_string(o.top_k) + " from."});
    if (o.minus_tau && o.routing != Routing::Adaptive)
        problems.push_back({.field = "method_options.balance_input",
                            .message = "Only the adaptive choice has a threshold tau to subtract; choose p."});
    return problems;
}

int64_t count(const ModelInfo& model, const AdaMoleOptions& o) {
    int64_t total = o.experts * count_low_rank(model, o.lora);
    for (const ProjectionInfo& p : model.projections)
        if (is_target(o.lora.targets, p.target))
            total += o.experts * p.in + (o.routing == Routing::Adaptive ? p.in + 1 : 0);
    return total;
}

class AdaMole : public Adapter {
public:
    AdaMole(Model& model, const MethodOptions& given, uint64_t seed)
        : m_given(given), m_options(std::make_shared<AdaMoleOptions>(adamole_options(given))) {
        at::Generator generator = seeded_generator(mix_seed(seed, 1));
        for (Projection* projection : model.projections()) {
            if (!is_target(m_options->lora.targets, projection->target))
                continue;
            m_sites.push_back("layer " + std::to_string(projection->layer) + " " + projection->target);
            m_hooks.push_back(make_hook(model, *projection, generator));
            projection->hook = m_hooks.back();
        }
    }

    std::vector<Parameter> parameters() override { return stored(); }

    at::Tensor extra_loss() override {
        at::Tensor sum;
        for (const auto& hook : m_hooks)
            if (const at::Tensor loss = hook->balance.take(); loss.defined())
                sum = sum.defined() ? sum + loss : loss;
        return sum.defined() ? sum * m_options->balance : sum;
    }

    const std::vector<std::string>& sites() const override { return m_sites; }

    std::vector<Measure> measures() const override {
        std::vector<Measure> list = {adapter_ratio_measure(),
                                     {.key = "active_experts",
                                      .label = "Active experts",
                                      .help = "Experts that take part, mean over tokens",
                                      .limit = static_cast<double>(m_options->experts)}};
        if (m_options->routing == Routing::Adaptive)
            list.push_back({.key = "threshold",
                            .label = "Threshold",
                            .help = "Gate probability from which on an expert takes part, mean over tokens",
                            .limit = m_options->tau_max});
        for (size_t i = 0; i < m_options->share_keys.size(); ++i)
            list.push_back({.key = m_options->share_keys[i],
                            .label = "Expert " + std::to_string(i + 1) + " share",
                            .help = "Weight of this expert, mean over tokens",
                            .limit = 1});
        if (m_options->share_keys.empty())
            list.push_back({.key = "largest_share",
                            .label = "Largest share",
                            .help = "Weight of the expert that takes part most, mean over tokens",
                            .limit = 1});
        return list;
    }

    AdapterContents contents(const std::string& model) const override {
        return {stored(), own_config(peft_type, info(), m_given, model)};
    }

    void load(const std::filesystem::path& folder) override { read_adapter_tensors(folder, stored()); }

private:
    std::shared_ptr<ExpertsHook> make_hook(const Model& model, const Projection& projection,
                                           at::Generator& generator) const {
        const int64_t out = projection.weight.size(0), in = projection.weight.size(1), rank = m_options->lora.rank;
        const at::TensorOptions type = at::TensorOptions(model.device()).dtype(parameter_type(model));
        const auto uniform = [&](at::IntArrayRef shape) {
            return kaiming_uniform(shape, generator, model.device(), parameter_type(model)).requires_grad_();
        };
        auto hook = std::make_shared<ExpertsHook>();
        hook->options = m_options;
        hook->path = projection.path;
        hook->site = m_hooks.size();
        hook->a = uniform({m_options->experts, rank, in});
        hook->b = at::zeros({m_options->experts, out, rank}, type).requires_grad_();
        hook->gate = uniform({m_options->experts, in});
        if (m_options->routing == Routing::Adaptive) {
            hook->threshold_weight = uniform({1, in});
            const double bound = 1 / std::sqrt(static_cast<double>(in));
            hook->threshold_bias =
                at::empty({1}, at::kFloat).uniform_(-bound, bound, generator).to(type).requires_grad_();
        }
        return hook;
    }

    std::vector<Parameter> stored() const {
        std::vector<Parameter> list;
        for (const auto& hook : m_hooks) {
            list.push_back({peft_name(hook->path, ".experts_A"), hook->a});
            list.push_back({peft_name(hook->path, ".experts_B"), hook->b});
            list.push_back({peft_name(hook->path, ".gate.weight"), hook->gate});
            if (m_options->routing != Routing::Adaptive)
                continue;
            list.push_back({peft_name(hook->path, ".threshold.weight"), hook->threshold_weight});
            list.push_back(
                {.name = peft_name(hook->path, ".threshold.bias"), .value = hook->threshold_bias, .decay = false});
        }
        return list;
    }

    MethodOptions m_given;
    std::shared_ptr<const AdaMoleOptions> m_options;
    std::vector<std::shared_ptr<ExpertsHook>> m_hooks;
    std::vector<std::string> m_sites;
};

} // namespace

Method adamole_method() {
    Method method;
    method.info = info();
    method.reads = reads_type(peft_type);
    method.count = [](const ModelInfo& model, const MethodOptions& o) { return count(model, adamole_options(o)); };
    method.validate = check;
    method.attach = [](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<AdaMole>(model, options, seed);
    };
    method.read_options = [](const std::filesystem::path& folder) { return read_own_options(folder, info(), check); };
    return method;
}

} // namespace loratrf
