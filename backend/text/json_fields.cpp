#include "backend/text/json_fields.h"

namespace loratrf {

const Json& required_field(const Json& object, const char* key, const std::string& where) {
    if (!object.is_object())
        throw Error(ErrorCode::BadJson,
                    where + ": an object with \"" + key + "\" was expected, found " + object.type_name() + ".");
    const auto found = object.find(key);
    if (found == object.end())
        throw Error(ErrorCode::MissingField, where + ": the field \"" + key + "\" is missing.");
    return *found;
}

const Json& field_or_null(const Json& object, const char* key) {
    static const Json null;
    const auto found = object.find(key);
    return found == object.end() ? null : *found;
}

std::string required_string(const Json& object, const char* key, const std::string& where) {
    const Json& value = required_field(object, key, where);
    if (!value.is_string())
        throw Error(ErrorCode::BadJson, where + ": \"" + key + "\" should be a text, found " + value.type_name() + ".");
    return value.get<std::string>();
}

std::string string_or(const Json& object, const char* key, const std::string& fallback, const std::string& where) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? fallback : required_string(object, key, where);
}

bool bool_or(const Json& object, const char* key, bool fallback, const std::string& where) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null())
        return fallback;
    if (!found->is_boolean())
        throw Error(ErrorCode::BadJson,
                    where + ": \"" + key + "\" should be true or false, found " + found->type_name() + ".");
    return found->get<bool>();
}

std::string component_type(const Json& component, const std::string& where) {
    return required_string(component, "type", where);
}

void throw_unsupported(const std::string& kind, const std::string& type, const std::string& where) {
    throw Error(ErrorCode::Unsupported, where + ": the " + kind + " \"" + type.substr(0, 100) +
                                            "\" is not supported; the text would not become the right tokens.");
}

PatternField pattern_field(const Json& component, const std::string& where) {
    const Json& pattern = required_field(component, "pattern", where);
    if (pattern.is_object() && pattern.contains("Regex"))
        return {required_string(pattern, "Regex", where), true};
    return {required_string(pattern, "String", where), false};
}

} // namespace loratrf
