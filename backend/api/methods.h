#pragma once
// The adapter methods this build offers, described by themselves: forms, help texts and counts come from here alone.

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace loratrf {

struct ModelInfo;

using OptionValue = std::variant<bool, int64_t, double, std::string, std::vector<std::string>>;
using MethodOptions = std::map<std::string, OptionValue>;

struct OptionSpec {
    std::string key;                       // "rank"
    std::string label;                     // "Rank"
    std::string help;                      // one sentence
    OptionValue value;                     // default; its type is the option's type
    double minimum = 0, maximum = 0;       // numbers; equal: no bound
    std::vector<std::string> choices = {}; // strings and lists of strings
    bool advanced = false;
    bool any_text = false;    // texts beside `choices` are fine too; the method checks them
    bool of_training = false; // may differ from that of the adapter a run starts from
};

struct MethodInfo {
    std::string key;         // "loratrf"
    std::string label;       // "LoRATRF"
    std::string sentence;    // one plain sentence for its card
    std::string source;      // paper
    bool has_filter = false; // its sites report filter values
    bool mergeable = false;
    bool needs_fp32 = false;   // trains base weights themselves, so `auto` computes in fp32
    bool changes_base = false; // so weights of linear layers cannot stay as their file stores them
    double budget_share = 1;   // of a plain LoRA's parameters, that fit_budget() allows
    std::string export_note;   // what opens its export
    std::vector<OptionSpec> options;
};

const std::vector<MethodInfo>& methods();
const MethodInfo& method_info(const std::string& key); // throws Error(InvalidOption)

// The value of an option: given, else default.
OptionValue option_value(const MethodInfo& method, const MethodOptions& options, const std::string& key);

struct ParameterCount {
    int64_t trainable = 0;
    int64_t base = 0;      // parameters of the base model
    int64_t lora = 0;      // a plain LoRA of the same rank on the same targets, for comparison
    int64_t lora_rank = 0; // that rank; of a method without one LoRA's usual one
};

// Trainable parameters of a method on a model. Throws Error(InvalidOption) for options the method refuses.
ParameterCount count_parameters(const ModelInfo& model, const std::string& method, const MethodOptions& options);

// Options of `method` with the largest rank whose parameter count is at most `budget`. Throws Error(InvalidOption) when
// none fits, and for a method without rank.
MethodOptions fit_rank(const ModelInfo& model, const std::string& method, const MethodOptions& options, double budget);

// The same for the method's budget_share of a plain LoRA of rank `lora_rank` on the same targets.
MethodOptions fit_budget(const ModelInfo& model, const std::string& method, const MethodOptions& options,
                         int64_t lora_rank);

// An option "rank" that is a whole number. Inline, as the window counts with it and does not link the engine.
inline bool has_rank(const MethodInfo& method) {
    return std::ranges::any_of(method.options, [](const OptionSpec& spec) {
        return spec.key == "rank" && std::holds_alternative<int64_t>(spec.value);
    });
}

} // namespace loratrf
