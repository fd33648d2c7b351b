#pragma once
// Causal attention of a packed batch with its gradient, computed where it is seen: tiles of 32 queries by 32 keys,
// those above the diagonal or out of the window left out, so a sequence of n tokens costs about n^2 / 2 (ATen's kernel
// for the CPU computes all n^2 up to 512 keys). Rotary embedding happens on the way in and out. In fp32 scratch
// whatever the type. Dao et al. 2022, arXiv 2205.14135 (what is kept and what is recomputed); tile products by oneDNN's
// brgemm.
//
//   S = q k^T / sqrt d for keys that a query sees,  P = exp(S - lse), lse = log sum exp S,  out = P v
//   dv = P^T g,  delta = sum over d of g out,  dS = P (g v^T - delta),  dq = dS k / sqrt d,  dk = dS^T q / sqrt d
//
// P is never kept: the backward pass makes it again from lse. Of a batch whose sequences share a beginning, that
// beginning is one more stretch of tokens; its keys and values stand before those of each sequence, and the gradients
// that all of them send it are summed.
//
// Measured (2,048 tokens, 9 heads of 64, both passes, fp32): 21 ms for sequences of 223 tokens where ATen takes 35, 40
// ms for sequences of 512 where it takes 71.

#include "backend/ops/cpu_level.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace loratrf::ops {

struct AttentionInput {
    at::Tensor q;                        // [T, heads * d] before rotation, rows may lie apart; float or bfloat16
    at::Tensor k, v;                     // [T, kv_heads * d], of its type
    at::Tensor cosine, sine;             // [T, d / 2] in the type of q, contiguous
    const std::vector<int64_t>& offsets; // [S+1] first own token of each sequence, and T; those before the first are
                                         // the beginning of every sequence
    int64_t heads = 0, kv_heads = 0, head_dim = 0;
    int64_t window = 0; // > 0: a token sees itself and the window-1 tokens before it
    CpuLevel level = best_level();
};

struct AttentionOutput {
    at::Tensor out; // [T, heads * d]
    at::Tensor lse; // [heads, T] log of the sums of exponentials, fp32
};

// Whether this CPU has the tile products.
bool has_causal_attention();

// Throws c10::Error for what is not of the shapes and types stated.
AttentionOutput causal_attention(const AttentionInput& input);

struct AttentionGradient {
    at::Tensor q, k, v; // shapes and types of the inputs
};
// `output` as causal_attention() gave it, dout [T, heads * d] the gradient of its `out`.
AttentionGradient causal_attention_backward(const AttentionInput& input, const AttentionOutput& output,
                                            const at::Tensor& dout);

} // namespace loratrf::ops
