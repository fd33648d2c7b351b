#pragma once
// Following a run of tests/baselines/adapters: the same start, 20 steps, and the same files at the end.

#include "backend/io/safetensors.h"
#include "training.h"

#include <QTemporaryDir>

#include <algorithm>

namespace support {

inline const std::vector<int64_t> probe_ids = {5, 17, 33, 60, 8, 8, 41, 3, 22, 50, 11, 29};

inline loratrf::Json adapter_config(const std::string& folder) {
    return json_file(folder + "/adapter_config.json");
}

// The tiny model an adapter folder is made for.
inline std::string base_of(const std::string& folder) {
    const auto path = adapter_config(folder).at("base_model_name_or_path").get<std::string>();
    return tiny_model(path.substr(path.rfind('/') + 1));
}

inline std::map<std::string, at::Tensor> stored_tensors(const std::string& folder) {
    const loratrf::SafetensorsFile file(folder + "/adapter_model.safetensors");
    std::map<std::string, at::Tensor> tensors;
    for (const loratrf::TensorInfo& info : file.tensors()) {
        at::Tensor values = at::empty(info.shape, at::kFloat);
        file.read_f32(info.name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
        tensors[info.name] = values;
    }
    return tensors;
}

inline void save(const loratrf::Adapter& adapter, const std::filesystem::path& folder, const std::string& base) {
    std::filesystem::create_directories(folder);
    adapter.save(folder, std::filesystem::path(base).filename().string());
}

inline double largest_relative(const std::vector<double>& found, const loratrf::Json& expected) {
    double largest = found.size() == expected.size() ? 0 : INFINITY;
    for (size_t i = 0; i < std::min(found.size(), expected.size()); ++i)
        largest = std::max(largest, std::abs(found[i] / expected[i].get<double>() - 1));
    return largest;
}

// The largest relative deviations from the reference; infinite where something is missing or too much.
struct Deviations {
    double losses = 0, norms = 0, values = 0; // values: of every tensor in the saved file
    std::string config;                       // a key of the configuration that differs
};

// Trains `run` from its start with `method` (empty: the one its folder states, with its options) and saves it to
// `folder`.
inline Deviations follow(const std::string& run, const std::filesystem::path& folder, const std::string& method = {},
                         const loratrf::MethodOptions& further = {}) {
    const std::string initial = run_folder(run) + "/initial", final = run_folder(run) + "/final";
    const auto model = load(base_of(initial));
    const loratrf::Method& chosen = method.empty() ? loratrf::method_of_adapter(initial) : loratrf::find_method(method);
    loratrf::MethodOptions options = chosen.read_options(initial);
    for (const auto& [key, value] : further)
        options[key] = value;
    const auto adapter = chosen.attach(*model, options, 0);
    adapter->load(initial);

    const loratrf::Json expected = json_file(run_folder(run) + "/run.json");
    ReferenceBatches batches = reference_batches(); // whose recipe a run may differ from
    batches.adamw.weight_decay = expected.value("weight_decay", batches.adamw.weight_decay);
    batches.adamw.epsilon = expected.value("adam_epsilon", batches.adamw.epsilon);
    const Course course = train(*model, *adapter, batches);
    Deviations deviations;
    deviations.losses = largest_relative(course.losses, expected.at("losses"));
    deviations.norms = largest_relative(course.norms, expected.at("norms"));

    save(*adapter, folder, base_of(initial));
    const auto found = stored_tensors(folder.string()), wanted = stored_tensors(final);
    for (const auto& [name, value] : wanted)
        deviations.values = std::max(deviations.values, found.contains(name) && found.at(name).sizes() == value.sizes()
                                                            ? relative_distance(found.at(name), value)
                                                            : INFINITY);
    if (found.size() != wanted.size())
        deviations.values = INFINITY;

    loratrf::Json written = adapter_config(folder.string()), reference = adapter_config(final);
    for (loratrf::Json* config : {&written, &reference}) // PEFT keeps these as sets
        for (const char* key : {"target_modules", "modules_to_save", "feedforward_modules"})
            if (config->contains(key) && (*config)[key].is_array()) {
                auto names = (*config)[key].get<std::vector<std::string>>();
                std::ranges::sort(names);
                (*config)[key] = names;
            }
    for (const auto& [key, value] : written.items())
        if (!reference.contains(key) || reference[key] != value)
            deviations.config = key;
    return deviations;
}

// The product of a method's 20 steps, saved under `name` where tests/oracle/check finds it (LORATRF_ORACLE_DIR), with
// logits.safetensors. Empty where all is well: the reloaded adapter answers the same to the last bit.
inline std::string leave_for_the_oracle(const std::string& name, const std::string& method,
                                        const loratrf::MethodOptions& options, const std::string& base = "llama") {
    const std::vector<int64_t>& ids = probe_ids;
    const QTemporaryDir temporary;
    const std::filesystem::path root = qEnvironmentVariable("LORATRF_ORACLE_DIR", temporary.path()).toStdString();
    const std::filesystem::path folder = root / "adapters" / name;
    const auto model = load(tiny_model(base));
    const at::Tensor plain = logits_of(*model, {ids});
    const auto adapter = loratrf::find_method(method).attach(*model, options, 7);
    adapter->prepare(*model, packed({ids}));
    train(*model, *adapter, reference_batches());
    save(*adapter, folder, base);
    const at::Tensor tuned = logits_of(*model, {ids});
    loratrf::write_tensors(folder / "logits.safetensors",
                           {{"ids", at::tensor(ids).to(at::kDouble)}, {"logits", tuned}});
    if (distance(tuned, plain) < 0.1)
        return "20 steps change the logits too little to prove anything";
    const auto fresh = load(tiny_model(base));
    loratrf::load_adapter(*fresh, folder);
    return at::equal(logits_of(*fresh, {ids}), tuned) ? "" : "the reloaded adapter gives other logits";
}

} // namespace support

#define LEAVE_FOR_THE_ORACLE(...)                                                                                      \
    do {                                                                                                               \
        const std::string fault_here = support::leave_for_the_oracle(__VA_ARGS__);                                     \
        QVERIFY2(fault_here.empty(), fault_here.c_str());                                                              \
    } while (false)

// Fails with the figures, and prints them where all is well.
#define VERIFY_FOLLOWS(deviations, tolerance)                                                                          \
    do {                                                                                                               \
        const support::Deviations followed = deviations;                                                               \
        const QString figures = QString("deviation losses %1, norms %2, values %3")                                    \
                                    .arg(followed.losses, 0, 'e', 0)                                                   \
                                    .arg(followed.norms, 0, 'e', 0)                                                    \
                                    .arg(followed.values, 0, 'e', 0);                                                  \
        QVERIFY2(followed.losses < (tolerance) && followed.norms < (tolerance) && followed.values < (tolerance),       \
                 qPrintable(figures));                                                                                 \
        QVERIFY2(followed.config.empty(), ("adapter_config.json differs in " + followed.config).c_str());              \
        qInfo("%s", qPrintable(figures));                                                                              \
    } while (false)
