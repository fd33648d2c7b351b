// Names, single values from text, and the table of flags.

#include "backend/api/options.h"

#include "backend/api/option_fields.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace loratrf {

namespace {

[[noreturn]] void refuse(const std::string& key, const std::string& expected, const std::string& found) {
    throw Error(ErrorCode::InvalidOption, key + ": expected " + expected + ", found \"" + found + "\"");
}

template <class Number>
Number parse_number(const std::string& key, const std::string& text, const char* expected) {
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size())
        refuse(key, expected, text);
    return value;
}

void parse_into(const std::string& key, const std::string& text, std::string& field) {
    if (!is_utf8(text))
        throw Error(ErrorCode::InvalidOption, key + ": the text is not UTF-8");
    field = text;
}
void parse_into(const std::string& key, const std::string& text, double& field) {
    const auto value = parse_number<double>(key, text, "a number");
    if (!std::isfinite(value))
        refuse(key, "a finite number", text);
    field = value;
}
void parse_into(const std::string& key, const std::string& text, int64_t& field) {
    field = parse_number<int64_t>(key, text, "a whole number");
}
void parse_into(const std::string& key, const std::string& text, uint64_t& field) {
    field = parse_number<uint64_t>(key, text, "a whole number of 0 or more");
}
void parse_into(const std::string& key, const std::string& text, bool& field) {
    if (text == "true" || text == "yes" || text == "on" || text == "1")
        field = true;
    else if (text == "false" || text == "no" || text == "off" || text == "0")
        field = false;
    else
        refuse(key, "true or false", text);
}
void parse_into(const std::string&, const std::string& text, Schedule& field) {
    field = parse_schedule(text);
}
void parse_into(const std::string&, const std::string& text, RowShape& field) {
    field = parse_shape(text);
}
void parse_into(const std::string&, const std::string& text, OverLength& field) {
    field = parse_over_length(text);
}

// A JSON array (for texts with commas) or names with commas between.
void parse_into(const std::string& key, const std::string& text, std::vector<std::string>& field) {
    std::vector<std::string> items;
    if (text.starts_with('[')) {
        const Json json = parse_json(text, key);
        for (const Json& item : json) {
            if (!item.is_string())
                refuse(key, "a list of texts", text);
            items.push_back(item.get<std::string>());
        }
    } else {
        for (size_t begin = 0; begin < text.size();) {
            const size_t end = std::min(text.find(',', begin), text.size());
            if (end > begin)
                items.push_back(text.substr(begin, end - begin));
            begin = end + 1;
        }
    }
    field = std::move(items);
}

} // namespace

const char* schedule_name(Schedule schedule) {
    switch (schedule) {
    case Schedule::Constant:
        return "constant";
    case Schedule::Linear:
        return "linear";
    case Schedule::Cosine:
        return "cosine";
    }
    return "";
}

Schedule parse_schedule(const std::string& name) {
    for (const Schedule schedule : {Schedule::Constant, Schedule::Linear, Schedule::Cosine})
        if (name == schedule_name(schedule))
            return schedule;
    refuse("schedule", "constant, linear or cosine", name);
}

const MethodInfo* find_method_info(const std::string& key) {
    const auto found = std::ranges::find(methods(), key, &MethodInfo::key);
    return found == methods().end() ? nullptr : &*found;
}

const OptionSpec* find_option(const MethodInfo& method, const std::string& key) {
    const auto found = std::ranges::find(method.options, key, &OptionSpec::key);
    return found == method.options.end() ? nullptr : &*found;
}

std::string any_of(const std::vector<std::string>& names) {
    std::string text;
    for (size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    return text;
}

OptionValue parse_option_value(const OptionSpec& spec, const std::string& text) {
    OptionValue value = spec.value;
    std::visit([&](auto& field) { parse_into(method_prefix + spec.key, text, field); }, value);
    return value;
}

void set_option(TrainOptions& options, const std::string& key, const std::string& value) {
    const std::string prefix = method_prefix;
    if (key.starts_with(prefix)) {
        const MethodInfo* method = find_method_info(options.method);
        if (!method)
            throw Error(ErrorCode::InvalidOption, key + ": there is no method \"" + options.method + "\"");
        const OptionSpec* spec = find_option(*method, key.substr(prefix.size()));
        if (!spec) {
            std::vector<std::string> known;
            for (const OptionSpec& option : method->options)
                known.push_back(option.key);
            throw Error(ErrorCode::InvalidOption, key + ": " + method->label + " has no such option" +
                                                      (known.empty() ? "" : "; it has " + any_of(known)));
        }
        options.method_options[spec->key] = parse_option_value(*spec, value);
        return;
    }
    bool known = false;
    for_each_field(options, [&](const char* name, auto& field) {
        if (key != name)
            return;
        known = true;
        parse_into(key, value, field);
    });
    if (!known)
        throw Error(ErrorCode::InvalidOption,
                    key + ": there is no such option; `loratrf train --list-options` names them all");
}

std::vector<std::string> option_keys() {
    std::vector<std::string> keys;
    const TrainOptions defaults;
    for_each_field(defaults, [&](const char* name, const auto&) { keys.emplace_back(name); });
    for (const MethodInfo& method : methods())
        for (const OptionSpec& option : method.options)
            if (const std::string key = method_prefix + option.key; std::ranges::find(keys, key) == keys.end())
                keys.push_back(key);
    return keys;
}

const std::vector<OptionFlag>& option_flags() {
    static const std::vector<OptionFlag> flags = {
        {"--model", "model", "MODEL", "Base model: Hugging Face folder or GGUF file"},
        {"--data", "data", "FILE", "Training rows: JSON lines, JSON array, CSV or TSV"},
        {"--more-data", "more_data", "FILES", "Further training rows, commas between; 2*FILE takes each row twice"},
        {"--eval-data", "eval_data", "FILE", "Evaluation rows; without them a share of the training rows is held out"},
        {"--method", "method", "NAME", "Adapter method (see `loratrf methods`)"},
        {"--adapter", "adapter", "DIR", "Adapter folder to start from, of this program or PEFT; brings its method"},
        {"--rank", "method_options.rank", "N", "Rank of the adapter"},
        {"--targets", "method_options.targets", "NAMES", "Projections that get the adapter, commas between"},
        {"--epochs", "epochs", "X", "Passes over the training rows; may be a fraction"},
        {"--max-steps", "max_steps", "N", "Stop after this many optimiser steps"},
        {"--max-seconds", "max_seconds", "X", "Stop once the steps have taken so many seconds; 0: by steps or epochs"},
        {"--batch-size", "batch_size", "N", "Examples per optimiser step"},
        {"--token-budget", "token_budget", "N", "Tokens a packed micro-batch computes: memory, not mathematics"},
        {"--learning-rate", "learning_rate", "X", "Highest learning rate"},
        {"--schedule", "schedule", "NAME", "constant, linear or cosine"},
        {"--warmup", "warmup", "X", "Warm-up: a share of all steps (below 1) or a number of steps"},
        {"--preference-beta", "preference_beta", "X",
         "Preference pairs: how hard the adapter is held to the model it began as"},
        {"--seed", "seed", "N", "Seed of data order, initial values and dropout"},
        {"--shape", "data_options.shape", "NAME",
         "auto, messages, sharegpt, alpaca, prompt-completion, preference or text"},
        {"--prompt-field", "data_options.prompt_field", "NAME", "Field with the prompt (the turns, the text)"},
        {"--answer-field", "data_options.answer_field", "NAME", "Field with the answer, of pairs the chosen one"},
        {"--rejected-field", "data_options.rejected_field", "NAME", "Field with the rejected answer of a pair"},
        {"--system-field", "data_options.system_field", "NAME", "Field with the system message"},
        {"--max-length", "data_options.max_length", "N", "Tokens a sequence may have"},
        {"--over-length", "data_options.over_length", "NAME", "drop, truncate-prompt, truncate-end, split or error"},
        {"--template", "data_options.template_name", "NAME", "Preset chat template instead of the model's own"},
        {"--system", "data_options.system_prompt", "TEXT", "System message for rows that have none"},
        {"--train-on-prompt", "data_options.train_on_prompt", "BOOL", "true: prompts are supervised too"},
        {"--eval-every", "eval_every", "N", "Steps between evaluations; 0: at the end of each epoch"},
        {"--checkpoint-every", "checkpoint_every", "N", "Steps between checkpoints; 0: at the end of each epoch"},
        {"--device", "device", "NAME", "auto, cpu, cuda or cuda:N"},
        {"--compute", "compute", "NAME", "auto, fp32 or bf16"},
        {"--threads", "threads", "N", "CPU threads; 0: all"},
        {"--base-weights", "base_weights", "NAME",
         "unpacked, or stored: the frozen base stays in memory as its file has it, 4 to 8 bits in a GGUF file"},
        {"--share-prefix", "share_prefix", "NAME",
         "auto or off: compute what rows begin with once a micro-batch (CPU)"},
        {"--name", "name", "TEXT", "Name of the run, for lists"},
        {"--out", "run", "RUN", "Run folder to create"},
    };
    return flags;
}

} // namespace loratrf
