#include "app/cli/command.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>

namespace loratrf {

CLI::App* addCommand(CLI::App& app, Session& session, const std::string& name, const std::string& description,
                     const std::string& examples, std::function<int()> work) {
    CLI::App* command = app.add_subcommand(name, description);
    command->add_flag("--json", session.json, "Print JSON lines for programs instead of text for people");
    command->footer("Examples:\n" + examples);
    command->callback([&session, work = std::move(work)] { session.work = work; });
    return command;
}

Problem problemOf(const std::string& key, const Error& error) {
    const std::string message = error.what();
    return {key, message.starts_with(key + ": ") ? message.substr(key.size() + 2) : message, false};
}

void add(std::vector<Problem>& problems, const std::vector<Problem>& more) {
    const auto known = problems;
    for (const Problem& problem : more)
        if (std::ranges::find(known, problem.field, &Problem::field) == known.end())
            problems.push_back(problem);
}

void refuse(const std::vector<Problem>& problems) {
    if (std::ranges::any_of(problems, [](const Problem& problem) { return !problem.warning; }))
        throw BadInput(problems);
}

void printProblems(const std::vector<Problem>& problems, bool json) {
    if (json) {
        Json list = Json::array();
        for (const Problem& problem : problems)
            list.push_back({{"field", problem.field}, {"message", problem.message}, {"warning", problem.warning}});
        printJson({{"problems", list}});
    }
    for (const Problem& problem : problems)
        std::cerr << (problem.warning ? "warning: " : "error: ") << problem.field << ": " << problem.message << '\n';
}

void addFlag(CLI::App* command, FlagValues& values, const OptionFlag& flag, const std::string& usual) {
    const std::string key = flag.key;
    command
        ->add_option_function<std::string>(
            flag.flag, [&values, key](const std::string& value) { values[key] = value; },
            flag.help + (usual.empty() ? usual : " [" + usual + "]"))
        ->type_name(flag.value);
}

void addDataFlags(CLI::App* command, FlagValues& values) {
    for (const OptionFlag& flag : option_flags())
        if (std::string_view(flag.key).starts_with("data_options."))
            addFlag(command, values, flag);
}

void applyFlags(const FlagValues& values, TrainOptions& options, std::vector<Problem>& problems) {
    const auto apply = [&](const std::string& key, const std::string& value) {
        try {
            set_option(options, key, value);
        } catch (const Error& error) {
            problems.push_back(problemOf(key, error));
        }
    };
    if (const auto method = values.find("method"); method != values.end())
        apply("method", method->second);
    for (const auto& [key, value] : values)
        if (key != "method")
            apply(key, value);
}

DataOptions dataOptions(const FlagValues& values, const DataOptions& start, std::vector<Problem>& problems) {
    TrainOptions options;
    options.data_options = start;
    applyFlags(values, options, problems);
    return options.data_options;
}

void printJson(const Json& json) {
    std::cout << json.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
}

std::string grouped(int64_t number) {
    std::string digits = std::to_string(number);
    for (int64_t at = int64_t(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3)
        digits.insert(size_t(at), 1, ',');
    return digits;
}

std::string bytesText(int64_t bytes) {
    constexpr std::array units = {"B", "kB", "MB", "GB", "TB"};
    auto size = double(bytes);
    size_t unit = 0;
    for (; size >= 1000 && unit + 1 < units.size(); ++unit)
        size /= 1000;
    return numberText(size, unit == 0 ? 0 : 1) + " " + units.at(unit);
}

std::string durationText(double seconds) {
    if (!(seconds >= 0) || seconds > 1e9)
        return "-";
    const auto whole = int64_t(std::llround(seconds));
    std::array<char, 40> text{};
    if (whole >= 3600)
        std::snprintf(text.data(), text.size(), "%ld:%02ld:%02ld", whole / 3600, whole / 60 % 60, whole % 60);
    else
        std::snprintf(text.data(), text.size(), "%ld:%02ld", whole / 60, whole % 60);
    return text.data();
}

std::string numberText(double number, int digits) {
    std::array<char, 400> text{}; // the largest double has 309 digits before the point
    std::snprintf(text.data(), text.size(), "%.*f", digits, number);
    return text.data();
}

bool isRunFolder(const std::string& path) {
    std::error_code fault;
    return std::filesystem::exists(std::filesystem::path(path) / "options.json", fault);
}

} // namespace loratrf
