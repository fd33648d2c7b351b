#include "backend/api/compare_json.h"

#include "backend/io/files.h"

namespace loratrf {

namespace {

constexpr uint64_t most_bytes = 16 << 20;

} // namespace

Fields::Fields(const Json& json, std::string where) : m_json(json), m_where(std::move(where)) {
    if (!json.is_object())
        fail("", "an object");
}

std::string Fields::text(const char* key) const {
    const Json& value = at(key);
    return value.is_string() ? value.get<std::string>() : (fail(key, "a text"), std::string());
}

int64_t Fields::whole(const char* key) const {
    const Json& value = at(key);
    return value.is_number_integer() ? value.get<int64_t>() : (fail(key, "a whole number"), 0);
}

double Fields::number(const char* key) const {
    const Json& value = at(key);
    if (value.is_null())
        return std::numeric_limits<double>::quiet_NaN();
    return value.is_number() ? value.get<double>() : (fail(key, "a number or null"), 0);
}

bool Fields::flag(const char* key) const {
    const Json& value = at(key);
    return value.is_boolean() ? value.get<bool>() : (fail(key, "true or false"), false);
}

std::vector<Fields> Fields::list(const char* key) const {
    const Json& value = at(key);
    if (!value.is_array())
        fail(key, "a list");
    std::vector<Fields> items;
    for (const Json& item : value)
        items.emplace_back(item, m_where + ", " + key + " " + std::to_string(items.size() + 1));
    return items;
}

std::vector<double> Fields::numbers(const char* key) const {
    const Json& value = at(key);
    if (!value.is_array())
        fail(key, "a list");
    std::vector<double> items;
    for (const Json& item : value)
        items.push_back(item.is_number() ? item.get<double>() : (fail(key, "a list of numbers"), 0));
    return items;
}

std::vector<int64_t> Fields::wholes(const char* key) const {
    const Json& value = at(key);
    if (!value.is_array())
        fail(key, "a list");
    std::vector<int64_t> items;
    for (const Json& item : value)
        items.push_back(item.is_number_integer() ? item.get<int64_t>() : (fail(key, "a list of whole numbers"), 0));
    return items;
}

const Json& Fields::at(const char* key) const {
    const auto found = m_json.find(key);
    if (found == m_json.end())
        throw Error(ErrorCode::MissingField, m_where + ": \"" + key + "\" is missing");
    return *found;
}

void Fields::require_format(const char* format) const {
    if (text("format") != format || whole("version") != compare_version)
        fail("format", format + std::string(" of version ") + std::to_string(compare_version));
}

void Fields::fail(const std::string& key, const std::string& expected) const {
    throw Error(ErrorCode::BadJson, m_where + (key.empty() ? "" : ": \"" + key + "\"") + " should be " + expected);
}

Json read_compare_file(const std::filesystem::path& file) {
    return parse_json(read_text_file(file, most_bytes), file.string());
}

TestFigures test_figures(const Fields& fields) {
    TestFigures figures{.loss = fields.number("loss"),
                        .general_loss = fields.number("general_loss"),
                        .generated = fields.whole("generated"),
                        .exact = fields.whole("exact")};
    if (!fields.has("pairs"))
        return figures;
    figures.pairs = fields.whole("pairs");
    figures.likelier = fields.whole("likelier");
    figures.against_base = {.preferred = fields.number("preferred"),
                            .chosen_reward = fields.number("chosen_reward"),
                            .margin = fields.number("margin")};
    return figures;
}

} // namespace loratrf
