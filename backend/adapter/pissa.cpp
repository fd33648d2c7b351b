#include "backend/adapter/pissa.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/lora_family.h"
#include "backend/adapter/path_patterns.h"
#include "backend/device/device.h"
#include "backend/model/recorder.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

struct PissaHook : PlainLoraHook {
    LowRankPair start; // A0, B0: what has been taken out of the projection's weight

    std::optional<ProjectionTerms> terms(const ForwardContext& context) const override {
        std::optional<ProjectionTerms> terms = PlainLoraHook::terms(context);
        if (terms) {
            terms->low_rank->start_a = start.a;
            terms->low_rank->start_b = start.b;
        }
        return terms;
    }

    // Its own share of the output is large from the start on; what training changed is what the activity shows.
    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        const at::Tensor term = pair.term(x, context);
        if (ActivityRecorder* recorder = context.recorder; recorder && recorder->wants_ratio()) {
            const at::NoGradGuard no_grad;
            const at::Tensor taken = recorder->sample(start.term(x, context));
            recorder->add_sampled_ratio(site, recorder->sample(term) - taken, recorder->sample(base) + taken);
        }
        return base + term;
    }
};

class Pissa : public LoraFamily {
public:
    Pissa(Model& model, LoraOptions options, int64_t iterations, uint64_t seed)
        : LoraFamily(model, std::move(options), seed, [] { return std::make_shared<PissaHook>(); }),
          m_iterations(iterations), m_seed(seed) {
        for (const auto& hook : hooks()) {
            const Weight& w = hook->projection->weight;
            const int64_t rank = hook->pair.a.size(0), most = std::min(w.size(0), w.size(1));
            if (rank > most)
                throw Error(ErrorCode::InvalidOption, "PiSSA: rank " + std::to_string(rank) + ", but " +
                                                          hook->projection->path + " has " + std::to_string(most) +
                                                          " singular values; choose that rank at most");
            LowRankPair& start = static_cast<PissaHook&>(*hook).start = hook->pair;
            start.a = at::zeros_like(hook->pair.a.detach());
            start.b = at::zeros_like(hook->pair.b.detach());
        }
    }

    void prepare(Model& /*model*/, const PackedInput& /*first_batch*/) override {
        const at::NoGradGuard no_grad;
        for (const auto& hook : hooks()) {
            const Factors factors =
                principal_factors(hook->projection->weight.values(), hook->pair.a.size(0), hook->pair.scale,
                                  m_iterations, mix_seed(m_seed, 2, static_cast<uint64_t>(hook->site)));
            hook->pair.a.copy_(factors.a);
            hook->pair.b.copy_(factors.b);
            take_out(static_cast<PissaHook&>(*hook), factors.a, factors.b);
        }
    }

    void load(const std::filesystem::path& folder) override {
        const at::NoGradGuard no_grad;
        std::vector<Parameter> wide = exported();
        read_adapter_tensors(folder, wide);
        auto next = wide.begin(); // in the order of exported(): both factors of each hook, then the rest
        for (const auto& hook : hooks()) {
            const int64_t rank = hook->pair.a.size(0);
            const at::Tensor a = next++->value, b = next++->value;
            hook->pair.a.copy_(a.narrow(0, 0, rank));
            hook->pair.b.copy_(b.narrow(1, 0, rank));
            take_out(static_cast<PissaHook&>(*hook), a.narrow(0, rank, rank), b.narrow(1, rank, rank).neg());
        }
    }

    at::Tensor merged_weight(const LoraHook& hook, const at::Tensor& base) const override {
        const auto& pissa = static_cast<const PissaHook&>(hook);
        const auto product = [&](const LowRankPair& pair) {
            return pair.scale * at::mm(pair.b.detach().to(base.options()), pair.a.detach().to(base.options()));
        };
        return base + (product(pissa.pair) - product(pissa.start));
    }

    std::optional<std::vector<LowRankDelta>> low_rank() const override {
        auto deltas = LoraFamily::low_rank();
        if (!deltas)
            return deltas;
        for (size_t i = 0; i < hooks().size(); ++i) {
            const auto both = doubled(static_cast<const PissaHook&>(*hooks()[i]));
            (*deltas)[i].a = both.a.to(at::kCPU, at::kFloat);
            (*deltas)[i].b = (both.b * hooks()[i]->pair.scale).to(at::kCPU, at::kFloat);
        }
        return deltas;
    }

protected:
    std::vector<Parameter> exported() const override {
        std::vector<Parameter> list = stored();
        for (size_t i = 0; i < hooks().size(); ++i) {
            const auto both = doubled(static_cast<const PissaHook&>(*hooks()[i]));
            list[2 * i].value = both.a;
            list[2 * i + 1].value = both.b;
        }
        return list;
    }

    // Twice the rank; alpha follows so that the scale stays.
    void describe(Json& config) const override {
        const double factor = options().rank_stabilised ? std::sqrt(2.0) : 2.0;
        config["r"] = 2 * options().rank;
        config["lora_alpha"] = plain_number(factor * options().alpha);
        for (auto& [pattern, rank] : config["rank_pattern"].items())
            rank = 2 * rank.get<int64_t>();
        for (auto& [pattern, alpha] : config["alpha_pattern"].items())
            alpha = plain_number(factor * alpha.get<double>());
    }

private:
    // [A; A0] and [B, -B0].
    static Factors doubled(const PissaHook& hook) {
        const at::NoGradGuard no_grad;
        return {at::cat({hook.pair.a, hook.start.a}, 0).detach(), at::cat({hook.pair.b, -hook.start.b}, 1).detach()};
    }

    // W - s B A for other A0, B0 than those already taken out.
    static void take_out(PissaHook& hook, const at::Tensor& a, const at::Tensor& b) {
        if (at::equal(a, hook.start.a) && at::equal(b, hook.start.b))
            return;
        at::Tensor& w = hook.projection->weight.tensor();
        const at::Tensor before = at::mm(hook.start.b, hook.start.a);
        hook.start.a.copy_(a); // the product is of these tensors, laid out alike whether decomposed or read: equal bits
        hook.start.b.copy_(b);
        const at::Tensor change = at::mm(hook.start.b, hook.start.a) - before;
        w = (w.to(change.scalar_type()) - hook.start.scale * change).to(w.scalar_type());
    }

    int64_t m_iterations = 0;
    uint64_t m_seed = 0;
};

int64_t iterations_of(const MethodInfo& info, const MethodOptions& options) {
    return std::get<std::string>(option_value(info, options, "svd")) == "exact"
               ? -1
               : std::get<int64_t>(option_value(info, options, "iterations"));
}

} // namespace

Factors principal_factors(const at::Tensor& w, int64_t rank, double scale, int64_t iterations, uint64_t seed) {
    const at::NoGradGuard no_grad;
    const at::Tensor wide = w.scalar_type() == at::kDouble ? w : w.to(at::kFloat);
    const auto basis = [](const at::Tensor& columns) { return std::get<0>(at::linalg_qr(columns)); };
    at::Tensor u, s, vt;
    if (iterations < 0) {
        std::tie(u, s, vt) = at::linalg_svd(wide, /*full_matrices=*/false);
    } else {
        at::Generator generator = seeded_generator(seed);
        const at::Tensor draw =
            at::randn({wide.size(1), rank}, generator, at::TensorOptions(at::kFloat)).to(wide.options());
        at::Tensor q = basis(at::mm(wide, draw)); // [out, r]
        for (int64_t i = 0; i < iterations; ++i)
            q = basis(at::mm(wide, basis(at::mm(wide.t(), q))));
        std::tie(u, s, vt) = at::linalg_svd(at::mm(q.t(), wide), false);
        u = at::mm(q, u);
    }
    const at::Tensor root = (s.narrow(0, 0, rank) / scale).sqrt();
    return {root.unsqueeze(1) * vt.narrow(0, 0, rank), u.narrow(1, 0, rank) * root};
}

Method pissa_method() {
    MethodInfo info;
    info.key = "pissa";
    info.label = "PiSSA";
    info.sentence = "LoRA that starts from the strongest directions of each weight instead of from zero, so it learns "
                    "faster in few steps.";
    info.source = "Meng et al. 2024, arXiv 2404.02948";
    info.mergeable = true;
    info.changes_base = true;
    info.export_note = "Written as plain LoRA of twice the rank over the original weights: opens in PEFT and in "
                       "whatever opens LoRA.";
    info.options = lora_specs();
    for (OptionSpec& spec : info.options)
        if (spec.key == "rank")
            spec.maximum /= 2; // its files have twice the rank, and open as LoRA
    info.options.push_back(rank_stabilised_spec());
    info.options.push_back({.key = "svd",
                            .label = "Decomposition",
                            .help = "exact: slow on large models; randomised: seconds, nearly the same start.",
                            .value = std::string("exact"),
                            .choices = {"exact", "randomised"}});
    info.options.push_back({.key = "iterations",
                            .label = "Randomised iterations",
                            .help = "More come nearer to the exact decomposition; 4 is fast, 16 nearly exact.",
                            .value = int64_t{16},
                            .minimum = 0,
                            .maximum = 1000,
                            .advanced = true});

    Method method = lora_family_method<Pissa>(info, iterations_of);
    method.reads = [](const Json&) { return false; }; // what it writes is plain LoRA
    method.validate = [info](const MethodOptions& options) {
        std::vector<Problem> problems = check_lora(info, options);
        if (std::get<double>(option_value(info, options, "dropout")) > 0)
            problems.push_back({.field = "method_options.dropout",
                                .message = "should be 0: PiSSA's update holds the largest part of each weight, and "
                                           "dropout would take that out of the base model at random."});
        return problems;
    };
    return method;
}

} // namespace loratrf
