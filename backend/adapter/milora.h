#pragma once
// MiLoRA: a router before each block looks at the prompt and chooses which of the block's projections get their LoRA.
// Zhang et al. 2024, arXiv 2410.18035, section 3 (not the method of the same name that trains minor singular values):
//   h = pool(H), H [P, d] the block's input over the prompt (prompt_pooler.h)
//   p = softmax(W_r Ra(h))                    W_r [N, d], Ra rational (rational.h) or GELU
//   y = W x + b + g_m (alpha / r) B_m A_m dropout(x)   for the top k projections m, W x + b for the others
// The paper leaves open what g_m is: 1, p_m, or p_m / sum of the chosen p. It has no alpha / r: alpha = r gives its
// form. Balance loss of a block: N sum_i f_i P_i (routing.h), f_i = share of prompts whose largest p is i's. Decided
// once a prompt, from prompt tokens alone; generation keeps it beside the keys and values. So for one prompt the
// adapter is the low-rank update g_m (alpha / r) B_m A_m of the projections m it chose: settle(), merged(), low_rank().
// Bi-level option: the rational coefficients leave the optimiser and follow, after each update and with the weights
// held fixed (first order), the gradient of the development loss.

#include "backend/adapter/adapter.h"

namespace loratrf {

Method milora_method();

} // namespace loratrf
