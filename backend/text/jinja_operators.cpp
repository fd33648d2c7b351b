// Python's operators, subscripts and attribute access.

#include "backend/text/jinja_builtins.h"

#include <algorithm>
#include <cmath>

namespace loratrf::jinja {

using Kind = Value::Kind;
using Flavor = Sequence::Flavor;

namespace {

void refuse_undefined(const Value& value) {
    if (value.is_undefined())
        throw Fault{value.why_undefined()};
}

const char* sign_of(Op op) {
    switch (op) {
    case Op::Add:
    case Op::Plus:
        return "+";
    case Op::Sub:
    case Op::Minus:
        return "-";
    case Op::Mul:
        return "*";
    case Op::Div:
        return "/";
    case Op::FloorDiv:
        return "//";
    case Op::Mod:
        return "%";
    case Op::Pow:
        return "**";
    case Op::Lt:
        return "<";
    case Op::Le:
        return "<=";
    case Op::Gt:
        return ">";
    default:
        return ">=";
    }
}

[[noreturn]] void refuse(Op op, const Value& left, const Value& right) {
    refuse_undefined(left);
    refuse_undefined(right);
    throw Fault{std::string("'") + sign_of(op) + "' does not work with " + type_name(left) + " and " +
                type_name(right)};
}

int64_t checked(bool overflowed, int64_t value) {
    if (overflowed)
        throw Fault{"the result does not fit into a 64-bit integer"};
    return value;
}

int64_t multiply(int64_t a, int64_t b) {
    int64_t result = 0;
    const bool overflowed = __builtin_mul_overflow(a, b, &result);
    return checked(overflowed, result);
}

Value integer_power(int64_t base, int64_t exponent) {
    if (exponent < 0) {
        if (base == 0)
            throw Fault{"0 cannot be raised to a negative power"};
        return Value(std::pow(static_cast<double>(base), static_cast<double>(exponent)));
    }
    if (base == 0 || base == 1 || base == -1)
        return Value(exponent == 0 ? int64_t{1} : base == -1 && exponent % 2 == 0 ? int64_t{1} : base);
    int64_t result = 1;
    for (int64_t i = 0; i < exponent; ++i)
        result = multiply(result, base);
    return Value(result);
}

Value integer_arithmetic(Op op, int64_t a, int64_t b) {
    int64_t result = 0;
    if ((op == Op::Div || op == Op::FloorDiv || op == Op::Mod) && b == 0)
        throw Fault{"division by zero"};
    switch (op) {
    case Op::Add: {
        const bool overflowed = __builtin_add_overflow(a, b, &result);
        return Value(checked(overflowed, result));
    }
    case Op::Sub: {
        const bool overflowed = __builtin_sub_overflow(a, b, &result);
        return Value(checked(overflowed, result));
    }
    case Op::Mul:
        return Value(multiply(a, b));
    case Op::Div:
        return Value(static_cast<double>(a) / static_cast<double>(b));
    case Op::FloorDiv:
        if (b == -1)
            return integer_arithmetic(Op::Sub, 0, a);
        return Value(a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0));
    case Op::Mod:
        if (b == -1)
            return Value(int64_t{0});
        result = a % b;
        return Value(result != 0 && (result < 0) != (b < 0) ? result + b : result);
    default:
        return integer_power(a, b);
    }
}

Value real_arithmetic(Op op, double a, double b) {
    if ((op == Op::Div || op == Op::FloorDiv || op == Op::Mod) && b == 0)
        throw Fault{"division by zero"};
    switch (op) {
    case Op::Add:
        return Value(a + b);
    case Op::Sub:
        return Value(a - b);
    case Op::Mul:
        return Value(a * b);
    case Op::Div:
        return Value(a / b);
    case Op::FloorDiv:
        return Value(std::floor(a / b));
    case Op::Mod: {
        const double rest = std::fmod(a, b);
        return Value(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest);
    }
    default: {
        if (a == 0 && b < 0)
            throw Fault{"0 cannot be raised to a negative power"};
        const double power = std::pow(a, b);
        if (std::isnan(power) && !std::isnan(a) && !std::isnan(b))
            throw Fault{"a complex number is not supported"};
        if (std::isinf(power) && !std::isinf(a) && !std::isinf(b))
            throw Fault{"the power is too large"};
        return Value(power);
    }
    }
}

Value repeated(Runtime& rt, const Value& value, int64_t times) {
    const auto count = static_cast<size_t>(std::max<int64_t>(times, 0));
    if (value.is_string()) {
        const Text& text = value.text();
        rt.made_bytes(text.empty() || count <= rt.limits.string_bytes / text.size() ? text.size() * count : SIZE_MAX);
        Text out;
        for (size_t i = 0; i < count && !text.empty(); ++i)
            out.append(text);
        return Value(std::move(out), value.is_markup());
    }
    const std::vector<Value>& items = value.sequence().items;
    rt.step(items.empty() || count <= rt.limits.steps / items.size() ? items.size() * count : SIZE_MAX);
    std::vector<Value> out;
    for (size_t i = 0; i < count && !items.empty(); ++i)
        out.insert(out.end(), items.begin(), items.end());
    return rt.make_sequence(std::move(out), value.sequence().flavor);
}

bool is_list_or_tuple(const Value& value) {
    return value.is(Kind::Sequence) && value.sequence().flavor <= Flavor::Tuple;
}

Value added(Runtime& rt, const Value& left, const Value& right) {
    if (left.is_string() && right.is_string()) {
        const bool markup = left.is_markup() || right.is_markup();
        rt.made_bytes(left.text().size() + right.text().size());
        Text text = markup ? escaped(rt, left) : left.text();
        text.append(markup ? escaped(rt, right) : right.text());
        return Value(std::move(text), markup);
    }
    if (is_list_or_tuple(left) && is_list_or_tuple(right) && left.sequence().flavor == right.sequence().flavor) {
        rt.step(left.sequence().items.size());
        std::vector<Value> items = left.sequence().items;
        const std::vector<Value>& more = right.sequence().items;
        rt.step(more.size());
        items.insert(items.end(), more.begin(), more.end());
        return rt.make_sequence(std::move(items), left.sequence().flavor);
    }
    refuse(Op::Add, left, right);
}

} // namespace

Value unary(Runtime&, Op op, const Value& operand) {
    if (op == Op::Not)
        return Value(!is_true(operand));
    refuse_undefined(operand);
    if (operand.is_integral())
        return op == Op::Minus ? integer_arithmetic(Op::Sub, 0, operand.integer()) : Value(operand.integer());
    if (operand.is(Kind::Float))
        return Value(op == Op::Minus ? -operand.real() : operand.real());
    throw Fault{std::string("a value of type ") + type_name(operand) + " has no sign"};
}

Value arithmetic(Runtime& rt, Op op, const Value& left, const Value& right) {
    if (left.is_integral() && right.is_integral())
        return integer_arithmetic(op, left.integer(), right.integer());
    if (left.is_number() && right.is_number())
        return real_arithmetic(op, left.real(), right.real());
    if (op == Op::Mod && left.is_string())
        return percent_format(rt, left, right);
    if (op == Op::Mul) {
        if ((left.is_string() || is_list_or_tuple(left)) && right.is_integral())
            return repeated(rt, left, right.integer());
        if ((right.is_string() || is_list_or_tuple(right)) && left.is_integral())
            return repeated(rt, right, left.integer());
    }
    if (op == Op::Add)
        return added(rt, left, right);
    refuse(op, left, right);
}

bool compare_values(Runtime& rt, Op op, const Value& left, const Value& right) {
    switch (op) {
    case Op::Eq:
        return rt.equal(left, right);
    case Op::Ne:
        return !rt.equal(left, right);
    case Op::In:
        return rt.contains(right, left);
    case Op::NotIn:
        return !rt.contains(right, left);
    default:
        break;
    }
    // With a NaN every order is false.
    if (left.is_number() && right.is_number() && (std::isnan(left.real()) || std::isnan(right.real())))
        return false;
    const int order = rt.compare(left, right, sign_of(op));
    return op == Op::Lt ? order < 0 : op == Op::Le ? order <= 0 : op == Op::Gt ? order > 0 : order >= 0;
}

namespace {

std::string missing(const Value& object, const std::string& key) {
    return type_name(object) + " object has no element " + key;
}

Value method_value(const Value& object, const std::string& name, Native method) {
    return Value(std::make_shared<const Callable>(
        Callable{name, [object, name, method](Runtime& rt, Arguments& arguments) {
                     rt.read(object);
                     return object.is_markup() ? call_markup_method(rt, object, name, method, arguments)
                                               : method(rt, object, arguments);
                 }}));
}

// What Python's getattr would find; nothing when there is no such attribute.
std::optional<Value> python_attribute(Runtime& rt, const Value& object, const std::string& name) {
    if (name.starts_with("_"))
        return std::nullopt;
    if (object.is(Kind::Namespace)) {
        rt.step(object.space().attributes.size() / 8);
        if (const Value* value = object.space().find(name))
            return *value;
        return std::nullopt;
    }
    if (object.is(Kind::Sequence)) {
        const auto& fields = object.sequence().field_names;
        const auto field = std::find(fields.begin(), fields.end(), name);
        if (field != fields.end())
            return object.sequence().items[static_cast<size_t>(field - fields.begin())];
    }
    if (changes_its_object(object, name))
        return Value::undefined("the template may not change a " + type_name(object) + "; build a new one instead");
    if (const Native method = find_method(object, name))
        return method_value(object, name, method);
    return std::nullopt;
}

std::optional<Value> python_item(Runtime& rt, const Value& object, const Value& key) {
    if (object.is_dict()) {
        if (key.is(Kind::Sequence) && key.sequence().flavor != Flavor::Tuple)
            return std::nullopt;
        const Value* value = object.dict().find(rt.hash_key(key));
        return value ? std::optional(*value) : std::nullopt;
    }
    if (!key.is_integral())
        return std::nullopt;
    int64_t index = key.integer();
    if (object.is_string()) {
        const std::string& bytes = object.text().bytes();
        rt.step(bytes.size() / 16);
        const auto length = static_cast<int64_t>(code_point_count(bytes));
        index += index < 0 ? length : 0;
        if (index < 0 || index >= length)
            return std::nullopt;
        size_t begin = 0;
        for (int64_t i = 0; i < index; ++i)
            next_code_point(bytes, begin);
        size_t end = begin;
        next_code_point(bytes, end);
        return Value(object.text().slice(begin, end), object.is_markup());
    }
    if (!object.is(Kind::Sequence) || !object.sequence().is_subscriptable())
        return std::nullopt;
    const auto& items = object.sequence().items;
    index += index < 0 ? static_cast<int64_t>(items.size()) : 0;
    if (index < 0 || index >= static_cast<int64_t>(items.size()))
        return std::nullopt;
    return items[static_cast<size_t>(index)];
}

} // namespace

Value get_attribute(Runtime& rt, const Value& object, const std::string& name) {
    refuse_undefined(object);
    if (auto value = python_attribute(rt, object, name))
        return *value;
    if (object.is_dict())
        if (const Value* value = object.dict().find_text(name))
            return *value;
    return Value::undefined(type_name(object) + " object has no attribute " + in_quotes(name));
}

Value get_item(Runtime& rt, const Value& object, const Value& key) {
    refuse_undefined(object);
    if (auto value = python_item(rt, object, key))
        return *value;
    if (key.is_string())
        if (auto value = python_attribute(rt, object, key.text().bytes()))
            return *value;
    return Value::undefined(missing(object, key.is_string() ? in_quotes(key.text().bytes()) : rt.to_text(key).bytes()));
}

Value get_slice(Runtime& rt, const Value& object, const Value& start, const Value& stop, const Value& step) {
    refuse_undefined(object);
    const bool is_text = object.is_string();
    if (!is_text && !(object.is(Kind::Sequence) && object.sequence().is_subscriptable()))
        throw Fault{"a value of type " + type_name(object) + " cannot be sliced"};
    for (const Value* bound : {&start, &stop, &step})
        if (!bound->is_none() && !bound->is_integral())
            throw Fault{"a slice needs integers, found " + type_name(*bound)};
    const int64_t by = step.is_none() ? 1 : step.integer();
    if (by == 0)
        throw Fault{"the step of a slice may not be 0"};
    std::vector<size_t> offsets;
    if (is_text) {
        rt.step(object.text().size() / 16);
        offsets = code_point_offsets(object.text().bytes());
    }
    const auto length = static_cast<int64_t>(is_text ? offsets.size() - 1 : object.sequence().items.size());
    const auto bound = [&](const Value& value, int64_t fallback) {
        if (value.is_none())
            return fallback;
        const int64_t at = value.integer() < 0 ? std::max(value.integer(), -length - 1) + length : value.integer();
        return by > 0 ? std::clamp<int64_t>(at, 0, length) : std::clamp<int64_t>(at, -1, length - 1);
    };
    const int64_t begin = bound(start, by > 0 ? 0 : length - 1);
    const int64_t end = bound(stop, by > 0 ? length : -1);
    const int64_t stride = std::clamp<int64_t>(by, -length - 1, length + 1); // no overflow below
    if (is_text && by == 1)
        return rt.make_text(
            begin < end ? object.text().slice(offsets[static_cast<size_t>(begin)], offsets[static_cast<size_t>(end)])
                        : Text(),
            object.is_markup());
    Text text;
    std::vector<Value> items;
    for (int64_t i = begin; by > 0 ? i < end : i > end; i += stride) {
        const auto at = static_cast<size_t>(i);
        if (is_text)
            text.append(object.text(), offsets[at], offsets[at + 1]);
        else
            items.push_back(object.sequence().items[at]);
    }
    if (is_text)
        return rt.make_text(std::move(text), object.is_markup());
    const Flavor flavor = object.sequence().flavor;
    if (flavor == Flavor::Range)
        throw Fault{"a slice of a range is not supported; add '|list'"};
    return rt.make_sequence(std::move(items), flavor);
}

Value call_value(Runtime& rt, const Value& callee, Arguments& arguments) {
    refuse_undefined(callee);
    if (!callee.is(Kind::Callable))
        throw Fault{"a value of type " + type_name(callee) + " cannot be called"};
    return callee.callable().call(rt, arguments);
}

} // namespace loratrf::jinja
