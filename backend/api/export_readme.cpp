#include "backend/api/export_readme.h"

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/api/export_check.h"
#include "backend/api/runner_file.h"
#include "backend/data/answer_end.h"
#include "backend/data/weighted_file.h"
#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/train/run_folder.h"
#include "backend/train/template_file.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

std::string number(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.4g", value);
    return text.data();
}

std::string block(const std::string& text, const char* language = "") {
    return std::string("```") + language + "\n" + text + (text.ends_with('\n') ? "" : "\n") + "```\n";
}

std::string indented(const std::string& text) {
    std::string lines = "    ";
    for (const char c : text)
        lines += c == '\n' ? "\n    " : std::string(1, c);
    return lines;
}

class Writer {
public:
    explicit Writer(const ExportReadme& about)
        : m_about(about), m_base(last_name(about.source.model)), m_here(last_name(about.result.folder)) {
        if (!about.source.adapter.empty())
            m_method = method_of_adapter(about.source.adapter).info.label;
    }

    std::string text() {
        head();
        one_prompt();
        loading();
        training();
        comparison();
        m_text += "\nMANIFEST.json holds the size and SHA-256 of every file.\n";
        return m_text;
    }

private:
    void head() {
        m_text = "# " + m_here + "\n\n";
        switch (m_about.request.kind) {
        case ExportKind::Adapter:
            m_text += m_method + " adapter for the base model " + m_base + ", which is not part of it.";
            break;
        case ExportKind::GgufLora:
            m_text += m_method + " adapter for the base model " + m_base + " as a GGUF file (" +
                      dtype_name(m_about.type) + "); the base model is not part of it.";
            break;
        case ExportKind::MergedHf:
        case ExportKind::GgufModel:
            m_text +=
                "The model " + m_base +
                (m_method.empty() ? std::string() : " with a " + m_method + " adapter merged into its weights") +
                (m_about.request.kind == ExportKind::MergedHf ? ", as a Hugging Face folder (" : ", as a GGUF file (") +
                dtype_name(m_about.type) + ").";
        }
        m_text += " Written by LoRATRF Studio.\n";
    }

    void one_prompt() {
        if (m_about.settled_tokens == 0)
            return;
        m_text += "\n## For one prompt\n\n" + m_method +
                  " decides from the prompt which of its updates apply, and these files hold those of one prompt. They "
                  "are right for it and what follows it, and for no other:\n\n" +
                  indented(m_about.request.prompt) + "\n\nThe prompt is this user message in the chat template, " +
                  std::to_string(m_about.settled_tokens) +
                  " tokens; the choice was made in fp32 (loratrf generate --compute fp32 makes the same). For all "
                  "prompts, take the adapter itself: loratrf export without a prompt.\n";
    }

    void loading() {
        m_text += "\n## How to load it\n\n" + m_about.result.note + "\n\n";
        const std::string gguf =
            m_about.result.files.empty() ? std::string() : m_here + "/" + m_about.result.files.front();
        switch (m_about.request.kind) {
        case ExportKind::Adapter:
            if (std::ranges::count(m_about.result.files, loader_name) > 0)
                m_text += block("import sys\nfrom transformers import AutoModelForCausalLM\n"
                                "sys.path.insert(0, \"" +
                                    m_here +
                                    "\")\nfrom load_adapter import attach\n\n"
                                    "model = AutoModelForCausalLM.from_pretrained(\"" +
                                    m_base +
                                    "\")\n"
                                    "attach(model, \"" +
                                    m_here + "\")",
                                "python");
            else
                m_text += block("from peft import PeftModel\nfrom transformers import AutoModelForCausalLM\n\n"
                                "base = AutoModelForCausalLM.from_pretrained(\"" +
                                    m_base +
                                    "\")\n"
                                    "model = PeftModel.from_pretrained(base, \"" +
                                    m_here + "\")",
                                "python");
            m_text += "\n" + block("loratrf generate " + m_base + " --adapter " + m_here + " --prompt \"Hello\"", "sh");
            break;
        case ExportKind::MergedHf:
            m_text += block("from transformers import AutoModelForCausalLM, AutoTokenizer\n\n"
                            "model = AutoModelForCausalLM.from_pretrained(\"" +
                                m_here +
                                "\")\n"
                                "tokenizer = AutoTokenizer.from_pretrained(\"" +
                                m_here + "\")",
                            "python");
            m_text += "\n" + block("loratrf generate " + m_here + " --prompt \"Hello\"", "sh");
            break;
        case ExportKind::GgufModel:
            m_text += block("llama-cli -m " + gguf + "\nloratrf generate " + gguf + " --prompt \"Hello\"", "sh");
            break;
        case ExportKind::GgufLora:
            m_text += block("llama-cli -m BASE.gguf --lora " + gguf + template_argument(), "sh") + "\nBASE.gguf is " +
                      m_base + " as a GGUF file.\n";
        }
        ollama();
        end_of_answers();
    }

    // Of an adapter that was trained with another template than the base model's file has.
    std::string template_argument() const {
        const bool brings_one = std::ranges::count(m_about.result.files, template_name) > 0;
        return brings_one ? " --jinja --chat-template-file " + m_here + "/" + template_name : std::string();
    }

    void end_of_answers() {
        if (!m_about.end)
            return;
        const AnswerEnd& end = *m_about.end;
        if (!end.token)
            m_text +=
                "\nNothing ends an answer: the chat template writes no control token of this vocabulary behind it, "
                "and the tokenizer names no end-of-sequence token. Limit the number of tokens.\n";
        else if (end.of_template)
            m_text += "\nAn answer ends with `" + end.text + "`.\n";
        else
            m_text +=
                "\nAn answer ends with `" + end.text +
                "`, the end-of-sequence token, which training added: the chat template writes no control token of "
                "this vocabulary behind it.\n";
    }

    void ollama() {
        if (!m_about.runner)
            return;
        const std::string file = m_here + "/" + runner_file_name;
        m_text += "\nOllama reads how to run it from " + std::string(runner_file_name) + ":\n\n" +
                  block("ollama create NAME -f " + file + "\nollama run NAME", "sh");
        std::string remarks;
        for (const std::string& remark : m_about.runner->remarks)
            remarks += (remarks.empty() ? "\n" : " ") + remark;
        if (!remarks.empty())
            m_text += remarks + "\n";
    }

    void training() {
        if (!m_about.source.run)
            return;
        const RunInfo& run = *m_about.source.run;
        m_text += "\n## How it was trained\n\n";
        data();
        results(run);
        TrainOptions options = run.options;
        for (std::string* path : {&options.model, &options.data, &options.eval_data, &options.run, &options.adapter})
            if (!path->empty())
                *path = last_name(*path);
        for (std::string& more : options.more_data) {
            WeightedFile file = parse_weighted_file(more);
            file.file = last_name(file.file);
            more = weighted_file_text(file);
        }
        m_text += "\nThe options, as loratrf train takes them:\n\n" + block(to_json(options), "json");
    }

    void data() {
        const RunInfo& run = *m_about.source.run;
        data_file("Data", run.options.data);
        for (const std::string& more : run.options.more_data)
            data_file("More data", parse_weighted_file(more).file);
        if (!run.options.eval_data.empty())
            data_file("Evaluation data", run.options.eval_data);
        if (!run.newest_checkpoint.empty()) {
            const fs::path state = fs::path(run.newest_checkpoint) / "state.json";
            const Json json = parse_json(read_text_file(state, 1 << 20), state.string());
            if (const std::string tokens = json.value("data_fingerprint", ""); !tokens.empty())
                m_text += "- SHA-256 of the tokens it was trained on: `" + tokens + "`\n";
            if (const std::string weights = json.value("model_fingerprint", ""); !weights.empty())
                m_text += "- Fingerprint of the base model's weights: `" + weights + "`\n";
        }
        std::error_code none;
        if (fs::is_regular_file(RunFolder{run.folder}.reference(), none))
            m_text += "- The rows are preference pairs, learnt from with direct preference optimisation "
                      "(arXiv 2305.18290), beta " +
                      number(run.options.preference_beta) + "\n";
        const fs::path chat_template = template_file(run.folder);
        if (fs::is_regular_file(chat_template, none))
            m_text += "- SHA-256 of the chat template: `" + sha256_file(chat_template) + "`\n";
    }

    void data_file(const char* what, const std::string& file) {
        std::error_code none;
        m_text += std::string("- ") + what + ": " + last_name(file);
        if (fs::is_regular_file(file, none))
            m_text += ", SHA-256 of the file as it was when this was exported: `" + sha256_file(file) + "`\n";
        else
            m_text += ", which was no longer there when this was exported\n";
    }

    void results(const RunInfo& run) {
        m_text += "- State: " + std::string(state_name(run.state)) + " after " + std::to_string(run.step) + " steps\n";
        const fs::path file = RunFolder{run.folder}.report();
        std::error_code none;
        if (!fs::is_regular_file(file, none))
            return;
        const Json report = parse_json(read_text_file(file, 1 << 20), file.string());
        const auto figure = [&](const char* key) -> std::optional<double> {
            const auto found = report.find(key);
            return found != report.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
        };
        if (const auto loss = figure("train_loss"))
            m_text += "- Training loss of the last step: " + number(*loss) + "\n";
        if (const auto best = figure("best_eval_loss"))
            m_text += "- Best evaluation loss: " + number(*best) + " at step " +
                      std::to_string(report.value("best_step", int64_t(0))) +
                      (figure("first_eval_loss") ? ", the base model's: " + number(*figure("first_eval_loss")) : "") +
                      "\n";
        if (const auto generated = report.value("generated", int64_t(0)); generated > 0)
            m_text += "- Answers exactly as expected: " + std::to_string(report.value("exact_after", int64_t(0))) +
                      " of " + std::to_string(generated) + ", by the base model " +
                      std::to_string(report.value("exact_before", int64_t(0))) + "\n";
        if (const auto trainable = report.value("trainable", int64_t(0)); trainable > 0)
            m_text += "- Trained parameters: " + std::to_string(trainable) + "\n";
        if (const auto seconds = figure("seconds"))
            m_text += "- Training time: " + number(*seconds) + " s\n";
    }

    void comparison() {
        m_text += "\n## Read back and compared\n\n";
        const ExportResult& result = m_about.result;
        if (!result.verified) {
            m_text += "Not done: the export was asked to leave it out.\n";
            return;
        }
        m_text += "The files were opened anew and compared with the base model" +
                  std::string(result.has_adapter ? " and its adapter at work" : "") + " on " +
                  std::to_string(result.texts) + (result.texts == 1 ? " text" : " texts") +
                  (result.own_texts > 0 ? " (" + std::to_string(result.own_texts) + " of the run's own rows or probes)"
                                        : std::string()) +
                  ": logits differ by at most " + number(100 * result.difference) +
                  " % of the largest; the likeliest next token is the same at " + std::to_string(result.tokens_equal) +
                  " of " + std::to_string(result.tokens_compared) + " places (verification.json).\n";
        if (result.has_adapter && result.proved())
            m_text += "\nThe adapter moves the logits by " + number(100 * result.change) + " % of their size, and " +
                      number(100 * result.kept) + " % of that is found in the files (0 % would be the base model).\n";
        else if (result.has_adapter)
            m_text += "\nThe adapter moves the logits of these texts by too little to be measured, so files without "
                      "it would look the same.\n";
        if (result.within_rounding)
            m_text += "\nRounding alone is to blame for the difference: every weight in the files is that of the base "
                      "model with its adapter, rounded to " +
                      std::string(dtype_name(m_about.type)) +
                      ", which is too coarse for so small a change. A finer type holds it better.\n";
    }

    const ExportReadme& m_about;
    std::string m_base, m_here, m_method; // names
    std::string m_text;
};

} // namespace

std::string export_readme(const ExportReadme& about) {
    return Writer(about).text();
}

std::string verification_text(const ExportResult& result, DType type) {
    const ExportLimits limits = export_limits(type);
    Json json = {{"compared_with", result.has_adapter ? "the base model, its adapter at work, in fp32 on the CPU"
                                                      : "the model it was made of, in fp32 on the CPU"},
                 {"type", dtype_name(type)},
                 {"texts", result.texts},
                 {"texts_of_the_run", result.own_texts},
                 {"largest_logit_difference", result.difference},
                 {"largest_that_passes", limits.difference},
                 {"greedy_tokens", result.tokens_compared},
                 {"greedy_tokens_equal", result.tokens_equal},
                 {"share_that_may_differ", limits.tokens},
                 {"passed", true}}; // what does not is not kept
    if (result.has_adapter) {
        json["adapter_moves_logits_by"] = result.change;
        json["found_of_that"] = result.kept; // null: too little to be measured
        json["farthest_from_1_that_passes"] = limits.kept;
        json["all_that_the_type_can_hold"] = result.within_rounding; // passes as well
    }
    return json.dump(2) + "\n";
}

} // namespace loratrf
