#pragma once
// ALoRA (allocating; not PEFT's "activated" one): y = W x + b + s B G A x, s = 1 in the paper. Rounds of pruning: every
// rank is scored by what the loss on fixed rows does without it and with it alone, the lowest are dropped, and as many
// new ones go to the projections that lost none. Liu et al. 2024, arXiv 2403.16187, sections 3.2 and 3.3, algorithm 1.
// The gates G are 1 except while ranks are scored: a dropped rank is gone.

#include "backend/adapter/lora_family.h"

namespace loratrf {

struct ALoraHook : PlainLoraHook {
    at::Tensor gates; // [r] 1 or 0 while ranks are scored, else undefined: all 1

    int64_t rank() const { return pair.a.size(0); }
    std::optional<ProjectionTerms> terms(const ForwardContext& context) const override;
    at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) override;
};

struct RankScore {
    size_t hook = 0;
    int64_t rank = 0;
    double score = 0;
};

// S(with only the rank) - S(without it), S = -loss: the paper's score less S(the whole), the same for all. Two passes
// over the fixed rows a rank; in the order of hooks and ranks.
std::vector<RankScore> ablation_scores(const std::vector<ALoraHook*>& hooks,
                                       const std::function<at::Tensor()>& development_loss);

Method alora_method();

} // namespace loratrf
