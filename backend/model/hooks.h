#pragma once
// The two places where an adapter method may act. The model knows nothing else of adapters.

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace loratrf {

class ActivityRecorder;
struct PackedInput;
struct KvCache;

// What a forward pass is told beside its tokens.
struct ForwardContext {
    bool training = false;
    uint64_t dropout_seed = 0;            // a pure function of (seed, step, micro-step)
    ActivityRecorder* recorder = nullptr; // filled with filter values and adapter sizes when set

    // Set by the model for its hooks.
    const PackedInput* input = nullptr; // where sequences and their prompts lie
    KvCache* cache = nullptr;           // null: whole sequences, as in training
};

class ProjectionHook {
public:
    virtual ~ProjectionHook() = default;
    // What the base layer sees in place of its input x [T, in].
    virtual at::Tensor input(const at::Tensor& x, const ForwardContext& /*context*/) { return x; }
    // x [T, in] as input() gave it, base [T, out] = W x + b. Returns the projection's output [T, out].
    virtual at::Tensor apply(const at::Tensor& x, const at::Tensor& base, const ForwardContext& context) = 0;
};

class BlockHook {
public:
    virtual ~BlockHook() = default;
    // Before the block runs: x [T, hidden] is its input. Routing decisions for the block's projections are made here.
    virtual void before(const at::Tensor& /*x*/, const ForwardContext& /*context*/) {}
    // The block's output hidden state h [T, hidden]; returns what the next block sees.
    virtual at::Tensor after(const at::Tensor& h, const ForwardContext& /*context*/) { return h; }
};

} // namespace loratrf
