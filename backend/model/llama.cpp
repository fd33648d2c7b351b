#include "backend/model/llama.h"

#include "backend/model/recorder.h"
#include "backend/ops/ops.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loratrf {

namespace {

at::Tensor inverse_frequency(const ModelConfig& c) {
    at::Tensor frequency =
        at::pow(c.rope_theta, at::arange(0, c.head_dim, 2, at::kFloat) / static_cast<double>(c.head_dim)).reciprocal();
    if (c.rope_scaling == RopeScaling::Linear)
        return frequency / c.rope_factor;
    if (c.rope_scaling == RopeScaling::Llama3) {
        // transformers, modeling_rope_utils.py: long waves are stretched, short ones kept, those between blended.
        const at::Tensor wavelength = 2 * std::numbers::pi / frequency;
        const auto context = static_cast<double>(c.rope_original_context);
        const at::Tensor blend =
            ((context / wavelength - c.rope_low_freq) / (c.rope_high_freq - c.rope_low_freq)).clamp(0, 1);
        return (1 - blend) * frequency / c.rope_factor + blend * frequency;
    }
    return frequency;
}

NamedTensor named(std::string name, Weight& weight) {
    if (weight.is_packed())
        return {std::move(name), nullptr, &weight};
    return {std::move(name), &weight.tensor()};
}

} // namespace

LlamaModel::LlamaModel(ModelConfig config, WeightReader& weights, at::Device device, at::ScalarType type) {
    m_config = std::move(config);
    m_device = device;
    m_type = type;
    const ModelConfig& c = m_config;
    m_embedding = weights.read("model.embed_tokens.weight", {c.vocabulary, c.hidden});
    if (!c.tied_head)
        m_head = weights.read("lm_head.weight", {c.vocabulary, c.hidden});
    m_norm = weights.read("model.norm.weight", {c.hidden});
    m_inverse_frequency = inverse_frequency(c).to(device);
    if (weights.has(rope_factors_name))
        m_inverse_frequency = m_inverse_frequency / weights.read(rope_factors_name, {c.head_dim / 2}, at::kFloat);

    m_blocks.resize(static_cast<size_t>(c.layers));
    for (const ProjectionInfo& info : projection_list(c)) {
        Block& block = m_blocks[static_cast<size_t>(info.layer)];
        Projection& projection = info.target == "q_proj"      ? block.q
                                 : info.target == "k_proj"    ? block.k
                                 : info.target == "v_proj"    ? block.v
                                 : info.target == "o_proj"    ? block.o
                                 : info.target == "gate_proj" ? block.gate
                                 : info.target == "up_proj"   ? block.up
                                                              : block.down;
        projection.path = info.path;
        projection.target = info.target;
        projection.layer = info.layer;
        projection.weight = weights.read_linear(info.path + ".weight", {info.out, info.in});
        if (info.bias)
            projection.bias = weights.read(info.path + ".bias", {info.out});
    }
    for (size_t layer = 0; layer < m_blocks.size(); ++layer) {
        Block& block = m_blocks[layer];
        block.path = "model.layers." + std::to_string(layer);
        block.input_norm = weights.read(block.path + ".input_layernorm.weight", {c.hidden});
        block.post_norm = weights.read(block.path + ".post_attention_layernorm.weight", {c.hidden});
        if (c.qk_norm) {
            block.q_norm = weights.read(block.path + ".self_attn.q_norm.weight", {c.head_dim});
            block.k_norm = weights.read(block.path + ".self_attn.k_norm.weight", {c.head_dim});
        }
    }
    weights.check_all_read();
}

LlamaModel::Rotation LlamaModel::rotation(const at::Tensor& positions) const {
    const at::Tensor angle = positions.to(at::kFloat).unsqueeze(1) * m_inverse_frequency.unsqueeze(0);
    return {angle.cos().to(m_type), angle.sin().to(m_type)};
}

at::Tensor LlamaModel::attention(Block& block, int64_t layer, const at::Tensor& x, const PackedInput& input,
                                 const Rotation& rotation, const ForwardContext& context, KvCache* cache) {
    const ModelConfig& c = m_config;
    const int64_t tokens = x.size(0);
    at::Tensor q = block.q.forward(x, context).view({tokens, c.heads, c.head_dim});
    at::Tensor k = block.k.forward(x, context).view({tokens, c.kv_heads, c.head_dim});
    const at::Tensor v = block.v.forward(x, context).view({tokens, c.kv_heads, c.head_dim});
    if (c.qk_norm) {
        q = ops::rms_norm(q, block.q_norm, c.norm_eps);
        k = ops::rms_norm(k, block.k_norm, c.norm_eps);
    }
    q = ops::rope(q, rotation.cosine, rotation.sine);
    k = ops::rope(k, rotation.cosine, rotation.sine);
    if (!cache)
        return ops::packed_attention(q, k, v, input.offsets, c.sliding_window);

    KvCache::Layer& entry = cache->layers[static_cast<size_t>(layer)];
    const auto sequences = static_cast<int64_t>(input.offsets.size()) - 1;
    if (tokens == sequences) { // one new token each: all sequences in one call
        const at::Tensor sequence = at::arange(sequences, input.positions.options());
        entry.keys.index_put_({sequence, at::Tensor(), input.positions}, k);
        entry.values.index_put_({sequence, at::Tensor(), input.positions}, v);
        const int64_t longest = *std::max_element(cache->lengths.begin(), cache->lengths.end()) + 1;
        return ops::decode_attention(q, entry.keys.narrow(2, 0, longest), entry.values.narrow(2, 0, longest),
                                     input.positions, c.sliding_window);
    }
    std::vector<at::Tensor> outputs;
    for (int64_t s = 0; s < sequences; ++s) {
        const int64_t begin = input.offsets[static_cast<size_t>(s)],
                      count = input.offsets[static_cast<size_t>(s) + 1] - begin;
        const int64_t past = cache->lengths[static_cast<size_t>(s)];
        const at::Tensor keys = entry.keys[s], values = entry.values[s];
        keys.narrow(1, past, count).copy_(k.narrow(0, begin, count).transpose(0, 1));
        values.narrow(1, past, count).copy_(v.narrow(0, begin, count).transpose(0, 1));
        outputs.push_back(ops::cached_attention(q.narrow(0, begin, count), keys.narrow(1, 0, past + count),
                                                values.narrow(1, 0, past + count), c.sliding_window));
    }
    return at::cat(outputs, 0);
}

LlamaModel::OneNode LlamaModel::as_one_node(const Block& block, const ForwardContext& context) const {
    if (!m_device.is_cpu())
        return {.layer = {}, .reason = "the device is no CPU"};
    const bool backward = at::GradMode::is_enabled();
    DecoderLayer layer;
    layer.input_norm = block.input_norm;
    layer.post_norm = block.post_norm;
    layer.q_norm = block.q_norm;
    layer.k_norm = block.k_norm;
    layer.norm_eps = m_config.norm_eps;
    layer.heads = m_config.heads;
    layer.kv_heads = m_config.kv_heads;
    layer.head_dim = m_config.head_dim;
    layer.window = m_config.sliding_window;
    const std::array parts{&block.q, &block.k, &block.v, &block.o, &block.gate, &block.up, &block.down};
    for (size_t i = 0; i < parts.size(); ++i) {
        const Projection& part = *parts[i];
        std::optional<ProjectionTerms> terms = part.hook ? part.hook->terms(context) : ProjectionTerms();
        if (!terms)
            return {.layer = {}, .reason = "what the method does at " + part.target + " is more than low-rank terms"};
        if (backward && (part.weight.requires_grad() || (part.bias.defined() && part.bias.requires_grad())))
            return {.layer = {}, .reason = "weights of the base train"};
        layer.linears[i] = {part.weight, part.bias, std::move(*terms)};
    }
    for (const at::Tensor& norm : {layer.input_norm, layer.post_norm, layer.q_norm, layer.k_norm})
        if (backward && norm.defined() && norm.requires_grad())
            return {.layer = {}, .reason = "weights of the base train"};
    if (block.hook && !(layer.block = block.hook->terms(context)))
        return {.layer = {}, .reason = "what the method does to the block's output is more than a filter"};
    return {.layer = std::move(layer), .reason = {}};
}

std::string LlamaModel::slow_layers(const ForwardContext& context) const {
    int64_t count = 0;
    std::string reason;
    for (const Block& block : m_blocks)
        if (OneNode node = as_one_node(block, context); !node.layer) {
            reason = std::move(node.reason);
            ++count;
        }
    return count == 0 ? std::string()
                      : std::to_string(count) + " of " + std::to_string(m_blocks.size()) + " layers: " + reason;
}

at::Tensor LlamaModel::block_by_ops(Block& block, int64_t layer, const at::Tensor& given, const PackedInput& input,
                                    const Rotation& turned, const ForwardContext& context, KvCache* cache) {
    if (block.hook)
        block.hook->before(given, context);
    const at::Tensor attended = attention(block, layer, ops::rms_norm(given, block.input_norm, m_config.norm_eps),
                                          input, turned, context, cache);
    at::Tensor h = given + block.o.forward(attended, context);
    const at::Tensor x = ops::rms_norm(h, block.post_norm, m_config.norm_eps);
    h = h + block.down.forward(ops::swiglu(block.gate.forward(x, context), block.up.forward(x, context)), context);
    return block.hook ? block.hook->after(h, context) : h;
}

at::Tensor LlamaModel::hidden(const PackedInput& input, const ForwardContext& given, KvCache* cache) {
    if (cache && input.shared_prefix() > 0)
        throw Error(ErrorCode::Internal, "a shared prefix has no place in a cache");
    ForwardContext context = given;
    context.input = &input;
    context.cache = cache;
    at::Tensor h = at::embedding(m_embedding, input.ids).to(m_type); // a trained embedding is fp32
    if (context.after_layer)
        (*context.after_layer)(-1, h);
    const Rotation turned = rotation(input.positions);
    if (context.recorder)
        context.recorder->set_offsets(input.offsets);
    const auto pass = std::make_shared<const LayerPass>(
        LayerPass{turned.cosine, turned.sine, input.offsets, context.recorder, context.recompute});
    for (size_t layer = 0; layer < m_blocks.size(); ++layer) {
        const OneNode node = cache || context.op_by_op ? OneNode() : as_one_node(m_blocks[layer], context);
        h = node.layer ? decoder_layer(*node.layer, h, pass)
                       : block_by_ops(m_blocks[layer], static_cast<int64_t>(layer), h, input, turned, context, cache);
        if (context.after_layer)
            (*context.after_layer)(static_cast<int64_t>(layer), h);
    }
    if (cache)
        for (size_t s = 0; s + 1 < input.offsets.size(); ++s)
            cache->lengths[s] += input.offsets[s + 1] - input.offsets[s];
    return h;
}

void LlamaModel::separate_head() {
    if (!m_config.tied_head)
        return;
    m_head = m_embedding.detach().clone();
    m_config.tied_head = false;
}

at::Tensor LlamaModel::final_norm(const at::Tensor& hidden) {
    return ops::rms_norm(hidden, m_norm, m_config.norm_eps);
}

std::vector<Projection*> LlamaModel::projections() {
    std::vector<Projection*> list;
    for (Block& b : m_blocks)
        for (Projection* p : {&b.q, &b.k, &b.v, &b.o, &b.gate, &b.up, &b.down})
            list.push_back(p);
    return list;
}

std::vector<NamedTensor> LlamaModel::weights() {
    std::vector<NamedTensor> list = {{"model.embed_tokens.weight", &m_embedding}};
    for (Block& b : m_blocks) {
        list.push_back({b.path + ".input_layernorm.weight", &b.input_norm});
        list.push_back({b.path + ".post_attention_layernorm.weight", &b.post_norm});
        if (m_config.qk_norm) {
            list.push_back({b.path + ".self_attn.q_norm.weight", &b.q_norm});
            list.push_back({b.path + ".self_attn.k_norm.weight", &b.k_norm});
        }
        for (Projection* p : {&b.q, &b.k, &b.v, &b.o, &b.gate, &b.up, &b.down}) {
            list.push_back(named(p->path + ".weight", p->weight));
            if (p->bias.defined())
                list.push_back({p->path + ".bias", &p->bias});
        }
    }
    list.push_back({"model.norm.weight", &m_norm});
    if (!m_config.tied_head)
        list.push_back({"lm_head.weight", &m_head});
    return list;
}

std::shared_ptr<BlockHook> LlamaModel::block_hook(int64_t layer) const {
    return m_blocks.at(static_cast<size_t>(layer)).hook;
}

void LlamaModel::set_block_hook(int64_t layer, std::shared_ptr<BlockHook> hook) {
    m_blocks.at(static_cast<size_t>(layer)).hook = std::move(hook);
}

} // namespace loratrf
