#pragma once
// Every field of TrainOptions with its key, once: options.json, --set and the flags of the command line all read this
// list.

#include "backend/api/options.h"
#include "backend/io/json.h"

#include <string>
#include <vector>

namespace loratrf {

// Calls visit(key, field) in the order of options.json; `Options` is TrainOptions or const TrainOptions. The method's
// own options are left out: their keys and types come from MethodInfo.
template <class Options, class Visit>
void for_each_field(Options& options, Visit&& visit) {
    visit("model", options.model);
    visit("data", options.data);
    visit("more_data", options.more_data);
    visit("eval_data", options.eval_data);
    visit("eval_share", options.eval_share);
    visit("data_options.shape", options.data_options.shape);
    visit("data_options.max_length", options.data_options.max_length);
    visit("data_options.over_length", options.data_options.over_length);
    visit("data_options.train_on_prompt", options.data_options.train_on_prompt);
    visit("data_options.system_prompt", options.data_options.system_prompt);
    visit("data_options.template_name", options.data_options.template_name);
    visit("data_options.allow_special_in_content", options.data_options.allow_special_in_content);
    visit("data_options.max_line_bytes", options.data_options.max_line_bytes);
    visit("data_options.prompt_field", options.data_options.prompt_field);
    visit("data_options.answer_field", options.data_options.answer_field);
    visit("data_options.rejected_field", options.data_options.rejected_field);
    visit("data_options.system_field", options.data_options.system_field);
    visit("data_options.no_system_field", options.data_options.no_system_field);
    visit("run", options.run);
    visit("name", options.name);
    visit("method", options.method);
    visit("adapter", options.adapter);
    visit("epochs", options.epochs);
    visit("max_steps", options.max_steps);
    visit("max_seconds", options.max_seconds);
    visit("batch_size", options.batch_size);
    visit("token_budget", options.token_budget);
    visit("learning_rate", options.learning_rate);
    visit("schedule", options.schedule);
    visit("warmup", options.warmup);
    visit("min_lr_ratio", options.min_lr_ratio);
    visit("weight_decay", options.weight_decay);
    visit("beta1", options.beta1);
    visit("beta2", options.beta2);
    visit("adam_epsilon", options.adam_epsilon);
    visit("clip_norm", options.clip_norm);
    visit("seed", options.seed);
    visit("max_bad_steps", options.max_bad_steps);
    visit("preference_beta", options.preference_beta);
    visit("eval_every", options.eval_every);
    visit("patience", options.patience);
    visit("exact_match", options.exact_match);
    visit("max_answer", options.max_answer);
    visit("keep_best", options.keep_best);
    visit("checkpoint_every", options.checkpoint_every);
    visit("keep_checkpoints", options.keep_checkpoints);
    visit("log_every", options.log_every);
    visit("activity_every", options.activity_every);
    visit("probe_every", options.probe_every);
    visit("probe_texts", options.probe_texts);
    visit("device", options.device);
    visit("compute", options.compute);
    visit("threads", options.threads);
    visit("base_weights", options.base_weights);
    visit("recompute", options.recompute);
    visit("share_prefix", options.share_prefix);
}

// The prefix of keys that belong to the method: "method_options.rank".
inline constexpr const char* method_prefix = "method_options.";

// Null when no such method exists.
const MethodInfo* find_method_info(const std::string& key);
const OptionSpec* find_option(const MethodInfo& method, const std::string& key);

// A value as a person wrote it, read as the type of the option's default; throws Error(InvalidOption).
OptionValue parse_option_value(const OptionSpec& spec, const std::string& text);
Json option_value_json(const OptionValue& value);

// "a, b or c"
std::string any_of(const std::vector<std::string>& names);

// Options with a flag of their own on the command line; all others are reached by --set.
struct OptionFlag {
    const char* flag; // "--learning-rate"
    const char* key;
    const char* value; // what stands for its value in help texts
    const char* help;
};
const std::vector<OptionFlag>& option_flags();

} // namespace loratrf
