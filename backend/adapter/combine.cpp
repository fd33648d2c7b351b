#include "backend/adapter/combine.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/path_patterns.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace loratrf {

namespace {

std::vector<LowRankDelta> deltas_of(Model& model, const std::filesystem::path& folder) {
    const LoadedAdapter loaded = load_adapter(model, folder);
    std::optional<std::vector<LowRankDelta>> deltas = loaded.adapter->low_rank();
    model.clear_hooks();
    if (!deltas)
        throw Error(ErrorCode::Unsupported,
                    folder.string() + ": this adapter (" + find_method(loaded.method).info.label +
                        ") is more than low-rank updates of projections: a term that depends on the input, magnitudes, "
                        "or biases and modules that train as a whole; such adapters cannot be added up");
    return *std::move(deltas);
}

void add_exactly(LowRankDelta& sum, const LowRankDelta& next, double weight) {
    const at::Tensor b = next.b * weight;
    sum.a = sum.a.defined() ? at::cat({sum.a, next.a}, 0) : next.a;
    sum.b = sum.b.defined() ? at::cat({sum.b, b}, 1) : b;
}

// Both factors get the root of weight times scale, a also its sign.
void add_factors(LowRankDelta& sum, const LowRankDelta& next, double weight) {
    const double root = std::sqrt(std::abs(weight * next.scale));
    const at::Tensor a = next.a * std::copysign(root, weight), b = next.b * (root / next.scale);
    if (sum.a.defined() && sum.a.sizes() != a.sizes())
        throw Error(ErrorCode::InvalidOption, next.path + ": the adapters have ranks " + std::to_string(sum.a.size(0)) +
                                                  " and " + std::to_string(a.size(0)) +
                                                  " there, so their factors cannot be summed; concatenate them");
    sum.a = sum.a.defined() ? sum.a + a : a;
    sum.b = sum.b.defined() ? sum.b + b : b;
}

// The options of a plain LoRA with these ranks and s = 1 everywhere.
MethodOptions lora_of(Model& model, const std::map<std::string, LowRankDelta>& deltas) {
    int64_t rank = 0;
    std::set<std::string> names;
    for (const auto& [path, delta] : deltas) {
        rank = std::max(rank, delta.a.size(0));
        names.insert(path.substr(path.rfind('.') + 1));
    }
    std::vector<std::string> targets(names.begin(), names.end());
    const std::vector<Projection*> projections = model.projections();
    if (std::ranges::any_of(
            projections, [&](const Projection* p) { return names.contains(p->target) && !deltas.contains(p->path); })) {
        targets.clear(); // the names alone would adapt too many
        for (const auto& [path, delta] : deltas)
            targets.push_back(path);
    }
    std::string patterns;
    for (const auto& [path, delta] : deltas)
        if (delta.a.size(0) != rank)
            patterns += (patterns.empty() ? "" : ", ") + escaped_path(path) + "=" + std::to_string(delta.a.size(0));
    return {{"rank", rank},
            {"alpha", static_cast<double>(rank)},
            {"targets", targets},
            {"rank_pattern", patterns},
            {"alpha_pattern", patterns}};
}

} // namespace

std::unique_ptr<Adapter> combine(Model& model, const std::vector<WeightedAdapter>& sources, Combination how) {
    const at::NoGradGuard no_grad;
    std::map<std::string, LowRankDelta> combined;
    for (const WeightedAdapter& source : sources)
        for (const LowRankDelta& delta : deltas_of(model, source.folder))
            (how == Combination::Exact ? add_exactly : add_factors)(combined[delta.path], delta, source.weight);

    std::unique_ptr<Adapter> adapter = find_method("lora").attach(model, lora_of(model, combined), 0);
    std::map<std::string, at::Tensor> values;
    for (const auto& [path, delta] : combined) {
        values[peft_name(path, ".lora_A.weight")] = delta.a;
        values[peft_name(path, ".lora_B.weight")] = delta.b;
    }
    for (Parameter& parameter : adapter->parameters())
        parameter.value.copy_(values.at(parameter.name));
    return adapter;
}

} // namespace loratrf
