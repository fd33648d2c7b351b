#pragma once
// The llama-like decoder: pre-RMSNorm, grouped-query attention with RoPE, SwiGLU; with the switches of mistral, qwen2,
// qwen3. Touvron et al. 2023, arXiv 2302.13971; layer names as in transformers' LlamaForCausalLM.

#include "backend/model/decoder_layer.h"
#include "backend/model/model.h"
#include "backend/model/weights.h"

namespace loratrf {

class LlamaModel : public Model {
public:
    LlamaModel(ModelConfig config, WeightReader& weights, at::Device device, at::ScalarType type);

    at::Tensor hidden(const PackedInput& input, const ForwardContext& context, KvCache* cache) override;
    at::Tensor final_norm(const at::Tensor& hidden) override;
    at::Tensor head_weight() const override { return (m_config.tied_head ? m_embedding : m_head).to(m_type); }
    void separate_head() override;
    std::vector<Projection*> projections() override;
    std::vector<NamedTensor> weights() override;
    std::shared_ptr<BlockHook> block_hook(int64_t layer) const override;
    void set_block_hook(int64_t layer, std::shared_ptr<BlockHook> hook) override;
    std::string slow_layers(const ForwardContext& context) const override;

private:
    struct Block {
        std::string path;
        Projection q, k, v, o, gate, up, down;
        at::Tensor input_norm, post_norm, q_norm, k_norm;
        std::shared_ptr<BlockHook> hook;
    };
    struct Rotation {
        at::Tensor cosine, sine; // [T, head_dim / 2]
    };

    Rotation rotation(const at::Tensor& positions) const;
    // The block as one node (decoder_layer.h) where that computes all of it; else why not.
    struct OneNode {
        std::optional<DecoderLayer> layer;
        std::string reason;
    };
    OneNode as_one_node(const Block& block, const ForwardContext& context) const;
    at::Tensor block_by_ops(Block& block, int64_t layer, const at::Tensor& h, const PackedInput& input,
                            const Rotation& rotation, const ForwardContext& context, KvCache* cache);
    at::Tensor attention(Block& block, int64_t layer, const at::Tensor& x, const PackedInput& input,
                         const Rotation& rotation, const ForwardContext& context, KvCache* cache);

    at::Tensor m_embedding, m_norm, m_head;
    at::Tensor m_inverse_frequency; // [head_dim / 2], fp32
    std::vector<Block> m_blocks;
};

} // namespace loratrf
