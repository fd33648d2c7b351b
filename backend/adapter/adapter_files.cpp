#include "backend/adapter/adapter_files.h"

#include "backend/io/files.h"
#include "backend/io/safetensors.h"

#include <c10/core/GradMode.h>

#include <set>

namespace loratrf {

namespace {

DType stored_type(at::ScalarType type) {
    switch (type) {
    case at::kFloat:
        return DType::F32;
    case at::kDouble:
        return DType::F64;
    case at::kBFloat16:
        return DType::BF16;
    case at::kHalf:
        return DType::F16;
    default:
        throw Error(ErrorCode::Internal, "no stored type for this tensor");
    }
}

} // namespace

std::string peft_name(const std::string& path, const std::string& suffix) {
    return "base_model.model." + path + suffix;
}

void write_tensors(const std::filesystem::path& file, const std::vector<std::pair<std::string, at::Tensor>>& tensors) {
    std::vector<at::Tensor> values; // keeps the bytes alive while they are written
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : tensors) {
        values.push_back(tensor.detach().to(at::kCPU).contiguous());
        const at::Tensor& value = values.back();
        views.push_back({.name = name,
                         .dtype = stored_type(value.scalar_type()),
                         .shape = value.sizes().vec(),
                         .bytes = {static_cast<const std::byte*>(value.data_ptr()), value.nbytes()}});
    }
    write_safetensors(file, std::move(views));
}

void read_tensors(const std::filesystem::path& file, const std::vector<std::pair<std::string, at::Tensor>>& into) {
    const at::NoGradGuard no_grad;
    const SafetensorsFile stored(file);
    std::set<std::string> wanted;
    for (const auto& [name, tensor] : into) {
        wanted.insert(name);
        const TensorInfo* info = stored.find(name);
        if (!info)
            throw Error(ErrorCode::MissingField, file.string() + ": tensor " + name + " is missing");
        if (at::IntArrayRef(info->shape) != tensor.sizes())
            throw Error(ErrorCode::BadShape,
                        file.string() + ": tensor " + name + " has another shape than this model and rank ask for");
        if (info->dtype == DType::F64 && tensor.scalar_type() == at::kDouble) {
            at::Tensor values = at::empty(info->shape, at::kDouble);
            stored.read_bytes(name, {static_cast<std::byte*>(values.data_ptr()), values.nbytes()});
            tensor.copy_(values);
            continue;
        }
        at::Tensor values = at::empty(info->shape, at::kFloat);
        stored.read_f32(name, {values.data_ptr<float>(), static_cast<size_t>(values.numel())});
        tensor.copy_(values);
    }
    for (const TensorInfo& info : stored.tensors())
        if (!wanted.contains(info.name))
            throw Error(ErrorCode::Unsupported,
                        file.string() + ": tensor " + info.name + " belongs to no part of this adapter");
}

void Adapter::save(const std::filesystem::path& folder, const std::string& model) const {
    const AdapterContents held = contents(model);
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    for (const Parameter& p : held.tensors)
        tensors.emplace_back(p.name, p.value);
    write_tensors(folder / "adapter_model.safetensors", tensors);
    write_file_atomically(folder / "adapter_config.json", config_text(held.config));
    if (needs_loader(held.config))
        write_file_atomically(folder / loader_name, loader_text());
}

std::filesystem::path adapter_tensor_file(const std::filesystem::path& folder) {
    std::filesystem::path file = folder / "adapter_model.safetensors";
    if (!std::filesystem::exists(file) && std::filesystem::exists(folder / "adapter_model.bin"))
        throw Error(ErrorCode::Pickle,
                    (folder / "adapter_model.bin").string() +
                        ": Python pickle can run code and is never opened; convert it to safetensors");
    return file;
}

void read_adapter_tensors(const std::filesystem::path& folder, const std::vector<Parameter>& parameters) {
    const std::filesystem::path file = adapter_tensor_file(folder);
    std::vector<std::pair<std::string, at::Tensor>> tensors;
    for (const Parameter& p : parameters)
        tensors.emplace_back(p.name, p.value);
    read_tensors(file, tensors);
}

std::string config_text(const Json& config) {
    const nlohmann::json sorted = nlohmann::json::parse(config.dump());
    return sorted.dump(2) + "\n";
}

bool needs_loader(const Json& config) {
    return config.contains("format_version");
}

Json read_adapter_config(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / "adapter_config.json";
    if (!std::filesystem::exists(file))
        throw Error(ErrorCode::NotFound, folder.string() + ": no adapter_config.json; expected an adapter folder");
    Json config = parse_json(read_text_file(file, 16 << 20), file.string());
    if (!config.is_object() || !config.contains("peft_type") || !config["peft_type"].is_string())
        throw Error(ErrorCode::MissingField, file.string() + ": \"peft_type\" is missing");
    return config;
}

} // namespace loratrf
