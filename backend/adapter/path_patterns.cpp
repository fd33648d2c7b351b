#include "backend/adapter/path_patterns.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace loratrf {

namespace {

constexpr double most_rank = 4096, most_alpha = 65536;

std::string trimmed(const std::string& text) {
    const size_t begin = text.find_first_not_of(' ');
    return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

PathPatterns::PathPatterns(Kind kind, const std::string& text, const std::string& where) {
    if (trimmed(text).starts_with('{')) {
        *this = PathPatterns(kind, parse_json(text, where), where);
        return;
    }
    for (size_t begin = 0; !trimmed(text.substr(std::min(begin, text.size()))).empty();) {
        // An entry ends at the first comma behind "=NUMBER": the pattern itself may hold commas.
        for (size_t comma = begin;; ++comma) {
            comma = std::min(text.find(',', comma), text.size());
            const std::string entry = text.substr(begin, comma - begin);
            const size_t equals = entry.rfind('=');
            const std::optional<double> value =
                equals == std::string::npos ? std::nullopt : number_in(trimmed(entry.substr(equals + 1)));
            if (value) {
                add(kind, trimmed(entry.substr(0, equals)), *value, where, ErrorCode::InvalidOption);
                begin = comma + 1;
                break;
            }
            if (comma == text.size())
                throw Error(ErrorCode::InvalidOption, where + ": expected entries such as q_proj=8, found \"" +
                                                          trimmed(text.substr(begin)) + "\"");
        }
    }
}

PathPatterns::PathPatterns(Kind kind, const Json& object, const std::string& where) {
    if (!object.is_object())
        throw Error(ErrorCode::BadValue,
                    where + ": expected an object of patterns and numbers, found " + object.dump().substr(0, 200));
    for (const auto& [pattern, value] : object.items()) {
        if (!value.is_number())
            throw Error(ErrorCode::BadValue,
                        where + ": expected a number for \"" + pattern + "\", found " + value.dump().substr(0, 200));
        add(kind, pattern, value.get<double>(), where, ErrorCode::BadValue);
    }
}

void PathPatterns::add(Kind kind, const std::string& pattern, double value, const std::string& where, ErrorCode code) {
    if (pattern.empty())
        throw Error(code, where + ": a pattern is empty; write the end of a module's path, such as q_proj");
    if (std::ranges::any_of(m_entries, [&](const Entry& e) { return e.pattern == pattern; }))
        throw Error(code, where + ": the pattern \"" + pattern + "\" is there twice");
    if (kind == Kind::Ranks && !(value >= 1 && value <= most_rank && value == std::floor(value)))
        throw Error(code, where + ": the rank of \"" + pattern + "\" should be a whole number from 1 to 4096");
    if (kind == Kind::Alphas && !(value > 0 && value <= most_alpha))
        throw Error(code, where + ": the alpha of \"" + pattern + "\" should be above 0 and 65536 at most");
    m_entries.push_back(
        {pattern, value, std::make_shared<const Regex>("^(.*\\.)?(" + pattern + ")$", Regex::Kind::Pattern, where)});
}

std::optional<double> PathPatterns::find(const std::string& path) const {
    const auto entry = std::ranges::find_if(m_entries, [&](const Entry& e) { return e.fits(path); });
    return entry == m_entries.end() ? std::nullopt : std::optional(entry->value);
}

std::string PathPatterns::unused(const std::vector<std::string>& paths) const {
    for (const Entry& entry : m_entries)
        if (std::ranges::none_of(paths, [&](const std::string& path) { return entry.fits(path); }))
            return entry.pattern;
    return {};
}

PathPatterns PathPatterns::only_used(const std::vector<std::string>& paths) const {
    PathPatterns used;
    for (const Entry& entry : m_entries)
        if (std::ranges::any_of(paths, [&](const std::string& path) { return entry.fits(path); }))
            used.m_entries.push_back(entry);
    return used;
}

PathPatterns PathPatterns::sorted() const {
    PathPatterns copy = *this;
    std::ranges::sort(copy.m_entries, {}, &Entry::pattern);
    return copy;
}

std::string PathPatterns::text() const {
    std::string text;
    for (const Entry& entry : m_entries)
        text += (text.empty() ? "" : ", ") + entry.pattern + "=" + plain_number(entry.value).dump();
    return text;
}

Json PathPatterns::json() const {
    Json object = Json::object();
    for (const Entry& entry : m_entries)
        object[entry.pattern] = plain_number(entry.value);
    return object;
}

Json plain_number(double value) {
    return value == std::floor(value) && std::abs(value) < 1e15 ? Json(static_cast<int64_t>(value)) : Json(value);
}

std::string escaped_path(const std::string& path) {
    std::string pattern;
    for (const char c : path)
        pattern += c == '.' ? std::string("\\.") : std::string(1, c);
    return pattern;
}

} // namespace loratrf
