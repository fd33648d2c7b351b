#include "backend/adapter/low_rank.h"

#include "backend/device/device.h"
#include "backend/ops/ops.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

const std::vector<std::string>& all_targets() {
    static const std::vector<std::string> names = {"q_proj",    "k_proj",  "v_proj",   "o_proj",
                                                   "gate_proj", "up_proj", "down_proj"};
    return names;
}

std::vector<OptionSpec> low_rank_specs() {
    return {
        {.key = "rank",
         .label = "Rank",
         .help = "Width of the low-rank update; more can learn more and costs more.",
         .value = int64_t{8},
         .minimum = 1,
         .maximum = 4096},
        {.key = "alpha",
         .label = "Alpha",
         .help = "The update is multiplied by alpha / rank.",
         .value = 16.0,
         .minimum = 0.001,
         .maximum = 65536},
        {.key = "targets",
         .label = "Projections",
         .help = "The linear layers that get an adapter.",
         .value = all_targets(),
         .choices = all_targets()},
        {.key = "dropout",
         .label = "Dropout",
         .help = "Share of the adapter's input set to zero while training.",
         .value = 0.0,
         .minimum = 0,
         .maximum = 0.9,
         .advanced = true,
         .of_training = true},
    };
}

LowRankOptions low_rank_options(const MethodInfo& info, const MethodOptions& options) {
    LowRankOptions o;
    o.rank = std::get<int64_t>(option_value(info, options, "rank"));
    o.alpha = std::get<double>(option_value(info, options, "alpha"));
    o.dropout = std::get<double>(option_value(info, options, "dropout"));
    o.targets = std::get<std::vector<std::string>>(option_value(info, options, "targets"));
    return o;
}

std::vector<Problem> check_low_rank(const LowRankOptions& options) {
    return check_targets(options.targets);
}

std::vector<Problem> check_targets(const std::vector<std::string>& targets) {
    std::vector<Problem> problems;
    if (targets.empty())
        problems.push_back({.field = "method_options.targets", .message = "Choose at least one projection to adapt."});
    for (const std::string& target : targets)
        if (!is_target(all_targets(), target))
            problems.push_back({.field = "method_options.targets",
                                .message = "\"" + target +
                                           "\" is no projection; expected q_proj, k_proj, v_proj, o_proj, "
                                           "gate_proj, up_proj or down_proj."});
    return problems;
}

Measure rank_measure() {
    return {.key = "rank", .label = "Rank", .help = "Ranks in use: how much of the budget each projection has."};
}

int64_t count_low_rank(const ModelInfo& model, const LowRankOptions& options) {
    int64_t count = 0;
    for (const ProjectionInfo& p : model.projections)
        if (is_target(options.targets, p.target))
            count += options.rank * (p.in + p.out);
    return count;
}

at::Tensor LowRankPair::dropped(const at::Tensor& x, const ForwardContext& context) const {
    return context.training ? ops::dropout(x, dropout, mix_seed(context.dropout_seed, index)) : x;
}

std::optional<LowRankTerm> LowRankPair::as_term(const ForwardContext& context) const {
    if ((context.training && dropout > 0) || a.size(0) == 0)
        return std::nullopt;
    return LowRankTerm{.a = a, .b = b, .scale = scale};
}

at::Tensor LowRankPair::product(const at::Tensor& x, const at::Tensor& weight) const {
    const at::Tensor z = at::linear(x, a.to(x.scalar_type())); // [T, r]
    const at::Tensor scaled = weight.defined() ? z * (weight * scale).to(x.scalar_type()).unsqueeze(1) : z * scale;
    return at::linear(scaled, b.to(x.scalar_type()));
}

at::Tensor kaiming_uniform(at::IntArrayRef shape, at::Generator& generator, at::Device device, at::ScalarType type) {
    const double bound = 1.0 / std::sqrt(static_cast<double>(shape.back()));
    return at::empty(shape, at::kFloat).uniform_(-bound, bound, generator).to(device, type);
}

at::ScalarType parameter_type(const Model& model) {
    return model.type() == at::kDouble ? at::kDouble : at::kFloat;
}

LowRankPair make_pair(const Projection& projection, const LowRankOptions& options, at::Generator& generator,
                      uint64_t index) {
    const Weight& w = projection.weight;
    const at::ScalarType type = w.scalar_type() == at::kDouble ? at::kDouble : at::kFloat;
    LowRankPair pair;
    pair.a = kaiming_uniform({options.rank, w.size(1)}, generator, w.device(), type).requires_grad_();
    pair.b = at::zeros({w.size(0), options.rank}, w.options().dtype(type)).requires_grad_();
    pair.scale = options.scale();
    pair.dropout = options.dropout;
    pair.index = index;
    return pair;
}

bool is_target(const std::vector<std::string>& targets, const std::string& target) {
    return std::find(targets.begin(), targets.end(), target) != targets.end();
}

} // namespace loratrf
