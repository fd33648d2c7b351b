#pragma once
// An adapter method attached to a model: its trainable parameters, what its sites report, its files.
// Adding a method: one file pair that fills a Method, one line in registry.cpp (HACKING.md).

#include "backend/api/events.h"
#include "backend/api/methods.h"
#include "backend/api/model_info.h"
#include "backend/api/options.h"
#include "backend/io/json.h"
#include "backend/model/model.h"

#include <ATen/ATen.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace loratrf {

struct Parameter {
    std::string name;  // as in the adapter's file
    at::Tensor value;  // leaf, fp32, requires grad
    bool decay = true; // weight decay may act on it
    double rate = 1;   // its learning rate, as a multiple of the run's
};

// How a parameter of another shape came from its predecessor of the same name: index i along `dim` was kept[i] there;
// -1: it is new.
struct Resized {
    std::string name;
    int64_t dim = 0;
    std::vector<int64_t> kept;
};

// What an adapter may use after an update; its parameters still hold the gradients of that update.
struct AfterStep {
    int64_t step = 0;        // updates done, this one included
    int64_t total_steps = 0; // where a clock ends the run: as many as the steps so far foretell
    int64_t steps_per_epoch = 0;
    at::Tensor finite; // scalar on the device: 1, or 0 when the update was skipped and the gradients are no numbers
    // Mean cross-entropy over the supervised tokens of a fixed set of evaluation rows (of training rows where there
    // are none), with gradient unless the caller switches it off. Scalar. Throws where the run is stopped: what came of
    // it so far is forgotten, and the update taken back.
    std::function<at::Tensor()> development_loss;
};

// One projection's update as W + b a. a [r, in], b [out, r] with every scale in it; fp32 on the CPU.
struct LowRankDelta {
    std::string path; // of the projection
    at::Tensor a, b;
    double scale = 1; // the factor alpha / r that b holds, where the method has one
};

// What the files of an adapter folder hold.
struct AdapterContents {
    std::vector<Parameter> tensors; // of adapter_model.safetensors; trained or not
    Json config;                    // of adapter_config.json
};

class Adapter {
public:
    virtual ~Adapter() = default;

    // --- training ---
    // In a fixed order that depends on the model and the options alone.
    virtual std::vector<Parameter> parameters() = 0;

    // Called once before training with the first batch, the hooks in place. Methods that need statistics of the base
    // model's hidden states take them here.
    virtual void prepare(Model& /*model*/, const PackedInput& /*first_batch*/) {}

    // Called before training where its length is known (no clock ends it). Throws Error(InvalidOption) where a schedule
    // of the method's own does not fit into it.
    virtual void plan(int64_t /*total_steps*/, int64_t /*steps_per_epoch*/) {}

    // What the forward passes since the last call add to the loss, coefficient included: a scalar, undefined for
    // nothing. The recipe weighs it with the micro-batch's share of the step's tokens.
    virtual at::Tensor extra_loss() { return {}; }

    // After the gradients of a step are complete and clipped, before the update.
    virtual void correct_gradients() {}

    // After an update. Parameters whose shape changed must be named; they are leaves of their own from then on. Only
    // weights with finite development losses may change shape: the run holds the result for good.
    virtual std::vector<Resized> after_step(const AfterStep& /*done*/) { return {}; }

    // What resuming needs beside parameters and optimiser, by name; filled in place by the recipe after load().
    virtual std::vector<std::pair<std::string, at::Tensor>> state() const { return {}; }

    // --- what it shows ---
    // Names of the places that report activity, in the order of the recorder's indices.
    virtual const std::vector<std::string>& sites() const = 0;
    virtual std::vector<Measure> measures() const { return {adapter_ratio_measure()}; }
    // Adds the measures that no forward pass gives (ranks, drift).
    virtual void report(ActivityRecorder& /*recorder*/) const {}

    // --- files ---
    // What another program opens. `model` is the base model's path, stored for whoever loads the adapter.
    virtual AdapterContents contents(const std::string& model) const = 0;

    // Writes its contents into an existing folder.
    void save(const std::filesystem::path& folder, const std::string& model) const;

    // Takes over the values of a folder written by save(), shapes that follow from its configuration included.
    // Throws Error(MissingField, BadShape).
    virtual void load(const std::filesystem::path& folder) = 0;

    // Decides once and for all what this adapter decides from a prompt: from then on merged() and low_rank() are what
    // it does for `prompt`, one sequence and all of it prompt. Forward passes go on deciding for themselves. `model` is
    // the one it is attached to. False: nothing of this adapter follows from a prompt as a whole.
    virtual bool settle(Model& /*model*/, const PackedInput& /*prompt*/) { return false; }

    // A base weight ("model.layers.0.self_attn.q_proj.weight", fp32 as in the base model) with this adapter in it,
    // fp32; weights it leaves alone come back as they are. Throws Error(Unsupported) with the reason where the update
    // depends on the input, or on a prompt that nothing was settled for.
    virtual at::Tensor merged(const std::string& weight, const at::Tensor& base) const;

    // The whole adapter as low-rank updates of projections; nullopt where it is something else, or not settled.
    virtual std::optional<std::vector<LowRankDelta>> low_rank() const { return std::nullopt; }
};

struct Method {
    MethodInfo info;
    std::function<int64_t(const ModelInfo&, const MethodOptions&)> count; // trainable parameters
    std::function<std::vector<Problem>(const MethodOptions&)> validate;   // beyond the ranges of OptionSpec
    std::function<std::unique_ptr<Adapter>(Model&, const MethodOptions&, uint64_t seed)> attach;

    // Whether an adapter_config.json ("peft_type" is there and a text) is one of this method's, and its options.
    std::function<bool(const Json& config)> reads;
    std::function<MethodOptions(const std::filesystem::path& folder)> read_options;
};

// A method whose configuration states this peft_type and nothing else decides.
std::function<bool(const Json&)> reads_type(const std::string& peft_type);

const std::vector<Method>& method_registry();
const Method& find_method(const std::string& key); // throws Error(InvalidOption)

// The method an adapter folder's adapter_config.json states. Throws Error.
const Method& method_of_adapter(const std::filesystem::path& folder);

// Opens an adapter folder of any method, attaches it to the model and fills its values. Throws Error.
struct LoadedAdapter {
    std::unique_ptr<Adapter> adapter;
    std::string method;
    MethodOptions options;
};
LoadedAdapter load_adapter(Model& model, const std::filesystem::path& folder);

} // namespace loratrf
