#pragma once
// The arithmetic a training step cannot do without, counted from the model's sizes.

#include "backend/data/packing.h"
#include "backend/model/config.h"

#include <cstdint>
#include <span>

namespace loratrf {

struct StepSize {
    int64_t tokens = 0;      // that are computed: a shared prefix once
    int64_t data_tokens = 0; // of all sequences
    int64_t supervised = 0;
    double squared_lengths = 0; // sum over sequences of length^2, the square of a shared prefix once
};
StepSize step_size(std::span<const PackedBatch> batches);

// Floating-point operations of one optimiser step of an adapter on a frozen base; recomputing counts nothing:
//   T (4 N_lin + 6 N_adapter) + 4 P d V + 6 L d_q sum(s^2) - 2 T d (d_q + 2 d_kv)
// with T tokens of which P are supervised, N_lin weights of the linear layers (forward and the gradient of their
// input), N_adapter trained weights (their own gradient too), d hidden, V vocabulary, d_q and d_kv width of queries and
// of keys, causal attention over sequences of length s, and the first layer's q, k, v, whose input needs no gradient.
// As published GEMM counts go (Kaplan et al. 2020, arXiv 2001.08361, section 2.1), norms and the like are left out.
double step_flops(const ModelConfig& model, int64_t adapter_parameters, const StepSize& step);

} // namespace loratrf
