// options.json: one versioned object, nested like the structures, in the order of the field list.

#include "backend/api/option_fields.h"

#include <cmath>
#include <limits>
#include <set>

namespace loratrf {

namespace {

constexpr const char* format_name = "loratrf-options";
constexpr int64_t format_version = 1;

Json field_json(const std::string& value) {
    if (!is_utf8(value))
        throw Error(ErrorCode::BadUtf8,
                    "options: a text is not UTF-8, so it cannot be stored; rename the file or folder");
    return value;
}
Json field_json(bool value) {
    return value;
}
Json field_json(int64_t value) {
    return value;
}
Json field_json(uint64_t value) {
    return value;
}
Json field_json(double value) {
    return value;
}
Json field_json(const std::vector<std::string>& value) {
    Json list = Json::array();
    for (const std::string& item : value)
        list.push_back(field_json(item));
    return list;
}
Json field_json(Schedule value) {
    return schedule_name(value);
}
Json field_json(RowShape value) {
    return shape_name(value);
}
Json field_json(OverLength value) {
    return over_length_name(value);
}

[[noreturn]] void wrong_type(const std::string& key, const char* expected, const Json& found) {
    throw Error(ErrorCode::BadJson, "options: \"" + key + "\" should be " + expected + ", found " + found.dump());
}

void read(const std::string& key, const Json& json, std::string& field) {
    if (!json.is_string())
        wrong_type(key, "a text", json);
    field = json.get<std::string>();
}
void read(const std::string& key, const Json& json, bool& field) {
    if (!json.is_boolean())
        wrong_type(key, "true or false", json);
    field = json.get<bool>();
}
void read(const std::string& key, const Json& json, int64_t& field) {
    if (!json.is_number_integer() ||
        (json.is_number_unsigned() && json.get<uint64_t>() > uint64_t(std::numeric_limits<int64_t>::max())))
        wrong_type(key, "a whole number", json);
    field = json.get<int64_t>();
}
void read(const std::string& key, const Json& json, uint64_t& field) {
    if (!json.is_number_unsigned())
        wrong_type(key, "a whole number of 0 or more", json);
    field = json.get<uint64_t>();
}
void read(const std::string& key, const Json& json, double& field) {
    if (!json.is_number() || !std::isfinite(json.get<double>()))
        wrong_type(key, "a number", json);
    field = json.get<double>();
}
void read(const std::string& key, const Json& json, std::vector<std::string>& field) {
    if (!json.is_array())
        wrong_type(key, "a list of texts", json);
    std::vector<std::string> items;
    for (const Json& item : json) {
        if (!item.is_string())
            wrong_type(key, "a list of texts", json);
        items.push_back(item.get<std::string>());
    }
    field = std::move(items);
}
template <class Enum, class Parse>
void read_name(const std::string& key, const Json& json, Enum& field, Parse parse) {
    std::string name;
    read(key, json, name);
    field = parse(name);
}
void read(const std::string& key, const Json& json, Schedule& field) {
    read_name(key, json, field, parse_schedule);
}
void read(const std::string& key, const Json& json, RowShape& field) {
    read_name(key, json, field, parse_shape);
}
void read(const std::string& key, const Json& json, OverLength& field) {
    read_name(key, json, field, parse_over_length);
}

// The value as its JSON type suggests, for options whose method is unknown here.
OptionValue guess(const std::string& key, const Json& json) {
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer()) {
        int64_t value = 0;
        read(key, json, value);
        return value;
    }
    if (json.is_number())
        return json.get<double>();
    if (json.is_string())
        return json.get<std::string>();
    std::vector<std::string> items;
    read(key, json, items);
    return items;
}

void read_method_options(const Json& json, TrainOptions& options) {
    if (!json.is_object())
        wrong_type("method_options", "an object", json);
    const MethodInfo* method = find_method_info(options.method);
    for (const auto& [key, item] : json.items()) {
        const OptionSpec* spec = method ? find_option(*method, key) : nullptr;
        const std::string full = method_prefix + key;
        if (!spec) { // kept: validate() names it as a problem together with all others
            options.method_options[key] = guess(full, item);
            continue;
        }
        OptionValue value = spec->value;
        std::visit([&, &found = item](auto& field) { read(full, found, field); }, value);
        options.method_options[key] = value;
    }
}

// "a.b" -> /a/b
Json::json_pointer pointer(const std::string& key) {
    const size_t dot = key.find('.');
    Json::json_pointer result;
    if (dot == std::string::npos)
        return result / key;
    return result / key.substr(0, dot) / key.substr(dot + 1);
}

// What a preset says of itself, for lists and to be chosen by; it changes nothing of a run.
const std::set<std::string>& preset_keys() {
    static const std::set<std::string> keys = {"title",
                                               "sentence",
                                               "place",
                                               "suits",
                                               "suits.rows_below",
                                               "suits.rows_from",
                                               "suits.parameters_below",
                                               "suits.parameters_from",
                                               "suits.pairs",
                                               "suits.memory_short"};
    return keys;
}

void add_unknown_of(const Json& group, const std::string& name, const std::set<std::string>& known,
                    const std::string& prefix, std::vector<std::string>& unknown) {
    if (!group.is_object())
        wrong_type(name, "an object", group);
    for (const auto& [key, value] : group.items())
        if (!known.contains(prefix + key))
            unknown.push_back(name + "." + key);
}

std::vector<std::string> unknown_keys_of(const Json& json, const std::set<std::string>& known) {
    std::vector<std::string> unknown;
    for (const auto& [key, item] : json.items()) {
        if (key == "format" || key == "version" || key == "method_options" || known.contains(key))
            continue;
        if (key == "preset") {
            add_unknown_of(item, key, preset_keys(), "", unknown);
            if (item.contains("suits"))
                add_unknown_of(item["suits"], "preset.suits", preset_keys(), "suits.", unknown);
            continue;
        }
        const bool is_group =
            known.lower_bound(key + ".") != known.end() && known.lower_bound(key + ".")->starts_with(key + ".");
        if (is_group)
            add_unknown_of(item, key, known, key + ".", unknown);
        else
            unknown.push_back(key);
    }
    return unknown;
}

} // namespace

Json option_value_json(const OptionValue& value) {
    return std::visit([](const auto& field) { return field_json(field); }, value);
}

std::string to_json(const TrainOptions& options) {
    Json json = {{"format", format_name}, {"version", format_version}};
    for_each_field(options, [&](const std::string& key, const auto& field) {
        json[pointer(key)] = field_json(field);
        if (key != "method")
            return;
        Json& method_options = json["method_options"] = Json::object();
        for (const auto& [name, value] : options.method_options)
            method_options[name] = option_value_json(value);
    });
    return json.dump(2) + "\n";
}

TrainOptions options_from_json(const std::string& text, std::vector<Problem>* unknown_keys) {
    const Json json = parse_json(text, "options");
    if (!json.is_object())
        throw Error(ErrorCode::BadJson, "options: expected a JSON object, found " + std::string(json.type_name()));
    if (json.contains("format") && json["format"] != format_name)
        throw Error(ErrorCode::WrongFormat, "options: \"format\" should be \"" + std::string(format_name) +
                                                "\", found " + json["format"].dump());
    if (json.contains("version") && json["version"] != format_version)
        throw Error(ErrorCode::UnsupportedVersion, "options: this program reads version " +
                                                       std::to_string(format_version) + ", found " +
                                                       json["version"].dump());
    std::set<std::string> known;
    TrainOptions options;
    for_each_field(options, [&](const std::string& key, auto& field) {
        known.insert(key);
        const auto at = pointer(key);
        if (json.contains(at))
            read(key, json[at], field);
    });
    if (json.contains("method_options"))
        read_method_options(json["method_options"], options);

    const std::vector<std::string> unknown = unknown_keys_of(json, known);
    if (unknown_keys) {
        for (const std::string& key : unknown)
            unknown_keys->push_back({.field = key, .message = "there is no such option", .warning = false});
    } else if (!unknown.empty()) {
        throw Error(ErrorCode::InvalidOption, "options: there is no option \"" + unknown.front() + "\"");
    }
    return options;
}

} // namespace loratrf
