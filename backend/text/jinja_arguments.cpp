#include "backend/text/jinja_builtins.h"

#include <algorithm>

namespace loratrf::jinja {

Bound::Bound(const char* function, Arguments& arguments, std::initializer_list<const char*> names, size_t required)
    : m_function(function), m_values(names.size()), m_names(names) {
    if (arguments.positional.size() > m_names.size())
        throw Fault{std::string(function) + " takes at most " + std::to_string(m_names.size()) + " values, found " +
                    std::to_string(arguments.positional.size())};
    std::move(arguments.positional.begin(), arguments.positional.end(), m_values.begin());
    for (auto& [name, value] : arguments.named) {
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found == m_names.end())
            throw Fault{std::string(function) + " takes no argument named " + in_quotes(name)};
        auto& slot = m_values[static_cast<size_t>(found - m_names.begin())];
        if (slot)
            throw Fault{std::string(function) + " got two values for " + in_quotes(name)};
        slot = std::move(value);
    }
    for (size_t i = 0; i < required; ++i)
        if (!m_values[i])
            throw Fault{std::string(function) + " needs a value for " + in_quotes(m_names[i])};
}

bool Bound::flag(size_t i, bool fallback) const {
    return m_values[i] ? is_true(*m_values[i]) : fallback;
}

int64_t Bound::integer(size_t i, int64_t fallback) const {
    return m_values[i] ? integer_of(*m_values[i], m_names[i]) : fallback;
}

std::optional<std::string> Bound::text(size_t i) const {
    if (!m_values[i] || m_values[i]->is_none())
        return std::nullopt;
    return text_of(*m_values[i], m_names[i]).bytes();
}

int64_t integer_of(const Value& value, const char* what) {
    if (!value.is_integral())
        throw Fault{std::string(what) + " must be an integer, found " + type_name(value)};
    return value.integer();
}

const Text& text_of(const Value& value, const char* what) {
    if (value.is_undefined())
        throw Fault{value.why_undefined()};
    if (!value.is_string())
        throw Fault{std::string(what) + " must be a string, found " + type_name(value)};
    return value.text();
}

} // namespace loratrf::jinja
