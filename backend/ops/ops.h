#pragma once
// Pure functions on tensors: plain ATen with autograd, but for the head's loss. They run wherever a layer goes op by
// op, and are the reference that the fast layer's bodies are compared with: rms_norm_rows, swiglu_rows (row_ops.h),
// causal_attention (causal_attention.h, rope included) and add_filtered (filter_ops.h). T is the token axis of a packed
// batch. Shapes that do not fit throw c10::Error.

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace loratrf::ops {

// x / sqrt(mean(x^2) + eps) weight over the last axis of x [T, d] or [T, heads, d]; weight [d]. Statistics in fp32 at
// least. Zhang and Sennrich 2019, arXiv 1910.07467.
at::Tensor rms_norm(const at::Tensor& x, const at::Tensor& weight, double eps);

// Rotary position embedding of x [T, heads, d], rotate-half layout: numbers i and i + d/2 of a head, a and b, become
// a cos - b sin and b cos + a sin; cosine, sine [T, d/2]. Su et al. 2021, arXiv 2104.09864.
at::Tensor rope(const at::Tensor& x, const at::Tensor& cosine, const at::Tensor& sine);

// Causal attention, softmax(q k^T / sqrt d) v, inside each sequence of a packed batch: q [T, heads, d], k and v [T,
// kv_heads, d], offsets [S+1]. Tokens before offsets[0] are the beginning of every sequence, seen by all that follow.
// window > 0: a token sees itself and the window-1 tokens before it. Returns [T, heads * d]. Vaswani et al. 2017, arXiv
// 1706.03762; heads that share keys: Ainslie et al. 2023, arXiv 2305.13245.
at::Tensor packed_attention(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v,
                            const std::vector<int64_t>& offsets, int64_t window);

// One sequence's new queries q [n, heads, d] over its cached keys and values [kv_heads, m, d], m >= n, of which the
// last n belong to the queries. Returns [n, heads * d].
at::Tensor cached_attention(const at::Tensor& q, const at::Tensor& keys, const at::Tensor& values, int64_t window);

// One new query for each of S sequences, q [S, heads, d], over their caches [S, kv_heads, m, d]; sequence s sees its
// first positions[s] + 1 entries (positions [S] int64), of which the last is the query's own. Returns [S, heads * d].
at::Tensor decode_attention(const at::Tensor& q, const at::Tensor& keys, const at::Tensor& values,
                            const at::Tensor& positions, int64_t window);

// silu(gate) * up of two tensors of one shape, silu(x) = x / (1 + e^-x). Shazeer 2020, arXiv 2002.05202.
at::Tensor swiglu(const at::Tensor& gate, const at::Tensor& up);

// Rows of logits that exist at a time: enough for an efficient product, few enough that rows x vocabulary stays small.
inline constexpr int64_t head_chunk_rows = 256;

// Sum over rows of the cross-entropy, -log softmax(W h)[target], of hidden [P, d] through the head weight [V, d]
// against targets [P] (int64), in chunks of head_chunk_rows: all logits never exist at once. The gradient for hidden
// (and for the weight when it trains) is made in the forward pass, so the result may be used in one backward only. fp32
// scalar (fp64 for fp64 input). A target that is none of V throws c10::IndexError on the CPU.
at::Tensor head_loss(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets);

// Cross-entropy of each row [P] of the same. Where hidden or the weight asks for a gradient, rows' gradients are made
// in the forward pass too, and scaled by what arrives for each; those of the weight take the logits a second time.
at::Tensor head_loss_rows(const at::Tensor& hidden, const at::Tensor& weight, const at::Tensor& targets);

// LoRATRF's filter: s = clamp(cos(h, xi), 0, 1) per token, fp32 at least. h [T, d], xi [d]; returns [T].
// Source: reconstruction of arXiv 2412.09827, section "task-aware filter" (see README on what is certain).
at::Tensor task_filter(const at::Tensor& h, const at::Tensor& xi);

// Inverted dropout, x m / (1 - p), with a mask m of 0 and 1 that depends on nothing but the seed and x's shape; p = 0
// returns x.
at::Tensor dropout(const at::Tensor& x, double p, uint64_t seed);

} // namespace loratrf::ops
