#include "backend/model/model.h"

#include "backend/data/packing.h"
#include "backend/io/gguf.h"
#include "backend/model/llama.h"
#include "backend/ops/matmul.h"

#include <ATen/record_function.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace loratrf {

at::Tensor Projection::forward(const at::Tensor& x, const ForwardContext& context) const {
    const at::Tensor seen = hook ? hook->input(x, context) : x;
    const at::Tensor base = linear(seen, weight, bias.defined() ? bias.to(x.scalar_type()) : bias);
    if (!hook)
        return base;
    RECORD_FUNCTION("loratrf.adapter", {});
    return hook->apply(seen, base, context);
}

PackedInput to_input(const PackedBatch& batch, at::Device device) {
    const auto as_tensor = [&](const std::vector<int32_t>& values) {
        return at::from_blob(const_cast<int32_t*>(values.data()), {static_cast<int64_t>(values.size())}, at::kInt)
            .to(device, at::kLong); // the change of type copies
    };
    PackedInput input{as_tensor(batch.ids), as_tensor(batch.positions), batch.offsets, {}};
    auto row = batch.predict_rows.begin();
    for (size_t s = 0; s + 1 < batch.offsets.size(); ++s) {
        const int64_t end = batch.offsets[s + 1];
        row = std::lower_bound(row, batch.predict_rows.end(), batch.offsets[s]);
        // The row before the first supervised token is the last of the prompt.
        input.prompts.push_back((row != batch.predict_rows.end() && *row < end ? *row + 1 : end) - batch.offsets[s]);
    }
    return input;
}

at::Tensor Model::logits(const at::Tensor& hidden) {
    const at::Tensor out = ops::linear(final_norm(hidden), head_weight(), {});
    return out.scalar_type() == at::kDouble ? out : out.to(at::kFloat);
}

KvCache Model::make_cache(int64_t sequences, int64_t capacity) const {
    KvCache cache;
    cache.lengths.assign(static_cast<size_t>(sequences), 0);
    const at::TensorOptions options = at::TensorOptions(m_device).dtype(m_type);
    const std::vector<int64_t> shape = {sequences, m_config.kv_heads, capacity, m_config.head_dim};
    for (int64_t layer = 0; layer < m_config.layers; ++layer)
        // Zeros, not empty: what lies beyond a sequence's length is masked, but 0 * NaN would still be NaN.
        cache.layers.push_back({at::zeros(shape, options), at::zeros(shape, options), {}});
    return cache;
}

void KvCache::keep(const std::vector<int64_t>& sequences) {
    std::vector<int64_t> kept;
    for (const int64_t s : sequences)
        kept.push_back(lengths[static_cast<size_t>(s)]);
    lengths = std::move(kept);
    for (Layer& layer : layers) {
        const at::Tensor index = at::tensor(sequences, at::kLong).to(layer.keys.device());
        layer.keys = layer.keys.index_select(0, index);
        layer.values = layer.values.index_select(0, index);
        if (layer.route.defined())
            layer.route = layer.route.index_select(0, index);
    }
}

void Model::clear_hooks() {
    for (Projection* projection : projections())
        projection->hook.reset();
    for (int64_t layer = 0; layer < m_config.layers; ++layer)
        set_block_hook(layer, nullptr);
}

WithoutHooks::WithoutHooks(Model& model) : m_model(model) {
    for (const Projection* projection : model.projections())
        m_projections.push_back(projection->hook);
    for (int64_t layer = 0; layer < model.config().layers; ++layer)
        m_blocks.push_back(model.block_hook(layer));
    model.clear_hooks();
}

WithoutHooks::~WithoutHooks() {
    const std::vector<Projection*> projections = m_model.projections();
    for (size_t i = 0; i < projections.size(); ++i)
        projections[i]->hook = std::move(m_projections[i]);
    for (size_t layer = 0; layer < m_blocks.size(); ++layer)
        m_model.set_block_hook(static_cast<int64_t>(layer), std::move(m_blocks[layer]));
}

std::unique_ptr<Model> load_model(const std::string& path, at::Device device, at::ScalarType type,
                                  const std::function<void(int64_t, int64_t)>& progress, BaseWeights kept) {
    const at::NoGradGuard no_grad;
    const ModelConfig config = config_of(path);
    WeightReader weights(path, config, device, type, progress, kept);
    return std::make_unique<LlamaModel>(config, weights, device, type);
}

} // namespace loratrf
