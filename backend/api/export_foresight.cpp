#include "backend/api/export_foresight.h"

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/api/disk_plan.h"
#include "backend/api/export_check.h"
#include "backend/api/export_request.h"
#include "backend/api/memory_plan.h"
#include "backend/device/faults.h"
#include "backend/device/free_memory.h"
#include "backend/io/safetensors.h"
#include "backend/model/llama.h"
#include "backend/model/made_up_weights.h"
#include "backend/model/weight_stream.h"

#include <algorithm>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr int64_t text_bytes = 6'000;      // README.md, Modelfile, configurations, manifest
constexpr int64_t hf_token_bytes = 45;     // of an entry in tokenizer.json
constexpr int64_t gguf_token_bytes = 40;   // of an entry in a GGUF file's lists
constexpr double q8_0_bytes = 34.0 / 32.0; // a weight, its share of the scale included

ModelConfig narrowed(const ModelConfig& config) {
    constexpr int64_t head_dim = 4;
    ModelConfig narrow = config;
    narrow.head_dim = head_dim;
    narrow.hidden = config.heads * head_dim;
    narrow.intermediate = 2 * narrow.hidden;
    narrow.vocabulary = 32;
    return narrow;
}

// What a method itself says against merging and against a sum of low-rank changes; empty: nothing.
struct Possible {
    std::string merged, low_rank;
    bool for_one_prompt = false;
};

Possible asked_of_method(const ExportSource& source) {
    const Method& method = method_of_adapter(source.adapter);
    Possible possible;
    const ModelConfig config = narrowed(config_of(source.model));
    WeightReader weights(std::make_unique<MadeUpWeights>(config), config, at::kFloat);
    LlamaModel model(config, weights, at::kCPU, at::kFloat);
    const auto adapter = method.attach(model, method.read_options(source.adapter), 0);
    possible.for_one_prompt = adapter->settle(model, one_prompt({1, 2, 3}));
    try {
        const Projection& first = *model.projections().front();
        adapter->merged(first.path + ".weight", first.weight.values().detach().clone());
    } catch (const Error& fault) {
        possible.merged = method.info.label + ": " + fault.what();
    }
    if (!possible.merged.empty())
        possible.low_rank = possible.merged;
    else if (!adapter->low_rank())
        possible.low_rank = method.info.label +
                            " is not, or not only, a sum of low-rank changes, and that is all a GGUF "
                            "adapter can hold.";
    return possible;
}

std::vector<ExportChoice> choices_for(const ExportSource& source) {
    std::vector<ExportChoice> choices(4);
    choices[0].kind = ExportKind::Adapter;
    choices[1].kind = ExportKind::MergedHf;
    choices[1].types = {"bf16", "fp16", "fp32"};
    choices[2].kind = ExportKind::GgufModel;
    choices[2].types = {"fp16", "bf16", "fp32", "q8_0"};
    choices[3].kind = ExportKind::GgufLora;
    choices[3].types = {"fp32", "fp16", "bf16"};
    if (source.adapter.empty()) {
        choices[0].why_not = choices[3].why_not = "There is no adapter, only a model.";
        return choices;
    }
    Possible possible;
    try {
        possible = asked_of_method(source);
    } catch (const Error&) {
        return choices; // options that so narrow a model cannot have: the export itself will tell
    }
    choices[1].why_not = choices[2].why_not = possible.merged;
    choices[3].why_not = possible.low_rank;
    for (ExportChoice& choice : choices)
        choice.needs_prompt = possible.for_one_prompt && choice.kind != ExportKind::Adapter;
    return choices;
}

double bytes_of(DType type) {
    return type == DType::F32 ? 4 : type == DType::Q8_0 ? q8_0_bytes : 2;
}

struct AdapterSize {
    int64_t elements = 0, bytes = 0; // of the tensors; of the files
    bool head = false;               // a head of its own is among them
};

AdapterSize size_of_adapter(const std::string& folder) {
    AdapterSize size;
    if (folder.empty())
        return size;
    const SafetensorsFile file(adapter_tensor_file(folder));
    for (const TensorInfo& tensor : file.tensors()) {
        int64_t count = 1;
        for (const int64_t length : tensor.shape)
            count *= length;
        size.elements += count;
        size.head = size.head || tensor.name.ends_with("lm_head.weight");
    }
    std::error_code none;
    for (const char* name : {"adapter_config.json", "adapter_model.safetensors", loader_name})
        if (const auto bytes = fs::file_size(fs::path(folder) / name, none); !none)
            size.bytes += static_cast<int64_t>(bytes);
    return size;
}

int64_t tokenizer_bytes(const ModelInfo& model, ExportKind kind) {
    if (kind == ExportKind::GgufModel)
        return model.vocabulary * gguf_token_bytes;
    int64_t bytes = 0;
    std::error_code none;
    for (const char* name : {"tokenizer.json", "tokenizer.model", "vocab.json", "merges.txt", "tokenizer_config.json"})
        if (const auto size = fs::file_size(fs::path(model.path) / name, none); !none)
            bytes += static_cast<int64_t>(size);
    return bytes > 0 ? bytes : model.vocabulary * hf_token_bytes;
}

int64_t export_memory(const ExportRequest& request, const ModelInfo& model, const AdapterSize& adapter) {
    if (request.kind == ExportKind::Adapter && !request.verify)
        return 0;
    const bool whole = request.kind == ExportKind::MergedHf || request.kind == ExportKind::GgufModel;
    return 4 * (model.parameters + adapter.elements) + (whole ? 16 * model.vocabulary * model.hidden : 0) +
           (request.verify ? compared_bytes(model.vocabulary) : 0);
}

void add_sizes(const ExportRequest& request, const ExportSource& source, ExportForesight& foresight) {
    const ModelInfo model = inspect_model(source.model);
    const AdapterSize adapter = size_of_adapter(source.adapter);
    const bool whole = request.kind == ExportKind::MergedHf || request.kind == ExportKind::GgufModel;
    const int64_t own_head = model.tied_head && adapter.head ? model.vocabulary * model.hidden : 0;
    if (whole)
        foresight.bytes =
            static_cast<int64_t>(static_cast<double>(model.parameters + own_head) * bytes_of(export_type(request))) +
            tokenizer_bytes(model, request.kind);
    else if (request.kind == ExportKind::GgufLora)
        foresight.bytes = static_cast<int64_t>(static_cast<double>(adapter.elements) * bytes_of(export_type(request)));
    else
        foresight.bytes = adapter.bytes;
    foresight.bytes += text_bytes;
    foresight.memory_bytes = export_memory(request, model, adapter);
    foresight.free_memory_bytes = free_memory();
}

void add_target(const ExportRequest& request, const ExportSource& source, ExportForesight& foresight) {
    const fs::path target = export_target(request, source);
    std::error_code none;
    if (fs::exists(target, none) && !(fs::is_directory(target, none) && fs::is_empty(target, none)))
        throw Error(ErrorCode::InvalidOption,
                    target.string() + " is not empty; choose a new folder, so that nothing of yours is overwritten");
    foresight.free_bytes = free_disk(target);
    if (foresight.free_bytes >= 0 && foresight.free_bytes < foresight.bytes)
        throw Error(ErrorCode::Io, "There is too little room on the disk of " + target.string() +
                                       "; choose another disk or a smaller type");
}

} // namespace

int64_t export_memory(const ExportRequest& request, const ExportSource& source) {
    return export_memory(request, inspect_model(source.model), size_of_adapter(source.adapter));
}

void require_export_memory(int64_t needed, int64_t free) {
    if (needed > free)
        throw Error(ErrorCode::OutOfMemory,
                    "the export would need about " + gigabytes(needed) + " of memory, " + gigabytes(free) +
                        " are free: end other programs or use a machine with more memory; the adapter's own folder "
                        "without the comparison needs next to none");
}

ExportForesight foresee_export(const ExportRequest& request) {
    ExportForesight foresight;
    return with_clear_errors([&] {
        ExportRequest open = request; // the kind may be one that the method refuses: what it can do is the answer
        open.kind = ExportKind::MergedHf;
        open.prompt.clear();
        const ExportSource source = export_source(open);
        foresight.choices = choices_for(source);
        const ExportChoice& choice = *std::ranges::find(foresight.choices, request.kind, &ExportChoice::kind);
        try {
            if (!choice.why_not.empty())
                throw Error(ErrorCode::Unsupported, choice.why_not);
            add_sizes(request, source, foresight);
            require_export_memory(foresight.memory_bytes, foresight.free_memory_bytes);
            if (!request.to.empty())
                add_target(request, source, foresight);
            if (choice.needs_prompt && request.prompt.empty())
                throw Error(ErrorCode::InvalidOption, "Write the one prompt that the files shall be right for.");
            export_source(request);
        } catch (const Error& fault) {
            foresight.problem = fault.what();
        }
        return foresight;
    });
}

} // namespace loratrf
