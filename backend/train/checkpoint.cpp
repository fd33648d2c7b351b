#include "backend/train/checkpoint.h"

#include "backend/adapter/adapter_files.h"
#include "backend/io/files.h"
#include "backend/io/quants.h"
#include "backend/io/safetensors.h"

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

double number(const Json& json, const char* key) {
    return json.contains(key) && json[key].is_number() ? json[key].get<double>()
                                                       : std::numeric_limits<double>::quiet_NaN();
}

// The first tensor of a checkpoint with a number that is not finite; empty: there is none.
std::string fault_of_numbers(const std::filesystem::path& checkpoint) {
    std::vector<float> values;
    for (const char* name : {"adapter_model.safetensors", "optimizer.safetensors"}) {
        const SafetensorsFile file(checkpoint / name);
        for (const TensorInfo& tensor : file.tensors()) {
            if (!is_float(tensor.dtype))
                continue;
            values.resize(static_cast<size_t>(tensor.elements()));
            file.read_f32(tensor.name, values);
            if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
                return (checkpoint / name).string() + ": tensor " + tensor.name + " holds numbers that are not finite";
        }
    }
    return {};
}

} // namespace

void save_checkpoint(const RunFolder& run, const TrainState& state, const Adapter& adapter, const AdamW& optimizer,
                     const std::string& model) {
    if (std::filesystem::exists(run.checkpoint(state.step)))
        return; // the same step was saved before: the same bytes
    FolderTransaction folder(run.checkpoint(state.step));
    adapter.save(folder.path(), model);
    write_tensors(folder.path() / "optimizer.safetensors", optimizer.state());
    if (const auto tensors = adapter.state(); !tensors.empty())
        write_tensors(folder.path() / "adapter_state.safetensors", tensors);
    const Json json = {{"schema", 1},
                       {"step", state.step},
                       {"first_eval_loss", number(state.first_eval_loss)},
                       {"best_eval_loss", number(state.best_eval_loss)},
                       {"best_step", state.best_step},
                       {"evaluated_step", state.evaluated_step},
                       {"evaluations_without_gain", state.evaluations_without_gain},
                       {"exact_before", state.exact_before},
                       {"generated", state.generated},
                       {"bad_steps", state.bad_steps},
                       {"seconds", state.seconds},
                       {"step_seconds", state.step_seconds},
                       {"tokens", state.tokens},
                       {"train_loss", number(state.train_loss)},
                       {"data_fingerprint", state.data_fingerprint},
                       {"model_fingerprint", state.model_fingerprint}};
    write_file_atomically(folder.path() / "state.json", json.dump(2) + "\n");
    folder.commit();
}

TrainState load_checkpoint(const RunFolder& run, int64_t step, Adapter& adapter) {
    const std::filesystem::path folder = run.checkpoint(step);
    verify_manifest(folder);
    const Json json = parse_json(read_text_file(folder / "state.json", 1 << 20), (folder / "state.json").string());
    if (json.value("schema", 0) != 1)
        throw Error(ErrorCode::UnsupportedVersion, (folder / "state.json").string() + ": schema is not 1");
    adapter.load(folder);
    // Without the file, the method kept no state yet when the checkpoint was written: the manifest knows all its files.
    if (const auto tensors = adapter.state(); !tensors.empty() && exists(folder / "adapter_state.safetensors"))
        read_tensors(folder / "adapter_state.safetensors", tensors);
    TrainState state;
    state.step = json.at("step").get<int64_t>();
    state.first_eval_loss = number(json, "first_eval_loss");
    state.best_eval_loss = number(json, "best_eval_loss");
    state.best_step = json.value("best_step", int64_t{-1});
    state.evaluated_step = json.value("evaluated_step", int64_t{-1});
    state.evaluations_without_gain = json.value("evaluations_without_gain", int64_t{0});
    state.exact_before = json.value("exact_before", int64_t{0});
    state.generated = json.value("generated", int64_t{0});
    state.bad_steps = json.value("bad_steps", int64_t{0});
    state.seconds = json.value("seconds", 0.0);
    state.step_seconds = json.value("step_seconds", 0.0);
    state.tokens = json.value("tokens", int64_t{0});
    state.train_loss = number(json, "train_loss");
    state.data_fingerprint = json.value("data_fingerprint", "");
    state.model_fingerprint = json.value("model_fingerprint", "");
    return state;
}

void require_same_run(const TrainState& state, const TrainOptions& options, const std::string& model_fingerprint,
                      const std::string& data_fingerprint, int64_t total_steps) {
    const auto refuse = [](const std::string& why) { throw Error(ErrorCode::InvalidOption, why); };
    if (state.model_fingerprint != model_fingerprint)
        refuse(options.model + ": this is not the model the run began with (its weights differ), so it cannot be "
                               "continued; restore the model or start a new run");
    if (options.max_seconds == 0 && total_steps < state.step)
        refuse("the run has done " + std::to_string(state.step) + " steps already, and these options end it at " +
               std::to_string(total_steps) + "; give it more epochs");
    if (state.data_fingerprint != data_fingerprint)
        refuse(options.data + ": the training data are not those the run began with (their tokens differ), so it "
                              "cannot be continued; restore the file or start a new run");
}

void load_optimizer(const RunFolder& run, int64_t step, AdamW& optimizer) {
    read_tensors(run.checkpoint(step) / "optimizer.safetensors", optimizer.state());
}

std::optional<int64_t> newest_finite(const RunFolder& run, int64_t before, std::vector<std::string>* notices) {
    while (const std::optional<int64_t> step = run.newest_valid(notices, before)) {
        const std::string fault = fault_of_numbers(run.checkpoint(*step));
        if (fault.empty())
            return step;
        if (notices)
            notices->push_back(fault);
        before = *step;
    }
    return std::nullopt;
}

void drop_checkpoints_after(const RunFolder& run, int64_t step, int64_t best_step) {
    std::error_code ignored;
    for (const int64_t later : run.checkpoint_steps())
        if (later > step && later != best_step)
            std::filesystem::remove_all(run.checkpoint(later), ignored);
}

std::vector<int64_t> retained_checkpoints(const std::vector<int64_t>& steps, int64_t keep, int64_t best_step) {
    std::vector<int64_t> stay;
    int64_t kept = 0;
    for (const int64_t step : steps)
        if (step == best_step || kept < keep) {
            kept += step == best_step ? 0 : 1;
            stay.push_back(step);
        }
    return stay;
}

void prune_checkpoints(const RunFolder& run, int64_t keep, int64_t best_step) {
    const std::vector<int64_t> steps = run.checkpoint_steps(), stay = retained_checkpoints(steps, keep, best_step);
    for (const int64_t step : steps)
        if (std::ranges::find(stay, step) == stay.end()) {
            std::error_code ignored;
            std::filesystem::remove_all(run.checkpoint(step), ignored);
        }
}

} // namespace loratrf
