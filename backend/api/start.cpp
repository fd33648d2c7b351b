#include "backend/api/start.h"

#include "backend/adapter/adapter.h"
#include "backend/adapter/adapter_files.h"
#include "backend/api/engine.h"
#include "backend/api/option_fields.h"

#include <algorithm>

namespace loratrf {

namespace {

bool same(OptionValue a, OptionValue b) {
    for (OptionValue* value : {&a, &b}) // lists are sets of names
        if (auto* list = std::get_if<std::vector<std::string>>(value))
            std::ranges::sort(*list);
    return a == b;
}

void take_over(const Method& method, TrainOptions& options, std::vector<Problem>& problems) {
    for (const auto& [key, value] : method.read_options(options.adapter)) {
        const OptionSpec* spec = find_option(method.info, key);
        const bool given = options.method_options.contains(key);
        if (!spec || (given && spec->of_training))
            continue;
        if (!given) {
            if (value != spec->value)
                options.method_options[key] = value;
        } else if (const OptionValue wanted = option_value(method.info, options.method_options, key);
                   !same(wanted, value))
            problems.push_back({.field = method_prefix + key,
                                .message = "is " + option_value_json(wanted).dump() + ", but the adapter in " +
                                           options.adapter + " has " + option_value_json(value).dump()});
    }
}

} // namespace

TrainOptions with_start(const TrainOptions& options, std::vector<Problem>& problems) {
    TrainOptions result = options;
    if (options.adapter.empty() || !find_method_info(options.method))
        return result;
    try {
        const Method& method = find_method(options.method);
        if (method.reads(read_adapter_config(options.adapter)))
            take_over(method, result, problems);
        else
            problems.push_back({.field = "method",
                                .message = "is \"" + options.method + "\", but the adapter in " + options.adapter +
                                           " is of method \"" + adapter_method(options.adapter) + "\""});
    } catch (const Error& error) {
        problems.push_back({.field = "adapter", .message = error.what()});
    }
    return result;
}

std::string adapter_method(const std::string& folder) {
    return method_of_adapter(folder).info.key;
}

} // namespace loratrf
