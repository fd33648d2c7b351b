#include "backend/data/dataset.h"

#include <iterator>
#include <utility>

namespace loratrf {

namespace {

constexpr std::pair<RowShape, const char*> Shapes[] = {
    {RowShape::Auto, "auto"},
    {RowShape::Messages, "messages"},
    {RowShape::ShareGpt, "sharegpt"},
    {RowShape::Alpaca, "alpaca"},
    {RowShape::PromptCompletion, "prompt-completion"},
    {RowShape::Preference, "preference"},
    {RowShape::Text, "text"},
};

constexpr std::pair<OverLength, const char*> Policies[] = {
    {OverLength::Drop, "drop"},
    {OverLength::TruncatePrompt, "truncate-prompt"},
    {OverLength::TruncateEnd, "truncate-end"},
    {OverLength::Split, "split"},
    {OverLength::Error, "error"},
};

template <typename Value, size_t N>
const char* name_in(const std::pair<Value, const char*> (&table)[N], Value wanted) {
    for (const auto& [value, name] : table)
        if (value == wanted)
            return name;
    return "?";
}

template <typename Value, size_t N>
Value value_in(const std::pair<Value, const char*> (&table)[N], const std::string& wanted, const char* what) {
    std::string choices;
    for (const auto& [value, name] : table) {
        if (wanted == name)
            return value;
        choices += (choices.empty() ? "" : ", ") + std::string(name);
    }
    throw Error(ErrorCode::InvalidOption,
                std::string(what) + " \"" + wanted + "\" is not known; expected one of " + choices);
}

} // namespace

const char* shape_name(RowShape shape) {
    return name_in(Shapes, shape);
}

RowShape parse_shape(const std::string& name) {
    return value_in(Shapes, name, "row shape");
}

const char* over_length_name(OverLength policy) {
    return name_in(Policies, policy);
}

OverLength parse_over_length(const std::string& name) {
    return value_in(Policies, name, "over-length policy");
}

} // namespace loratrf
