#pragma once
// What every adapter method has to keep, whatever its formula: a start that is the base, merged and factored forms,
// gradients, packing, answers token by token, counts. What ends in _fault returns what differs, or nothing.

#include "backend/train/generation.h"
#include "ops/gradient_check.h"
#include "training.h"

namespace support {

// At its start an adapter leaves the base's logits as they are, to the last bit; other values of it do not.
inline QString start_fault(const std::string& method, const loratrf::MethodOptions& options = {}) {
    for (const at::ScalarType type : {at::kFloat, at::kBFloat16}) {
        const loratrf::ForwardContext context{.op_by_op = true};
        const at::Tensor base = logits_of(*load(tiny_model("llama"), type), {probe}, context);
        const Attached a = attached(method, options, type);
        a.adapter->prepare(*a.model, packed({probe}));
        if (!at::equal(logits_of(*a.model, {probe}, context), base))
            return QString("the start is not the base in %1").arg(c10::toString(type));
        shake(*a.adapter);
        if (at::equal(logits_of(*a.model, {probe}, context), base))
            return "other values change nothing";
    }
    return {};
}

// Logits of a model of its own whose weights went through `change`.
inline at::Tensor
logits_with(const std::string& base,
            const std::function<at::Tensor(const std::string& name, const at::Tensor& value)>& change) {
    const at::NoGradGuard no_grad;
    const auto model = load(tiny_model(base));
    for (const loratrf::NamedTensor& weight : model->weights())
        *weight.tensor = change(weight.name, *weight.tensor);
    return logits_of(*model, {probe});
}

inline at::Tensor merged_logits(const loratrf::Adapter& adapter, const std::string& base = "llama") {
    return logits_with(base,
                       [&](const std::string& name, const at::Tensor& value) { return adapter.merged(name, value); });
}

inline at::Tensor low_rank_logits(const loratrf::Adapter& adapter, const std::string& base = "llama") {
    const auto deltas = adapter.low_rank();
    return logits_with(base, [&](const std::string& name, const at::Tensor& value) {
        at::Tensor sum = value;
        for (const loratrf::LowRankDelta& delta : *deltas)
            if (delta.path + ".weight" == name)
                sum = sum + at::mm(delta.b, delta.a);
        return sum;
    });
}

// A scalar of the logits whose gradient is not uniform over tokens.
inline at::Tensor uneven_sum(loratrf::Model& model, const loratrf::PackedInput& input) {
    const at::Tensor logits =
        at::log_softmax(at::linear(model.final_norm(model.hidden(input, {})), model.head_weight()), 1);
    return (logits * draw(logits.sizes(), 6)).sum();
}

// The mean loss of a micro-batch as in a training step; scalar.
inline at::Tensor training_loss(loratrf::Model& model, const Micro& micro) {
    const loratrf::PackedBatch batch = pack_all(micro);
    return loss_sum(model, batch) / static_cast<double>(batch.supervised());
}

// Every parameter's gradient of `objective` and the method's own loss, at up to 12 coordinates, against difference
// quotients. The model is fp64.
inline QString gradient_fault(loratrf::Adapter& adapter, const std::function<at::Tensor()>& objective,
                              double tolerance = 1e-6) {
    const auto value = [&] {
        const at::Tensor loss = objective(), extra = adapter.extra_loss();
        return extra.defined() ? loss + extra : loss;
    };
    auto parameters = adapter.parameters();
    for (loratrf::Parameter& p : parameters)
        p.value.mutable_grad().reset();
    value().backward();
    for (const loratrf::Parameter& p : parameters)
        if (const QString fault =
                coordinate_fault(p.name.c_str(), p.value, value, tolerance, std::max<int64_t>(1, p.value.numel() / 12));
            !fault.isEmpty())
            return fault;
    return {};
}
inline QString gradient_fault(const Attached& a, const loratrf::PackedInput& input, double tolerance = 1e-6) {
    return gradient_fault(
        *a.adapter, [&] { return uneven_sum(*a.model, input); }, tolerance);
}
inline QString gradient_fault(const Attached& a, const Micro& micro, double tolerance = 1e-6) {
    return gradient_fault(
        *a.adapter, [&] { return training_loss(*a.model, micro); }, tolerance);
}

// Largest difference between logits of sequences in one packed batch and one by one, as a share of the largest logit.
inline double packing_deviation(loratrf::Model& model) {
    const Micro sequences = reference_batches().steps[0][0];
    const at::NoGradGuard no_grad;
    const at::Tensor together = model.logits(model.hidden(loratrf::to_input(pack_all(sequences), at::kCPU), {}));
    std::vector<at::Tensor> alone;
    for (const loratrf::Sequence& sequence : sequences)
        alone.push_back(model.logits(model.hidden(loratrf::to_input(pack_all({sequence}), at::kCPU), {})));
    return relative_distance(together, at::cat(alone));
}

// --- prompts and answers ---------------------------------------------------------------------------------------------

inline std::vector<int64_t> longs(const at::Tensor& values) {
    const at::Tensor wide = values.to(at::kLong).contiguous();
    return {wide.data_ptr<int64_t>(), wide.data_ptr<int64_t>() + wide.numel()};
}

// One sequence whose first `prompt` tokens are the prompt.
inline loratrf::PackedInput prompted(const std::vector<int64_t>& ids, int64_t prompt) {
    loratrf::PackedInput input = packed({ids});
    input.prompts = {prompt};
    return input;
}

inline at::Tensor prompted_logits(loratrf::Model& model, const std::vector<int64_t>& ids, int64_t prompt) {
    const at::NoGradGuard no_grad;
    return model.logits(model.hidden(prompted(ids, prompt), {}));
}

// The likeliest tokens after each prompt, with a cache, all prompts in one batch.
inline std::vector<std::vector<int64_t>> answers(loratrf::Model& model,
                                                 const std::vector<std::vector<int64_t>>& prompts, int64_t tokens) {
    std::vector<std::vector<int32_t>> narrow;
    for (const auto& prompt : prompts)
        narrow.emplace_back(prompt.begin(), prompt.end());
    loratrf::GenerationOptions options;
    options.max_tokens = tokens;
    std::vector<std::vector<int64_t>> result;
    for (const loratrf::Generated& generated : loratrf::generate_ids(model, narrow, options))
        result.emplace_back(generated.ids.begin(), generated.ids.end());
    return result;
}

// The same for one prompt, every token from the whole sequence.
inline std::vector<int64_t> slow_answer(loratrf::Model& model, std::vector<int64_t> ids, int64_t tokens) {
    const auto prompt = static_cast<std::ptrdiff_t>(ids.size());
    for (int64_t i = 0; i < tokens; ++i)
        ids.push_back(prompted_logits(model, ids, prompt)[-1].argmax().item<int64_t>());
    return {ids.begin() + prompt, ids.end()};
}

// --- counts ----------------------------------------------------------------------------------------------------------

inline loratrf::ModelInfo info_of(const loratrf::ModelConfig& config) {
    loratrf::ModelInfo info;
    info.layers = config.layers;
    info.hidden = config.hidden;
    info.vocabulary = config.vocabulary;
    info.parameters = loratrf::parameter_count(config);
    info.projections = loratrf::projection_list(config);
    return info;
}

inline int64_t numbers(const std::vector<loratrf::Parameter>& parameters) {
    int64_t count = 0;
    for (const loratrf::Parameter& p : parameters)
        count += p.value.numel();
    return count;
}

// What a method counts for a model is what it attaches to it.
inline QString count_fault(const std::string& method, const loratrf::MethodOptions& options,
                           const std::string& family = "qwen3") {
    const Attached a = attached(method, options, at::kFloat, family);
    const int64_t counted = loratrf::find_method(method).count(info_of(a.model->config()), options),
                  found = numbers(a.adapter->parameters());
    return counted == found ? QString() : QString("counts %1, attaches %2").arg(counted).arg(found);
}

} // namespace support

// For what ends in _fault.
#define VERIFY_FAULTLESS(...)                                                                                          \
    do {                                                                                                               \
        const QString fault_here = __VA_ARGS__;                                                                        \
        QVERIFY2(fault_here.isEmpty(), qPrintable(fault_here));                                                        \
    } while (false)
