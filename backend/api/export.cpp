// A run's adapter, or a model with it merged in, written for other programs and compared with the adapter at work.

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/adapter/gguf_lora.h"
#include "backend/api/export_check.h"
#include "backend/api/export_foresight.h"
#include "backend/api/export_readme.h"
#include "backend/api/export_request.h"
#include "backend/api/runner_file.h"
#include "backend/data/answer_end.h"
#include "backend/device/faults.h"
#include "backend/device/free_memory.h"
#include "backend/io/files.h"
#include "backend/model/model_writer.h"
#include "backend/model/weight_stream.h"
#include "backend/model/weights.h"
#include "backend/train/base.h"
#include "backend/train/template_file.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

class Exporter {
public:
    Exporter(const ExportRequest& request, ExportSource source, Control& control, const EventSink& sink)
        : m_request(request), m_source(std::move(source)),
          m_type(request.kind == ExportKind::Adapter ? DType::F32 : export_type(request)), m_control(control),
          m_sink(sink) {}

    ExportResult run(const fs::path& target) {
        FolderTransaction folder(target); // refuses a target that is in use before any work
        m_result.folder = target.string();
        m_file = last_name(target) + "-" + dtype_name(m_type) + ".gguf";
        size_t settled_tokens = 0;
        if (m_request.kind == ExportKind::Adapter && !m_request.verify) {
            copy_adapter(folder.path());
        } else {
            Base base = open_base(m_source.model, "cpu", "fp32", 0, sink());
            learn_format(*base.tokenizer);
            const ModelConfig stored = base.model->config();
            const ComparedTexts compared = compared_texts(m_request, m_source, *base.tokenizer, stored.context);
            ExportCheck check(compared.texts, m_type,
                              [this](int64_t done, int64_t total) { say("Comparing answers", done, total); });
            std::unique_ptr<Adapter> adapter;
            if (!m_source.adapter.empty()) {
                if (m_request.verify)
                    check.hear_base(*base.model);
                adapter = load_adapter(*base.model, m_source.adapter).adapter;
                const bool settled =
                    !m_request.prompt.empty() && adapter->settle(*base.model, one_prompt(compared.texts.front()));
                if (m_request.kind != ExportKind::Adapter)
                    require_possible(*adapter, *base.model, settled);
            }
            if (m_request.verify)
                check.hear_expected(*base.model);
            if (m_request.kind == ExportKind::Adapter)
                copy_adapter(folder.path());
            else
                write(folder.path(), adapter.get(), stored, stored.tied_head && !base.model->config().tied_head);
            if (m_request.verify) {
                adapter.reset(); // before the model that it hangs on
                base.model.reset();
                if (!check.judge(*reopened(folder.path()).model)) {
                    check.judge_rounding(rounded_to(folder.path(), compared.texts.front()).get());
                    m_result.within_rounding = true;
                }
                take(check.agreement(), compared);
            }
            if (is_gguf_kind())
                write_runner_file(folder.path(), base);
            settled_tokens = m_request.prompt.empty() ? 0 : compared.texts.front().size();
        }
        if (settled_tokens > 0)
            m_result.note.append(1, ' ').append(label()) +=
                " decides from the prompt which of its updates apply: this is right for the given prompt "
                "alone, and wrong for others (README.md).";
        if (m_result.verified)
            add_text(folder.path(), "verification.json", verification_text(m_result, m_type));
        add_text(folder.path(), "README.md",
                 export_readme({.request = m_request,
                                .source = m_source,
                                .type = m_type,
                                .result = m_result,
                                .settled_tokens = settled_tokens,
                                .end = m_end && !m_template.empty() ? &*m_end : nullptr,
                                .runner = m_runner ? &*m_runner : nullptr}));
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

    std::string label() const { return method_of_adapter(m_source.adapter).info.label; }

    // Before any work: what the method itself says against it, with its name.
    void require_possible(const Adapter& adapter, Model& model, bool settled) const {
        const bool as_lora = m_request.kind == ExportKind::GgufLora;
        try {
            const Projection& first = *model.projections().front();
            adapter.merged(first.path + ".weight", first.weight.values().detach().clone());
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

    // What training taught beside the weights: the template, and what ends an answer in it.
    void learn_format(const Tokenizer& tokenizer) {
        m_template = trained_template(m_source, tokenizer);
        m_has_own_template = m_template == tokenizer.chat_template();
        if (!m_source.adapter.empty())
            m_end = answer_end(m_template, tokenizer);
    }

    WriteOptions options(const Adapter* adapter, bool separate_head) const {
        WriteOptions options{.base = m_source.model, .separate_head = separate_head, .type = m_type};
        if (adapter)
            options.merged = [adapter](const std::string& name, const at::Tensor& base) {
                return adapter->merged(name, base);
            };
        if (!m_has_own_template)
            options.chat_template = m_template;
        if (m_end)
            options.end_token = m_end->token;
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
            if (!m_has_own_template) // the base's file cannot tell it
                add_text(folder, template_name, m_template);
        } else if (m_request.kind == ExportKind::GgufModel) {
            take(write_gguf_model(options(adapter, separate_head), folder / m_file),
                 "llama.cpp and programs built on it open the file.");
        } else {
            take(write_hf_model(options(adapter, separate_head), folder),
                 "transformers opens the folder as a model; so does this program.");
        }
    }

    bool is_gguf_kind() const {
        return m_request.kind == ExportKind::GgufModel || m_request.kind == ExportKind::GgufLora;
    }

    void write_runner_file(const fs::path& folder, const Base& base) {
        const bool merged = m_request.kind == ExportKind::GgufModel;
        const fs::path model = fs::absolute(m_source.model).lexically_normal();
        std::vector<int32_t> stops = base.stop_ids;
        if (m_end && m_end->token && std::ranges::find(stops, *m_end->token) == stops.end())
            stops.push_back(*m_end->token);
        RunnerRequest request = runner_request(m_template, *base.tokenizer, stops);
        request.from = merged ? "./" + m_file : model.string();
        if (!merged)
            request.adapter = "./" + m_file;
        request.adds_bos = adds_bos(merged ? folder / m_file : model);
        m_runner = runner_file(request);
        add_text(folder, runner_file_name, m_runner->text);
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
        say("Reading what was written", 0, 0);
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

    // The base with the adapter merged in and nothing rounded, if every weight that was written is that model's,
    // rounded to the file's type; else null. `prompt`: that of the request, if it has one.
    std::unique_ptr<Model> rounded_to(const fs::path& folder, const std::vector<int32_t>& prompt) const {
        const bool gguf = m_request.kind == ExportKind::GgufModel;
        if (!gguf && m_request.kind != ExportKind::MergedHf)
            return nullptr;
        std::unique_ptr<Model> model = load_model(m_source.model, at::kCPU, at::kFloat);
        const ModelConfig stored = model->config();
        std::unique_ptr<Adapter> adapter = load_adapter(*model, m_source.adapter).adapter;
        if (!m_request.prompt.empty())
            adapter->settle(*model, one_prompt(prompt));
        std::map<std::string, at::Tensor*> own;
        for (const NamedTensor& weight : model->weights())
            own[weight.name] = weight.tensor;
        WeightReader written(gguf ? (folder / m_file).string() : folder.string(), stored, at::kCPU, at::kFloat, {});
        WriteOptions merging = options(adapter.get(), stored.tied_head && !model->config().tied_head);
        merging.progress = [this](int64_t done, int64_t total) { say("Comparing weights", done, total); };
        bool same = true;
        for_each_weight(stored, merging, [&](const WeightShape& weight, const at::Tensor& values) {
            const at::Tensor found = written.read(weight.name, weight.shape);
            same = same && at::equal(found, rounded(weight.name, values, gguf ? gguf_type(weight, m_type) : m_type));
            own.at(weight.name)->copy_(values);
        });
        model->clear_hooks();
        return same ? std::move(model) : nullptr;
    }

    void take(const Agreement& agreement, const ComparedTexts& compared) {
        m_result.verified = true;
        m_result.texts = static_cast<int64_t>(compared.texts.size());
        m_result.own_texts = compared.own;
        m_result.difference = agreement.difference();
        m_result.tokens_compared = agreement.places();
        m_result.tokens_equal = agreement.same();
        m_result.has_adapter = !m_source.adapter.empty();
        m_result.change = agreement.change();
        m_result.kept = agreement.kept();
    }

    const ExportRequest& m_request;
    ExportSource m_source;
    DType m_type;
    Control& m_control;
    const EventSink& m_sink;
    std::string m_template;         // empty: none
    bool m_has_own_template = true; // the base model's
    std::optional<AnswerEnd> m_end; // as it was trained
    std::string m_file;             // of GGUF kinds, as is the next
    std::optional<RunnerFile> m_runner;
    ExportResult m_result;
};

} // namespace

ExportResult export_files(const ExportRequest& request, Control& control, const EventSink& sink) {
    return with_clear_errors([&] {
        const ExportSource source = export_source(request);
        const fs::path target = export_target(request, source);
        require_export_memory(export_memory(request, source), free_memory());
        return Exporter(request, source, control, sink).run(target);
    });
}

} // namespace loratrf
