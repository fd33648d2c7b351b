#include "backend/adapter/alora.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/lora_config.h"
#include "backend/adapter/lora_family.h"
#include "backend/adapter/path_patterns.h"
#include "backend/device/device.h"
#include "backend/io/safetensors.h"
#include "backend/model/recorder.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace loratrf {

namespace {

struct ALoraOptions {
    LoraOptions lora; // rank: at the start
    double scale = 1;
    double first_epochs = 1, between_epochs = 0.25;
    int64_t rounds = 8, prune = 7;
};

class ALora : public LoraFamily {
public:
    ALora(Model& model, ALoraOptions options, uint64_t seed)
        : LoraFamily(model, options.lora, seed, [] { return std::make_shared<ALoraHook>(); }),
          m_options(std::move(options)), m_seed(seed) {
        for (const auto& hook : hooks())
            hook->pair.scale = m_options.scale;
    }

    std::vector<Measure> measures() const override { return {adapter_ratio_measure(), rank_measure()}; }
    void report(ActivityRecorder& recorder) const override {
        for (size_t i = 0; i < hooks().size(); ++i)
            recorder.set(rank_measure().key, i, at::scalar_tensor(static_cast<double>(hook(i).rank())));
    }

    void plan(int64_t total_steps, int64_t steps_per_epoch) override {
        if (const int64_t first = round_step(0, steps_per_epoch); m_options.rounds > 0 && first >= total_steps)
            throw Error(ErrorCode::InvalidOption, "ALoRA: the first round of pruning comes after step " +
                                                      std::to_string(first) + ", but the run has " +
                                                      std::to_string(total_steps) +
                                                      " steps: nothing would be reallocated. Lower first_epochs or "
                                                      "train longer");
    }

    std::vector<Resized> after_step(const AfterStep& done) override {
        // Nothing would train after a round at the very end.
        if (done.step >= done.total_steps || !is_round(done.step, done.steps_per_epoch))
            return {};
        const std::vector<RankScore> scored = ablation_scores(gated(), done.development_loss);
        if (!std::ranges::all_of(scored, [](const RankScore& one) { return std::isfinite(one.score); }))
            return {}; // such weights are not kept, and say nothing of their ranks
        return reallocate(scored, static_cast<uint64_t>(done.step));
    }

    void load(const std::filesystem::path& folder) override {
        LoraOptions live; // projections that are to have ranks: those without tensors are an error then
        live.targets = std::get<std::vector<std::string>>(read_lora_config(folder).at("targets"));
        const SafetensorsFile file(adapter_tensor_file(folder));
        for (size_t i = 0; i < hooks().size(); ++i) {
            const std::string& path = hooks()[i]->projection->path;
            const TensorInfo* stored = file.find(peft_name(path, ".lora_A.weight"));
            const int64_t rank = stored && !stored->shape.empty() ? stored->shape[0]
                                 : live.adapts(path)              ? options().rank
                                                                  : 0;
            LowRankPair& pair = hooks()[i]->pair;
            pair.a = at::empty({rank, pair.a.size(1)}, pair.a.options()).detach().requires_grad_();
            pair.b = at::empty({pair.b.size(0), rank}, pair.b.options()).detach().requires_grad_();
        }
        LoraFamily::load(folder);
    }

protected:
    // A projection that lost all its ranks has no tensors in the file.
    std::vector<Parameter> stored_of(const LoraHook& hook) const override {
        return hook.pair.a.size(0) == 0 ? std::vector<Parameter>{} : LoraFamily::stored_of(hook);
    }

    void describe(Json& config) const override {
        Json ranks = Json::object(), alphas = Json::object(), live = Json::array();
        for (size_t i = 0; i < hooks().size(); ++i) {
            const std::string& path = hooks()[i]->projection->path;
            const int64_t rank = hook(i).rank();
            if (rank == 0)
                continue;
            live.push_back(path);
            if (rank != options().rank) {
                ranks[escaped_path(path)] = rank;
                alphas[escaped_path(path)] = plain_number(m_options.scale * static_cast<double>(rank));
            }
        }
        config["loratrf_method"] = "alora";
        config["lora_alpha"] = plain_number(m_options.scale * static_cast<double>(options().rank));
        config["rank_pattern"] = ranks;
        config["alpha_pattern"] = alphas;
        if (live.size() < hooks().size())
            config["target_modules"] = live;
    }

private:
    ALoraHook& hook(size_t i) const { return static_cast<ALoraHook&>(*hooks()[i]); }
    std::vector<ALoraHook*> gated() const {
        std::vector<ALoraHook*> list;
        for (size_t i = 0; i < hooks().size(); ++i)
            list.push_back(&hook(i));
        return list;
    }

    int64_t round_step(int64_t round, int64_t steps_per_epoch) const {
        const auto steps = [&](double epochs) {
            return std::max<int64_t>(1, std::llround(epochs * static_cast<double>(steps_per_epoch)));
        };
        return steps(m_options.first_epochs) + round * steps(m_options.between_epochs);
    }
    bool is_round(int64_t step, int64_t steps_per_epoch) const {
        for (int64_t round = 0; round < m_options.rounds; ++round)
            if (round_step(round, steps_per_epoch) == step)
                return true;
        return false;
    }

    // Drops the lowest and gives as many to the projections that lost none: equally many each, what is left over to
    // those of the highest mean score. Where all lost one, nothing is added.
    std::vector<Resized> reallocate(const std::vector<RankScore>& scored, uint64_t step) {
        std::vector<RankScore> order = scored;
        std::ranges::stable_sort(order, {}, &RankScore::score);
        order.resize(std::min(order.size(), static_cast<size_t>(m_options.prune)));

        std::vector<std::set<int64_t>> lost(hooks().size());
        for (const RankScore& dropped : order)
            lost[dropped.hook].insert(dropped.rank);
        std::vector<double> sum(hooks().size());
        for (const RankScore& one : scored)
            sum[one.hook] += one.score;
        const auto mean = [&](size_t i) {
            return hook(i).rank() > 0 ? sum[i] / static_cast<double>(hook(i).rank())
                                      : -std::numeric_limits<double>::infinity();
        };
        std::vector<size_t> whole;
        for (size_t i = 0; i < hooks().size(); ++i)
            if (lost[i].empty())
                whole.push_back(i);
        std::ranges::stable_sort(whole, std::greater{}, mean);
        std::vector<int64_t> added(hooks().size());
        for (size_t i = 0; i < whole.size(); ++i)
            added[whole[i]] = static_cast<int64_t>(order.size() / whole.size() + (i < order.size() % whole.size()));

        at::Generator generator = seeded_generator(mix_seed(m_seed, 3, step));
        std::vector<Resized> changes;
        for (size_t i = 0; i < hooks().size(); ++i) {
            if (lost[i].empty() && added[i] == 0)
                continue;
            std::vector<int64_t> kept;
            for (int64_t k = 0; k < hook(i).rank(); ++k)
                if (!lost[i].contains(k))
                    kept.push_back(k);
            resize(hook(i).pair, kept, added[i], generator);
            kept.insert(kept.end(), static_cast<size_t>(added[i]), -1);
            const std::string& path = hook(i).projection->path;
            changes.push_back({.name = peft_name(path, ".lora_A.weight"), .dim = 0, .kept = kept});
            changes.push_back({.name = peft_name(path, ".lora_B.weight"), .dim = 1, .kept = kept});
        }
        return changes;
    }

    // New ranks come last, with B = 0: the function stays as it is.
    static void resize(LowRankPair& pair, const std::vector<int64_t>& kept, int64_t added, at::Generator& generator) {
        const at::NoGradGuard no_grad;
        const at::Tensor index = at::tensor(kept, at::kLong).to(pair.a.device());
        const at::Tensor rows =
            added == 0 ? at::empty({0, pair.a.size(1)}, pair.a.options())
                       : kaiming_uniform({added, pair.a.size(1)}, generator, pair.a.device(), pair.a.scalar_type());
        const at::Tensor a = at::cat({pair.a.index_select(0, index), rows}, 0);
        const at::Tensor b =
            at::cat({pair.b.index_select(1, index), at::zeros({pair.b.size(0), added}, pair.b.options())}, 1);
        pair.a = a.detach().requires_grad_();
        pair.b = b.detach().requires_grad_();
    }

    ALoraOptions m_options;
    uint64_t m_seed = 0;
};

MethodInfo alora_info() {
    MethodInfo info;
    info.key = "alora";
    info.label = "ALoRA";
    info.sentence =
        "Moves ranks while training: those the model can spare go, projections that need them get new ones.";
    info.source = "Liu et al. 2024, arXiv 2403.16187";
    info.mergeable = true;
    info.export_note =
        "Written as plain LoRA with a rank of its own for each projection: opens in PEFT and in whatever "
        "opens LoRA.";
    for (OptionSpec& spec : low_rank_specs())
        if (spec.key == "alpha") {
            spec.key = "scale";
            spec.label = "Scale";
            spec.help = "The update is multiplied by this; 1 in the paper, whatever the rank.";
            spec.value = 1.0;
            spec.advanced = true;
            info.options.push_back(std::move(spec));
        } else {
            spec.any_text = spec.key == "targets";
            info.options.push_back(std::move(spec));
        }
    info.options.push_back({.key = "first_epochs",
                            .label = "Epochs before pruning",
                            .help = "Epochs before the first round of pruning.",
                            .value = 1.0,
                            .minimum = 0,
                            .maximum = 1e6,
                            .of_training = true});
    info.options.push_back({.key = "between_epochs",
                            .label = "Epochs between rounds",
                            .help = "Epochs from one round of pruning to the next.",
                            .value = 0.25,
                            .minimum = 0,
                            .maximum = 1e6,
                            .of_training = true});
    info.options.push_back({.key = "rounds",
                            .label = "Rounds",
                            .help = "How often ranks are pruned and given anew; each round costs two evaluations of 32 "
                                    "rows for every rank of the model.",
                            .value = int64_t{8},
                            .minimum = 0,
                            .maximum = 10000,
                            .of_training = true});
    info.options.push_back({.key = "n_prune",
                            .label = "Ranks pruned a round",
                            .help = "In the whole model; the paper takes as many as a block has projections.",
                            .value = int64_t{7},
                            .minimum = 1,
                            .maximum = 1e6,
                            .of_training = true});
    return info;
}

ALoraOptions alora_options(const MethodInfo& info, const MethodOptions& options) {
    const auto integer = [&](const char* key) { return std::get<int64_t>(option_value(info, options, key)); };
    const auto real = [&](const char* key) { return std::get<double>(option_value(info, options, key)); };
    ALoraOptions o;
    o.lora.rank = integer("rank");
    o.lora.dropout = real("dropout");
    o.lora.targets = std::get<std::vector<std::string>>(option_value(info, options, "targets"));
    o.scale = real("scale");
    o.lora.alpha = o.scale * static_cast<double>(o.lora.rank);
    o.first_epochs = real("first_epochs");
    o.between_epochs = real("between_epochs");
    o.rounds = integer("rounds");
    o.prune = integer("n_prune");
    return o;
}

} // namespace

std::optional<ProjectionTerms> ALoraHook::terms(const ForwardContext& context) const {
    if (gates.defined())
        return std::nullopt;
    return rank() == 0 ? ProjectionTerms() : PlainLoraHook::terms(context);
}

at::Tensor ALoraHook::apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) {
    if (rank() == 0)
        return base;
    if (!gates.defined())
        return LoraHook::apply(x, base, context);
    LowRankPair open = pair;
    open.a = pair.a * gates.unsqueeze(1);
    return base + open.term(x, context);
}

std::vector<RankScore> ablation_scores(const std::vector<ALoraHook*>& hooks,
                                       const std::function<at::Tensor()>& development_loss) {
    const at::NoGradGuard no_grad;
    struct Gates { // while ranks are scored, whatever ends it
        const std::vector<ALoraHook*>& of;
        ~Gates() {
            for (ALoraHook* hook : of)
                hook->gates.reset();
        }
    };
    const Gates gates{hooks};
    std::vector<RankScore> found;
    std::vector<at::Tensor> without, only;
    for (const double others : {1.0, 0.0}) {
        for (ALoraHook* hook : hooks)
            hook->gates = at::full({hook->rank()}, others, hook->pair.a.options().requires_grad(false));
        for (size_t i = 0; i < hooks.size(); ++i)
            for (int64_t k = 0; k < hooks[i]->rank(); ++k) {
                const at::Tensor gate = hooks[i]->gates[k];
                gate.fill_(1 - others);
                (others == 1 ? without : only).push_back(development_loss().to(at::kDouble));
                gate.fill_(others);
                if (others == 1)
                    found.push_back({.hook = i, .rank = k});
            }
    }
    if (found.empty())
        return found;
    const at::Tensor scores = (at::stack(without) - at::stack(only)).cpu();
    for (size_t i = 0; i < found.size(); ++i)
        found[i].score = scores.data_ptr<double>()[i];
    return found;
}

Method alora_method() {
    const MethodInfo info = alora_info();
    Method method;
    method.info = info;
    method.reads = [](const Json& config) {
        return is_plain_lora(config) && config.value("loratrf_method", Json()) == Json("alora");
    };
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_lora(model, alora_options(info, options).lora);
    };
    method.validate = [info](const MethodOptions& options) {
        return check_target_paths(alora_options(info, options).lora.targets);
    };
    method.attach = [info](Model& model, const MethodOptions& options, uint64_t seed) -> std::unique_ptr<Adapter> {
        return std::make_unique<ALora>(model, alora_options(info, options), seed);
    };
    method.read_options = [](const std::filesystem::path& folder) -> MethodOptions {
        MethodOptions stored = read_lora_config(folder); // its patterns follow from the tensors
        const auto rank = std::get<int64_t>(stored.at("rank"));
        return {{"rank", rank},
                {"targets", stored.at("targets")},
                {"dropout", stored.at("dropout")},
                {"scale", std::get<double>(stored.at("alpha")) / static_cast<double>(std::max<int64_t>(1, rank))}};
    };
    return method;
}

} // namespace loratrf
