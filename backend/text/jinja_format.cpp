// Python's two ways to format: "%s" % values and "{}".format(values).

#include "backend/text/jinja_builtins.h"

#include <cstdio>

namespace loratrf::jinja {

namespace {

constexpr int64_t max_width = 10'000;

struct Spec {
    bool left = false;
    bool centre = false;
    bool plus = false;
    bool blank = false;
    bool zero = false;
    bool alternate = false;
    int64_t width = 0;
    int64_t precision = -1;
    std::string fill = " ";
    char type = 's';
};

int64_t take_number(std::string_view text, size_t& pos) {
    int64_t number = 0;
    for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos) {
        number = number * 10 + (text[pos] - '0');
        if (number > max_width)
            throw Fault{"a width or precision in a format is larger than " + std::to_string(max_width)};
    }
    return number;
}

std::string number_text(const Value& value, const Spec& spec) {
    std::string pattern = "%";
    pattern += spec.plus ? "+" : spec.blank ? " " : "";
    pattern += spec.alternate ? "#" : "";
    char buffer[512];
    const std::string_view integral = "diuxXo";
    if (integral.find(spec.type) != std::string_view::npos) {
        if (!value.is_number() || (!value.is_integral() && integral.find(spec.type) > 2))
            throw Fault{std::string("the format '") + spec.type + "' needs a number, found " + type_name(value)};
        if (!value.is_integral() && !(value.real() > -9.2e18 && value.real() < 9.2e18))
            throw Fault{"the number does not fit into a 64-bit integer"};
        const int64_t number = value.is_integral() ? value.integer() : static_cast<int64_t>(value.real());
        if (integral.find(spec.type) <= 2) {
            std::snprintf(buffer, sizeof buffer, (pattern + "lld").c_str(), static_cast<long long>(number));
            return buffer;
        }
        if (number < 0)
            throw Fault{"a negative number has no such format here"};
        std::snprintf(buffer, sizeof buffer, (pattern + "ll" + spec.type).c_str(), static_cast<long long>(number));
        return buffer;
    }
    if (!value.is_number())
        throw Fault{std::string("the format '") + spec.type + "' needs a number, found " + type_name(value)};
    const int precision = spec.precision < 0 ? 6 : static_cast<int>(std::min<int64_t>(spec.precision, 100));
    pattern += ".*";
    pattern += spec.type;
    std::snprintf(buffer, sizeof buffer, pattern.c_str(), precision, value.real());
    return buffer;
}

void append_padded(Text& out, const Text& text, const Spec& spec, bool is_number) {
    const auto length = static_cast<int64_t>(code_point_count(text.bytes()));
    const int64_t padding = std::max<int64_t>(spec.width - length, 0);
    const auto fill = [&](int64_t count, std::string_view with) {
        for (int64_t i = 0; i < count; ++i)
            out.append(with);
    };
    if (spec.zero && is_number && !spec.left && !spec.centre) {
        const size_t sign = !text.empty() && std::string_view("+- ").find(text.bytes()[0]) != std::string_view::npos;
        out.append(text, 0, sign);
        fill(padding, "0");
        out.append(text, sign, text.size());
        return;
    }
    const int64_t before = spec.left ? 0 : spec.centre ? padding / 2 : padding;
    fill(before, spec.fill);
    out.append(text);
    fill(padding - before, spec.fill);
}

Text cut(const Text& text, int64_t precision) {
    if (precision < 0)
        return text;
    size_t end = 0;
    for (int64_t i = 0; i < precision && end < text.size(); ++i)
        next_code_point(text.bytes(), end);
    return text.slice(0, end);
}

bool is_number_type(char type) {
    return std::string_view("diuxXofFeEgG").find(type) != std::string_view::npos;
}

} // namespace

Value percent_format(Runtime& rt, const Value& self, const Value& arguments) {
    const Text& format = self.text();
    const bool markup = self.is_markup();
    const std::string& s = format.bytes();
    const bool is_tuple = arguments.is(Value::Kind::Sequence) && arguments.sequence().flavor == Sequence::Flavor::Tuple;
    const std::vector<Value> values = is_tuple ? arguments.sequence().items : std::vector<Value>{arguments};
    size_t used = 0;
    bool by_name = false;
    Text out;
    for (size_t pos = 0; pos < s.size();) {
        const size_t percent = std::min(s.find('%', pos), s.size());
        out.append(format, pos, percent);
        if (percent == s.size())
            break;
        pos = percent + 1;
        if (pos < s.size() && s[pos] == '%') {
            out.append(format, pos, pos + 1);
            ++pos;
            continue;
        }
        const Value* named = nullptr;
        if (pos < s.size() && s[pos] == '(') {
            const size_t close = s.find(')', pos);
            if (close == std::string::npos || !arguments.is_dict())
                throw Fault{"a format with '%(name)' needs a mapping"};
            named = arguments.dict().find_text(s.substr(pos + 1, close - pos - 1));
            if (!named)
                throw Fault{"the format names " + in_quotes(s.substr(pos + 1, close - pos - 1)) +
                            ", which is not given"};
            by_name = true;
            pos = close + 1;
        }
        Spec spec;
        for (; pos < s.size() && std::string_view("-+ 0#").find(s[pos]) != std::string_view::npos; ++pos) {
            spec.left |= s[pos] == '-';
            spec.plus |= s[pos] == '+';
            spec.blank |= s[pos] == ' ';
            spec.zero |= s[pos] == '0';
            spec.alternate |= s[pos] == '#';
        }
        spec.width = take_number(s, pos);
        if (pos < s.size() && s[pos] == '.')
            spec.precision = take_number(s, ++pos);
        if (pos >= s.size())
            throw Fault{"the format ends inside '%'"};
        spec.type = s[pos++];
        if (!named && used >= values.size())
            throw Fault{"the format needs more values than the " + std::to_string(values.size()) + " given"};
        const Value& value = named ? *named : values[used++];
        if (is_number_type(spec.type))
            append_padded(out, Text(number_text(value, spec)), spec, true);
        else if (spec.type == 's' || spec.type == 'r') {
            const Value shown = spec.type == 's' ? value : Value(rt.to_repr(value));
            append_padded(out, cut(markup ? escaped(rt, shown) : rt.to_text(shown), spec.precision), spec, false);
        } else
            throw Fault{std::string("the format '%") + spec.type + "' is not supported"};
        rt.made_bytes(out.size() / 16);
    }
    if (used < values.size() && !by_name && !(values.size() == 1 && arguments.is_dict()))
        throw Fault{"the format uses " + std::to_string(used) + " of " + std::to_string(values.size()) + " values"};
    return rt.make_text(std::move(out), markup);
}

namespace {

// [[fill]align][sign][#][0][width][.precision][type]
Spec parse_brace_spec(std::string_view text, bool is_number) {
    Spec spec;
    spec.type = '\0';
    size_t pos = 0;
    size_t behind_fill = 0;
    if (!text.empty())
        next_code_point(text, behind_fill);
    const auto is_align = [&](size_t at) {
        return at < text.size() && std::string_view("<>^").find(text[at]) != std::string_view::npos;
    };
    const bool with_fill = is_align(behind_fill);
    if (with_fill)
        spec.fill = std::string(text.substr(0, behind_fill));
    if (with_fill || is_align(0)) {
        pos = with_fill ? behind_fill : 0;
        spec.left = text[pos] == '<';
        spec.centre = text[pos] == '^';
        ++pos;
    } else {
        spec.left = !is_number;
    }
    const bool aligned = pos > 0;
    for (; pos < text.size() && std::string_view("+- #").find(text[pos]) != std::string_view::npos; ++pos) {
        spec.plus |= text[pos] == '+';
        spec.blank |= text[pos] == ' ';
        spec.alternate |= text[pos] == '#';
    }
    if (pos < text.size() && text[pos] == '0') {
        spec.zero = !aligned;
        ++pos;
    }
    spec.width = take_number(text, pos);
    if (pos < text.size() && text[pos] == '.')
        spec.precision = take_number(text, ++pos);
    if (pos < text.size())
        spec.type = text[pos++];
    if (pos != text.size())
        throw Fault{"the format " + in_quotes(std::string(text)) + " is not supported"};
    return spec;
}

Value field_value(Runtime& rt, std::string_view field, const Arguments& arguments, size_t& next) {
    size_t end = 0;
    while (end < field.size() && field[end] != '.' && field[end] != '[')
        ++end;
    const std::string name(field.substr(0, end));
    Value value;
    size_t digits_end = 0;
    if (name.empty() || (take_number(name, digits_end), digits_end == name.size())) {
        digits_end = 0;
        const size_t index = name.empty() ? next++ : static_cast<size_t>(take_number(name, digits_end));
        if (index >= arguments.positional.size())
            throw Fault{"format() needs more values than the " + std::to_string(arguments.positional.size()) +
                        " given"};
        value = arguments.positional[index];
    } else {
        const auto found = std::find_if(arguments.named.begin(), arguments.named.end(),
                                        [&](const auto& argument) { return argument.first == name; });
        if (found == arguments.named.end())
            throw Fault{"format() names " + in_quotes(name) + ", which is not given"};
        value = found->second;
    }
    while (end < field.size()) {
        if (field[end] == '.') {
            const size_t stop = std::min(field.find_first_of(".[", end + 1), field.size());
            value = get_attribute(rt, value, std::string(field.substr(end + 1, stop - end - 1)));
            end = stop;
            continue;
        }
        const size_t close = field.find(']', end);
        if (close == std::string_view::npos)
            throw Fault{"a field of format() is malformed"};
        const std::string key(field.substr(end + 1, close - end - 1));
        size_t pos = 0;
        const int64_t number = take_number(key, pos);
        value = get_item(rt, value, !key.empty() && pos == key.size() ? Value(number) : Value(Text(key)));
        end = close + 1;
    }
    return value;
}

} // namespace

Value brace_format(Runtime& rt, const Value& self, const Arguments& arguments) {
    const Text& format = self.text();
    const bool markup = self.is_markup();
    const std::string& s = format.bytes();
    Text out;
    size_t next = 0;
    for (size_t pos = 0; pos < s.size();) {
        const size_t brace = std::min(s.find_first_of("{}", pos), s.size());
        out.append(format, pos, brace);
        if (brace == s.size())
            break;
        if (brace + 1 < s.size() && s[brace + 1] == s[brace]) {
            out.append(format, brace, brace + 1);
            pos = brace + 2;
            continue;
        }
        const size_t close = s.find('}', brace);
        if (s[brace] == '}' || close == std::string::npos)
            throw Fault{"format() finds a single brace"};
        const std::string_view inner = std::string_view(s).substr(brace + 1, close - brace - 1);
        if (inner.find('{') != std::string_view::npos)
            throw Fault{"nested fields in format() are not supported"};
        const size_t colon = std::min(inner.find(':'), inner.size());
        std::string_view field = inner.substr(0, colon);
        const bool as_repr = field.ends_with("!r");
        const bool as_text = field.ends_with("!s");
        if (as_repr || as_text)
            field.remove_suffix(2);
        Value value = field_value(rt, field, arguments, next);
        if (as_repr || as_text)
            value = Value(as_repr ? rt.to_repr(value) : rt.to_text(value));
        const std::string_view spec_text = colon < inner.size() ? inner.substr(colon + 1) : std::string_view();
        Spec spec = parse_brace_spec(spec_text, value.is_number());
        if (markup && value.is_markup() && !spec_text.empty())
            throw Fault{"a string that 'safe' or 'escape' made takes no format"};
        Text piece;
        if (is_number_type(spec.type))
            append_padded(piece, Text(number_text(value, spec)), spec, true);
        else if ((spec.type == '\0' || spec.type == 's') && (!value.is(Value::Kind::Float) || spec.precision < 0))
            append_padded(piece, cut(rt.to_text(value), spec.precision), spec, value.is_number());
        else
            throw Fault{"the format " + in_quotes(std::string(spec_text)) + " is not supported"};
        out.append(markup ? escaped(rt, Value(std::move(piece), value.is_markup())) : piece);
        rt.made_bytes(out.size() / 16);
        pos = close + 1;
    }
    return rt.make_text(std::move(out), markup);
}

} // namespace loratrf::jinja
