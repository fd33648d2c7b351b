#pragma once
// The two places where an adapter method may act. The model knows nothing else of adapters.

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace loratrf {

class ActivityRecorder;
struct PackedInput;
struct KvCache;

// What a layer that runs as one node (decoder_layer.h) computes again in the backward pass instead of keeping it.
enum class Recompute { Nothing, FeedForward, Layer };

// What a forward pass is told beside its tokens.
struct ForwardContext {
    bool training = false;
    uint64_t dropout_seed = 0;            // a pure function of (seed, step, micro-step)
    ActivityRecorder* recorder = nullptr; // filled with filter values and adapter sizes when set
    bool op_by_op = false;                // the reference: no layer runs as one node (decoder_layer.h)
    Recompute recompute = Recompute::Nothing;
    // Sees the hidden states [T, hidden] after the embedding (-1) and after each layer, for a search; null: nobody.
    const std::function<void(int64_t layer, const at::Tensor& h)>* after_layer = nullptr;

    // Set by the model for its hooks.
    const PackedInput* input = nullptr; // where sequences and their prompts lie
    KvCache* cache = nullptr;           // null: whole sequences, as in training
};

// Terms that the decoder layer computes itself, as part of its one node (decoder_layer.h), in place of calling a hook.
struct LowRankTerm { // scale B A x
    at::Tensor a, b; // [r, in], [out, r]
    double scale = 1;
    // What of it belongs to the base, for the size that its site reports: factors of the same shapes, or undefined.
    at::Tensor start_a = {}, start_b = {};
};
struct FilterTerm {  // scale D C (s y), s = clamp(cos(y, xi), 0, 1) for each row of y
    at::Tensor xi;   // [out]
    at::Tensor c, d; // [r, out], [out, r]
    double scale = 1;
};
struct ProjectionTerms { // y = W x + b, then filter(y) and the low-rank term of x are added to it
    std::optional<LowRankTerm> low_rank;
    std::optional<FilterTerm> filter;
    std::optional<size_t> site; // reports the size of the terms against W x + b, and the filter's values, here
};
struct BlockTerms { // added to the block's output
    FilterTerm filter;
    size_t site = 0;
};

class ProjectionHook {
public:
    virtual ~ProjectionHook() = default;
    // What input() and apply() would do in this pass, if terms say all of it; the parameters are what trains.
    virtual std::optional<ProjectionTerms> terms(const ForwardContext& /*context*/) const { return std::nullopt; }
    // What the base layer sees in place of its input x [T, in].
    virtual at::Tensor input(const at::Tensor& x, const ForwardContext& /*context*/) { return x; }
    // x [T, in] as input() gave it, base [T, out] = W x + b. Returns the projection's output [T, out].
    virtual at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) = 0;
};

class BlockHook {
public:
    virtual ~BlockHook() = default;
    // As for a projection: what before() and after() would do.
    virtual std::optional<BlockTerms> terms(const ForwardContext& /*context*/) const { return std::nullopt; }
    // Before the block runs: x [T, hidden] is its input. Routing decisions for the block's projections are made here.
    virtual void before(const at::Tensor& /*x*/, const ForwardContext& /*context*/) {}
    // The block's output hidden state h [T, hidden]; returns what the next block sees.
    virtual at::Tensor after(const at::Tensor& h, const ForwardContext& /*context*/) { return h; }
};

} // namespace loratrf
