#include "app/cli/train_arguments.h"

#include "backend/io/files.h"

#include <algorithm>
#include <iostream>

namespace loratrf {

namespace {

Json optionsFileJson(const std::string& file) {
    Json json = parse_json(read_text_input(file), file);
    if (!json.is_object())
        throw Error(ErrorCode::BadJson, file + ": expected a JSON object, found " + json.type_name());
    return json;
}

// What an option is when nothing is said; empty: nothing, or it follows from others.
std::string usual(const Json& defaults, std::string key) {
    std::replace(key.begin(), key.end(), '.', '/');
    const Json::json_pointer place("/" + key);
    if (!defaults.contains(place) || defaults[place].is_structured())
        return {};
    const Json& value = defaults[place];
    return value.is_string() ? value.get<std::string>() : value.dump();
}

} // namespace

void addTrainArguments(CLI::App* command, TrainArguments& given,
                       const std::function<bool(const OptionFlag&)>& withFlag) {
    command->add_option("options", given.optionsFile, "options.json of an earlier run, or part of one")
        ->type_name("OPTIONS.json");
    command->add_option("--preset", given.preset, "Options to begin with; options file and flags go over it")
        ->type_name("FILE");
    const Json defaults = parse_json(to_json(TrainOptions{}), "defaults");
    for (const OptionFlag& flag : option_flags())
        if (!withFlag || withFlag(flag))
            addFlag(command, given.flags, flag, usual(defaults, flag.key));
    addSets(command, given.sets);
}

void addSets(CLI::App* command, std::vector<std::string>& sets) {
    command->add_option("--set", sets, "Any other option; may be repeated (see `loratrf train --list-options`)")
        ->type_name("KEY=VALUE")
        ->take_all()
        ->expected(1);
}

void takeSets(const std::vector<std::string>& sets, FlagValues& flags, std::vector<Problem>& problems) {
    for (const std::string& set : sets) {
        const size_t equals = set.find('=');
        if (equals == std::string::npos)
            problems.push_back({"--set", "expected key=value, found \"" + set + "\"", false});
        else
            flags[set.substr(0, equals)] = set.substr(equals + 1);
    }
}

TrainOptions collectOptions(const TrainArguments& given, std::vector<Problem>& problems) {
    Json json = Json::object();
    for (const std::string& file : {given.preset, given.optionsFile}) {
        if (file.empty())
            continue;
        try {
            json.merge_patch(optionsFileJson(file));
        } catch (const Error& error) {
            problems.push_back({"options", error.what(), false});
        }
    }
    TrainOptions options;
    try {
        options = options_from_json(json.dump(), &problems);
    } catch (const Error& error) {
        problems.push_back({"options", error.what(), false});
    }

    FlagValues flags = given.flags;
    takeSets(given.sets, flags, problems);
    // An adapter to start from brings its method, unless one is asked for.
    const std::string adapter = flags.contains("adapter") ? flags["adapter"] : options.adapter;
    if (!adapter.empty() && !flags.contains("method") && !json.contains("method"))
        try {
            flags["method"] = adapter_method(adapter);
        } catch (const Error& error) {
            problems.push_back({"adapter", error.what(), false});
        }
    // Another method than the file's: what only the old one knows would be refused, so it goes.
    const auto method = flags.find("method");
    if (const MethodInfo* chosen = method == flags.end() ? nullptr : find_method_info(method->second);
        chosen && method->second != options.method)
        std::erase_if(options.method_options, [&](const auto& option) {
            const bool unknown = !find_option(*chosen, option.first);
            if (unknown)
                std::cerr << "note: " << chosen->label << " has no option " << option.first << "; it is left out\n";
            return unknown;
        });
    applyFlags(flags, options, problems);
    return options;
}

} // namespace loratrf
