// A run's adapter, or a model with it merged in, written for other programs and compared with the adapter at work.

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/adapter/gguf_lora.h"
#include "backend/api/engine.h"
#include "backend/data/dataset.h"
#include "backend/device/faults.h"
#include "backend/io/files.h"
#include "backend/model/model_writer.h"
#include "backend/train/agreement.h"
#include "backend/train/base.h"
#include "backend/train/run_folder.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr const char* verification_prompt =
    "Once upon a time there was a small model. It could write 3 short lines:\n1.";
constexpr int64_t greedy_tokens = 16;

// What is exported: a base model and an adapter for it, if any.
struct Source {
    std::string model, adapter;
    DataOptions data_options; // of the run; defaults for a model
};

Source source_of(const ExportRequest& request) {
    Source source{.model = request.model, .adapter = request.adapter, .data_options = {}};
    if (is_run(request.model)) {
        const RunInfo info = inspect_run(request.model);
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

DType type_of(const ExportRequest& request) {
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

// Where the folder is made; throws Error for places that hold something of the user's.
fs::path target_of(const ExportRequest& request, const Source& source) {
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

// Rounding to 16 bits shifts logits by some hundredths of the largest; a wrong file by its whole size.
void take_over(const Agreement& found, DType type, ExportResult& result) {
    result.verified = true;
    result.difference = found.difference;
    result.tokens_compared = found.tokens;
    result.tokens_equal = found.same;
    if (!(found.difference <= (type == DType::F32 ? 1e-3 : 0.25)))
        throw Error(ErrorCode::Internal,
                    "what was written computes something else than the base model with its adapter (logits differ by " +
                        std::to_string(found.difference) + " of the largest), so it was not kept. Please report it.");
}

class Exporter {
public:
    Exporter(const ExportRequest& request, Source source, Control& control, const EventSink& sink)
        : m_request(request), m_source(std::move(source)), m_type(type_of(request)), m_control(control), m_sink(sink) {}

    ExportResult run(const fs::path& target) {
        FolderTransaction folder(target); // refuses a target that is in use before any work
        Base base = open_base(m_source.model, "cpu", "fp32", 0, m_sink);
        const ModelConfig stored = base.model->config();
        const std::vector<int32_t> prompt = prompt_ids(*base.tokenizer, stored.context);
        std::unique_ptr<Adapter> adapter;
        if (!m_source.adapter.empty()) {
            adapter = load_adapter(*base.model, m_source.adapter).adapter;
            const bool settled = !m_request.prompt.empty() && adapter->settle(*base.model, one_prompt(prompt));
            require_possible(*adapter, *base.model, settled);
        }
        const Response expected = m_request.verify ? response_to(*base.model, prompt, greedy_tokens) : Response();

        m_result.folder = target.string();
        const std::string stem = target.filename().string() + "-" + dtype_name(m_type);
        const std::string file = stem + ".gguf";
        if (m_request.kind == ExportKind::GgufLora)
            write_lora(*adapter, stored, folder.path() / file);
        else if (m_request.kind == ExportKind::GgufModel)
            take(write_gguf_model(options(adapter.get(), stored.tied_head && !base.model->config().tied_head),
                                  folder.path() / file),
                 "llama.cpp and programs built on it open the file.");
        else
            take(write_hf_model(options(adapter.get(), stored.tied_head && !base.model->config().tied_head),
                                folder.path()),
                 "transformers opens the folder as a model; so does this program.");

        if (!m_request.prompt.empty())
            say_for_which_prompt(folder.path(), prompt.size());

        if (m_request.verify) {
            adapter.reset(); // before the model that it hangs on
            base.model.reset();
            const auto model = written(folder.path(), file);
            take_over(agreement(expected, response_to(*model, prompt, greedy_tokens)), m_type, m_result);
        }
        folder.commit();
        m_result.files.emplace_back("MANIFEST.json");
        return m_result;
    }

private:
    // What is compared, and what the adapter decides from: the request's prompt as generate() would see it.
    std::vector<int32_t> prompt_ids(const Tokenizer& tokenizer, int64_t context) const {
        if (!m_request.prompt.empty())
            return RowEncoder(tokenizer, m_source.data_options).encode_prompt({{"user", m_request.prompt}});
        std::vector<int32_t> ids = tokenizer.encode(verification_prompt);
        ids.resize(std::min<size_t>(ids.size(), static_cast<size_t>(context) / 2));
        return ids;
    }

    std::string label() const { return method_of_adapter(m_source.adapter).info.label; }

    // Before any work: what the method itself says against it, with its name.
    void require_possible(const Adapter& adapter, Model& model, bool settled) const {
        const bool as_lora = m_request.kind == ExportKind::GgufLora;
        try {
            const Projection& first = *model.projections().front();
            adapter.merged(first.path + ".weight", first.weight.detach().clone());
        } catch (const Error& fault) {
            throw Error(fault.code(),
                        label() + (as_lora ? " cannot be a GGUF adapter: " : " cannot be merged: ") + fault.what());
        }
        if (as_lora && !adapter.low_rank())
            throw Error(ErrorCode::Unsupported,
                        label() + " is not, or not only, a sum of low-rank changes, and that is all a GGUF adapter can "
                                  "hold. Export a merged model, or the adapter's own folder.");
        if (!m_request.prompt.empty() && !settled)
            throw Error(ErrorCode::InvalidOption, label() + " decides nothing from the prompt, so what is written "
                                                            "serves every prompt; leave the prompt out");
    }

    void say_for_which_prompt(const fs::path& folder, size_t tokens) {
        const std::string why = label() + " decides from the prompt which of its updates apply";
        std::string quoted = "    ";
        for (const char c : m_request.prompt)
            quoted += c == '\n' ? "\n    " : std::string(1, c);
        write_file_atomically(folder / "README.md",
                              "# For one prompt\n\n" + why +
                                  ", and these files hold those of one prompt. They are right for it and what follows "
                                  "it, and for no other:\n\n" +
                                  quoted + "\n\nThe prompt is this user message in the chat template, " +
                                  std::to_string(tokens) +
                                  " tokens; the choice was made in fp32 (loratrf generate --compute fp32 makes the "
                                  "same). For all prompts, take the adapter itself: loratrf export without a "
                                  "prompt.\n");
        m_result.files.emplace_back("README.md");
        m_result.note += " " + why + ": this is right for the given prompt alone, and wrong for others (README.md).";
    }

    WriteOptions options(const Adapter* adapter, bool separate_head) const {
        WriteOptions options{.base = m_source.model, .separate_head = separate_head, .type = m_type};
        if (adapter)
            options.merged = [adapter](const std::string& name, const at::Tensor& base) {
                return adapter->merged(name, base);
            };
        options.progress = [this](int64_t done, int64_t total) {
            if (m_control.stop)
                throw Error(ErrorCode::Cancelled, "the export was cancelled");
            if (m_sink && (done % 16 == 0 || done == total))
                m_sink(ProgressEvent{.what = "Writing the model", .done = done, .total = total});
        };
        return options;
    }

    void write_lora(const Adapter& adapter, const ModelConfig& config, const fs::path& file) {
        write_gguf_lora(file, adapter.low_rank().value(), config, m_type);
        take({.files = {file.filename().string()}, .notes = {}},
             "llama.cpp applies it to a GGUF file of the same base model (--lora).");
    }

    void take(const WrittenModel& written, const std::string& note) {
        m_result.files = written.files;
        m_result.note = note;
        for (const std::string& more : written.notes)
            m_result.note += " " + more;
    }

    // What was written, opened anew.
    std::unique_ptr<Model> written(const fs::path& folder, const std::string& file) const {
        if (m_request.kind == ExportKind::MergedHf)
            return load_model(folder, at::kCPU, at::kFloat);
        if (m_request.kind == ExportKind::GgufModel)
            return load_model(folder / file, at::kCPU, at::kFloat);
        auto model = load_model(m_source.model, at::kCPU, at::kFloat);
        apply_gguf_lora(folder / file, *model);
        return model;
    }

    const ExportRequest& m_request;
    Source m_source;
    DType m_type;
    Control& m_control;
    const EventSink& m_sink;
    ExportResult m_result;
};

ExportResult copy_adapter(const Source& source, const fs::path& target) {
    FolderTransaction folder(target);
    ExportResult result;
    result.folder = target.string();
    for (const std::string name : {"adapter_config.json", "adapter_model.safetensors", loader_name}) {
        if (name == loader_name && !fs::exists(fs::path(source.adapter) / name))
            continue; // PEFT opens this one
        fs::copy_file(fs::path(source.adapter) / name, folder.path() / name);
        result.files.push_back(name);
    }
    folder.commit();
    result.files.emplace_back("MANIFEST.json");
    result.note = method_of_adapter(source.adapter).info.export_note;
    return result;
}

} // namespace

ExportResult export_files(const ExportRequest& request, Control& control, const EventSink& sink) {
    return with_clear_errors([&] {
        const Source source = source_of(request);
        const fs::path target = target_of(request, source);
        if (request.kind == ExportKind::Adapter)
            return copy_adapter(source, target);
        return Exporter(request, source, control, sink).run(target);
    });
}

} // namespace loratrf
