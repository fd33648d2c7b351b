#include "backend/adapter/trained_weights.h"

#include "backend/adapter/adapter_files.h"
#include "backend/adapter/low_rank.h"
#include "backend/model/recorder.h"

#include <c10/core/GradMode.h>

#include <algorithm>

namespace loratrf {

namespace {

constexpr const char* drift = "drift";
constexpr int64_t sample_size = 4096; // values of a weight that drift is measured on

bool cast_where_used(const std::string& name) {
    return name.ends_with(".bias") || name == "model.embed_tokens.weight" || name == "lm_head.weight";
}

// Evenly spread over the weight; a view.
at::Tensor sample(const at::Tensor& weight) {
    const at::Tensor flat = weight.detach().flatten();
    return flat.slice(0, 0, flat.numel(), std::max<int64_t>(1, flat.numel() / sample_size));
}

// "model.layers.3.self_attn.q_proj.bias" -> "layer 3 q_proj bias"
std::string site_name(const std::string& weight) {
    std::vector<std::string> parts = {""};
    for (const char c : weight)
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    const std::string ending = parts.back() == "bias" ? " bias" : "";
    parts.pop_back();
    const std::string layer = parts.size() > 3 && parts[1] == "layers" ? "layer " + parts[2] + " " : "";
    return layer + parts.back() + ending;
}

} // namespace

std::vector<Parameter> train_weights(Model& model, const std::function<bool(const std::string& name)>& chosen) {
    std::vector<Parameter> parameters;
    const at::ScalarType type = parameter_type(model);
    for (const NamedTensor& weight : model.weights()) {
        if (!chosen(weight.name))
            continue;
        if (!weight.tensor)
            throw Error(ErrorCode::InvalidOption, weight.name + " trains itself and cannot stay packed: choose "
                                                                "base_weights unpacked");
        if (model.type() != type && !cast_where_used(weight.name))
            throw Error(ErrorCode::InvalidOption,
                        weight.name + " trains itself and needs fp32: choose compute type fp32");
        // Already in this type: no copy, the base values themselves train.
        *weight.tensor = weight.tensor->detach().to(type).requires_grad_();
        parameters.push_back({.name = weight.name, .value = *weight.tensor, .decay = weight.tensor->dim() > 1});
    }
    return parameters;
}

TrainedWeights::TrainedWeights(Model& model, const std::function<bool(const std::string& name)>& chosen,
                               std::string peft_type)
    : m_peft_type(std::move(peft_type)), m_parameters(train_weights(model, chosen)) {
    for (const Parameter& p : m_parameters) {
        m_start.push_back(sample(p.value).clone());
        m_sites.push_back(site_name(p.name));
    }
}

std::vector<Measure> TrainedWeights::measures() const {
    return {{.key = drift,
             .label = "Drift",
             .help = "How far a weight has moved from its start, relative to its size, on a sample of its values"}};
}

void TrainedWeights::report(ActivityRecorder& recorder) const {
    const at::NoGradGuard no_grad;
    for (size_t i = 0; i < m_parameters.size(); ++i)
        recorder.set(drift, i,
                     (sample(m_parameters[i].value) - m_start[i]).norm() / m_start[i].norm().clamp_min(1e-12));
}

AdapterContents TrainedWeights::contents(const std::string& model) const {
    const Json config = {{"peft_type", m_peft_type}, {"format_version", 1}, {"base_model_name_or_path", model}};
    return {m_parameters, config};
}

void TrainedWeights::load(const std::filesystem::path& folder) {
    read_adapter_tensors(folder, m_parameters);
}

at::Tensor TrainedWeights::merged(const std::string& weight, const at::Tensor& base) const {
    const auto trained =
        std::find_if(m_parameters.begin(), m_parameters.end(), [&](const Parameter& p) { return p.name == weight; });
    return trained == m_parameters.end() ? base : trained->value.detach().to(base.options());
}

Method trained_weights_method(const MethodInfo& info, const std::string& peft_type,
                              const std::function<bool(const std::string& name)>& chosen,
                              const std::function<int64_t(const ModelInfo&)>& count) {
    Method method;
    method.info = info;
    method.info.mergeable = true;
    method.reads = reads_type(peft_type);
    method.count = [count](const ModelInfo& model, const MethodOptions&) { return count(model); };
    method.validate = [](const MethodOptions&) { return std::vector<Problem>{}; };
    method.attach = [chosen, peft_type](Model& model, const MethodOptions&, uint64_t) -> std::unique_ptr<Adapter> {
        return std::make_unique<TrainedWeights>(model, chosen, peft_type);
    };
    method.read_options = [](const std::filesystem::path&) { return MethodOptions{}; };
    return method;
}

} // namespace loratrf
