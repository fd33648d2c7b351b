#include "backend/adapter/gguf_lora.h"

#include "backend/io/gguf_write.h"
#include "backend/model/weight_stream.h"
#include "backend/model/weights.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace loratrf {

namespace {

void check(const LowRankDelta& delta, const ModelConfig& base) {
    const std::string name = delta.path + ".weight";
    if (delta.path == "model.embed_tokens" || (delta.path == "lm_head" && base.tied_head))
        throw Error(ErrorCode::Unsupported, delta.path +
                                                ": a GGUF adapter cannot change the embeddings as training did; "
                                                "export the merged model instead");
    const std::vector<WeightShape> weights = weight_list(base);
    const auto weight =
        std::find_if(weights.begin(), weights.end(), [&](const WeightShape& w) { return w.name == name; });
    if (weight == weights.end() || weight->shape.size() != 2)
        throw Error(ErrorCode::BadShape, delta.path + " is no linear layer of the base model");
    const bool fits = delta.a.dim() == 2 && delta.b.dim() == 2 && delta.a.size(0) == delta.b.size(1) &&
                      delta.a.size(0) > 0 && delta.a.size(1) == weight->shape[1] && delta.b.size(0) == weight->shape[0];
    if (!fits)
        throw Error(ErrorCode::BadShape, delta.path + ": the factors do not fit the base model's weight");
}

} // namespace

void write_gguf_lora(const std::filesystem::path& file, const std::vector<LowRankDelta>& deltas,
                     const ModelConfig& base, DType type) {
    if (type != DType::F32 && type != DType::F16 && type != DType::BF16)
        throw Error(ErrorCode::InvalidOption,
                    std::string("GGUF adapters are written as f32, f16 or bf16, not ") + dtype_name(type) + ".");
    int64_t alpha = 1;
    std::vector<TensorInfo> tensors;
    for (const LowRankDelta& delta : deltas) {
        check(delta, base);
        alpha = std::max(alpha, delta.a.size(0));
        const std::string name = gguf_name(delta.path + ".weight");
        tensors.push_back({name + ".lora_a", type, delta.a.sizes().vec()});
        tensors.push_back({name + ".lora_b", type, delta.b.sizes().vec()});
    }
    const GgufMetadata keys = {{"general.type", gguf_text("adapter")},
                               {"general.architecture", gguf_text(gguf_architecture(base))},
                               {"adapter.type", gguf_text("lora")},
                               {"adapter.lora.alpha", gguf_f32(static_cast<double>(alpha))}};

    GgufWriter writer(file, keys, std::move(tensors));
    for (const LowRankDelta& delta : deltas) {
        const std::string weight = delta.path + ".weight", name = gguf_name(weight);
        const at::Tensor a = delta.a.detach().to(at::kCPU, at::kFloat).contiguous();
        at::Tensor b = delta.b.detach().to(at::kCPU, at::kFloat) *
                       (static_cast<double>(delta.a.size(0)) / static_cast<double>(alpha));
        if (const int64_t heads = interleaved_heads(weight, base))
            b = interleave_rows(b.contiguous(), heads);
        writer.write(name + ".lora_a", stored_bytes(name, a, type));
        writer.write(name + ".lora_b", stored_bytes(name, b.contiguous(), type));
    }
    writer.commit();
}

void apply_gguf_lora(const std::filesystem::path& file, Model& model) {
    const at::NoGradGuard no_grad;
    const GgufFile stored(file);
    const ModelConfig& config = model.config();
    if (stored.get_string("general.type") != "adapter" || stored.get_string("adapter.type") != "lora")
        throw Error(ErrorCode::WrongFormat, file.string() + " is no LoRA adapter in GGUF form");
    if (stored.get_string("general.architecture") != gguf_architecture(config))
        throw Error(ErrorCode::Unsupported, file.string() +
                                                " is an adapter for models of another architecture than this " +
                                                config.architecture);
    const double alpha = stored.get_float("adapter.lora.alpha").value_or(0);
    const auto read = [&](const TensorInfo& info) {
        at::Tensor values = at::empty(info.shape, at::kFloat);
        stored.read_f32(info.name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
        return values;
    };
    size_t used = 0;
    for (const NamedTensor& weight : model.weights()) {
        if (!weight.name.ends_with(".weight"))
            continue;
        const std::string name = gguf_name(weight.name);
        const TensorInfo *info_a = stored.find(name + ".lora_a"), *info_b = stored.find(name + ".lora_b");
        if (!info_a || !info_b)
            continue;
        if (!weight.tensor)
            throw Error(ErrorCode::Internal, weight.name + " is packed");
        used += 2;
        const at::Tensor a = read(*info_a), b = read(*info_b);
        check({weight.name.substr(0, weight.name.size() - 7), a, b}, config);
        const double scale = alpha == 0 ? 1 : alpha / static_cast<double>(b.size(1));
        at::Tensor change = at::matmul(b, a) * scale;
        if (const int64_t heads = interleaved_heads(weight.name, config))
            change = deinterleave_rows(change, heads);
        weight.tensor->add_(change.to(weight.tensor->options()));
    }
    if (used != stored.tensors().size())
        throw Error(ErrorCode::Unsupported, file.string() + " changes weights that this model does not have");
}

} // namespace loratrf
