#include "backend/adapter/milora.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/constant_adam.h"
#include "backend/adapter/low_rank.h"
#include "backend/adapter/own_format.h"
#include "backend/adapter/prompt_pooler.h"
#include "backend/adapter/rational.h"
#include "backend/adapter/routing.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>

namespace loratrf {

namespace {

constexpr const char* peft_type = "MILORA";

constexpr double bilevel_rate = 1e-6; // the paper's

enum class Gate { None, Probability, Renormalised };

struct MiLoraOptions {
    LowRankOptions lora;
    int64_t top_k = 3;
    Pooling pooling = Pooling::Attention;
    bool rational = true; // else GELU
    Gate gate = Gate::Renormalised;
    double balance = 0;
    bool bilevel = false;
};

struct Router : BlockHook {
    std::shared_ptr<const MiLoraOptions> options;
    std::string path;
    size_t layer = 0, first_site = 0;  // its projections' sites follow each other
    at::Tensor pooler, weight;         // [d], [N, d]
    at::Tensor numerator, denominator; // [7], [5]
    BalanceLoss balance;
    bool collects = false; // the balance loss outside training too

    // For the projections of the block, while it runs.
    at::Tensor gates;       // [T, N]
    std::vector<bool> used; // [N] whether any token's gate is open

    void before(const at::Tensor& x, const ForwardContext& context) override {
        at::Tensor* kept = context.cache ? &context.cache->layers[layer].route : nullptr;
        const at::Tensor route = kept && kept->defined() ? *kept : decide(x, context); // [S, N]
        if (kept)
            *kept = route;
        used.assign(static_cast<size_t>(route.size(1)), true);
        // Reading from a GPU waits for it: worth it for a prompt's answer, not for a batch that uses most of them.
        if (!context.training || route.is_cpu()) {
            const at::Tensor any = (route.detach() != 0).any(0).cpu();
            used.assign(any.data_ptr<bool>(), any.data_ptr<bool>() + any.numel());
        }
        gates = route.size(0) == x.size(0) ? route : route.index_select(0, owners(*context.input, x));
    }

    at::Tensor after(const at::Tensor& h, const ForwardContext& /*context*/) override {
        gates.reset(); // and with it the graph behind it
        return h;
    }

    at::Tensor decide(const at::Tensor& x, const ForwardContext& context) {
        // Not in the activations' type: a choice should not hang on its rounding.
        const at::Tensor h = pool_prompts(x.to(weight.scalar_type()), *context.input, options->pooling, pooler);
        const at::Tensor active = options->rational ? loratrf::rational(h, numerator, denominator) : at::gelu(h);
        const at::Tensor p = at::softmax(at::linear(active, weight), -1); // [S, N]
        const at::Tensor chosen = k_largest(p, options->top_k);
        if ((context.training || collects) && options->balance > 0)
            balance.add(k_largest(p, 1), p);
        if (context.recorder)
            for (int64_t i = 0; i < p.size(1); ++i)
                context.recorder->add("routed_share", first_site + static_cast<size_t>(i), chosen.select(1, i));
        if (options->gate == Gate::None)
            return chosen.to(p.scalar_type());
        const at::Tensor open = p * chosen;
        return options->gate == Gate::Probability ? open : open / open.sum(-1, true);
    }

    // [T] the sequence of each token.
    static at::Tensor owners(const PackedInput& input, const at::Tensor& x) {
        std::vector<int64_t> lengths;
        for (size_t s = 0; s + 1 < input.offsets.size(); ++s)
            lengths.push_back(input.offsets[s + 1] - input.offsets[s]);
        return at::repeat_interleave(at::tensor(lengths, at::kLong).to(x.device()), std::optional<int64_t>(x.size(0)));
    }
};

struct RoutedHook : ProjectionHook {
    LowRankPair pair;
    std::string path;
    size_t site = 0;
    std::shared_ptr<const Router> router;
    int64_t index = 0; // among the router's projections

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        if (!router->used[static_cast<size_t>(index)]) {
            if (context.recorder)
                context.recorder->add_ratio(site, at::zeros({base.size(0), 1}, base.options()), base);
            return base;
        }
        const at::Tensor term = pair.term(x, context, router->gates.select(1, index));
        if (context.recorder)
            context.recorder->add_ratio(site, term, base);
        return base + term;
    }
};

MethodInfo milora_info() {
    MethodInfo info;
    info.key = "milora";
    info.label = "MiLoRA";
    info.sentence = "Reads the prompt once and decides which projections of each block use their LoRA for its answer.";
    info.source = "Zhang et al. 2024, arXiv 2410.18035";
    info.export_note =
        "Opens in this program, and in transformers by the load_adapter.py beside it; PEFT refuses it. Which updates "
        "apply follows from the prompt: a merged model is right for one given prompt alone (loratrf export --prompt).";
    info.options = low_rank_specs();
    for (OptionSpec& spec : info.options)
        if (spec.key == "alpha") {
            spec.help =
                "A chosen update is multiplied by alpha / rank and its gate; the paper has neither: alpha = rank.";
            spec.value = 8.0;
        }
    const std::vector<OptionSpec> own = {
        {.key = "top_k",
         .label = "Projections a block",
         .help = "How many of a block's projections use their update for a prompt.",
         .value = int64_t{3},
         .minimum = 1,
         .maximum = 7},
        {.key = "pooler",
         .label = "Prompt summary",
         .help =
             "What the router sees of the prompt: a learned weighting of its words, their mean, the largest value of "
             "each feature, or the last word.",
         .value = std::string("attention"),
         .choices = {"attention", "mean", "max", "last"}},
        {.key = "activation",
         .label = "Router activation",
         .help = "rational: learned, starts as GELU; gelu: fixed.",
         .value = std::string("rational"),
         .choices = {"rational", "gelu"},
         .advanced = true},
        {.key = "gate",
         .label = "Gate",
         .help =
             "What a chosen update is multiplied by: none (1; then only the balance loss trains the router), p (its "
             "probability), or renormalised (so that the chosen ones sum to 1).",
         .value = std::string("renormalised"),
         .choices = {"none", "p", "renormalised"},
         .advanced = true},
        {.key = "balance",
         .label = "Balance",
         .help = "Weight of the loss that spreads prompts over the projections; 0: none.",
         .value = 1e-2,
         .minimum = 0,
         .maximum = 10,
         .advanced = true,
         .of_training = true},
        {.key = "bilevel",
         .label = "Bi-level",
         .help =
             "Trains the rational activation on evaluation rows, at a rate of 1e-6, after every step: one more pass "
             "forwards and backwards a step.",
         .value = false,
         .advanced = true,
         .of_training = true},
    };
    info.options.insert(info.options.end(), own.begin(), own.end());
    return info;
}

const MethodInfo& info() {
    static const MethodInfo made = milora_info();
    return made;
}

MiLoraOptions milora_options(const MethodOptions& options) {
    const auto text = [&](const char* key) { return std::get<std::string>(option_value(info(), options, key)); };
    MiLoraOptions o;
    o.lora = low_rank_options(info(), options);
    o.top_k = std::get<int64_t>(option_value(info(), options, "top_k"));
    o.pooling = text("pooler") == "attention" ? Pooling::Attention
                : text("pooler") == "mean"    ? Pooling::Mean
                : text("pooler") == "max"     ? Pooling::Max
                                              : Pooling::Last;
    o.rational = text("activation") == "rational";
    o.gate = text("gate") == "none" ? Gate::None : text("gate") == "p" ? Gate::Probability : Gate::Renormalised;
    o.balance = std::get<double>(option_value(info(), options, "balance"));
    o.bilevel = std::get<bool>(option_value(info(), options, "bilevel"));
    return o;
}

std::vector<Problem> check(const MethodOptions& options) {
    const MiLoraOptions o = milora_options(options);
    std::vector<Problem> problems = check_low_rank(o.lora);
    const auto adapted = static_cast<int64_t>(std::ranges::count_if( // a name may be given twice
        all_targets(), [&](const std::string& name) { return is_target(o.lora.targets, name); }));
    if (adapted > 0 && o.top_k > adapted)
        problems.push_back({.field = "method_options.top_k",
                            .message = "A block has only " + std::to_string(adapted) + " projections to choose " +
                                       std::to_string(o.top_k) + " from."});
    if (o.gate == Gate::None && o.balance == 0)
        problems.push_back({.field = "method_options.balance",
                            .message = "With gate none only the balance loss trains the router: give it a weight."});
    if (o.bilevel && !o.rational)
        problems.push_back({.field = "method_options.bilevel",
                            .message = "Only the rational activation has coefficients to train on evaluation rows."});
    return problems;
}

// The router's own: W_r and pooler of width d, rational coefficients.
int64_t count(const ModelInfo& model, const MiLoraOptions& o) {
    int64_t adapted = 0;
    for (const ProjectionInfo& p : model.projections)
        adapted += is_target(o.lora.targets, p.target);
    return count_low_rank(model, o.lora) + adapted * model.hidden +
           model.layers * ((o.pooling == Pooling::Attention ? model.hidden : 0) +
                           (o.rational ? static_cast<int64_t>(gelu_numerator.size() + gelu_denominator.size()) : 0));
}

class MiLora : public Adapter {
public:
    MiLora(Model& model, const MethodOptions& given, uint64_t seed)
        : m_given(given), m_options(std::make_shared<MiLoraOptions>(milora_options(given))) {
        at::Generator generator = seeded_generator(mix_seed(seed, 1)); // the LoRA start equals plain LoRA's
        at::Generator router_generator = seeded_generator(mix_seed(seed, 2));
        for (int64_t layer = 0; layer < model.config().layers; ++layer) {
            auto router = std::make_shared<Router>();
            router->options = m_options;
            router->path = "model.layers." + std::to_string(layer);
            router->layer = static_cast<size_t>(layer);
            router->first_site = m_hooks.size();
            for (Projection* projection : model.projections())
                if (projection->layer == layer && is_target(m_options->lora.targets, projection->target))
                    adapt(*projection, router, generator);
            fill(*router, model, router_generator);
            model.set_block_hook(layer, router);
            m_routers.push_back(std::move(router));
        }
        if (m_options->bilevel)
            m_second_level.emplace(coefficients(), bilevel_rate);
    }

    std::vector<Parameter> parameters() override {
        std::vector<Parameter> list = weights();
        if (!m_options->bilevel)
            append(list, coefficient_parameters());
        return list;
    }

    at::Tensor extra_loss() override {
        at::Tensor sum;
        for (const auto& router : m_routers)
            if (const at::Tensor loss = router->balance.take(); loss.defined())
                sum = sum.defined() ? sum + loss : loss;
        return sum.defined() ? sum * m_options->balance : sum;
    }

    std::vector<Resized> after_step(const AfterStep& done) override {
        if (!m_second_level)
            return {};
        for (const auto& router : m_routers)
            router->collects = true;
        at::Tensor loss = done.development_loss();
        for (const auto& router : m_routers)
            router->collects = false;
        if (const at::Tensor balance = extra_loss(); balance.defined())
            loss = loss + balance;
        m_second_level->step(torch::autograd::grad({loss}, coefficients(), {}, std::nullopt, false,
                                                   /*allow_unused=*/true),
                             done.finite);
        return {};
    }

    std::vector<std::pair<std::string, at::Tensor>> state() const override {
        return m_second_level ? m_second_level->state("milora_coefficients")
                              : std::vector<std::pair<std::string, at::Tensor>>{};
    }

    const std::vector<std::string>& sites() const override { return m_sites; }
    std::vector<Measure> measures() const override {
        return {adapter_ratio_measure(),
                {.key = "routed_share",
                 .label = "Routed share",
                 .help = "Share of the prompts that are routed to this projection",
                 .limit = 1}};
    }

    AdapterContents contents(const std::string& model) const override {
        return {stored(), own_config(peft_type, info(), m_given, model)};
    }

    void load(const std::filesystem::path& folder) override {
        read_adapter_tensors(folder, stored());
        m_settled.clear();
    }

    bool settle(Model& model, const PackedInput& prompt) override {
        const at::NoGradGuard no_grad;
        KvCache cache = model.make_cache(1, prompt.ids.size(0)); // as generation reads a prompt
        model.hidden(prompt, {}, &cache);
        m_settled.clear();
        for (const auto& router : m_routers) {
            const at::Tensor gates = cache.layers[router->layer].route.to(at::kCPU, at::kDouble); // [1, N]
            m_settled.insert(m_settled.end(), gates.data_ptr<double>(), gates.data_ptr<double>() + gates.numel());
        }
        return true;
    }

    at::Tensor merged(const std::string& weight, const at::Tensor& base) const override {
        if (m_settled.empty())
            throw Error(ErrorCode::Unsupported,
                        "which of its updates apply follows from the prompt, so a weight can hold them for one prompt "
                        "alone: give that prompt (--prompt), or export the adapter instead");
        const auto as_base = [&](const at::Tensor& t) { return t.detach().to(base.options()); };
        for (const auto& hook : m_hooks)
            if (const double scale = settled_scale(*hook); scale != 0 && weight == hook->path + ".weight")
                return base + scale * at::mm(as_base(hook->pair.b), as_base(hook->pair.a));
        return base;
    }

    std::optional<std::vector<LowRankDelta>> low_rank() const override {
        if (m_settled.empty())
            return std::nullopt;
        const auto plain = [](const at::Tensor& t) { return t.detach().to(at::kCPU, at::kFloat); };
        std::vector<LowRankDelta> deltas;
        for (const auto& hook : m_hooks)
            if (const double scale = settled_scale(*hook); scale != 0)
                deltas.push_back({hook->path, plain(hook->pair.a), plain(hook->pair.b * scale), scale});
        return deltas;
    }

private:
    // What B A is multiplied by for the settled prompt; 0: the projection is not chosen.
    double settled_scale(const RoutedHook& hook) const { return m_settled[hook.site] * hook.pair.scale; }

    void adapt(Projection& projection, const std::shared_ptr<Router>& router, at::Generator& generator) {
        auto hook = std::make_shared<RoutedHook>();
        hook->site = m_hooks.size();
        hook->path = projection.path;
        hook->pair = make_pair(projection, m_options->lora, generator, hook->site);
        hook->router = router;
        hook->index = static_cast<int64_t>(hook->site - router->first_site);
        m_sites.push_back("layer " + std::to_string(projection.layer) + " " + projection.target);
        projection.hook = hook;
        m_hooks.push_back(std::move(hook));
    }

    void fill(Router& router, const Model& model, at::Generator& generator) const {
        const int64_t d = model.config().hidden;
        const auto projections = static_cast<int64_t>(m_hooks.size() - router.first_site);
        const auto uniform = [&](at::IntArrayRef shape) {
            return kaiming_uniform(shape, generator, model.device(), parameter_type(model)).requires_grad_();
        };
        router.weight = uniform({projections, d});
        if (m_options->pooling == Pooling::Attention)
            router.pooler = uniform({d});
        if (!m_options->rational)
            return;
        const at::TensorOptions type = at::TensorOptions(model.device()).dtype(parameter_type(model));
        router.numerator = at::tensor(at::ArrayRef<double>(gelu_numerator)).to(type).requires_grad_();
        router.denominator = at::tensor(at::ArrayRef<double>(gelu_denominator)).to(type).requires_grad_();
    }

    static void append(std::vector<Parameter>& list, std::vector<Parameter>&& more) {
        list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }

    std::vector<Parameter> weights() const {
        std::vector<Parameter> list;
        for (const auto& hook : m_hooks) {
            list.push_back({peft_name(hook->path, ".lora_A.weight"), hook->pair.a});
            list.push_back({peft_name(hook->path, ".lora_B.weight"), hook->pair.b});
        }
        for (const auto& router : m_routers) {
            list.push_back({peft_name(router->path, ".milora_router.weight"), router->weight});
            if (router->pooler.defined())
                list.push_back(
                    {.name = peft_name(router->path, ".milora_pooler"), .value = router->pooler, .decay = false});
        }
        return list;
    }

    std::vector<Parameter> coefficient_parameters() const {
        std::vector<Parameter> list;
        for (const auto& router : m_routers) {
            if (!m_options->rational)
                continue;
            list.push_back(
                {.name = peft_name(router->path, ".milora_numerator"), .value = router->numerator, .decay = false});
            list.push_back(
                {.name = peft_name(router->path, ".milora_denominator"), .value = router->denominator, .decay = false});
        }
        return list;
    }

    std::vector<at::Tensor> coefficients() const {
        std::vector<at::Tensor> list;
        for (Parameter& p : coefficient_parameters())
            list.push_back(std::move(p.value));
        return list;
    }

    std::vector<Parameter> stored() const {
        std::vector<Parameter> list = weights();
        append(list, coefficient_parameters());
        return list;
    }

    MethodOptions m_given;
    std::shared_ptr<const MiLoraOptions> m_options;
    std::vector<std::shared_ptr<RoutedHook>> m_hooks;
    std::vector<std::shared_ptr<Router>> m_routers;
    std::optional<ConstantAdam> m_second_level;
    std::vector<double> m_settled; // [sites] gates for the settled prompt; empty: none is
    std::vector<std::string> m_sites;
};

} // namespace

Method milora_method() {
    Method method;
    method.info = info();
    method.reads = reads_type(peft_type);
    method.count = [](const ModelInfo& model, const MethodOptions& o) { return count(model, milora_options(o)); };
    method.validate = check;
    method.attach = [](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<MiLora>(model, options, seed);
    };
    method.read_options = [](const std::filesystem::path& folder) { return read_own_options(folder, info(), check); };
    return method;
}

} // namespace loratrf
