// Every problem of the options at once, with the words that window and command line show.

#include "backend/adapter/adapter.h"
#include "backend/api/engine.h"
#include "backend/api/option_fields.h"
#include "backend/api/start.h"
#include "backend/data/weighted_file.h"
#include "backend/io/files.h"
#include "backend/model/config.h"
#include "backend/train/run_folder.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

template <class Number>
std::string shown(Number number) {
    std::ostringstream text;
    text << number;
    return text.str();
}

class Checks {
public:
    std::vector<Problem> problems;

    void problem(const std::string& field, const std::string& message) { problems.push_back({field, message, false}); }
    void warning(const std::string& field, const std::string& message) { problems.push_back({field, message, true}); }

    template <class Number>
    void at_least(const std::string& field, Number value, Number least) {
        if (!(value >= least) || !std::isfinite(double(value)))
            problem(field, "should be " + shown(least) + " or more, is " + shown(value));
    }
    void between(const std::string& field, double value, double low, double high) {
        if (!(value >= low && value <= high))
            problem(field, "should lie between " + shown(low) + " and " + shown(high) + ", is " + shown(value));
    }
    void above_zero(const std::string& field, double value) {
        if (!(value > 0) || !std::isfinite(value))
            problem(field, "should be above 0, is " + shown(value));
    }
    void below_one(const std::string& field, double value) {
        if (!(value >= 0 && value < 1))
            problem(field, "should be 0 or more and below 1, is " + shown(value));
    }
};

void check_model(Checks& checks, const std::string& model) {
    try {
        require_model(model);
    } catch (const Error& fault) {
        checks.problem("model", fault.what());
    }
}

void check_data(Checks& checks, const std::string& field, const std::string& data) {
    std::error_code fault;
    if (!fs::exists(data, fault))
        checks.problem(field, "there is no file \"" + data + "\"");
    else if (fs::is_directory(data, fault))
        checks.problem(field, "\"" + data + "\" is a folder; expected a JSON lines, JSON, CSV or TSV file");
    else if (!fs::is_regular_file(data, fault))
        checks.problem(field, "\"" + data + "\" is no regular file; expected a JSON lines, JSON, CSV or TSV file");
    else if (!std::ifstream(data, std::ios::binary).good())
        checks.problem(field, "\"" + data + "\" cannot be read; check its permissions");
    else if (fs::file_size(data, fault) == 0)
        checks.problem(field, "\"" + data + "\" is empty");
}

void check_run(Checks& checks, const std::string& run) {
    std::error_code fault;
    const fs::path path = run;
    if (!fs::exists(path, fault))
        return;
    if (!fs::is_directory(path, fault))
        checks.problem("run", "\"" + run + "\" is a file; expected a folder to create");
    else if (!fs::is_empty(path, fault))
        checks.problem("run", "\"" + run + "\" is not empty; choose another folder, or go on with `loratrf resume`");
}

bool good_device(const std::string& device) {
    if (device == "auto" || device == "cpu" || device == "cuda")
        return true;
    const std::string prefix = "cuda:";
    return device.starts_with(prefix) && device.size() > prefix.size() && device.size() <= prefix.size() + 3 &&
           device.find_first_not_of("0123456789", prefix.size()) == std::string::npos;
}

void check_choice(Checks& checks, const std::string& field, const OptionSpec& spec, const std::string& value) {
    if (!spec.choices.empty() && !spec.any_text && std::ranges::find(spec.choices, value) == spec.choices.end())
        checks.problem(field, "should be " + any_of(spec.choices) + ", is \"" + value + "\"");
}

void check_method_option(Checks& checks, const MethodInfo& method, const std::string& key, const OptionValue& value) {
    const std::string field = method_prefix + key;
    const OptionSpec* spec = find_option(method, key);
    if (!spec) {
        checks.problem(field, method.label + " has no such option");
        return;
    }
    if (value.index() != spec->value.index()) {
        static const char* const names[] = {"true or false", "a whole number", "a number", "a text", "a list of texts"};
        checks.problem(field, "should be " + std::string(names[spec->value.index()]));
        return;
    }
    const auto in_range = [&](double number) {
        if (!std::isfinite(number))
            checks.problem(field, "should be a finite number");
        else if (spec->minimum != spec->maximum)
            checks.between(field, number, spec->minimum, spec->maximum);
    };
    if (const auto* number = std::get_if<int64_t>(&value))
        in_range(double(*number));
    else if (const auto* real = std::get_if<double>(&value))
        in_range(*real);
    else if (const auto* text = std::get_if<std::string>(&value))
        check_choice(checks, field, *spec, *text);
    else if (const auto* list = std::get_if<std::vector<std::string>>(&value))
        for (const std::string& item : *list)
            check_choice(checks, field, *spec, item);
}

void check_method(Checks& checks, const TrainOptions& options) {
    const MethodInfo* method = find_method_info(options.method);
    if (!method) {
        std::vector<std::string> names;
        for (const MethodInfo& known : methods())
            names.push_back(known.key);
        checks.problem("method", "there is no method \"" + options.method + "\"; expected " + any_of(names));
        return;
    }
    const size_t before = checks.problems.size();
    for (const auto& [key, value] : options.method_options)
        check_method_option(checks, *method, key, value);
    if (checks.problems.size() == before) // each value is good by itself
        for (Problem problem : find_method(options.method).validate(options.method_options))
            checks.problems.push_back(std::move(problem));
}

void check_data_options(Checks& checks, const DataOptions& options) {
    checks.at_least("data_options.max_length", options.max_length, int64_t(2));
    checks.at_least("data_options.max_line_bytes", options.max_line_bytes, uint64_t(1));
    std::set<std::string> fields;
    for (const auto& [key, field] :
         {std::pair("prompt_field", options.prompt_field), std::pair("answer_field", options.answer_field),
          std::pair("rejected_field", options.rejected_field), std::pair("system_field", options.system_field)})
        if (!field.empty() && !fields.insert(field).second)
            checks.problem(std::string("data_options.") + key, "\"" + field + "\" has another role already");
    if (options.shape == RowShape::Preference && options.over_length == OverLength::Split)
        checks.problem("data_options.over_length",
                       "preference pairs cannot be split; choose drop, truncate-prompt, truncate-end or error");
    const std::string& preset = options.template_name;
    if (const auto& names = preset_template_names(); !preset.empty() && std::ranges::find(names, preset) == names.end())
        checks.problem("data_options.template_name",
                       "there is no template \"" + preset + "\"; expected " + any_of(names));
}

void check_what(Checks& checks, const TrainOptions& options, bool check_files) {
    if (options.model.empty())
        checks.problem("model", "choose a base model: a Hugging Face folder or a GGUF file");
    else if (check_files)
        check_model(checks, options.model);
    if (options.data.empty())
        checks.problem("data", "choose the training rows: a JSON lines, JSON, CSV or TSV file");
    else if (check_files)
        check_data(checks, "data", options.data);
    for (const std::string& text : options.more_data)
        try {
            const WeightedFile more = parse_weighted_file(text);
            if (check_files)
                check_data(checks, "more_data", more.file);
            if (more.file == options.data)
                checks.problem("more_data", "\"" + more.file + "\" gives the training rows already");
        } catch (const Error& fault) {
            checks.problem("more_data", fault.what());
        }
    if (!options.eval_data.empty() && check_files)
        check_data(checks, "eval_data", options.eval_data);
    if (!options.eval_data.empty() && options.eval_data == options.data)
        checks.warning("eval_data", "these are the training rows, so the evaluation says nothing about new rows");
    if (options.eval_data.empty())
        checks.below_one("eval_share", options.eval_share);
    check_data_options(checks, options.data_options);
    if (!options.run.empty() && check_files)
        check_run(checks, options.run);
}

void check_recipe(Checks& checks, const TrainOptions& options) {
    checks.at_least("max_steps", options.max_steps, int64_t(0));
    checks.at_least("max_seconds", options.max_seconds, 0.0);
    checks.above_zero("epochs", options.epochs);
    if (options.epochs > 1e6)
        checks.problem("epochs", "should be a million at most, is " + shown(options.epochs));
    checks.at_least("batch_size", options.batch_size, int64_t(1));
    if (!std::set<std::string>{"auto", "nothing", "feed-forward", "layer"}.contains(options.recompute))
        checks.problem("recompute", "should be auto, nothing, feed-forward or layer, is \"" + options.recompute + "\"");
    if (!std::set<std::string>{"unpacked", "stored"}.contains(options.base_weights))
        checks.problem("base_weights", "should be unpacked or stored, is \"" + options.base_weights + "\"");
    if (const MethodInfo* method = find_method_info(options.method);
        method && method->changes_base && options.base_weights == "stored")
        checks.warning("base_weights", "has no effect: " + method->label + " changes the base's weights");
    if (!std::set<std::string>{"auto", "off"}.contains(options.share_prefix))
        checks.problem("share_prefix", "should be auto or off, is \"" + options.share_prefix + "\"");
    checks.at_least("token_budget", options.token_budget, int64_t(1));
    checks.above_zero("learning_rate", options.learning_rate);
    if (options.learning_rate > 0.1)
        checks.warning("learning_rate", "is unusually high; adapters are mostly trained between 0.00001 and 0.01");
    checks.at_least("warmup", options.warmup, 0.0);
    if (options.max_seconds > 0 && options.warmup >= 1)
        checks.problem("warmup", "should be a share below 1 where max_seconds ends the run, is " +
                                     shown(options.warmup) + " steps");
    checks.between("min_lr_ratio", options.min_lr_ratio, 0, 1);
    checks.at_least("weight_decay", options.weight_decay, 0.0);
    checks.below_one("beta1", options.beta1);
    checks.below_one("beta2", options.beta2);
    checks.above_zero("adam_epsilon", options.adam_epsilon);
    checks.at_least("clip_norm", options.clip_norm, 0.0);
    checks.at_least("max_bad_steps", options.max_bad_steps, int64_t(1));
    checks.above_zero("preference_beta", options.preference_beta);
    checks.at_least("eval_every", options.eval_every, int64_t(0));
    checks.at_least("max_answer", options.max_answer, int64_t(1));
    checks.at_least("patience", options.patience, int64_t(0));
    if (options.patience > 0 && options.eval_data.empty() && options.eval_share == 0)
        checks.warning("patience", "has no effect without evaluation rows");
    checks.at_least("checkpoint_every", options.checkpoint_every, int64_t(0));
    checks.at_least("keep_checkpoints", options.keep_checkpoints, int64_t(1));
    checks.at_least("log_every", options.log_every, int64_t(1));
    checks.at_least("activity_every", options.activity_every, int64_t(1));
    checks.at_least("probe_every", options.probe_every, int64_t(0));
}

constexpr double most_threads = 4096;

template <class Options>
void check_machine(Checks& checks, const Options& options) {
    if (!good_device(options.device))
        checks.problem("device", "should be auto, cpu, cuda or cuda:N, is \"" + options.device + "\"");
    if (options.compute != "auto" && options.compute != "fp32" && options.compute != "bf16")
        checks.problem("compute", "should be auto, fp32 or bf16, is \"" + options.compute + "\"");
    checks.between("threads", static_cast<double>(options.threads), 0, most_threads);
}

// What evaluation and generation have in common.
template <class Request>
void check_use(Checks& checks, const Request& request) {
    if (!is_run(request.model))
        check_model(checks, request.model);
    std::error_code none;
    if (!request.adapter.empty() && !fs::exists(fs::path(request.adapter) / "adapter_config.json", none))
        checks.problem("adapter", "\"" + request.adapter + "\" is no adapter folder: it holds no adapter_config.json");
    checks.at_least("max_tokens", request.max_tokens, int64_t(1));
    check_machine(checks, request);
}

} // namespace

std::vector<Problem> validate(const EvaluateRequest& request) {
    Checks checks;
    check_use(checks, request);
    if (request.data.empty())
        checks.problem("data", "name the file with the evaluation rows");
    else
        check_data(checks, "data", request.data);
    check_data_options(checks, request.data_options);
    return checks.problems;
}

std::vector<Problem> validate(const GenerateRequest& request) {
    Checks checks;
    check_use(checks, request);
    checks.between("temperature", request.temperature, 0, 100);
    checks.at_least("top_k", request.top_k, int64_t(0));
    checks.between("top_p", request.top_p, 0, 1);
    return checks.problems;
}

std::vector<Problem> validate(const TrainOptions& options, bool check_files) {
    Checks checks;
    check_what(checks, options, check_files);
    check_method(checks, check_files ? with_start(options, checks.problems) : options);
    check_recipe(checks, options);
    check_machine(checks, options);
    return checks.problems;
}

} // namespace loratrf
