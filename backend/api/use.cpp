// Using a model or a run: evaluation, generation, probes.

#include "backend/adapter/strength.h"
#include "backend/api/answers.h"
#include "backend/device/faults.h"
#include "backend/io/files.h"
#include "backend/train/evaluation.h"
#include "backend/train/generation.h"
#include "backend/train/opened.h"
#include "backend/train/probes.h"
#include "backend/train/template_file.h"
#include "backend/train/training_data.h"

#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <map>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void write_rows(const std::string& file, const std::vector<EvaluatedRow>& rows, bool generated) {
    std::string text;
    for (const EvaluatedRow& row : rows) {
        Json json = {{"line", row.line}, {"loss", row.loss}, {"tokens", row.supervised}};
        if (generated) {
            json["expected"] = row.expected;
            json["answer"] = row.answer;
            json["match"] = row.match;
        }
        text += json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    }
    write_file_atomically(file, text);
}

// Before the work, so that no figure is lost to a file that cannot be written, and no file of the user's to a figure.
void check_row_file(const EvaluateRequest& request) {
    if (request.per_row.empty())
        return;
    const fs::path file = fs::absolute(request.per_row);
    std::error_code none;
    if (fs::equivalent(file, request.data, none) || fs::equivalent(file, request.model, none))
        throw Error(ErrorCode::InvalidOption,
                    file.string() + ": the rows' figures would overwrite what they are made from");
    if (!fs::is_directory(file.parent_path(), none) || fs::is_directory(file, none))
        throw Error(ErrorCode::InvalidOption, file.string() + ": no file can be written there; choose another place");
}

EvaluateResult evaluate_rows(const EvaluateRequest& request, Control& control, const EventSink& sink) {
    check_row_file(request);
    if (control.stop)
        throw Error(ErrorCode::Cancelled, "the evaluation was cancelled");
    const Clock::time_point start = Clock::now();
    const Opened opened = open_model(resolve_model(request.model, request.adapter, request.base_only), request.device,
                                     request.compute, request.threads, sink);
    const Base& base = opened.base;
    const auto progress = [&](const char* what, int64_t done, int64_t total) {
        if (sink)
            sink(ProgressEvent{.what = what, .done = done, .total = total});
        return !control.stop;
    };

    const ReadProgress reading = reading_said(until_stopped(control, sink, "the evaluation was cancelled"));
    const Dataset data = load_dataset(request.data, *base.tokenizer, request.data_options, reading);
    EvaluateResult result;
    std::vector<EvalLoss> losses(data.sequences.size()), rejected(data.sequences.size());
    EvalLoss total;
    for_each_loss(
        *base.model, data.sequences, 2048,
        [&](size_t row, bool is_rejected, const EvalLoss& loss) {
            (is_rejected ? rejected : losses)[row] = loss;
            if (!is_rejected)
                total.add(loss);
        },
        [&](int64_t done) { return progress("Evaluating", done, static_cast<int64_t>(data.sequences.size())); });
    if (control.stop)
        throw Error(ErrorCode::Cancelled, "the evaluation was cancelled");
    result.rows = static_cast<int64_t>(data.sequences.size());
    result.supervised = total.supervised;
    result.loss = total.mean();
    result.perplexity = std::exp(result.loss);
    std::map<int64_t, size_t> by_line;
    for (size_t i = 0; i < data.sequences.size(); ++i) {
        by_line[data.sequences[i].line] = i;
        if (data.sequences[i].is_pair()) {
            ++result.pairs;
            result.likelier += losses[i].loss_sum < rejected[i].loss_sum;
        }
        result.details.push_back({.line = data.sequences[i].line,
                                  .loss = losses[i].mean(),
                                  .supervised = losses[i].supervised,
                                  .prompt = {},
                                  .expected = {},
                                  .answer = {}});
    }

    if (request.generate) {
        std::vector<Row> rows;
        const auto keep = [&](Row&& row) {
            if (!row.messages.empty() && by_line.contains(row.line))
                rows.push_back(std::move(row));
            return true;
        };
        read_rows(request.data, request.data_options, keep, reading);
        const RowEncoder encoder(*base.tokenizer, request.data_options);
        const std::vector<Answer> answers = answer_rows(base, rows, encoder, request.max_tokens, [&](int64_t done) {
            return progress("Answering", done, static_cast<int64_t>(rows.size()));
        });
        if (control.stop)
            throw Error(ErrorCode::Cancelled, "the evaluation was cancelled");
        for (const Answer& answer : answers) {
            EvaluatedRow& row = result.details[by_line[answer.line]];
            row.prompt = answer.prompt;
            row.expected = answer.expected;
            row.answer = answer.text;
            row.match = answer.match;
            ++result.generated;
            result.exact += answer.match;
        }
        result.exact_match =
            result.generated ? static_cast<double>(result.exact) / static_cast<double>(result.generated) : 0;
    }
    if (!request.per_row.empty())
        write_rows(request.per_row, result.details, request.generate);
    result.seconds = seconds_since(start);
    return result;
}

// SHA-256 of the chat template that an adapter was trained with, as its folder or its run's has it; empty: not known.
std::string hash_of_training(const ResolvedModel& what, const std::string& run_or_model) {
    const auto file = trained_template_file(what.adapter, what.run ? run_or_model : "");
    return file ? sha256_file(*file) : std::string();
}

// What the sites did with the prompt's last tokens and with each choice.
void add_activity(AnswerResult& result, const Generated& generated, const std::vector<std::string>& sites,
                  std::vector<std::string> prompt) {
    const size_t answered = result.pieces.size(), read = generated.prompt_activity.size() / sites.size();
    if (read > 0) {
        prompt.erase(prompt.begin(), prompt.end() - static_cast<std::ptrdiff_t>(read));
        result.prompt_activity = {.tokens = std::move(prompt),
                                  .sites = sites,
                                  .values = generated.prompt_activity,
                                  .filter = generated.by_filter};
    }
    std::vector<float> values(sites.size() * answered, std::numeric_limits<float>::quiet_NaN()); // [sites, answered]
    bool acted = false;
    for (size_t i = 0; i < answered; ++i) {
        const std::vector<float>& activity = generated.choices[i].activity;
        acted = acted || !activity.empty();
        for (size_t site = 0; site < activity.size(); ++site)
            values[site * answered + i] = activity[site];
    }
    if (!acted)
        return;
    result.activity = {.tokens = {}, .sites = sites, .values = std::move(values), .filter = generated.by_filter};
    for (const GeneratedPiece& piece : result.pieces)
        result.activity.tokens.push_back(piece.text);
}

AnswerResult answer_closely(const AnswerRequest& request, Control& control,
                            const std::function<void(const std::string& piece)>& on_text) {
    AnswerResult result;
    result.stopped = "cancelled";
    if (control.stop) // told so while it waited: no model is opened for that
        return result;
    const ResolvedModel what = resolve_model(request.model, request.adapter, request.base_only);
    const Opened opened = open_model(what, request.device, request.compute, request.threads, {}, request.strength);
    const Base& base = opened.base;
    if (request.messages.empty())
        throw Error(ErrorCode::InvalidOption, "there is no prompt to continue");
    const RowEncoder encoder(*base.tokenizer, opened.data_options);
    const std::vector<int32_t> prompt = request.raw ? encoder.encode_text_prompt(request.messages.back().content)
                                                    : encoder.encode_prompt(request.messages);
    GenerationOptions options;
    options.max_tokens = request.max_tokens;
    options.sampling = {.temperature = request.temperature, .top_k = request.top_k, .top_p = request.top_p};
    options.seed = request.seed;
    options.stop_ids = base.stop_ids;
    options.vocabulary = base.tokenizer->vocab_size();
    if (request.alternatives > 0)
        options.alternatives = request.alternatives;
    if (request.filter && opened.adapter)
        options.sites = opened.adapter->sites().size();
    if (!request.raw) {
        result.chat_template = encoder.template_source();
        result.template_hash = sha256(result.chat_template);
        result.trained_hash = hash_of_training(what, request.model);
    }

    const Clock::time_point start = Clock::now();
    StreamDecoder decoder(*base.tokenizer, /*skip_special=*/true);
    std::vector<std::string> grown; // by each token
    const auto add = [&](const std::string& piece) {
        result.text += piece;
        if (on_text && !piece.empty())
            on_text(piece);
        return piece;
    };
    const Generated generated = generate_ids(*base.model, {prompt}, options, [&](size_t, int32_t id) {
        grown.push_back(add(decoder.push(id)));
        return !control.stop;
    })[0];
    const std::string rest = add(decoder.finish());
    if (!grown.empty())
        grown.back() += rest;
    for (size_t i = 0; i < generated.choices.size(); ++i) {
        const TokenChoice& choice = generated.choices[i];
        GeneratedPiece& piece = result.pieces.emplace_back();
        piece.text = grown[i];
        piece.probability = choice.probability;
        for (const auto& [id, probability] : choice.alternatives)
            piece.alternatives.push_back(
                {.text = token_texts(*base.tokenizer, {id}).front(), .probability = probability});
    }
    if (options.sites > 0)
        add_activity(result, generated, opened.adapter->sites(), token_texts(*base.tokenizer, prompt));
    result.prompt_tokens = static_cast<int64_t>(prompt.size());
    result.tokens = static_cast<int64_t>(generated.ids.size());
    result.seconds = seconds_since(start);
    result.stopped = generated.ended ? "end" : control.stop ? "cancelled" : "length";
    return result;
}

FilterEvent look_inside(const std::string& model_or_run, const std::string& adapter, const std::string& text, bool raw,
                        const Control& control) {
    const auto go_on = [&] {
        if (control.stop)
            throw Error(ErrorCode::Cancelled, "looking at the text was cancelled");
    };
    go_on(); // told so while it waited: no model is opened for that
    const Opened opened =
        open_model(resolve_model(model_or_run, adapter, false), "auto", "auto", 0, [&](const Event&) { go_on(); });
    go_on();
    if (!opened.adapter)
        throw Error(ErrorCode::InvalidOption, "there is no adapter to watch: give a run or an adapter folder");
    const RowEncoder encoder(*opened.base.tokenizer, opened.data_options);
    const std::vector<int32_t> ids = raw ? encoder.encode_text_prompt(text) : encoder.encode_prompt({{"user", text}});
    if (ids.empty())
        throw Error(ErrorCode::InvalidOption, "the text has no tokens");
    return probe_filters(*opened.base.model, *opened.adapter, *opened.base.tokenizer, ids, 0, -1);
}

} // namespace

EvaluateResult evaluate(const EvaluateRequest& request, Control& control, const EventSink& sink) {
    return with_clear_errors([&] { return evaluate_rows(request, control, sink); });
}

GenerateResult generate(const GenerateRequest& request, Control& control,
                        const std::function<void(const std::string& piece)>& on_text) {
    return answer({request}, control, on_text);
}

AnswerResult answer(const AnswerRequest& request, Control& control,
                    const std::function<void(const std::string& piece)>& on_text) {
    return with_clear_errors([&] { return answer_closely(request, control, on_text); });
}

FilterEvent probe(const std::string& model_or_run, const std::string& adapter, const std::string& text, bool raw,
                  Control& control) {
    return with_clear_errors([&] { return look_inside(model_or_run, adapter, text, raw, control); });
}

} // namespace loratrf
