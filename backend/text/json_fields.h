#pragma once
// Typed access to the parts of a tokenizer file, with errors that name the field.

#include "backend/io/json.h"

#include <string>

namespace loratrf {

inline constexpr int deepest_sequence = 8;

const Json& required_field(const Json& object, const char* key, const std::string& where);
const Json& field_or_null(const Json& object, const char* key);
std::string required_string(const Json& object, const char* key, const std::string& where);
std::string string_or(const Json& object, const char* key, const std::string& fallback, const std::string& where);
bool bool_or(const Json& object, const char* key, bool fallback, const std::string& where); // null counts as absent

// The "type" of a component; Error(Unsupported) for the caller to throw when it is not known.
std::string component_type(const Json& component, const std::string& where);
[[noreturn]] void throw_unsupported(const std::string& kind, const std::string& type, const std::string& where);

// {"String": "..."} or {"Regex": "..."} as Split and Replace write it.
struct PatternField {
    std::string text;
    bool is_regex = false;
};
PatternField pattern_field(const Json& component, const std::string& where);

} // namespace loratrf
