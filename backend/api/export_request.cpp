#include "backend/api/export_request.h"

#include "backend/data/weighted_file.h"
#include "backend/io/files.h"
#include "backend/train/run_folder.h"
#include "backend/train/template_file.h"

#include <algorithm>
#include <map>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

// Files that were moved since do not tell.
bool is_of_texts(const TrainOptions& options) {
    std::vector<std::string> files = {options.data};
    for (const std::string& more : options.more_data)
        files.push_back(parse_weighted_file(more).file);
    return std::ranges::all_of(files, [&](const std::string& file) {
        try {
            return read_rows(file, options.data_options, [](Row&&) { return false; }).shape == RowShape::Text;
        } catch (const Error&) {
            return false;
        }
    });
}

} // namespace

ExportSource export_source(const ExportRequest& request) {
    ExportSource source{.model = request.model, .adapter = request.adapter, .run = {}, .data_options = {}};
    if (is_run(request.model)) {
        const RunInfo& info = source.run.emplace(inspect_run(request.model));
        source.model = info.options.model;
        source.data_options = info.options.data_options;
        if (source.adapter.empty()) {
            source.adapter = info.adapter;
            if (source.adapter.empty())
                throw Error(ErrorCode::NotFound, request.model + ": the run has no adapter yet; let it finish, or stop "
                                                                 "it so that it keeps one");
            verify_manifest(source.adapter);
        }
    }
    if (source.adapter.empty() && (request.kind == ExportKind::Adapter || request.kind == ExportKind::GgufLora))
        throw Error(ErrorCode::InvalidOption,
                    request.model + " is a model without adapter; name a run, or the adapter's folder as well");
    if (!request.prompt.empty() && source.adapter.empty())
        throw Error(ErrorCode::InvalidOption, request.model + " is a model without adapter, the same for every prompt; "
                                                              "leave the prompt out");
    if (!request.prompt.empty() && request.kind == ExportKind::Adapter)
        throw Error(ErrorCode::InvalidOption, "the adapter's own folder serves every prompt; leave the prompt out, or "
                                              "choose a merged model or a GGUF file");
    return source;
}

std::string trained_template(const ExportSource& source, const Tokenizer& tokenizer) {
    const std::string& preset = source.data_options.template_name;
    if (source.run && preset.empty() && tokenizer.chat_template().empty() && is_of_texts(source.run->options))
        return {}; // the fallback lies in the run's folder, but no row went through it
    if (const auto file = trained_template_file(source.adapter, source.run ? source.run->folder : "")) {
        std::string text = read_text_file(*file);
        if (size_t bad_at = 0; !is_utf8(text, &bad_at))
            throw Error(ErrorCode::Template, "the chat template is not UTF-8 at byte " + std::to_string(bad_at));
        return text;
    }
    return preset.empty() ? tokenizer.chat_template() : preset_template(preset);
}

DType export_type(const ExportRequest& request) {
    static const std::map<std::string, DType> known = {{"bf16", DType::BF16}, {"fp16", DType::F16},
                                                       {"f16", DType::F16},   {"fp32", DType::F32},
                                                       {"f32", DType::F32},   {"q8_0", DType::Q8_0}};
    if (request.type.empty())
        return request.kind == ExportKind::MergedHf    ? DType::BF16
               : request.kind == ExportKind::GgufModel ? DType::F16
                                                       : DType::F32;
    const auto found = known.find(request.type);
    if (found == known.end())
        throw Error(ErrorCode::InvalidOption,
                    "the type \"" + request.type + "\" is not known; bf16, fp16, fp32 and q8_0 (GGUF models) are");
    if (found->second == DType::Q8_0 && request.kind != ExportKind::GgufModel)
        throw Error(ErrorCode::InvalidOption, "q8_0 is for GGUF models alone; choose bf16, fp16 or fp32");
    return found->second;
}

fs::path export_target(const ExportRequest& request, const ExportSource& source) {
    const fs::path target = fs::absolute(request.to).lexically_normal();
    const fs::path model = fs::absolute(source.model).lexically_normal();
    const fs::path home = fs::is_directory(model) ? model : model.parent_path();
    std::error_code none;
    bool inside = false;
    for (fs::path place = target; !inside && place.has_relative_path(); place = place.parent_path())
        inside = fs::equivalent(place, model, none);
    if (inside || fs::equivalent(target, home, none) || fs::equivalent(target, model.parent_path(), none))
        throw Error(ErrorCode::PathEscape, target.string() + " is the folder of the base model; choose another folder");
    return target;
}

} // namespace loratrf
