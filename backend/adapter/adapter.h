#pragma once
// An adapter method attached to a model: its trainable parameters, what its sites report, its files.
// Adding a method: one file pair that fills a Method, one line in registry.cpp (HACKING.md).

#include "backend/api/methods.h"
#include "backend/api/model_info.h"
#include "backend/api/options.h"
#include "backend/model/model.h"

#include <ATen/ATen.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace loratrf {

struct Parameter {
    std::string name;  // as in the adapter's file
    at::Tensor value;  // leaf, fp32, requires grad
    bool decay = true; // weight decay may act on it
};

class Adapter {
public:
    virtual ~Adapter() = default;

    // In a fixed order that depends on the model and the options alone.
    virtual std::vector<Parameter> parameters() = 0;

    // Called once before training with the first batch, the hooks in place. Methods that need statistics of the base
    // model's hidden states take them here.
    virtual void prepare(Model& /*model*/, const PackedInput& /*first_batch*/) {}

    // Names of the places that report activity, in the order of the recorder's indices.
    virtual const std::vector<std::string>& sites() const = 0;
    virtual bool has_filter() const { return false; }

    // Writes the files another program opens (adapter_model.safetensors, adapter_config.json) into an existing folder.
    // `model` is the base model's path, stored for whoever loads the adapter.
    virtual void save(const std::filesystem::path& folder, const std::string& model) const = 0;

    // Copies values of the same names and shapes from a file written by save(). Throws Error(MissingField, BadShape).
    virtual void load(const std::filesystem::path& folder) = 0;
};

struct Method {
    MethodInfo info;
    std::function<int64_t(const ModelInfo&, const MethodOptions&)> count; // trainable parameters
    std::function<std::vector<Problem>(const MethodOptions&)> validate;   // beyond the ranges of OptionSpec
    std::function<std::unique_ptr<Adapter>(Model&, const MethodOptions&, uint64_t seed)> attach;
    std::function<MethodOptions(const std::filesystem::path& folder)> read_options; // from its adapter_config.json
    std::vector<std::string> peft_types; // that this method's config files state
};

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
