#include "backend/api/methods.h"

#include "backend/adapter/adapter.h"
#include "backend/api/option_fields.h"

#include <algorithm>

namespace loratrf {

const std::vector<MethodInfo>& methods() {
    static const std::vector<MethodInfo> list = [] {
        std::vector<MethodInfo> infos;
        for (const Method& method : method_registry())
            infos.push_back(method.info);
        return infos;
    }();
    return list;
}

const MethodInfo& method_info(const std::string& key) {
    return find_method(key).info;
}

OptionValue option_value(const MethodInfo& method, const MethodOptions& options, const std::string& key) {
    const auto spec =
        std::find_if(method.options.begin(), method.options.end(), [&](const OptionSpec& s) { return s.key == key; });
    if (spec == method.options.end())
        throw Error(ErrorCode::InvalidOption, "method " + method.key + " has no option \"" + key + "\"");
    const auto given = options.find(key);
    if (given == options.end())
        return spec->value;
    if (given->second.index() == spec->value.index())
        return given->second;
    if (std::holds_alternative<double>(spec->value) && std::holds_alternative<int64_t>(given->second))
        return static_cast<double>(std::get<int64_t>(given->second)); // "16" where 16.0 is meant
    throw Error(ErrorCode::InvalidOption, "option \"" + key + "\" of method " + method.key + " has the wrong type");
}

ParameterCount count_parameters(const ModelInfo& model, const std::string& method, const MethodOptions& options) {
    const Method& chosen = find_method(method);
    ParameterCount count;
    count.base = model.parameters;
    count.trainable = chosen.count(model, options);
    MethodOptions same;
    if (has_rank(chosen.info))
        same["rank"] = option_value(chosen.info, options, "rank");
    if (const auto given = options.find("targets"); given != options.end())
        same["targets"] = given->second;
    const Method& lora = find_method("lora");
    count.lora = lora.count(model, same);
    count.lora_rank = std::get<int64_t>(option_value(lora.info, same, "rank"));
    return count;
}

MethodOptions fit_rank(const ModelInfo& model, const std::string& method, const MethodOptions& options, double budget) {
    const Method& chosen = find_method(method);
    if (!has_rank(chosen.info))
        throw Error(ErrorCode::InvalidOption, chosen.info.label + " has no rank that could be fitted to a budget");
    const OptionSpec& spec = *find_option(chosen.info, "rank");
    MethodOptions fitted = options;
    const auto fits = [&](int64_t rank) {
        fitted["rank"] = rank;
        return static_cast<double>(chosen.count(model, fitted)) <= budget;
    };
    // The count grows with the rank. `low` fits (or is no rank at all), `high` does not (or is above every rank).
    const auto least = std::max<int64_t>(1, static_cast<int64_t>(spec.minimum));
    int64_t low = least - 1;
    int64_t high = spec.maximum > spec.minimum ? static_cast<int64_t>(spec.maximum) + 1 : int64_t{1} << 20;
    while (high - low > 1) {
        const int64_t middle = low + (high - low) / 2;
        (fits(middle) ? low : high) = middle;
    }
    if (low < least)
        throw Error(ErrorCode::InvalidOption,
                    "no rank of " + chosen.info.label + " fits into " + std::to_string(static_cast<int64_t>(budget)) +
                        " parameters; lower its other sizes or choose a larger LoRA rank to compare with");
    fitted["rank"] = low;
    return fitted;
}

MethodOptions fit_budget(const ModelInfo& model, const std::string& method, const MethodOptions& options,
                         int64_t lora_rank) {
    MethodOptions reference;
    reference["rank"] = lora_rank;
    if (const auto targets = options.find("targets"); targets != options.end())
        reference["targets"] = targets->second;
    return fit_rank(model, method, options,
                    static_cast<double>(find_method("lora").count(model, reference)) *
                        method_info(method).budget_share);
}

} // namespace loratrf
