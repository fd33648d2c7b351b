// The command line that starts the same run: flags where there are some, --set for the rest, only what is not default.

#include "backend/api/option_fields.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace loratrf {

namespace {

std::string quoted(const std::string& text) {
    const auto plain = [](unsigned char c) {
        return std::isalnum(c) || std::string_view("_-./=:,+@%").find(char(c)) != std::string_view::npos;
    };
    if (!text.empty() && std::ranges::all_of(text, plain))
        return text;
    std::string result = "'";
    for (const char c : text)
        result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

std::string text_of(const std::string& value) {
    return value;
}
std::string text_of(bool value) {
    return value ? "true" : "false";
}
std::string text_of(int64_t value) {
    return std::to_string(value);
}
std::string text_of(uint64_t value) {
    return std::to_string(value);
}
std::string text_of(double value) {
    char buffer[32]; // the shortest text that reads back as the same number
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}
std::string text_of(Schedule value) {
    return schedule_name(value);
}
std::string text_of(RowShape value) {
    return shape_name(value);
}
std::string text_of(OverLength value) {
    return over_length_name(value);
}
std::string text_of(const std::vector<std::string>& value) {
    std::string names;
    for (const std::string& item : value) {
        if (item.empty() || item.front() == '[' || item.find(',') != std::string::npos)
            return Json(value).dump();
        names += (names.empty() ? "" : ",") + item;
    }
    return names;
}

std::string argument(const std::string& key, const std::string& value) {
    const auto flag = std::ranges::find(option_flags(), key, &OptionFlag::key);
    if (flag != option_flags().end())
        return std::string(" ") + flag->flag + " " + quoted(value);
    return " --set " + quoted(key + "=" + value);
}

} // namespace

std::string command_line(const TrainOptions& options) {
    const TrainOptions defaults;
    std::vector<std::pair<std::string, std::string>> usual;
    for_each_field(defaults, [&](const char* key, const auto& field) { usual.emplace_back(key, text_of(field)); });

    std::string line = "loratrf train";
    size_t index = 0;
    for_each_field(options, [&](const std::string& key, const auto& field) {
        const std::string value = text_of(field);
        if (key == "model" || key == "data" || key == "method" || value != usual[index].second)
            line += argument(key, value);
        ++index;
        if (key == "method")
            for (const auto& [name, option] : options.method_options)
                line +=
                    argument(method_prefix + name, std::visit([](const auto& item) { return text_of(item); }, option));
    });
    return line;
}

} // namespace loratrf
