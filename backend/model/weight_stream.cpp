#include "backend/model/weight_stream.h"

#include "backend/io/gguf.h"
#include "backend/io/quants.h"
#include "backend/model/weights.h"

#include <c10/core/GradMode.h>

namespace loratrf {

namespace {

constexpr const char* head_name = "lm_head.weight";

at::Tensor checked(const std::string& name, const at::Tensor& base, const at::Tensor& merged) {
    if (!merged.defined() || merged.sizes() != base.sizes())
        throw Error(ErrorCode::BadShape, name + ": merging the adapter changed the weight's shape");
    const at::Tensor values = merged.detach().to(at::kCPU, at::kFloat).contiguous();
    // A sum is not finite when any of its terms is not; finite terms of this size cannot overflow a double.
    if (!std::isfinite(values.sum(at::kDouble).item<double>()))
        throw Error(ErrorCode::BadValue, name + ": the merged weight holds values that are not finite; the training "
                                                "has diverged. Use an earlier checkpoint.");
    return values;
}

} // namespace

std::vector<WeightShape> written_weights(const ModelConfig& base, const WriteOptions& options) {
    std::vector<WeightShape> list = weight_list(base);
    if (base.tied_head && options.separate_head)
        list.push_back({head_name, {base.vocabulary, base.hidden}});
    return list;
}

void for_each_weight(const ModelConfig& base, const WriteOptions& options,
                     const std::function<void(const WeightShape& weight, const at::Tensor& values)>& use) {
    const at::NoGradGuard no_grad;
    WeightReader reader(options.base, base, at::kCPU, at::kFloat, {});
    const std::vector<WeightShape> weights = written_weights(base, options);
    for (size_t i = 0; i < weights.size(); ++i) {
        const WeightShape& weight = weights[i];
        const bool tied = base.tied_head && weight.name == head_name;
        at::Tensor values = reader.read(tied ? "model.embed_tokens.weight" : weight.name, weight.shape);
        if (options.merged)
            values = checked(weight.name, values, options.merged(weight.name, values));
        use(weight, values);
        if (options.progress)
            options.progress(static_cast<int64_t>(i) + 1, static_cast<int64_t>(weights.size()));
    }
}

DType gguf_type(const WeightShape& weight, DType wished) {
    if (weight.shape.size() < 2)
        return DType::F32;
    return weight.shape.back() % block_layout(wished).elements == 0 ? wished : DType::F16;
}

std::vector<std::byte> stored_bytes(const std::string& name, const at::Tensor& values, DType type) {
    const BlockLayout layout = block_layout(type);
    const auto count = static_cast<size_t>(values.numel());
    std::vector<std::byte> bytes(count / layout.elements * layout.bytes);
    try {
        from_f32(type, {values.const_data_ptr<float>(), count}, bytes);
    } catch (const Error& fault) {
        throw Error(fault.code(), name + ": " + fault.what());
    }
    return bytes;
}

at::Tensor rounded(const std::string& name, const at::Tensor& values, DType type) {
    const std::vector<std::byte> bytes = stored_bytes(name, values, type);
    at::Tensor read = at::empty(values.sizes(), at::kFloat);
    to_f32(type, bytes, {read.mutable_data_ptr<float>(), static_cast<size_t>(read.numel())});
    return read;
}

} // namespace loratrf
