#pragma once
// A causal language model as the engine sees it, whatever its family: projections and blocks with hooks, hidden states,
// head.

#include "backend/model/config.h"
#include "backend/model/hooks.h"
#include "backend/model/weight.h"

#include <ATen/ATen.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace loratrf {

struct PackedBatch;
class TensorFile;

// One linear layer of the base: y = W x + b, then its adapter, if any.
struct Projection {
    std::string path;   // "model.layers.0.self_attn.q_proj"
    std::string target; // "q_proj"
    int64_t layer = 0;
    Weight weight;   // [out, in]
    at::Tensor bias; // [out] or undefined; fp32 where it trains
    std::shared_ptr<ProjectionHook> hook;

    at::Tensor forward(const at::Tensor& x, const ForwardContext& context) const; // [T, in] -> [T, out]
};

// Tokens of several sequences end to end, on the model's device. Those before offsets[0], if any, are a prefix that all
// sequences share (data/packing.h): only for models whose layers all run as one node while training (slow_layers), as
// what is known of their adapters is that they treat each token by itself. Not for a cache.
struct PackedInput {
    at::Tensor ids;               // [T] int64
    at::Tensor positions;         // [T] int64
    std::vector<int64_t> offsets; // [S+1] first own token of each sequence, and T
    std::vector<int64_t> prompts; // [S] own tokens before the first supervised one; empty: all are prompt

    int64_t sequences() const { return static_cast<int64_t>(offsets.size()) - 1; }
    int64_t shared_prefix() const { return offsets.front(); }
    int64_t prompt(size_t sequence) const {
        return prompts.empty() ? offsets[sequence + 1] - offsets[sequence] : prompts[sequence];
    }
};
PackedInput to_input(const PackedBatch& batch, at::Device device);

// Keys and values of the tokens seen so far, for several sequences side by side.
struct KvCache {
    struct Layer {
        at::Tensor keys, values; // [sequences, kv_heads, capacity, head_dim]
        at::Tensor route;        // [sequences, ...] what a block hook decided from the prompts; undefined: nothing
    };
    std::vector<Layer> layers;
    std::vector<int64_t> lengths; // [sequence] tokens held

    void keep(const std::vector<int64_t>& sequences); // drops all others; the order is as given
};

struct NamedTensor {
    std::string name;             // "model.layers.0.self_attn.q_proj.weight"
    at::Tensor* tensor = nullptr; // null where the weight is packed, and then this is it:
    const Weight* packed = nullptr;
};

class Model {
public:
    virtual ~Model() = default;

    const ModelConfig& config() const { return m_config; }
    at::Device device() const { return m_device; }
    at::ScalarType type() const { return m_type; }

    // Hidden states after the last block [T, hidden], before the final norm. With a cache the input continues each
    // cached sequence (input sequence i belongs to cache entry i).
    virtual at::Tensor hidden(const PackedInput& input, const ForwardContext& context, KvCache* cache = nullptr) = 0;
    virtual at::Tensor final_norm(const at::Tensor& hidden) = 0;
    virtual at::Tensor head_weight() const = 0; // [vocabulary, hidden], in the model's type

    // Gives a head that is tied to the embedding a weight of its own, equal to it: from now on weights() lists it.
    virtual void separate_head() = 0;

    // fp32 logits [T, vocabulary] of all rows: for checks and generation; training never holds them (ops/ops.h).
    at::Tensor logits(const at::Tensor& hidden);

    virtual std::vector<Projection*> projections() = 0; // in order of layers
    virtual std::vector<NamedTensor> weights() = 0;     // every base weight once (a tied head is not listed)
    // Why layers run op by op rather than as one node each (decoder_layer.h), with their number; empty: none does.
    virtual std::string slow_layers(const ForwardContext& context) const = 0;
    virtual std::shared_ptr<BlockHook> block_hook(int64_t layer) const = 0; // null: none
    virtual void set_block_hook(int64_t layer, std::shared_ptr<BlockHook> hook) = 0;

    KvCache make_cache(int64_t sequences, int64_t capacity) const;
    void clear_hooks();

protected:
    ModelConfig m_config;
    at::Device m_device = at::kCPU;
    at::ScalarType m_type = at::kFloat;
};

// For as long as it lives the model is without its hooks.
class WithoutHooks {
public:
    explicit WithoutHooks(Model& model);
    ~WithoutHooks();
    WithoutHooks(const WithoutHooks&) = delete;
    WithoutHooks& operator=(const WithoutHooks&) = delete;

private:
    Model& m_model;
    std::vector<std::shared_ptr<ProjectionHook>> m_projections;
    std::vector<std::shared_ptr<BlockHook>> m_blocks;
};

// Loads an HF folder or a GGUF file. Every expected tensor must be present with its exact shape. Throws Error.
// `progress(done, total)` counts tensors.
std::unique_ptr<Model> load_model(const std::string& path, at::Device device, at::ScalarType type,
                                  const std::function<void(int64_t, int64_t)>& progress = {},
                                  BaseWeights kept = BaseWeights::Unpacked);

} // namespace loratrf
