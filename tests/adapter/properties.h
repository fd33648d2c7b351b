#pragma once
// What every adapter method has to keep, whatever its formula: merged and factored forms, gradients, packing.

#include "backend/io/safetensors.h"
#include "training.h"

namespace support {

inline const std::vector<int64_t> probe = {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29};

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

// Every parameter at up to `places` coordinates: the gradient of a scalar of the logits, weighted unevenly, plus the
// method's own loss against difference quotients. The model is fp64. Returns what differs.
inline QString gradient_fault(loratrf::Model& model, loratrf::Adapter& adapter, const loratrf::PackedInput& input,
                              int64_t places = 12, double tolerance = 1e-6) {
    const auto objective = [&] {
        const at::Tensor logits =
            at::log_softmax(at::linear(model.final_norm(model.hidden(input, {})), model.head_weight()), 1);
        at::Tensor sum =
            (logits * at::randn(logits.sizes(), loratrf::seeded_generator(6), at::TensorOptions(at::kDouble))).sum();
        if (const at::Tensor extra = adapter.extra_loss(); extra.defined())
            sum = sum + extra;
        return sum;
    };
    auto parameters = adapter.parameters();
    for (loratrf::Parameter& p : parameters)
        p.value.mutable_grad().reset();
    objective().backward();
    const at::NoGradGuard no_grad;
    constexpr double step = 1e-6;
    for (loratrf::Parameter& p : parameters) {
        const at::Tensor gradient = p.value.grad().defined() ? p.value.grad().contiguous() : at::zeros_like(p.value);
        auto* value = p.value.data_ptr<double>();
        for (int64_t i = 0; i < p.value.numel(); i += std::max<int64_t>(1, p.value.numel() / places)) {
            const double before = value[i];
            value[i] = before + step;
            const double up = objective().item<double>();
            value[i] = before - step;
            const double down = objective().item<double>();
            value[i] = before;
            const double numeric = (up - down) / (2 * step), found = gradient.data_ptr<double>()[i];
            if (!(std::abs(found - numeric) <= tolerance * (1 + std::abs(numeric))))
                return QString("%1[%2]: gradient %3, difference quotient %4")
                    .arg(p.name.c_str())
                    .arg(i)
                    .arg(found)
                    .arg(numeric);
        }
    }
    return {};
}

// Largest difference between the logits of sequences packed and one by one.
inline double packing_distance(loratrf::Model& model) {
    const std::vector<std::vector<int64_t>> sequences = {probe, {9, 4, 30}, {61}, {12, 12, 50, 7, 19}};
    std::vector<at::Tensor> singles;
    for (const auto& sequence : sequences)
        singles.push_back(logits_of(model, {sequence}));
    return distance(logits_of(model, sequences), at::cat(singles));
}

// A folder for an exported adapter: kept under LORATRF_ORACLE_DIR for tests/oracle/check_adapters.py where that is set.
inline std::filesystem::path export_folder(const QString& scratch, const std::string& name) {
    const std::filesystem::path folder =
        std::filesystem::path(qEnvironmentVariable("LORATRF_ORACLE_DIR", scratch).toStdString()) / "adapters" / name;
    std::filesystem::create_directories(folder);
    return folder;
}

// Saves the adapter, opens it on a model of its own: the same method and the same logits, bit by bit. Returns what
// differs.
inline QString reload_fault(loratrf::Model& model, const loratrf::Adapter& adapter, const std::string& method,
                            const std::filesystem::path& folder, const std::string& base = "llama") {
    const at::Tensor tuned = logits_of(model, {probe});
    adapter.save(folder, base);
    const auto fresh = load(tiny_model(base));
    const at::Tensor plain = logits_of(*fresh, {probe});
    const loratrf::LoadedAdapter loaded = loratrf::load_adapter(*fresh, folder);
    const at::Tensor again = logits_of(*fresh, {probe});
    loratrf::write_tensors(folder / "logits.safetensors",
                           {{"ids", at::tensor(probe).to(at::kDouble)}, {"logits", tuned}});
    if (loaded.method != method)
        return "opens as " + QString::fromStdString(loaded.method);
    if (distance(tuned, plain) < 1e-3)
        return "the adapter changes nothing";
    if (!at::equal(again, tuned))
        return QString("logits differ by %1").arg(distance(again, tuned));
    return {};
}

inline int64_t numbers(const std::vector<loratrf::Parameter>& parameters) {
    int64_t count = 0;
    for (const loratrf::Parameter& p : parameters)
        count += p.value.numel();
    return count;
}

// Logits that a baseline folder holds for its ids.
struct Answers {
    std::vector<int64_t> ids;
    at::Tensor logits;
};
inline Answers answers_of(const std::string& folder) {
    const loratrf::SafetensorsFile file(folder + "/logits.safetensors");
    const auto read = [&](const char* name) {
        at::Tensor values = at::empty(file.find(name)->shape, at::kFloat);
        file.read_f32(name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
        return values;
    };
    const at::Tensor ids = read("ids").to(at::kLong);
    return {{ids.data_ptr<int64_t>(), ids.data_ptr<int64_t>() + ids.numel()}, read("logits")};
}

} // namespace support
