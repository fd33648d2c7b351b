// The tests behind "is".

#include "backend/text/jinja_builtins.h"

#include <algorithm>
#include <unordered_map>

namespace loratrf::jinja {

using Kind = Value::Kind;

namespace {

Value other(const char* name, Arguments& arguments) {
    return *Bound(name, arguments, {"other"}, 1)[0];
}

template <Op op>
Value compare_test(Runtime& rt, const Value& self, Arguments& arguments) {
    return Value(compare_values(rt, op, self, other("a comparing test", arguments)));
}

template <Kind kind>
Value kind_test(Runtime&, const Value& self, Arguments&) {
    return Value(self.is(kind));
}

template <bool expected>
Value boolean_test(Runtime&, const Value& self, Arguments&) {
    return Value(self.is(Kind::Bool) && self.boolean() == expected);
}

template <int64_t rest>
Value parity_test(Runtime& rt, const Value& self, Arguments&) {
    return Value(rt.equal(arithmetic(rt, Op::Mod, self, Value(int64_t{2})), Value(rest)));
}

// At least one cased letter, and all of them of this case.
template <bool upper>
Value case_test(Runtime& rt, const Value& self, Arguments&) {
    const Text text = rt.to_text(self);
    bool any = false;
    for (size_t pos = 0; pos < text.size();) {
        const char32_t c = next_code_point(text.bytes(), pos);
        if (upper ? is_lower(c) : is_upper(c))
            return Value(false);
        any |= upper ? is_upper(c) : is_lower(c);
    }
    return Value(any);
}

bool is_sequence(const Value& value) {
    const bool view = value.is(Kind::Sequence) && !value.sequence().is_subscriptable();
    return (value.is_string() || value.is_dict() || value.is(Kind::Sequence)) && !view;
}

const std::unordered_map<std::string_view, Native>& tests() {
    static const std::unordered_map<std::string_view, Native> table = {
        {"defined", [](Runtime&, const Value& self, Arguments&) { return Value(!self.is_undefined()); }},
        {"undefined", kind_test<Kind::Undefined>},
        {"none", kind_test<Kind::None>},
        {"boolean", kind_test<Kind::Bool>},
        {"integer", kind_test<Kind::Int>},
        {"float", kind_test<Kind::Float>},
        {"string", kind_test<Kind::String>},
        {"mapping", kind_test<Kind::Dict>},
        {"number", [](Runtime&, const Value& self, Arguments&) { return Value(self.is_number()); }},
        {"true", boolean_test<true>},
        {"false", boolean_test<false>},
        {"odd", parity_test<1>},
        {"even", parity_test<0>},
        {"divisibleby",
         [](Runtime& rt, const Value& self, Arguments& arguments) {
             const Value divisor = *Bound("'divisibleby'", arguments, {"num"}, 1)[0];
             return Value(rt.equal(arithmetic(rt, Op::Mod, self, divisor), Value(int64_t{0})));
         }},
        {"iterable",
         [](Runtime&, const Value& self, Arguments&) {
             return Value(self.is_undefined() || self.is_string() || self.is_dict() || self.is(Kind::Sequence));
         }},
        // jinja2 asks for len() and __getitem__; Undefined has the first and answers everything else with itself.
        {"sequence", [](Runtime&, const Value& self, Arguments&) { return Value(is_sequence(self)); }},
        {"callable",
         [](Runtime&, const Value& self, Arguments&) { return Value(self.is(Kind::Callable) || self.is_undefined()); }},
        {"lower", case_test<false>},
        {"upper", case_test<true>},
        {"escaped", [](Runtime&, const Value& self, Arguments&) { return Value(self.is_markup()); }},
        {"sameas", [](Runtime&, const Value& self,
                      Arguments& arguments) { return Value(self.same_object(other("'sameas'", arguments))); }},
        {"filter", [](Runtime&, const Value& self,
                      Arguments&) { return Value(self.is_string() && find_filter(self.text().bytes()) != nullptr); }},
        {"test", [](Runtime&, const Value& self,
                    Arguments&) { return Value(self.is_string() && find_test(self.text().bytes()) != nullptr); }},
        {"in", [](Runtime& rt, const Value& self,
                  Arguments& arguments) { return Value(rt.contains(*Bound("'in'", arguments, {"seq"}, 1)[0], self)); }},
        {"==", compare_test<Op::Eq>},
        {"eq", compare_test<Op::Eq>},
        {"equalto", compare_test<Op::Eq>},
        {"!=", compare_test<Op::Ne>},
        {"ne", compare_test<Op::Ne>},
        {"<", compare_test<Op::Lt>},
        {"lt", compare_test<Op::Lt>},
        {"lessthan", compare_test<Op::Lt>},
        {"<=", compare_test<Op::Le>},
        {"le", compare_test<Op::Le>},
        {">", compare_test<Op::Gt>},
        {"gt", compare_test<Op::Gt>},
        {"greaterthan", compare_test<Op::Gt>},
        {">=", compare_test<Op::Ge>},
        {"ge", compare_test<Op::Ge>},
    };
    return table;
}

} // namespace

Native find_test(std::string_view name) {
    const auto found = tests().find(name);
    return found == tests().end() ? nullptr : found->second;
}

bool call_test(Runtime& rt, const std::string& name, const Value& self, Arguments& arguments) {
    const Native test = find_test(name);
    if (!test)
        throw Fault{"the test " + in_quotes(name) + " is unknown or not supported"};
    rt.read(self);
    return test(rt, self, arguments).boolean();
}

} // namespace loratrf::jinja
