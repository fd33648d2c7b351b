#pragma once
// A llama-like decoder layer as one node of the autograd graph, on the CPU:
//   x = norm(h)       q, k, v = P x      a = attention(q, k, v)      m = h + P a
//   y = norm(m)       g, u = P y         out = m + P (silu(g) u), then the block's filter, if it has one
// where each P is W x + b with its terms (hooks.h); Qwen3 also norms each head's q and k. Frozen weights only. Kept for
// the backward pass, in numbers per token: h, q, k, v, a, m, g, u and r a term; normed rows, normed and rotated q and
// k, silu(g) u and what the filters saw are rebuilt. The reference is LlamaModel's chain of ops (llama.cpp), which
// autograd differentiates.
//
// Measured against that chain with LoRA of rank 16 on SmolLM2-135M (2 AMD cores): 240 tokens/s and 1.9 GB instead of
// 173 and 2.9 in fp32, 403 and 1.2 GB instead of 304 and 1.8 in bf16.

#include "backend/model/hooks.h"
#include "backend/model/weight.h"

#include <ATen/core/Tensor.h>

#include <array>
#include <memory>

namespace loratrf {

struct DecoderLayer {
    struct Linear {
        Weight weight;   // [out, in]
        at::Tensor bias; // [out] or undefined
        ProjectionTerms terms;
    };
    std::array<Linear, 7> linears;    // q, k, v, o, gate, up, down
    at::Tensor input_norm, post_norm; // [hidden]
    at::Tensor q_norm, k_norm;        // [head_dim], undefined: queries and keys are taken as they are
    double norm_eps = 0;
    int64_t heads = 0, kv_heads = 0, head_dim = 0;
    int64_t window = 0; // > 0: a token sees itself and the window-1 tokens before it
    std::optional<BlockTerms> block;
};

// Where the tokens of this pass lie, the same for all layers.
struct LayerPass {
    at::Tensor cosine, sine;      // [T, head_dim / 2]
    std::vector<int64_t> offsets; // [S+1], tokens before the first are shared (PackedInput)
    ActivityRecorder* recorder = nullptr;
    Recompute recompute = Recompute::Nothing; // FeedForward: g and u are not kept; Layer: only h is
};

// h [T, hidden] float, double or bfloat16; returns the same shape. The result may be used in one backward only.
at::Tensor decoder_layer(const DecoderLayer& layer, const at::Tensor& h, const std::shared_ptr<const LayerPass>& pass);

} // namespace loratrf
