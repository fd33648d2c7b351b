#include "backend/adapter/loratrf.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/low_rank.h"
#include "backend/adapter/own_format.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"
#include "backend/ops/ops.h"

#include <c10/core/GradMode.h>

#include <cmath>

namespace loratrf {

namespace {

constexpr const char* peft_type =
    "LORATRF"; // unknown to PEFT, which therefore refuses the folder instead of half-loading it

Measure xi_drift_measure() {
    return {"xi_drift", "Drift of xi",
            "How far the task vector went from where it began, as a share of its length then"};
}

struct TrfOptions {
    LowRankOptions lora;
    bool linear = false; // placement
    int64_t filter_rank = 4;
    double filter_scale = 1;
    std::string init;       // of xi
    bool dense = false;     // T [d, d] instead of D C
    bool shared_xi = false; // one task vector for all blocks
    bool filter = true;     // false: s = 1
};

// One site: xi [d], C [r', d], D [d, r'] or T [d, d].
struct Filter {
    std::string path; // of the projection or block it acts on
    size_t site = 0;
    at::Tensor xi; // undefined: no filter; the same tensor at every site when it is shared
    at::Tensor c, d;
    at::Tensor t; // dense transform
    double scale = 1;

    // beta D C (s h); C (s h) = s (C h), so no [T, d] product with s is made. h [T, d].
    at::Tensor term(const at::Tensor& h, const ForwardContext& context) const {
        const at::ScalarType type = h.scalar_type();
        at::Tensor z = at::linear(h, (t.defined() ? t : c).to(type)); // [T, d] or [T, r']
        if (xi.defined()) {
            const at::Tensor s = ops::task_filter(h, xi); // [T]
            if (context.recorder)
                context.recorder->add_filter(site, s);
            z = z * (s * scale).to(type).unsqueeze(1);
        } else {
            z = z * scale;
        }
        return t.defined() ? z : at::linear(z, d.to(type));
    }

    std::optional<FilterTerm> as_term() const {
        if (!xi.defined() || t.defined() || observing)
            return std::nullopt;
        return FilterTerm{.xi = xi, .c = c, .d = d, .scale = scale};
    }

    // While the statistics of the base model are taken: sums over tokens of h and of h / |h|.
    bool observing = false;
    at::Tensor sum, direction_sum;
    void observe(const at::Tensor& h) {
        const at::Tensor wide = h.detach().to(xi.scalar_type());
        const at::Tensor directions = (wide / wide.norm(2, -1, true).clamp_min(1e-8)).sum(0);
        sum = sum.defined() ? sum + wide.sum(0) : wide.sum(0);
        direction_sum = direction_sum.defined() ? direction_sum + directions : directions;
    }
};

struct LinearHook : ProjectionHook {
    LowRankPair pair;
    std::string path;
    std::shared_ptr<Filter> filter; // placement linear

    std::optional<ProjectionTerms> terms(const ForwardContext& context) const override {
        ProjectionTerms terms{.low_rank = pair.as_term(context), .filter = {}, .site = {}};
        if (filter) {
            terms.filter = filter->as_term();
            terms.site = filter->site;
        }
        return terms.low_rank && (!filter || terms.filter) ? std::optional(terms) : std::nullopt;
    }

    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        at::Tensor term = pair.term(x, context);
        if (filter) {
            if (filter->observing)
                filter->observe(base);
            term = term + filter->term(base, context);
            if (context.recorder)
                context.recorder->add_ratio(filter->site, term, base);
        }
        return base + term;
    }
};

struct TrfBlockHook : BlockHook {
    std::shared_ptr<Filter> filter;

    std::optional<BlockTerms> terms(const ForwardContext& /*context*/) const override {
        const std::optional<FilterTerm> term = filter->as_term();
        return term ? std::optional(BlockTerms{.filter = *term, .site = filter->site}) : std::nullopt;
    }

    at::Tensor after(const at::Tensor& h, const ForwardContext& context) override {
        if (filter->observing)
            filter->observe(h);
        const at::Tensor term = filter->term(h, context);
        if (context.recorder)
            context.recorder->add_ratio(filter->site, term, h);
        return h + term;
    }
};

MethodInfo trf_info() {
    MethodInfo info;
    info.key = "loratrf";
    info.label = "LoRATRF";
    info.sentence =
        "LoRA plus a learned filter that lets through the hidden features the task needs; its filters can be watched.";
    info.source = "arXiv 2412.09827 (reconstruction, see Help)";
    info.has_filter = true;
    info.budget_share = 0.6629; // the paper's "33.71 % fewer parameters"
    info.export_note = "Opens in this program. PEFT refuses it rather than loading only the LoRA part.";
    info.options = low_rank_specs();
    info.options.push_back({.key = "filter_rank",
                            .label = "Filter rank",
                            .help = "Width r' of the transform T = D C behind each filter.",
                            .value = int64_t{4},
                            .minimum = 1,
                            .maximum = 4096});
    info.options.push_back(
        {.key = "placement",
         .label = "Filter placement",
         .help = "block: one filter on each block's output; linear: one on each adapted projection's output.",
         .value = std::string("block"),
         .choices = {"block", "linear"}});
    info.options.push_back(
        {.key = "xi_init",
         .label = "Task vector start",
         .help = "randn: random; randn_signed: random, turned so that it agrees with the first batch; mean: the "
                 "first batch's mean hidden state.",
         .value = std::string("randn_signed"),
         .choices = {"randn", "randn_signed", "mean"}});
    info.options.push_back({.key = "filter_scale",
                            .label = "Filter scale",
                            .help = "The filtered term is multiplied by this.",
                            .value = 1.0,
                            .minimum = 0.001,
                            .maximum = 1000,
                            .advanced = true});
    info.options.push_back({.key = "transform",
                            .label = "Transform",
                            .help = "low_rank: T = D C of the filter rank; dense: a full d x d matrix, for study.",
                            .value = std::string("low_rank"),
                            .choices = {"low_rank", "dense"},
                            .advanced = true});
    info.options.push_back({.key = "shared_xi",
                            .label = "One task vector for all blocks",
                            .help = "For study: every block is filtered by the same task vector.",
                            .value = false,
                            .advanced = true});
    info.options.push_back({.key = "filter",
                            .label = "Filter on",
                            .help = "For study: without the filter every token passes whole (s = 1).",
                            .value = true,
                            .advanced = true});
    return info;
}

TrfOptions trf_options(const MethodInfo& info, const MethodOptions& options) {
    TrfOptions o;
    o.lora = low_rank_options(info, options);
    o.linear = std::get<std::string>(option_value(info, options, "placement")) == "linear";
    o.filter_rank = std::get<int64_t>(option_value(info, options, "filter_rank"));
    o.filter_scale = std::get<double>(option_value(info, options, "filter_scale"));
    o.init = std::get<std::string>(option_value(info, options, "xi_init"));
    o.dense = std::get<std::string>(option_value(info, options, "transform")) == "dense";
    o.shared_xi = std::get<bool>(option_value(info, options, "shared_xi"));
    o.filter = std::get<bool>(option_value(info, options, "filter"));
    return o;
}

int64_t count_trf(const ModelInfo& model, const TrfOptions& options) {
    int64_t count = count_low_rank(model, options.lora);
    const auto site = [&](int64_t d) {
        return (options.filter && !options.shared_xi ? d : 0) + d * (options.dense ? d : 2 * options.filter_rank);
    };
    if (!options.linear)
        return count + model.layers * site(model.hidden) + (options.filter && options.shared_xi ? model.hidden : 0);
    for (const ProjectionInfo& p : model.projections)
        if (is_target(options.lora.targets, p.target))
            count += site(p.out);
    return count;
}

std::vector<Problem> check_trf(const TrfOptions& options) {
    std::vector<Problem> problems = check_low_rank(options.lora);
    if (options.shared_xi && options.linear)
        problems.push_back({.field = "method_options.shared_xi",
                            .message = "One task vector fits outputs of one width only: choose placement block."});
    return problems;
}

class LoraTrf : public Adapter {
public:
    LoraTrf(Model& model, TrfOptions options, uint64_t seed) : m_options(std::move(options)) {
        at::Generator generator = seeded_generator(mix_seed(seed, 1));
        at::Generator filter_generator =
            seeded_generator(mix_seed(seed, 2)); // its own: the LoRA start equals plain LoRA's
        for (Projection* projection : model.projections()) {
            if (!is_target(m_options.lora.targets, projection->target))
                continue;
            auto hook = std::make_shared<LinearHook>();
            hook->path = projection->path;
            hook->pair = make_pair(*projection, m_options.lora, generator, m_hooks.size());
            if (m_options.linear)
                hook->filter = make_filter(model, projection->path,
                                           "layer " + std::to_string(projection->layer) + " " + projection->target,
                                           projection->weight.size(0), filter_generator);
            projection->hook = hook;
            m_hooks.push_back(std::move(hook));
        }
        for (int64_t layer = 0; layer < model.config().layers && !m_options.linear; ++layer) {
            auto hook = std::make_shared<TrfBlockHook>();
            hook->filter = make_filter(model, "model.layers." + std::to_string(layer), "layer " + std::to_string(layer),
                                       model.config().hidden, filter_generator);
            model.set_block_hook(layer, hook);
        }
        remember_begin();
    }

    std::vector<Parameter> parameters() override { return stored(); }
    const std::vector<std::string>& sites() const override { return m_sites; }
    std::vector<Measure> measures() const override {
        if (!m_options.filter)
            return {adapter_ratio_measure()};
        return {mean_filter_measure(), active_share_measure(), adapter_ratio_measure(), xi_drift_measure()};
    }
    void report(ActivityRecorder& recorder) const override {
        const at::NoGradGuard no_grad;
        for (const auto& filter : m_filters)
            if (filter->xi.defined()) {
                const at::Tensor begin = m_begin.at(m_options.shared_xi ? 0 : filter->site);
                recorder.set(xi_drift_measure().key, filter->site,
                             (filter->xi - begin).norm() / begin.norm().clamp_min(1e-12));
            }
    }
    std::vector<std::pair<std::string, at::Tensor>> state() const override {
        std::vector<std::pair<std::string, at::Tensor>> begins;
        for (size_t i = 0; i < m_begin.size(); ++i)
            begins.emplace_back("xi_begin." + std::to_string(i), m_begin[i]);
        return begins;
    }

    void prepare(Model& model, const PackedInput& first_batch) override {
        if (m_options.init == "randn" || !m_options.filter)
            return;
        const at::NoGradGuard no_grad;
        for (const auto& filter : m_filters)
            filter->observing = true;
        model.hidden(first_batch, {}); // D = 0: these are the base model's hidden states
        const std::shared_ptr<Filter>& first = m_filters.front();
        for (const auto& filter : m_filters) {
            filter->observing = false;
            if (m_options.shared_xi && filter != first) { // the first site speaks for all
                first->sum += filter->sum;
                first->direction_sum += filter->direction_sum;
            }
        }
        for (const auto& filter : m_filters) {
            if (m_options.shared_xi && filter != first)
                continue;
            if (m_options.init == "mean") // with the length a random xi has
                filter->xi.copy_(filter->sum / filter->sum.norm().clamp_min(1e-8) *
                                 std::sqrt(static_cast<double>(filter->xi.numel())));
            else if ((filter->direction_sum * filter->xi).sum().item<double>() < 0)
                filter->xi.neg_();
        }
        for (const auto& filter : m_filters) {
            filter->sum.reset();
            filter->direction_sum.reset();
        }
        remember_begin();
    }

    AdapterContents contents(const std::string& model) const override {
        const Json config = {{"peft_type", peft_type},
                             {"format_version", 1},
                             {"task_type", "CAUSAL_LM"},
                             {"base_model_name_or_path", model},
                             {"r", m_options.lora.rank},
                             {"lora_alpha", m_options.lora.alpha},
                             {"lora_dropout", m_options.lora.dropout},
                             {"target_modules", m_options.lora.targets},
                             {"placement", m_options.linear ? "linear" : "block"},
                             {"filter_rank", m_options.filter_rank},
                             {"filter_scale", m_options.filter_scale},
                             {"xi_init", m_options.init},
                             {"transform", m_options.dense ? "dense" : "low_rank"},
                             {"shared_xi", m_options.shared_xi},
                             {"filter", m_options.filter}};
        return {stored(), config};
    }

    void load(const std::filesystem::path& folder) override {
        read_adapter_tensors(folder, stored());
        remember_begin();
    }

private:
    void remember_begin() {
        m_begin.clear();
        for (const auto& filter : m_filters)
            if (filter->xi.defined() && (m_begin.empty() || !m_options.shared_xi))
                m_begin.push_back(filter->xi.detach().clone());
    }

    std::shared_ptr<Filter> make_filter(const Model& model, const std::string& path, const std::string& site,
                                        int64_t width, at::Generator& generator) {
        const at::TensorOptions type = at::TensorOptions(model.device()).dtype(parameter_type(model));
        auto filter = std::make_shared<Filter>();
        filter->path = path;
        filter->site = m_filters.size();
        if (m_options.filter && m_options.shared_xi && !m_filters.empty())
            filter->xi = m_filters.front()->xi;
        else if (m_options.filter)
            filter->xi = at::randn({width}, generator, at::TensorOptions(at::kFloat)).to(type).requires_grad_();
        if (m_options.dense) {
            filter->t = at::zeros({width, width}, type).requires_grad_();
        } else {
            filter->c =
                kaiming_uniform({m_options.filter_rank, width}, generator, model.device(), parameter_type(model))
                    .requires_grad_();
            filter->d = at::zeros({width, m_options.filter_rank}, type).requires_grad_();
        }
        filter->scale = m_options.filter_scale;
        m_sites.push_back(site);
        m_filters.push_back(filter);
        return filter;
    }

    std::vector<Parameter> stored() const {
        std::vector<Parameter> list;
        for (const auto& hook : m_hooks) {
            list.push_back({peft_name(hook->path, ".lora_A.weight"), hook->pair.a});
            list.push_back({peft_name(hook->path, ".lora_B.weight"), hook->pair.b});
        }
        for (const auto& filter : m_filters) {
            // cos does not depend on |xi|, so decay would only shrink it to nothing.
            if (m_options.filter && (!m_options.shared_xi || filter == m_filters.front()))
                list.push_back(
                    {.name = m_options.shared_xi ? "base_model.model.trf_xi" : peft_name(filter->path, ".trf_xi"),
                     .value = filter->xi,
                     .decay = false});
            if (m_options.dense) {
                list.push_back({peft_name(filter->path, ".trf_T"), filter->t});
            } else {
                list.push_back({peft_name(filter->path, ".trf_C.weight"), filter->c});
                list.push_back({peft_name(filter->path, ".trf_D.weight"), filter->d});
            }
        }
        return list;
    }

    TrfOptions m_options;
    std::vector<std::shared_ptr<LinearHook>> m_hooks;
    std::vector<std::shared_ptr<Filter>> m_filters;
    std::vector<std::string> m_sites;
    std::vector<at::Tensor> m_begin; // xi where training began, one a site or the shared one
};

MethodOptions read_trf_options(const std::filesystem::path& folder, const MethodInfo& info) {
    const Json config = read_adapter_config(folder);
    const std::string where = (folder / "adapter_config.json").string();
    MethodOptions options;
    try {
        if (config.value("format_version", 0) != 1)
            throw Error(ErrorCode::UnsupportedVersion,
                        where + ": format_version is not 1; written by a newer program?");
        options = {{"rank", config.at("r").get<int64_t>()},
                   {"alpha", config.at("lora_alpha").get<double>()},
                   {"dropout", config.at("lora_dropout").get<double>()},
                   {"targets", config.at("target_modules").get<std::vector<std::string>>()},
                   {"placement", config.at("placement").get<std::string>()},
                   {"filter_rank", config.at("filter_rank").get<int64_t>()},
                   {"filter_scale", config.at("filter_scale").get<double>()},
                   {"xi_init", config.at("xi_init").get<std::string>()},
                   {"transform", config.value("transform", std::string("low_rank"))}, // absent in older folders
                   {"shared_xi", config.value("shared_xi", false)},
                   {"filter", config.value("filter", true)}};
    } catch (const nlohmann::json::exception& e) {
        throw Error(ErrorCode::MissingField, where + ": " + e.what());
    }
    require_stored_options(
        options, info, [&](const MethodOptions& o) { return check_trf(trf_options(info, o)); }, where);
    return options;
}

} // namespace

Method loratrf_method() {
    const MethodInfo info = trf_info();
    Method method;
    method.info = info;
    method.reads = reads_type(peft_type);
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_trf(model, trf_options(info, options));
    };
    method.validate = [info](const MethodOptions& options) { return check_trf(trf_options(info, options)); };
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<LoraTrf>(model, trf_options(info, options), seed);
    };
    method.read_options = [info](const std::filesystem::path& folder) { return read_trf_options(folder, info); };
    return method;
}

} // namespace loratrf
