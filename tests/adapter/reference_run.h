#pragma once
// What the tests of methods PEFT does not know share: following a reference run, answers, exports, gradients.

#include "backend/adapter/recorder.h"
#include "backend/io/safetensors.h"
#include "backend/train/generation.h"
#include "training.h"

#include <QTemporaryDir>

namespace support {

inline std::vector<int64_t> longs(const at::Tensor& values) {
    const at::Tensor wide = values.to(at::kLong).contiguous();
    return {wide.data_ptr<int64_t>(), wide.data_ptr<int64_t>() + wide.numel()};
}

inline at::Tensor stored_tensor(const std::string& file, const std::string& name) {
    const loratrf::SafetensorsFile stored(file);
    at::Tensor values = at::empty(stored.find(name)->shape, at::kFloat);
    stored.read_f32(name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
    return values;
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

// Largest relative deviations of our 20 steps, and of the logits they end with, from a run under
// tests/baselines/adapters.
struct Deviations {
    double losses = 0, norms = 0, own = 0, values = 0, logits = 0;
    bool greedy = false; // the same tokens are generated
    std::string text() const {
        return QString("deviation losses %1, norms %2, own losses %3, values %4, logits %5")
            .arg(losses, 0, 'g', 2)
            .arg(norms, 0, 'g', 2)
            .arg(own, 0, 'g', 2)
            .arg(values, 0, 'g', 2)
            .arg(logits, 0, 'g', 2)
            .toStdString();
    }
};

inline double largest_deviation(const std::vector<double>& found, const loratrf::Json& expected) {
    const auto wanted = expected.get<std::vector<double>>();
    if (found.size() != wanted.size())
        return std::numeric_limits<double>::infinity();
    double largest = 0;
    for (size_t i = 0; i < wanted.size(); ++i)
        largest = std::max(largest, std::abs(found[i] - wanted[i]) / std::abs(wanted[i]));
    return largest;
}

inline Deviations follow(const std::string& run, const std::function<Micro(int64_t step)>& development = {}) {
    const std::string folder = run_folder(run), file = folder + "/final/logits.safetensors";
    const loratrf::Json expected = json_file(folder + "/run.json");
    const auto model = load(tiny_model("llama"));
    const loratrf::LoadedAdapter trained = loratrf::load_adapter(*model, folder + "/initial");
    const Course course = train(*model, *trained.adapter, reference_batches(), {}, development);
    Deviations d;
    d.losses = largest_deviation(course.losses, expected.at("losses"));
    d.norms = largest_deviation(course.norms, expected.at("norms"));
    if (expected.contains("own_losses") || !course.extra.empty())
        d.own = largest_deviation(course.extra, expected.at("own_losses"));
    const auto final_values = values_in(folder + "/final");
    for (const loratrf::Parameter& p : trained.adapter->parameters())
        d.values = std::max(d.values, relative_distance(p.value.detach(), final_values.at(p.name)));

    const std::vector<int64_t> ids = longs(stored_tensor(file, "ids"));
    const int64_t prompt = longs(stored_tensor(file, "prompt"))[0];
    d.logits = relative_distance(prompted_logits(*model, ids, prompt), stored_tensor(file, "logits"));
    const std::vector<int64_t> greedy = longs(stored_tensor(file, "greedy"));
    d.greedy = answers(*model, {{ids.begin(), ids.begin() + prompt}}, static_cast<int64_t>(greedy.size()))[0] == greedy;
    return d;
}

// Trains a method, saves it, opens it again: the logits are the same bits. With LORATRF_ORACLE_DIR set the folder stays
// there for tests/oracle/check, with what it should answer. Returns what went wrong.
inline QString export_fault(const std::string& name, const std::string& method, const loratrf::MethodOptions& options) {
    const std::vector<int64_t> ids = {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29};
    constexpr int64_t prompt = 7;
    const QTemporaryDir temporary;
    const std::filesystem::path root = qEnvironmentVariable("LORATRF_ORACLE_DIR", temporary.path()).toStdString();
    const std::filesystem::path folder = root / "adapters" / name;
    std::filesystem::create_directories(folder);

    const auto model = load(tiny_model("llama"));
    const at::Tensor base = prompted_logits(*model, ids, prompt);
    const auto adapter = loratrf::find_method(method).attach(*model, options, 7);
    train(*model, *adapter, reference_batches());
    adapter->save(folder, "llama");
    if (loratrf::read_text_file(folder / "load_adapter.py") !=
        loratrf::read_text_file(SOURCE_DIR "/resources/python/load_adapter.py"))
        return "the loader beside it is not the one of resources/python";
    const at::Tensor tuned = prompted_logits(*model, ids, prompt);
    if (!(distance(tuned, base) > 0.05))
        return "training changed next to nothing";

    const auto fresh = load(tiny_model("llama"));
    const loratrf::LoadedAdapter loaded = loratrf::load_adapter(*fresh, folder);
    if (loaded.method != method || !at::equal(prompted_logits(*fresh, ids, prompt), tuned))
        return "the saved adapter answers otherwise";
    for (const auto& [key, value] : options)
        if (loaded.options.at(key) != value)
            return "option " + QString::fromStdString(key) + " came back otherwise";
    const std::vector<int64_t> start(ids.begin(), ids.begin() + prompt), greedy = answers(*fresh, {start}, 8)[0];
    loratrf::write_tensors(folder / "logits.safetensors", {{"ids", at::tensor(ids).to(at::kDouble)},
                                                           {"prompt", at::full({1}, double(prompt), at::kDouble)},
                                                           {"greedy", at::tensor(greedy).to(at::kDouble)},
                                                           {"logits", tuned}});
    return {};
}

// Random small values for what starts at zero, so that training parts show.
struct Stirred {
    std::unique_ptr<loratrf::Model> model;
    std::unique_ptr<loratrf::Adapter> adapter;
};
inline Stirred stirred(const std::string& method, const loratrf::MethodOptions& options,
                       at::ScalarType type = at::kFloat, const std::string& family = "llama") {
    Stirred s{load(tiny_model(family), type), nullptr};
    s.adapter = loratrf::find_method(method).attach(*s.model, options, 5);
    stir(*s.adapter, 4);
    return s;
}

// Loss and own loss of a micro-batch as in a training step; scalar.
inline at::Tensor training_loss(Stirred& s, const Micro& micro) {
    const loratrf::PackedBatch batch = pack_all(micro);
    const at::Tensor loss = loss_sum(*s.model, batch) / static_cast<double>(batch.supervised());
    const at::Tensor extra = s.adapter->extra_loss();
    return extra.defined() ? loss + extra : loss;
}

// Every parameter's gradient of training_loss() at up to 12 coordinates against difference quotients. Returns what
// differs.
inline QString gradient_fault(Stirred& s, const Micro& micro, double tolerance = 1e-6) {
    auto parameters = s.adapter->parameters();
    training_loss(s, micro).backward();
    const at::NoGradGuard no_grad;
    constexpr double step = 1e-6;
    for (loratrf::Parameter& p : parameters) {
        const int64_t count = p.value.numel(), stride = std::max<int64_t>(1, count / 12);
        auto* value = p.value.data_ptr<double>();
        const at::Tensor gradient = p.value.grad().defined() ? p.value.grad().contiguous() : at::zeros_like(p.value);
        for (int64_t i = 0; i < count; i += stride) {
            const double before = value[i];
            value[i] = before + step;
            const double up = training_loss(s, micro).item<double>();
            value[i] = before - step;
            const double down = training_loss(s, micro).item<double>();
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

} // namespace support
