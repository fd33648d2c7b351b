#pragma once
// Runs of the oracles under tests/baselines/adapters, followed: the same start, 20 steps, the same files and answers at
// the end. And exports left for tests/oracle/check, which opens them in other programs.

#include "backend/io/safetensors.h"
#include "properties.h"

#include <QTemporaryDir>

#include <algorithm>

namespace support {

inline loratrf::Json adapter_config(const std::string& folder) {
    return json_file(folder + "/adapter_config.json");
}

// The tiny model an adapter folder is made for.
inline std::string base_of(const std::string& folder) {
    const auto path = adapter_config(folder).at("base_model_name_or_path").get<std::string>();
    return tiny_model(path.substr(path.rfind('/') + 1));
}

inline at::Tensor read_tensor(const loratrf::SafetensorsFile& file, const std::string& name) {
    at::Tensor values = at::empty(file.find(name)->shape, at::kFloat);
    file.read_f32(name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
    return values;
}
inline at::Tensor stored_tensor(const std::string& file, const std::string& name) {
    return read_tensor(loratrf::SafetensorsFile(file), name);
}
inline std::map<std::string, at::Tensor> stored_tensors(const std::string& folder) {
    const loratrf::SafetensorsFile file(folder + "/adapter_model.safetensors");
    std::map<std::string, at::Tensor> tensors;
    for (const loratrf::TensorInfo& info : file.tensors())
        tensors[info.name] = read_tensor(file, info.name);
    return tensors;
}

// The logits that an oracle's folder holds for its ids.
struct Answers {
    std::vector<int64_t> ids;
    at::Tensor logits;
};
inline Answers answers_of(const std::string& folder) {
    const loratrf::SafetensorsFile file(folder + "/logits.safetensors");
    return {longs(read_tensor(file, "ids")), read_tensor(file, "logits")};
}

inline double largest_relative(const std::vector<double>& found, const loratrf::Json& expected) {
    double largest = found.size() == expected.size() ? 0 : INFINITY;
    for (size_t i = 0; i < std::min(found.size(), expected.size()); ++i)
        largest = std::max(largest, std::abs(found[i] / expected[i].get<double>() - 1));
    return largest;
}

// A run as it starts: with `method` (empty: the one its folder states) and the options of its folder, `further` ones
// put over them.
struct OracleRun : Attached {
    std::string folder;
    loratrf::Json json; // losses and what else the oracle printed
    std::string method;
};
inline OracleRun oracle_run(const std::string& run, const std::string& method = {},
                            const loratrf::MethodOptions& further = {}) {
    OracleRun begun;
    begun.folder = run_folder(run);
    begun.json = json_file(begun.folder + "/run.json");
    const std::string initial = begun.folder + "/initial";
    const loratrf::Method& chosen = method.empty() ? loratrf::method_of_adapter(initial) : loratrf::find_method(method);
    begun.method = chosen.info.key;
    loratrf::MethodOptions options = chosen.read_options(initial);
    for (const auto& [key, value] : further)
        options[key] = value;
    begun.model = load(base_of(initial));
    begun.adapter = chosen.attach(*begun.model, options, 0);
    begun.adapter->load(initial);
    return begun;
}

inline void save(const loratrf::Adapter& adapter, const std::filesystem::path& folder, const std::string& base) {
    std::filesystem::create_directories(folder);
    adapter.save(folder, std::filesystem::path(base).filename().string());
}

// The largest relative deviations from the oracle; infinite where something is missing or too much.
struct Deviations {
    double losses = 0, norms = 0, own = 0; // own: the losses that the method adds
    double values = 0;                     // of every tensor in the saved file
    double logits = 0;                     // where the oracle left them
    bool greedy = true;                    // the same tokens are generated, where the oracle left them
    std::string config;                    // a key of the configuration that differs

    QString text() const {
        QString text = QString("deviation losses %1, norms %2, values %3")
                           .arg(losses, 0, 'g', 2)
                           .arg(norms, 0, 'g', 2)
                           .arg(values, 0, 'g', 2);
        for (const auto& [name, value] : {std::pair("own losses", own), std::pair("logits", logits)})
            if (value > 0) // else the oracle has none
                text += QString(", %1 %2").arg(name).arg(value, 0, 'g', 2);
        return text;
    }
};

inline double largest_value_deviation(const std::string& found_in, const std::string& expected_in) {
    const auto found = stored_tensors(found_in), expected = stored_tensors(expected_in);
    double largest = found.size() == expected.size() ? 0 : INFINITY;
    for (const auto& [name, value] : expected)
        largest = std::max(largest, found.contains(name) && found.at(name).sizes() == value.sizes()
                                        ? relative_distance(found.at(name), value)
                                        : INFINITY);
    return largest;
}

inline std::string differing_key(loratrf::Json found, loratrf::Json expected) {
    for (loratrf::Json* config : {&found, &expected}) // PEFT keeps these as sets
        for (const char* key : {"target_modules", "modules_to_save", "feedforward_modules"})
            if (config->contains(key) && (*config)[key].is_array()) {
                auto names = (*config)[key].get<std::vector<std::string>>();
                std::ranges::sort(names);
                (*config)[key] = names;
            }
    for (const auto& [key, value] : found.items())
        if (!expected.contains(key) || expected[key] != value)
            return key;
    return {};
}

// Trains a run from its start and saves it to `folder`. `development` gives the rows that the method may score itself
// on after a step.
inline Deviations follow(OracleRun&& run, const std::filesystem::path& folder,
                         const std::function<Micro(int64_t step)>& development = {}) {
    ReferenceBatches batches = reference_batches(); // whose recipe a run may differ from
    batches.adamw.weight_decay = run.json.value("weight_decay", batches.adamw.weight_decay);
    batches.adamw.epsilon = run.json.value("adam_epsilon", batches.adamw.epsilon);
    const Course course = train(*run.model, *run.adapter, batches, {}, development);
    Deviations d;
    d.losses = largest_relative(course.losses, run.json.at("losses"));
    d.norms = largest_relative(course.norms, run.json.at("norms"));
    if (run.json.contains("own_losses") || !course.extra.empty())
        d.own = largest_relative(course.extra, run.json.at("own_losses"));

    const std::string final = run.folder + "/final";
    save(*run.adapter, folder, base_of(final));
    d.values = largest_value_deviation(folder, final);
    d.config = differing_key(adapter_config(folder), adapter_config(final));

    if (!std::filesystem::exists(final + "/logits.safetensors"))
        return d;
    const loratrf::SafetensorsFile file(final + "/logits.safetensors");
    const std::vector<int64_t> ids = longs(read_tensor(file, "ids"));
    const int64_t prompt =
        file.find("prompt") ? longs(read_tensor(file, "prompt"))[0] : static_cast<int64_t>(ids.size());
    d.logits = relative_distance(prompted_logits(*run.model, ids, prompt), read_tensor(file, "logits"));
    if (file.find("greedy")) {
        const std::vector<int64_t> greedy = longs(read_tensor(file, "greedy"));
        const auto count = static_cast<int64_t>(greedy.size());
        d.greedy = answers(*run.model, {{ids.begin(), ids.begin() + prompt}}, count)[0] == greedy;
    }
    return d;
}

// --- exports ---------------------------------------------------------------------------------------------------------

// A folder for an export: kept under LORATRF_ORACLE_DIR for tests/oracle/check where that is set, else in `scratch`.
inline std::filesystem::path export_folder(const QString& scratch, const std::string& name,
                                           const std::string& kind = "adapters") {
    const std::filesystem::path folder =
        std::filesystem::path(qEnvironmentVariable("LORATRF_ORACLE_DIR", scratch).toStdString()) / kind / name;
    std::filesystem::create_directories(folder);
    return folder;
}

// Saves the adapter, opens it on a model of its own: as `method`, and with the same logits to the last bit. Leaves what
// is expected in logits.safetensors, with what follows the first `prompt` tokens of the probe where that is not all of
// it. Returns what differs.
inline QString reload_fault(loratrf::Model& model, const loratrf::Adapter& adapter, const std::string& method,
                            const std::filesystem::path& folder, const std::string& base = "llama",
                            const loratrf::MethodOptions& options = {},
                            int64_t prompt = static_cast<int64_t>(probe.size())) {
    save(adapter, folder, base);
    if (loratrf::find_method(method).info.export_note.find("load_adapter.py") != std::string::npos &&
        loratrf::read_text_file(folder / "load_adapter.py") !=
            loratrf::read_text_file(SOURCE_DIR "/resources/python/load_adapter.py"))
        return "the loader beside it is not the one of resources/python";
    const at::Tensor tuned = prompted_logits(model, probe, prompt);
    const auto fresh = load(tiny_model(base));
    if (distance(tuned, prompted_logits(*fresh, probe, prompt)) < 1e-3)
        return "the adapter changes nothing";
    const loratrf::LoadedAdapter loaded = loratrf::load_adapter(*fresh, folder);
    if (loaded.method != method)
        return "opens as " + QString::fromStdString(loaded.method);
    for (const auto& [key, value] : options)
        if (!loaded.options.contains(key) || loaded.options.at(key) != value)
            return "option " + QString::fromStdString(key) + " came back otherwise";
    const at::Tensor again = prompted_logits(*fresh, probe, prompt);
    if (!at::equal(again, tuned))
        return QString("logits differ by %1").arg(distance(again, tuned));

    std::vector<std::pair<std::string, at::Tensor>> expected = {{"ids", at::tensor(probe).to(at::kDouble)},
                                                                {"logits", tuned}};
    if (prompt < static_cast<int64_t>(probe.size())) {
        const std::vector<int64_t> greedy = answers(*fresh, {{probe.begin(), probe.begin() + prompt}}, 8)[0];
        expected.emplace_back("prompt", at::full({1}, static_cast<double>(prompt), at::kDouble));
        expected.emplace_back("greedy", at::tensor(greedy).to(at::kDouble));
    }
    loratrf::write_tensors(folder / "logits.safetensors", expected);
    return {};
}

// The same for what a method makes of 20 steps; `opens_as` where others read its folder, and not its own options.
inline QString export_fault(const std::string& name, const std::string& method, const loratrf::MethodOptions& options,
                            const std::string& opens_as = {}) {
    constexpr int64_t prompt = 7;
    const Attached a = attached(method, options);
    const at::Tensor plain = prompted_logits(*load(tiny_model("llama")), probe, prompt);
    a.adapter->prepare(*a.model, packed({probe}));
    train(*a.model, *a.adapter, reference_batches());
    if (distance(prompted_logits(*a.model, probe, prompt), plain) < 0.05)
        return "20 steps change the logits too little to prove anything";
    const QTemporaryDir scratch;
    return reload_fault(*a.model, *a.adapter, opens_as.empty() ? method : opens_as, export_folder(scratch.path(), name),
                        "llama", opens_as.empty() ? options : loratrf::MethodOptions{}, prompt);
}

} // namespace support

// Fails with the figures, and prints them where all is well.
#define VERIFY_FOLLOWS(deviations, tolerance)                                                                          \
    do {                                                                                                               \
        const support::Deviations followed = deviations;                                                               \
        QVERIFY2(std::max({followed.losses, followed.norms, followed.values, followed.logits}) < (tolerance) &&        \
                     followed.greedy,                                                                                  \
                 qPrintable(followed.text()));                                                                         \
        QVERIFY2(followed.config.empty(), ("adapter_config.json differs in " + followed.config).c_str());              \
        qInfo("%s", qPrintable(followed.text()));                                                                      \
    } while (false)
