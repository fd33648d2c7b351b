// A run's adapter, or a model with it merged in, written for other programs and compared with the adapter at work.

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/adapter/gguf_lora.h"
#include "backend/api/export_readme.h"
#include "backend/api/export_request.h"
#include "backend/data/dataset.h"
#include "backend/device/faults.h"
#include "backend/io/files.h"
#include "backend/model/model_writer.h"
#include "backend/train/agreement.h"
#include "backend/train/base.h"
#include "backend/train/template_file.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

// What is compared where the request names no prompt: prose, numbers and code.
constexpr std::array verification_prompts = {
    "Once upon a time there was a small model. It could write 3 short lines:\n1.",
    "Dear Ms Keller, on 14 March we sent you 250 boxes at 3.75 each. The invoice comes to",
    "def add(a, b):\n    return a + b\n\nprint(add(2, 3))  #",
};
constexpr int64_t greedy_tokens = 16;

// Rounding to 16 bits shifts logits by some hundredths of the largest; a wrong file by its whole size.
double allowed_difference(DType type) {
    return type == DType::F32 ? 1e-3 : 0.25;
}

class Exporter {
public:
    Exporter(const ExportRequest& request, ExportSource source, Control& control, const EventSink& sink)
        : m_request(request), m_source(std::move(source)),
          m_type(request.kind == ExportKind::Adapter ? DType::F32 : export_type(request)), m_control(control),
          m_sink(sink) {}

    ExportResult run(const fs::path& target) {
        FolderTransaction folder(target); // refuses a target that is in use before any work
        m_result.folder = target.string();
        m_file = target.filename().string() + "-" + dtype_name(m_type) + ".gguf";
        size_t settled_tokens = 0;
        if (m_request.kind == ExportKind::Adapter && !m_request.verify) {
            copy_adapter(folder.path());
        } else {
            Base base = open_base(m_source.model, "cpu", "fp32", 0, sink());
            const ModelConfig stored = base.model->config();
            const std::vector<std::vector<int32_t>> prompts = prompts_for(*base.tokenizer, stored.context);
            std::unique_ptr<Adapter> adapter;
            if (!m_source.adapter.empty()) {
                adapter = load_adapter(*base.model, m_source.adapter).adapter;
                const bool settled =
                    !m_request.prompt.empty() && adapter->settle(*base.model, one_prompt(prompts.front()));
                if (m_request.kind != ExportKind::Adapter)
                    require_possible(*adapter, *base.model, settled);
            }
            const std::vector<Response> expected = responses(*base.model, prompts);
            if (m_request.kind == ExportKind::Adapter)
                copy_adapter(folder.path());
            else
                write(folder.path(), adapter.get(), stored, stored.tied_head && !base.model->config().tied_head);
            if (m_request.verify) {
                adapter.reset(); // before the model that it hangs on
                base.model.reset();
                compare(expected, prompts, folder.path());
            }
            settled_tokens = m_request.prompt.empty() ? 0 : prompts.front().size();
        }
        if (settled_tokens > 0)
            m_result.note.append(1, ' ').append(label()) +=
                " decides from the prompt which of its updates apply: this is right for the given prompt "
                "alone, and wrong for others (README.md).";
        if (m_result.verified)
            add_text(folder.path(), "verification.json", verification_text(m_result, m_compared, m_type, limit()));
        add_text(folder.path(), "README.md",
                 export_readme({.request = m_request,
                                .source = m_source,
                                .type = m_type,
                                .result = m_result,
                                .prompts = m_compared,
                                .settled_tokens = settled_tokens}));
        check_stop();
        folder.commit();
        m_result.files.emplace_back("MANIFEST.json");
        return m_result;
    }

private:
    void check_stop() const {
        if (m_control.stop)
            throw Error(ErrorCode::Cancelled, "the export was cancelled; nothing was written");
    }

    void say(const char* what, int64_t done, int64_t total) const {
        check_stop();
        if (m_sink)
            m_sink(ProgressEvent{.what = what, .done = done, .total = total});
    }

    EventSink sink() const {
        return [this](const Event& event) {
            check_stop();
            if (m_sink)
                m_sink(event);
        };
    }

    double limit() const { return allowed_difference(m_type); }

    // What is compared, and what the adapter decides from: the request's prompt as generate() would see it.
    std::vector<std::vector<int32_t>> prompts_for(const Tokenizer& tokenizer, int64_t context) const {
        if (!m_request.prompt.empty())
            return {RowEncoder(tokenizer, m_source.data_options).encode_prompt({{"user", m_request.prompt}})};
        std::vector<std::vector<int32_t>> prompts;
        for (const char* text : verification_prompts) {
            std::vector<int32_t>& ids = prompts.emplace_back(tokenizer.encode(text));
            ids.resize(std::min<size_t>(ids.size(), static_cast<size_t>(context) / 2));
        }
        return prompts;
    }

    std::vector<Response> responses(Model& model, const std::vector<std::vector<int32_t>>& prompts) const {
        std::vector<Response> list;
        const auto count = static_cast<int64_t>(prompts.size());
        for (int64_t i = 0; m_request.verify && i < count; ++i) {
            say("Comparing answers", i, count);
            list.push_back(response_to(model, prompts[static_cast<size_t>(i)], greedy_tokens));
        }
        return list;
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

    WriteOptions options(const Adapter* adapter, bool separate_head) const {
        WriteOptions options{.base = m_source.model, .separate_head = separate_head, .type = m_type};
        if (adapter)
            options.merged = [adapter](const std::string& name, const at::Tensor& base) {
                return adapter->merged(name, base);
            };
        if (!m_source.data_options.template_name.empty()) // trained with another template than the base's own
            options.chat_template = preset_template(m_source.data_options.template_name);
        options.progress = [this](int64_t done, int64_t total) {
            check_stop();
            if (done % 16 == 0 || done == total)
                say("Writing the model", done, total);
        };
        return options;
    }

    void write(const fs::path& folder, const Adapter* adapter, const ModelConfig& config, bool separate_head) {
        if (m_request.kind == ExportKind::GgufLora) {
            write_gguf_lora(folder / m_file, adapter->low_rank().value(), config, m_type);
            take({.files = {m_file}, .notes = {}},
                 "llama.cpp applies it to a GGUF file of the same base model (--lora).");
        } else if (m_request.kind == ExportKind::GgufModel) {
            take(write_gguf_model(options(adapter, separate_head), folder / m_file),
                 "llama.cpp and programs built on it open the file.");
        } else {
            take(write_hf_model(options(adapter, separate_head), folder),
                 "transformers opens the folder as a model; so does this program.");
        }
    }

    void copy_adapter(const fs::path& folder) {
        const fs::path from = m_source.adapter;
        for (const std::string name :
             {"adapter_config.json", "adapter_model.safetensors", loader_name, template_name}) {
            const bool may_lack = name == loader_name || name == template_name; // PEFT's own have neither
            if (may_lack && !fs::exists(from / name))
                continue;
            fs::copy_file(from / name, folder / name);
            m_result.files.push_back(name);
        }
        m_result.note = method_of_adapter(m_source.adapter).info.export_note;
    }

    void add_text(const fs::path& folder, const char* name, const std::string& text) {
        write_file_atomically(folder / name, text);
        m_result.files.emplace_back(name);
    }

    void take(const WrittenModel& written, const std::string& note) {
        m_result.files = written.files;
        m_result.note = note;
        for (const std::string& more : written.notes)
            m_result.note += " " + more;
    }

    // What was written, opened anew.
    struct Reopened {
        std::unique_ptr<Model> model;
        std::unique_ptr<Adapter> adapter;
    };
    Reopened reopened(const fs::path& folder) const {
        const auto progress = [this](int64_t done, int64_t total) { say("Reading what was written", done, total); };
        const auto load = [&](const fs::path& path) { return load_model(path, at::kCPU, at::kFloat, progress); };
        if (m_request.kind == ExportKind::MergedHf)
            return {load(folder), nullptr};
        if (m_request.kind == ExportKind::GgufModel)
            return {load(folder / m_file), nullptr};
        Reopened opened{load(m_source.model), nullptr};
        if (m_request.kind == ExportKind::Adapter)
            opened.adapter = load_adapter(*opened.model, folder).adapter;
        else
            apply_gguf_lora(folder / m_file, *opened.model);
        return opened;
    }

    void compare(const std::vector<Response>& expected, const std::vector<std::vector<int32_t>>& prompts,
                 const fs::path& folder) {
        const Reopened opened = reopened(folder);
        const std::vector<Response> found = responses(*opened.model, prompts);
        for (size_t i = 0; i < prompts.size(); ++i) {
            const Agreement one = agreement(expected[i], found[i]);
            m_result.difference = std::max(m_result.difference, one.difference);
            if (!(one.difference <= limit()))
                throw Error(ErrorCode::Internal,
                            "what was written computes something else than the base model with its adapter (logits "
                            "differ by " +
                                std::to_string(one.difference) +
                                " of the largest), so it was not kept. Please report it.");
            m_result.tokens_compared += one.tokens;
            m_result.tokens_equal += one.same;
        }
        m_compared = prompts.size();
        m_result.verified = true;
    }

    const ExportRequest& m_request;
    ExportSource m_source;
    DType m_type;
    Control& m_control;
    const EventSink& m_sink;
    std::string m_file;    // of GGUF kinds
    size_t m_compared = 0; // prompts
    ExportResult m_result;
};

} // namespace

ExportResult export_files(const ExportRequest& request, Control& control, const EventSink& sink) {
    return with_clear_errors([&] {
        const ExportSource source = export_source(request);
        const fs::path target = export_target(request, source);
        return Exporter(request, source, control, sink).run(target);
    });
}

} // namespace loratrf
