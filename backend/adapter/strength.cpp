#include "backend/adapter/strength.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

at::Tensor between(const at::Tensor& base, const at::Tensor& changed, double strength) {
    return base + strength * (changed - base);
}

// Terms report the size they have, so a pass that records goes through apply() and after(), which report it unscaled.
bool terms_serve(const ForwardContext& context) {
    return context.recorder == nullptr;
}

struct ScaledProjection : ProjectionHook {
    ScaledProjection(std::shared_ptr<ProjectionHook> the_inner, double the_strength)
        : inner(std::move(the_inner)), strength(the_strength) {}

    std::optional<ProjectionTerms> terms(const ForwardContext& context) const override {
        std::optional<ProjectionTerms> terms = terms_serve(context) ? inner->terms(context) : std::nullopt;
        if (terms && terms->low_rank)
            terms->low_rank->scale *= strength;
        if (terms && terms->filter)
            terms->filter->scale *= strength;
        return terms;
    }
    at::Tensor input(const at::Tensor& x, const ForwardContext& context) override {
        const at::Tensor changed = inner->input(x, context);
        return changed.is_same(x) ? x : between(x, changed, strength);
    }
    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override {
        const at::Tensor changed = inner->apply(x, base, context);
        return changed.is_same(base) ? base : between(base, changed, strength);
    }

    std::shared_ptr<ProjectionHook> inner;
    double strength;
};

struct ScaledBlock : BlockHook {
    ScaledBlock(std::shared_ptr<BlockHook> the_inner, double the_strength)
        : inner(std::move(the_inner)), strength(the_strength) {}

    std::optional<BlockTerms> terms(const ForwardContext& context) const override {
        std::optional<BlockTerms> terms = terms_serve(context) ? inner->terms(context) : std::nullopt;
        if (terms)
            terms->filter.scale *= strength;
        return terms;
    }
    void before(const at::Tensor& x, const ForwardContext& context) override { inner->before(x, context); }
    at::Tensor after(const at::Tensor& h, const ForwardContext& context) override {
        const at::Tensor changed = inner->after(h, context);
        return changed.is_same(h) ? h : between(h, changed, strength);
    }

    std::shared_ptr<BlockHook> inner;
    double strength;
};

} // namespace

std::vector<at::Tensor> weight_tensors(Model& model) {
    std::vector<at::Tensor> tensors;
    for (const NamedTensor& weight : model.weights())
        if (weight.tensor)
            tensors.push_back(*weight.tensor);
    return tensors;
}

bool has_weights(Model& model, const std::vector<at::Tensor>& tensors) {
    const std::vector<at::Tensor> now = weight_tensors(model);
    const auto same = [](const at::Tensor& a, const at::Tensor& b) { return a.is_same(b); };
    return std::equal(tensors.begin(), tensors.end(), now.begin(), now.end(), same);
}

void set_strength(Model& model, const std::vector<at::Tensor>& before, double strength) {
    if (!std::isfinite(strength))
        throw Error(ErrorCode::InvalidOption, "the adapter's strength should be a number, 1 as trained");
    if (strength == 1)
        return;
    if (!has_weights(model, before))
        throw Error(ErrorCode::Unsupported,
                    "this adapter puts other weights in the place of the base's, so there is no "
                    "term to scale; compare strength 1 with the base model");
    for (Projection* projection : model.projections())
        if (projection->hook)
            projection->hook = std::make_shared<ScaledProjection>(projection->hook, strength);
    for (int64_t layer = 0; layer < model.config().layers; ++layer)
        if (auto hook = model.block_hook(layer))
            model.set_block_hook(layer, std::make_shared<ScaledBlock>(std::move(hook), strength));
}

LoadedAdapter load_adapter(Model& model, const std::filesystem::path& folder, double strength) {
    const std::vector<at::Tensor> before = weight_tensors(model);
    LoadedAdapter loaded = load_adapter(model, folder);
    set_strength(model, before, strength);
    return loaded;
}

} // namespace loratrf
