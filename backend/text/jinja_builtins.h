#pragma once
// What a template can use: operators, attributes and methods, filters, tests, global functions. All throw Fault.

#include "backend/text/jinja_ast.h"

#include <initializer_list>
#include <optional>
#include <string_view>

namespace loratrf::jinja {

// `self` is the filtered or tested value, or the object of a method.
using Native = Value (*)(Runtime&, const Value& self, Arguments&);

Native find_filter(std::string_view name); // nullptr when there is none
Native find_test(std::string_view name);
Native find_method(const Value& self, std::string_view name);
bool changes_its_object(const Value& self, std::string_view method); // list.append and the like: forbidden
Value find_global(std::string_view name);                            // undefined when there is none

Value call_filter(Runtime& rt, const std::string& name, const Value& self, Arguments& arguments);
bool call_test(Runtime& rt, const std::string& name, const Value& self, Arguments& arguments);
Value call_value(Runtime& rt, const Value& callee, Arguments& arguments);

Value get_attribute(Runtime& rt, const Value& object, const std::string& name); // object.name
Value get_item(Runtime& rt, const Value& object, const Value& key);             // object[key]
// "a.b.0", as filters take it; `fallback` may be null.
Value attribute_path(Runtime& rt, const Value& object, const Value& path, const Value* fallback = nullptr);
Value get_slice(Runtime& rt, const Value& object, const Value& start, const Value& stop, const Value& step);

Value unary(Runtime& rt, Op op, const Value& operand);
Value arithmetic(Runtime& rt, Op op, const Value& left, const Value& right);
bool compare_values(Runtime& rt, Op op, const Value& left, const Value& right);

Value percent_format(Runtime& rt, const Value& self, const Value& arguments);   // self % arguments
Value brace_format(Runtime& rt, const Value& self, const Arguments& arguments); // self.format(...)

Text escaped(Runtime& rt, const Value& value); // as text for HTML; Markup stays as it is
// A method of Markup: escapes what it adds to the text, and gives Markup again.
Value call_markup_method(Runtime& rt, const Value& self, const std::string& name, Native method, Arguments& arguments);

struct JsonStyle {
    bool ascii = false;
    bool sort_keys = false;
    std::optional<Text> indent;
    Text item_separator = Text(", ");
    Text key_separator = Text(": ");
};
Text to_json(Runtime& rt, const Value& value, const JsonStyle& style); // as Python's json.dumps

// Positional and named arguments by the names of the parameters; Fault for too many, unknown or missing ones.
class Bound {
public:
    Bound(const char* function, Arguments& arguments, std::initializer_list<const char*> names, size_t required = 0);
    const Value* operator[](size_t i) const { return m_values[i] ? &*m_values[i] : nullptr; }
    Value value(size_t i, Value fallback) const { return m_values[i] ? *m_values[i] : std::move(fallback); }
    bool flag(size_t i, bool fallback) const;
    int64_t integer(size_t i, int64_t fallback) const;
    std::optional<std::string> text(size_t i) const; // nothing for None or not given

private:
    const char* m_function;
    std::vector<std::optional<Value>> m_values;
    std::vector<const char*> m_names;
};

int64_t integer_of(const Value& value, const char* what); // Fault when it is no int
const Text& text_of(const Value& value, const char* what);

} // namespace loratrf::jinja
