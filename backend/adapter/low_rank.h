#pragma once
// The low-rank pair shared by the LoRA family: its options, its factors, its term. Hu et al. 2021, arXiv 2106.09685.

#include "backend/adapter/adapter.h"

namespace loratrf {

struct LowRankOptions {
    int64_t rank = 8;
    double alpha = 16;
    double dropout = 0;
    std::vector<std::string> targets;
    double scale() const { return alpha / static_cast<double>(rank); }
};

// rank, alpha, dropout, targets: the OptionSpecs and their values.
std::vector<OptionSpec> low_rank_specs();
LowRankOptions low_rank_options(const MethodInfo& info, const MethodOptions& options);
std::vector<Problem> check_low_rank(const LowRankOptions& options);

// Ranks in use at each projection, for methods that change them.
Measure rank_measure();

// r (d_in + d_out), summed over the targets.
int64_t count_low_rank(const ModelInfo& model, const LowRankOptions& options);

// Names of the projections that may be adapted, and what is wrong with a choice of them.
const std::vector<std::string>& all_targets();
std::vector<Problem> check_targets(const std::vector<std::string>& targets);

// The factors of one projection: A [r, in] kaiming-uniform(a = sqrt 5), B [out, r] zero; fp32.
struct LowRankPair {
    at::Tensor a, b;
    double scale = 1;
    double dropout = 0;
    uint64_t index = 0; // of the projection, for the dropout seed

    // scale * B A dropout(x): [T, in] -> [T, out], computed in x's type; times `weight` [T] where that is given.
    at::Tensor term(const at::Tensor& x, const ForwardContext& context, const at::Tensor& weight = {}) const {
        return product(dropped(x, context), weight);
    }
    // The same as a term of the decoder layer; nullopt while dropout acts, or without ranks.
    std::optional<LowRankTerm> as_term(const ForwardContext& context) const;
    at::Tensor dropped(const at::Tensor& x, const ForwardContext& context) const; // dropout(x) while training, else x
    at::Tensor product(const at::Tensor& x, const at::Tensor& weight = {}) const; // scale * B A x
};

LowRankPair make_pair(const Projection& projection, const LowRankOptions& options, at::Generator& generator,
                      uint64_t index);

// U(-1/sqrt(fan_in), 1/sqrt(fan_in)): kaiming-uniform with a = sqrt 5, what PyTorch's Linear and PEFT's lora_A use.
at::Tensor kaiming_uniform(at::IntArrayRef shape, at::Generator& generator, at::Device device,
                           at::ScalarType type = at::kFloat);

// Adapters keep fp32 parameters; only a model loaded in fp64 (tests) makes them fp64.
at::ScalarType parameter_type(const Model& model);

bool is_target(const std::vector<std::string>& targets, const std::string& target);

} // namespace loratrf
