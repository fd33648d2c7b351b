#include "backend/adapter/own_format.h"

#include "backend/adapter/adapter_files.h"

#include <algorithm>

namespace loratrf {

namespace {

const std::string& stored_key(const std::string& key) {
    static const std::map<std::string, std::string> names = {
        {"rank", "r"}, {"alpha", "lora_alpha"}, {"dropout", "lora_dropout"}, {"targets", "target_modules"}};
    const auto found = names.find(key);
    return found == names.end() ? key : found->second;
}

// Bounds and choices of one option; empty: the value is within them.
std::string fault_of(const OptionSpec& spec, const OptionValue& value) {
    const auto outside = [&](double number) { return number < spec.minimum || number > spec.maximum; };
    const auto unknown = [&](const std::string& text) {
        return !spec.choices.empty() && !spec.any_text && std::ranges::find(spec.choices, text) == spec.choices.end();
    };
    bool bad = false;
    if (const auto* whole = std::get_if<int64_t>(&value))
        bad = spec.minimum != spec.maximum && outside(static_cast<double>(*whole));
    else if (const auto* real = std::get_if<double>(&value))
        bad = !(spec.minimum == spec.maximum || !outside(*real));
    else if (const auto* text = std::get_if<std::string>(&value))
        bad = unknown(*text);
    else if (const auto* list = std::get_if<std::vector<std::string>>(&value))
        bad = std::ranges::any_of(*list, unknown);
    return bad ? "is no value that " + spec.label + " can have" : "";
}

// A list may hold whole numbers (layers); they are texts among the options.
std::vector<std::string> texts(const Json& list) {
    std::vector<std::string> items;
    for (const Json& item : list)
        items.push_back(item.is_number_integer() ? std::to_string(item.get<int64_t>()) : item.get<std::string>());
    return items;
}

OptionValue value_of(const Json& json, const OptionValue& like) {
    if (std::holds_alternative<std::vector<std::string>>(like))
        return texts(json);
    return std::visit([&](const auto& value) -> OptionValue { return json.get<std::decay_t<decltype(value)>>(); },
                      like);
}

// JSON's conversions between numbers, and from true to 1, would pass over a wrong file.
bool same_kind(const Json& json, const OptionValue& like) {
    switch (like.index()) {
    case 0:
        return json.is_boolean();
    case 1:
        return json.is_number_integer();
    case 2:
        return json.is_number();
    case 3:
        return json.is_string();
    default:
        return json.is_array() &&
               std::ranges::all_of(json, [](const Json& item) { return item.is_string() || item.is_number_integer(); });
    }
}

} // namespace

Json own_config(const std::string& peft_type, const MethodInfo& info, const MethodOptions& options,
                const std::string& model) {
    Json config = {{"peft_type", peft_type},
                   {"format_version", 1},
                   {"task_type", "CAUSAL_LM"},
                   {"base_model_name_or_path", model}};
    for (const OptionSpec& spec : info.options)
        config[stored_key(spec.key)] =
            std::visit([](const auto& value) -> Json { return value; }, option_value(info, options, spec.key));
    return config;
}

void require_stored_options(const MethodOptions& options, const MethodInfo& info,
                            const std::function<std::vector<Problem>(const MethodOptions&)>& validate,
                            const std::string& where) {
    for (const OptionSpec& spec : info.options) {
        const OptionValue value = option_value(info, options, spec.key);
        if (const std::string fault = fault_of(spec, value); !fault.empty()) {
            const Json stored = std::visit([](const auto& one) -> Json { return one; }, value);
            throw Error(ErrorCode::BadValue,
                        where + ": \"" + stored_key(spec.key) + "\": " + stored.dump() + " " + fault);
        }
    }
    for (const Problem& problem : validate(options))
        if (!problem.warning)
            throw Error(ErrorCode::BadValue, where + ": " + problem.field + ": " + problem.message);
}

MethodOptions read_own_options(const std::filesystem::path& folder, const MethodInfo& info,
                               const std::function<std::vector<Problem>(const MethodOptions&)>& validate) {
    const Json config = read_adapter_config(folder);
    const std::string where = (folder / "adapter_config.json").string();
    if (const Json version = config.value("format_version", Json()); version != Json(1))
        throw Error(ErrorCode::UnsupportedVersion,
                    where + ": format_version is " + version.dump() + ", expected 1; written by a newer program?");
    MethodOptions options;
    for (const OptionSpec& spec : info.options) {
        const std::string& key = stored_key(spec.key);
        if (!config.contains(key))
            throw Error(ErrorCode::MissingField, where + ": \"" + key + "\" is missing");
        if (!same_kind(config[key], spec.value))
            throw Error(ErrorCode::BadValue, where + ": \"" + key + "\" is of the wrong kind: " + config[key].dump());
        options[spec.key] = value_of(config[key], spec.value);
    }
    require_stored_options(options, info, validate, where);
    return options;
}

} // namespace loratrf
