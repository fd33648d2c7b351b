#include "backend/adapter/lora_family.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/lora_config.h"
#include "backend/adapter/trained_weights.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

const std::vector<std::string> trainable_modules = {"lm_head", "embed_tokens"};
constexpr const char* head_weight = "lm_head.weight";
constexpr const char* embedding_weight = "model.embed_tokens.weight";

std::string field(const char* key) {
    return std::string("method_options.") + key;
}

bool has_option(const MethodInfo& info, const std::string& key) {
    return std::ranges::any_of(info.options, [&](const OptionSpec& spec) { return spec.key == key; });
}

// The patterns as they can be stored: PEFT sorts them, and where that would change what a projection gets, full paths
// take their place.
Json storable(const PathPatterns& patterns, const std::vector<std::string>& paths) {
    const PathPatterns sorted = patterns.sorted();
    if (std::ranges::all_of(paths, [&](const std::string& p) { return sorted.find(p) == patterns.find(p); }))
        return sorted.json();
    Json exact = Json::object();
    for (const std::string& path : paths)
        if (const std::optional<double> value = patterns.find(path))
            exact[escaped_path(path)] = plain_number(*value);
    return exact;
}

} // namespace

bool LoraOptions::adapts(const std::string& path) const {
    return std::ranges::any_of(
        targets, [&](const std::string& target) { return path == target || path.ends_with("." + target); });
}

int64_t LoraOptions::rank_of(const std::string& path) const {
    return static_cast<int64_t>(ranks.find(path).value_or(static_cast<double>(rank)));
}

double LoraOptions::alpha_of(const std::string& path) const {
    return alphas.find(path).value_or(alpha);
}

double LoraOptions::scale_of(const std::string& path) const {
    const auto r = static_cast<double>(rank_of(path));
    return alpha_of(path) / (rank_stabilised ? std::sqrt(r) : r);
}

std::vector<OptionSpec> lora_specs() {
    std::vector<OptionSpec> specs = low_rank_specs();
    for (OptionSpec& spec : specs)
        spec.any_text = spec.key == "targets";
    specs.push_back({.key = "rank_pattern",
                     .label = "Ranks by path",
                     .help = "Other ranks for modules whose path ends as a regular expression says, as in \"q_proj=4, "
                             "layers\\.0\\..*=16\"; the first that fits counts.",
                     .value = std::string(),
                     .advanced = true});
    specs.push_back({.key = "alpha_pattern",
                     .label = "Alphas by path",
                     .help = "Other alphas, in the same way.",
                     .value = std::string(),
                     .advanced = true});
    specs.push_back({.key = "bias",
                     .label = "Biases",
                     .help = "Which biases of the model train as well: none, all, or lora_only, those of the adapted "
                             "projections.",
                     .value = std::string("none"),
                     .choices = {"none", "all", "lora_only"},
                     .advanced = true});
    specs.push_back({.key = "trained_modules",
                     .label = "Trained as a whole",
                     .help = "Output head and embedding, as matrices of their own even where the model ties them: "
                             "more memory, larger files.",
                     .value = std::vector<std::string>(),
                     .choices = trainable_modules,
                     .advanced = true});
    return specs;
}

OptionSpec rank_stabilised_spec() {
    return {.key = "rank_stabilised",
            .label = "Rank-stabilised scale",
            .help = "Multiply the update by alpha / sqrt(rank) instead of alpha / rank (rsLoRA).",
            .value = false,
            .advanced = true};
}

LoraOptions lora_options(const MethodInfo& info, const MethodOptions& options) {
    const auto text = [&](const char* key) { return std::get<std::string>(option_value(info, options, key)); };
    LoraOptions o;
    static_cast<LowRankOptions&>(o) = low_rank_options(info, options);
    o.ranks = PathPatterns(PathPatterns::Kind::Ranks, text("rank_pattern"), field("rank_pattern"));
    o.alphas = PathPatterns(PathPatterns::Kind::Alphas, text("alpha_pattern"), field("alpha_pattern"));
    o.bias = text("bias");
    o.modules = std::get<std::vector<std::string>>(option_value(info, options, "trained_modules"));
    if (has_option(info, "rank_stabilised"))
        o.rank_stabilised = std::get<bool>(option_value(info, options, "rank_stabilised"));
    return o;
}

std::vector<Problem> check_target_paths(std::vector<std::string> targets) {
    for (std::string& target : targets) // the end of a path says which projection
        target.erase(0, target.rfind('.') + 1);
    return check_targets(targets);
}

std::vector<Problem> check_lora(const MethodInfo& info, const MethodOptions& options) {
    std::vector<Problem> problems = check_target_paths(low_rank_options(info, options).targets);
    for (const auto& [key, kind] :
         {std::pair{"rank_pattern", PathPatterns::Kind::Ranks}, std::pair{"alpha_pattern", PathPatterns::Kind::Alphas}})
        try {
            const PathPatterns read(kind, std::get<std::string>(option_value(info, options, key)), "");
        } catch (const Error& error) {
            problems.push_back({.field = field(key), .message = std::string(error.what()).substr(2)});
        }
    return problems;
}

int64_t pair_size(const ProjectionInfo& projection, int64_t rank) {
    return rank * (projection.in + projection.out);
}

int64_t count_lora(const ModelInfo& model, const LoraOptions& options,
                   const std::function<int64_t(const ProjectionInfo&, int64_t rank)>& size) {
    int64_t count = static_cast<int64_t>(options.modules.size()) * model.vocabulary * model.hidden;
    for (const ProjectionInfo& p : model.projections) {
        const bool adapted = options.adapts(p.path);
        if (adapted)
            count += size(p, options.rank_of(p.path));
        if (p.bias && (options.bias == "all" || (options.bias == "lora_only" && adapted)))
            count += p.out;
    }
    return count;
}

at::Tensor LoraHook::apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) {
    const at::Tensor term = pair.term(x, context);
    if (context.recorder)
        context.recorder->add_ratio(site, term, base);
    return base + term;
}

std::optional<ProjectionTerms> PlainLoraHook::terms(const ForwardContext& context) const {
    std::optional<LowRankTerm> term = pair.as_term(context);
    return term ? std::optional(ProjectionTerms{.low_rank = term, .filter = {}, .site = site}) : std::nullopt;
}

LoraFamily::LoraFamily(Model& model, LoraOptions options, uint64_t seed, const MakeHook& make)
    : m_options(std::move(options)) {
    std::vector<std::string> paths;
    for (const Projection* projection : model.projections())
        if (m_options.adapts(projection->path))
            paths.push_back(projection->path);
    for (const auto& [key, patterns] :
         {std::pair{"rank_pattern", &m_options.ranks}, std::pair{"alpha_pattern", &m_options.alphas}})
        if (const std::string unused = patterns->unused(paths); !unused.empty())
            throw Error(ErrorCode::InvalidOption,
                        field(key) + ": \"" + unused + "\" fits the path of no adapted projection, such as " +
                            (paths.empty() ? "model.layers.0.self_attn.q_proj" : paths.front()));

    at::Generator generator = seeded_generator(mix_seed(seed, 1));
    for (Projection* projection : model.projections()) {
        if (!m_options.adapts(projection->path))
            continue;
        LowRankOptions here = m_options;
        here.rank = m_options.rank_of(projection->path);
        auto hook = make();
        hook->projection = projection;
        hook->site = m_hooks.size();
        hook->pair = make_pair(*projection, here, generator, hook->site);
        hook->pair.scale = m_options.scale_of(projection->path);
        m_sites.push_back("layer " + std::to_string(projection->layer) + " " + projection->target);
        projection->hook = hook;
        m_hooks.push_back(std::move(hook));
    }
    train_extras(model);
}

void LoraFamily::train_extras(Model& model) {
    // PEFT trains a copy of each module, so a head tied to a trained embedding keeps its values.
    if (!m_options.modules.empty())
        model.separate_head();
    const auto is_bias = [](const std::string& name) { return name.ends_with(".bias"); };
    const auto owner_adapted = [&](const std::string& bias) {
        return m_options.adapts(bias.substr(0, bias.size() - std::string_view(".bias").size()));
    };
    m_extras = train_weights(model, [&](const std::string& name) {
        if (is_bias(name))
            return m_options.bias == "all" || (m_options.bias == "lora_only" && owner_adapted(name));
        return (name == head_weight && is_target(m_options.modules, "lm_head")) ||
               (name == embedding_weight && is_target(m_options.modules, "embed_tokens"));
    });
    for (Parameter& extra : m_extras) {
        m_extra_names.push_back(extra.name);
        if (is_bias(extra.name) && owner_adapted(extra.name))
            extra.name.insert(extra.name.size() - std::string_view("bias").size(), "base_layer.");
        extra.name = peft_name(extra.name, "");
    }
}

std::vector<Parameter> LoraFamily::stored_of(const LoraHook& hook) const {
    const std::string& path = hook.projection->path;
    return {{peft_name(path, ".lora_A.weight"), hook.pair.a}, {peft_name(path, ".lora_B.weight"), hook.pair.b}};
}

std::vector<Parameter> LoraFamily::stored() const {
    std::vector<Parameter> list;
    for (const auto& hook : m_hooks)
        for (Parameter& value : stored_of(*hook))
            list.push_back(std::move(value));
    list.insert(list.end(), m_extras.begin(), m_extras.end());
    return list;
}

std::vector<Parameter> LoraFamily::parameters() {
    std::vector<Parameter> list = stored();
    std::erase_if(list, [](const Parameter& p) { return !p.value.requires_grad(); });
    return list;
}

AdapterContents LoraFamily::contents(const std::string& model) const {
    std::vector<std::string> paths;
    for (const auto& hook : m_hooks)
        paths.push_back(hook->projection->path);
    Json config = {{"peft_type", "LORA"},
                   {"task_type", "CAUSAL_LM"},
                   {"base_model_name_or_path", model},
                   {"r", m_options.rank},
                   {"lora_alpha", plain_number(m_options.alpha)},
                   {"lora_dropout", m_options.dropout},
                   {"target_modules", m_options.targets},
                   {"bias", m_options.bias},
                   {"fan_in_fan_out", false},
                   {"inference_mode", true},
                   {"init_lora_weights", true},
                   {"use_rslora", m_options.rank_stabilised},
                   {"use_dora", false},
                   {"rank_pattern", storable(m_options.ranks, paths)},
                   {"alpha_pattern", storable(m_options.alphas, paths)},
                   {"modules_to_save", m_options.modules.empty() ? Json() : Json(m_options.modules)},
                   {"revision", nullptr}};
    describe(config);
    return {exported(), config};
}

void LoraFamily::load(const std::filesystem::path& folder) {
    read_adapter_tensors(folder, stored());
}

at::Tensor LoraFamily::merged_weight(const LoraHook& hook, const at::Tensor& base) const {
    const LowRankPair& pair = hook.pair;
    const auto as_base = [&](const at::Tensor& t) { return t.detach().to(base.options()); };
    return base + pair.scale * at::mm(as_base(pair.b), as_base(pair.a));
}

at::Tensor LoraFamily::merged(const std::string& weight, const at::Tensor& base) const {
    for (const auto& hook : m_hooks)
        if (weight == hook->projection->path + ".weight")
            return merged_weight(*hook, base);
    for (size_t i = 0; i < m_extras.size(); ++i)
        if (weight == m_extra_names[i])
            return m_extras[i].value.detach().to(base.options());
    return base;
}

std::optional<std::vector<LowRankDelta>> LoraFamily::low_rank() const {
    if (!m_extras.empty())
        return std::nullopt;
    const auto plain = [](const at::Tensor& t) { return t.detach().to(at::kCPU, at::kFloat); };
    std::vector<LowRankDelta> deltas;
    for (const auto& hook : m_hooks)
        if (hook->pair.a.size(0) > 0)
            deltas.push_back({hook->projection->path, plain(hook->pair.a), plain(hook->pair.b * hook->pair.scale),
                              hook->pair.scale});
    return deltas;
}

MethodInfo plain_lora_info(std::vector<OptionSpec> own) {
    MethodInfo info;
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model, as a plain LoRA.";
    info.options = lora_specs();
    info.options.insert(info.options.end(), own.begin(), own.end());
    info.options.push_back(rank_stabilised_spec());
    return info;
}

Method lora_family_method(const MethodInfo& info) {
    Method method;
    method.info = info;
    method.reads = [choice = has_option(info, "rank_stabilised")](const Json& config) {
        return is_plain_lora(config) && !config.contains("loratrf_method") &&
               (choice || config.value("use_rslora", Json(false)) != Json(true));
    };
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_lora(model, lora_options(info, options));
    };
    method.validate = [info](const MethodOptions& options) { return check_lora(info, options); };
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<LoraFamily>(model, lora_options(info, options), seed);
    };
    method.read_options = [info](const std::filesystem::path& folder) {
        MethodOptions options = read_lora_config(folder);
        std::erase_if(options, [&](const auto& option) { return !has_option(info, option.first); });
        return options;
    };
    return method;
}

} // namespace loratrf
