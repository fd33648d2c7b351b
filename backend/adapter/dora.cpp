#include "backend/adapter/dora.h"

#include "backend/adapter/adapter_files.h"
#include "backend/model/recorder.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace loratrf {

namespace {

Measure drift_measure() {
    return {.key = "magnitude_drift",
            .label = "Magnitude drift",
            .help = "How far the learned magnitudes are from those of the base model: mean of |m / m0 - 1|."};
}

bool is_dora(const Json& config) {
    return config["peft_type"] == "LORA" && config.value("use_dora", Json(false)) == Json(true);
}

at::Tensor row_squares(const at::Tensor& weight, at::ScalarType type) {
    return at::linalg_vector_norm(weight, 2, at::IntArrayRef{1}, false, type).square();
}

class Dora : public LoraFamily {
public:
    Dora(Model& model, LoraOptions options, uint64_t seed)
        : LoraFamily(model, std::move(options), seed, [] { return std::make_shared<DoraHook>(); }) {
        for (const auto& hook : hooks()) {
            auto& dora = static_cast<DoraHook&>(*hook);
            dora.squares = row_squares(dora.projection->weight.values(), dora.pair.a.scalar_type());
            dora.magnitude = dora.squares.sqrt().requires_grad_(); // m / n is exactly 1 at the start
        }
    }

    std::vector<Measure> measures() const override { return {adapter_ratio_measure(), drift_measure()}; }
    void report(ActivityRecorder& recorder) const override {
        const at::NoGradGuard no_grad;
        for (const auto& hook : hooks()) {
            const auto& dora = static_cast<const DoraHook&>(*hook);
            recorder.set(drift_measure().key, dora.site,
                         (dora.magnitude / dora.squares.sqrt().clamp_min(1e-12) - 1).abs().mean());
        }
    }

    std::optional<std::vector<LowRankDelta>> low_rank() const override { return std::nullopt; }

protected:
    std::vector<Parameter> stored_of(const LoraHook& hook) const override {
        std::vector<Parameter> list = LoraFamily::stored_of(hook);
        list.push_back({.name = peft_name(hook.projection->path, ".lora_magnitude_vector"),
                        .value = static_cast<const DoraHook&>(hook).magnitude,
                        .decay = false});
        return list;
    }
    void describe(Json& config) const override { config["use_dora"] = true; }
    at::Tensor merged_weight(const LoraHook& hook, const at::Tensor& base) const override {
        const at::Tensor sum = LoraFamily::merged_weight(hook, base);
        const at::Tensor m = static_cast<const DoraHook&>(hook).magnitude.detach().to(sum.options());
        return sum * (m / sum.norm(2, 1).clamp_min(1e-12)).unsqueeze(1);
    }
};

} // namespace

at::Tensor DoraHook::norms() const {
    const at::NoGradGuard no_grad;
    const at::Tensor w = projection->weight.values();
    const at::Tensor cross = at::linear(w, pair.a.to(w.scalar_type())).to(pair.b.scalar_type()); // W A^T [out, r]
    const at::Tensor gram = at::mm(pair.a, pair.a.t());                                          // [r, r]
    const at::Tensor sum = (pair.b * (2 * pair.scale * cross + pair.scale * pair.scale * at::mm(pair.b, gram))).sum(1);
    return (squares + sum).clamp_min(1e-24).sqrt(); // a row of zeros stays one
}

at::Tensor DoraHook::term(const at::Tensor& dropped, const at::Tensor& plain, const at::Tensor& norms) const {
    const at::Tensor factor = magnitude / norms; // [out]
    return plain * (factor - 1).to(plain.scalar_type()) + pair.product(dropped) * factor.to(plain.scalar_type());
}

at::Tensor DoraHook::apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) {
    // While tokens are generated nothing trains: the norms of the prompt serve them all.
    const bool goes_on =
        context.cache && std::ranges::none_of(context.cache->lengths, [](int64_t n) { return n == 0; });
    if (!goes_on || !m_norms.defined())
        m_norms = norms();
    const at::Tensor dropped = pair.dropped(x, context);
    const bool same = dropped.is_same(x);
    at::Tensor plain = same ? base : linear(dropped, projection->weight, {});
    if (same && projection->bias.defined())
        plain = base - projection->bias.to(base.scalar_type());
    const at::Tensor added = term(dropped, plain, m_norms);
    if (context.recorder)
        context.recorder->add_ratio(site, added, plain);
    return base + added;
}

Method dora_method() {
    MethodInfo info;
    info.key = "dora";
    info.label = "DoRA";
    info.sentence = "LoRA for the direction of each weight row and a learned magnitude of its own for the length; "
                    "slower than LoRA, often a little better at low ranks.";
    info.source = "Liu et al. 2024, arXiv 2402.09353";
    info.mergeable = true;
    info.export_note = "Opens in PEFT (PeftModel.from_pretrained) on the same base model; merged it is an ordinary "
                       "model. As a GGUF adapter it cannot be written: magnitudes are no low-rank update.";
    info.options = lora_specs();
    info.options.push_back(rank_stabilised_spec());

    Method method = lora_family_method<Dora>(info);
    method.reads = is_dora;
    method.count = [info](const ModelInfo& model, const MethodOptions& options) {
        return count_lora(model, lora_options(info, options),
                          [](const ProjectionInfo& p, int64_t rank) { return pair_size(p, rank) + p.out; });
    };
    return method;
}

} // namespace loratrf
