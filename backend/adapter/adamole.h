#pragma once
// AdaMoLE: N low-rank experts a projection, weighted for every token by a gate with a learned threshold.
// Liu and Luo 2024, arXiv 2405.00361, section 3:
//   p   = softmax(W_g x)                      W_g [N, in]
//   tau = tau_max sigmoid(w_t x + b_t)        w_t [1, in]
//   w_i = max(p_i - tau, 0) / sum_j max(p_j - tau, 0)
//   y   = W x + b + s sum_i w_i B_i A_i dropout(x),  s = alpha / r, r the rank of one expert
// and the baselines it is compared with: the top k experts with their p, or those with p >= tau_max, as weights that
// sum to 1. Balance loss of a projection: N sum_i f_i P_i (routing.h), f_i = share of tokens with expert i active (p_i
// >= tau), P_i = mean of p_i, or of p_i - tau as in the authors' code. One dropout mask serves all experts.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method adamole_method();

} // namespace loratrf
