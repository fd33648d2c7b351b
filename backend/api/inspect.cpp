// Looking at models and data without training.

#include "backend/api/engine.h"
#include "backend/api/licence.h"
#include "backend/api/row_tokens.h"
#include "backend/device/device.h"
#include "backend/io/files.h"
#include "backend/io/gguf.h"
#include "backend/io/safetensors.h"
#include "backend/model/model_sizes.h"
#include "backend/train/base.h"
#include "backend/train/training_data.h"

#include <filesystem>
#include <map>
#include <thread>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

std::string type_list(const TensorFile& file) {
    std::map<std::string, int64_t> counts;
    for (const TensorInfo& info : file.tensors())
        ++counts[dtype_name(info.dtype)];
    std::string text;
    for (const auto& [name, count] : counts)
        text += (text.empty() ? "" : ", ") + name + " (" + std::to_string(count) + ")";
    return text;
}

bool is_quantised(const TensorFile& file) {
    for (const TensorInfo& info : file.tensors())
        if (info.dtype >= DType::Q8_0)
            return true;
    return false;
}

} // namespace

ModelInfo inspect_model(const std::string& model) {
    require_model(model);
    ModelInfo info;
    if (is_gguf(model)) {
        const GgufFile file(model);
        info = model_sizes(config_from_gguf(file));
        info.format = "GGUF v" + std::to_string(file.get_int("GGUF.version").value_or(3));
        info.name = file.get_string("general.name").value_or("");
        info.licence = file.get_string("general.license").value_or("");
        info.types = type_list(file);
        info.quantised = is_quantised(file);
        info.bytes = static_cast<int64_t>(fs::file_size(model));
        if (info.quantised)
            info.warnings.emplace_back(
                "The weights are quantised: the base is a dequantised, slightly lossy copy of the original.");
    } else {
        info = model_sizes(config_from_folder(model));
        const std::unique_ptr<TensorFile> file = open_safetensors_folder(model);
        info.format = "Hugging Face folder";
        info.name = last_name(fs::absolute(model));
        info.licence = folder_licence(model);
        info.types = type_list(*file);
        for (const TensorInfo& tensor : file->tensors())
            info.bytes += static_cast<int64_t>(tensor.bytes);
    }
    info.path = model;
    try {
        const std::unique_ptr<Tokenizer> tokenizer = open_tokenizer(model);
        info.tokenizer = tokenizer->description();
        info.chat_template = tokenizer->chat_template();
        if (info.chat_template.empty())
            info.warnings.emplace_back(
                "The model brings no chat template: ChatML is used, unless you choose a preset template.");
    } catch (const Error& fault) {
        info.warnings.emplace_back(std::string("The tokenizer cannot be used: ") + fault.what());
    }
    return info;
}

std::vector<int32_t> tokenize(const std::string& model, const std::string& text) {
    return open_tokenizer(model)->encode(text);
}

std::vector<PreviewRow> preview_rows(const std::string& model, const std::string& data, const DataOptions& options,
                                     int64_t count) {
    const std::unique_ptr<Tokenizer> tokenizer = open_tokenizer(model);
    const RowEncoder encoder(*tokenizer, options);
    std::vector<PreviewRow> rows;
    scan_rows(data, options, [&](Row&& row) {
        rows.push_back(preview_row(*tokenizer, encoder, row));
        return static_cast<int64_t>(rows.size()) < count;
    });
    return rows;
}

std::vector<DataReport> report_data(const std::string& model, const std::vector<std::string>& files,
                                    const DataOptions& options, Control& control, const EventSink& sink) {
    const std::unique_ptr<Tokenizer> tokenizer = open_tokenizer(model);
    return report_datasets({files.begin(), files.end()}, *tokenizer, options,
                           reading_said(until_stopped(control, sink, "cancelled")));
}

MachineInfo machine() {
    MachineInfo info;
    info.devices = {"cpu"};
    info.cpu = cpu_label();
    info.fast_bf16 = cpu_has_fast_bf16();
    info.cuda = cuda_problem();
    if (info.cuda.empty()) {
        info.devices.emplace_back("cuda");
        info.cuda = "available";
    }
    return info;
}

} // namespace loratrf
