// Several adapters written as one.

#include "backend/adapter/combine.h"

#include "backend/adapter/adapter_files.h"
#include "backend/api/engine.h"
#include "backend/device/faults.h"
#include "backend/io/files.h"
#include "backend/train/run_folder.h"
#include "backend/train/template_file.h"

#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

std::string adapter_folder(const std::string& place) {
    if (!is_run(place))
        return place;
    const RunFolder run = open_run(place); // its journal, which can be long, says nothing of it
    if (!fs::exists(run.adapter() / "adapter_config.json"))
        throw Error(ErrorCode::NotFound, place + ": the run has no adapter yet");
    return run.adapter().string();
}

std::string model_named_in(const fs::path& adapter) {
    const Json config = read_adapter_config(adapter);
    const auto name = config.find("base_model_name_or_path");
    return name != config.end() && name->is_string() ? name->get<std::string>() : "";
}

std::vector<WeightedAdapter> sources_of(const CombineRequest& request) {
    if (request.adapters.size() < 2)
        throw Error(ErrorCode::InvalidOption, "name two adapters or more to combine");
    if (!request.weights.empty() && request.weights.size() != request.adapters.size())
        throw Error(ErrorCode::InvalidOption, "there are " + std::to_string(request.adapters.size()) +
                                                  " adapters and " + std::to_string(request.weights.size()) +
                                                  " weights; give one weight for each");
    if (request.how != "sum" && request.how != "concatenate")
        throw Error(ErrorCode::InvalidOption,
                    "adapters are combined by sum or concatenate, not by \"" + request.how + "\"");
    std::vector<WeightedAdapter> sources;
    for (size_t i = 0; i < request.adapters.size(); ++i) {
        sources.push_back({adapter_folder(request.adapters[i]), request.weights.empty()
                                                                    ? 1.0 / static_cast<double>(request.adapters.size())
                                                                    : request.weights[i]});
        if (!std::isfinite(sources[i].weight))
            throw Error(ErrorCode::InvalidOption, "a weight is not finite");
    }
    return sources;
}

// The template that all of them were trained with; nothing where they differ or one keeps none.
std::optional<std::string> common_template(const std::vector<WeightedAdapter>& sources) {
    std::optional<std::string> common;
    for (const WeightedAdapter& source : sources) {
        if (!fs::is_regular_file(template_file(source.folder)))
            return std::nullopt;
        const std::string text = read_text_file(template_file(source.folder));
        if (common && *common != text)
            return std::nullopt;
        common = text;
    }
    return common;
}

ExportResult write_combined(const CombineRequest& request) {
    const std::vector<WeightedAdapter> sources = sources_of(request);
    const fs::path target = fs::absolute(request.to).lexically_normal();
    if (fs::exists(target) && (!fs::is_directory(target) || !fs::is_empty(target)))
        throw Error(ErrorCode::InvalidOption,
                    target.string() + " is not empty; choose a new folder, so that nothing of yours is overwritten");
    const std::string model_path = request.model.empty() ? model_named_in(sources.front().folder) : request.model;
    if (model_path.empty() || !fs::exists(model_path))
        throw Error(ErrorCode::NotFound, "the base model \"" + model_path + "\" that " +
                                             sources.front().folder.string() +
                                             " names is not there; name it with --model");

    const auto model = load_model(model_path, at::kCPU, at::kFloat);
    const auto adapter = combine(*model, sources, request.how == "sum" ? Combination::Factors : Combination::Exact);

    if (fs::exists(target))
        fs::remove(target); // empty: the transaction makes it anew
    FolderTransaction folder(target);
    adapter->save(folder.path(), model_path);
    std::vector<std::string> files = {"adapter_config.json", "adapter_model.safetensors", "MANIFEST.json"};
    if (const std::optional<std::string> text = common_template(sources)) {
        write_file_atomically(template_file(folder.path()), *text);
        files.emplace_back(template_name);
    }
    folder.commit();
    return {.folder = target.string(), .files = std::move(files), .note = method_info("lora").export_note};
}

} // namespace

ExportResult combine_adapters(const CombineRequest& request) {
    return with_clear_errors([&] { return write_combined(request); });
}

} // namespace loratrf
