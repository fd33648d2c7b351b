// Filters that give a string, a number or a single value.

#include "backend/text/jinja_filters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace loratrf::jinja {

using Kind = Value::Kind;

namespace {

template <Text (*change)(const Text&)>
Value changed(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("the filter", arguments, {});
    return rt.make_text(change(rt.to_text(self)), self.is_markup());
}

// jinja2's own: a word begins behind blanks, brackets and hyphens only.
Value title_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("'title'", arguments, {});
    const Text text = rt.to_text(self);
    Text out;
    bool word_begins = true;
    for (size_t pos = 0; pos < text.size();) {
        const size_t begin = pos;
        const char32_t c = next_code_point(text.bytes(), pos);
        const Text one = text.slice(begin, pos);
        out.append(word_begins ? to_upper(one) : to_lower(one));
        word_begins = is_space(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
    }
    return rt.make_text(std::move(out));
}

Value escape_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("'escape'", arguments, {});
    return self.is_markup() ? self : rt.make_text(escaped(rt, self), true);
}

Value forceescape_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("'forceescape'", arguments, {});
    return rt.make_text(escaped(rt, Value(rt.to_text(self))), true);
}

Value safe_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("'safe'", arguments, {});
    return rt.make_text(rt.to_text(self), true);
}

Value string_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("'string'", arguments, {});
    return self.is_string() ? self : rt.make_text(rt.to_text(self));
}

Value trim_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'trim'", arguments, {"chars"});
    return rt.make_text(strip(rt.to_text(self), given.text(0), true, true), self.is_markup());
}

Value replace_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'replace'", arguments, {"old", "new", "count"}, 2);
    const Text text = rt.to_text(self);
    const std::string from = rt.to_text(*given[0]).bytes();
    const Text to = rt.to_text(*given[1]);
    const bool unlimited = !given[2] || given[2]->is_none();
    rt.search(text.size(), from.size());
    rt.made_bytes(text.size() + count_occurrences(text.bytes(), from) * to.size());
    return Value(replace(text, from, to, unlimited ? -1 : static_cast<long>(given.integer(2, -1))));
}

Value join_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'join'", arguments, {"d", "attribute"});
    const Text separator = given[0] ? rt.to_text(*given[0]) : Text();
    Text out;
    bool first = true;
    for (const Value& item : rt.items_of(self)) {
        if (!first)
            out.append(separator);
        first = false;
        const Text piece = rt.to_text(given[1] && !given[1]->is_none() ? attribute_path(rt, item, *given[1]) : item);
        rt.made_bytes(piece.size() + separator.size());
        out.append(piece);
    }
    return Value(std::move(out));
}

Value indent_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'indent'", arguments, {"width", "first", "blank"});
    Text text = text_of(self, "the input of 'indent'");
    if (given[0] && given[0]->is_markup() && !self.is_markup())
        throw Fault{"'indent' by a string that 'safe' or 'escape' made is not supported"};
    const int64_t width = given[0] && given[0]->is_string() ? 0 : given.integer(0, 4);
    rt.made_bytes(static_cast<size_t>(std::clamp<int64_t>(width, 0, INT64_MAX)));
    const Text indention = given[0] && given[0]->is_string()
                               ? given[0]->text()
                               : Text(std::string(static_cast<size_t>(std::max<int64_t>(width, 0)), ' '));
    text.append("\n"); // so that an empty last line counts
    const std::vector<Text> lines = split_lines(text);
    rt.step(lines.size());
    rt.made_bytes(text.size());
    if (lines.size() > rt.limits.string_bytes / (indention.size() + 1))
        rt.made_bytes(SIZE_MAX);
    rt.made_bytes(lines.size() * indention.size());
    Text out;
    for (size_t i = 0; i < lines.size(); ++i) {
        if (i > 0)
            out.append("\n");
        if (i == 0 ? given.flag(1, false) : given.flag(2, false) || !lines[i].empty())
            out.append(indention);
        out.append(lines[i]);
    }
    return Value(std::move(out), self.is_markup());
}

Value truncate_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'truncate'", arguments, {"length", "killwords", "end", "leeway"});
    const Text& text = text_of(self, "the input of 'truncate'");
    const Value end = given.value(2, Value("..."));
    const auto end_length = static_cast<int64_t>(code_point_count(text_of(end, "the end of 'truncate'").bytes()));
    const int64_t length = given.integer(0, 255), leeway = given.integer(3, 5);
    if (length < end_length)
        throw Fault{"'truncate' cannot shorten to less than the length of its end"};
    if (leeway < 0)
        throw Fault{"'truncate' needs a leeway of at least 0"};
    const std::vector<size_t> offsets = code_point_offsets(text.bytes());
    if (static_cast<int64_t>(offsets.size()) - 1 - length <= leeway) // a sum of the two could overflow
        return self;
    Text kept = text.slice(0, offsets[static_cast<size_t>(length - end_length)]);
    if (!given.flag(1, false))
        kept = rsplit(kept, " ", 1)[0];
    return arithmetic(rt, Op::Add, Value(std::move(kept), self.is_markup()), end);
}

Value tojson_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'tojson'", arguments, {"ensure_ascii", "indent", "separators", "sort_keys"});
    JsonStyle style;
    style.ascii = given.flag(0, false);
    style.sort_keys = given.flag(3, false);
    if (given[1] && !given[1]->is_none()) {
        if (given[1]->is_string()) {
            style.indent = given[1]->text();
        } else {
            const int64_t width = std::max<int64_t>(integer_of(*given[1], "indent"), 0);
            if (width > 1000)
                throw Fault{"'tojson' indents by at most 1000"};
            style.indent = Text(std::string(static_cast<size_t>(width), ' '));
        }
        style.item_separator = Text(",");
    }
    if (given[2] && !given[2]->is_none()) {
        const std::vector<Value> separators = rt.items_of(*given[2]);
        if (separators.size() != 2)
            throw Fault{"'tojson' needs two separators"};
        style.item_separator = text_of(separators[0], "a separator");
        style.key_separator = text_of(separators[1], "a separator");
    }
    return rt.make_text(to_json(rt, self, style));
}

std::optional<double> parse_real(const std::string& text) {
    std::string digits;
    const std::string stripped = strip(Text(text), std::nullopt, true, true).bytes();
    for (size_t i = 0; i < stripped.size(); ++i)
        if (stripped[i] != '_')
            digits.push_back(stripped[i]);
        else if (i == 0 || i + 1 == stripped.size() || !std::isdigit(static_cast<unsigned char>(stripped[i - 1])) ||
                 !std::isdigit(static_cast<unsigned char>(stripped[i + 1])))
            return std::nullopt;
    if (digits.starts_with("+") && !digits.starts_with("+-"))
        digits.erase(0, 1);
    double value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (digits.empty() || fault != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

std::optional<int64_t> parse_integer(const std::string& text, int64_t base) {
    std::string digits = strip(Text(text), std::nullopt, true, true).bytes();
    std::erase(digits, '_');
    const bool negative = digits.starts_with("-");
    if (negative || digits.starts_with("+"))
        digits.erase(0, 1);
    const std::string_view prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    if (!prefix.empty() && to_lower(Text(digits)).bytes().starts_with(prefix))
        digits.erase(0, 2);
    if (digits.empty() || digits[0] == '-')
        return std::nullopt;
    int64_t value = 0;
    const auto [end, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, static_cast<int>(base));
    if (fault == std::errc::result_out_of_range)
        throw Fault{"the number " + in_quotes(text) + " does not fit into a 64-bit integer"};
    if (fault != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return negative ? -value : value;
}

std::optional<int64_t> truncated(double value) {
    if (std::isnan(value) || std::isinf(value))
        return std::nullopt;
    if (std::abs(value) >= 9.2e18)
        throw Fault{"the number does not fit into a 64-bit integer"};
    return static_cast<int64_t>(value);
}

void refuse_undefined(const Value& value) {
    if (value.is_undefined())
        throw Fault{value.why_undefined()};
}

Value int_filter(Runtime&, const Value& self, Arguments& arguments) {
    const Bound given("'int'", arguments, {"default", "base"});
    refuse_undefined(self);
    const int64_t base = given.integer(1, 10);
    if (base < 2 || base > 36)
        throw Fault{"'int' needs a base from 2 to 36"};
    std::optional<int64_t> number;
    if (self.is_string()) {
        number = parse_integer(self.text().bytes(), base);
        if (!number)
            if (const auto real = parse_real(self.text().bytes()))
                number = truncated(*real);
    } else if (self.is_integral()) {
        number = self.integer();
    } else if (self.is_number()) {
        number = truncated(self.real());
    }
    return number ? Value(*number) : given.value(0, Value(int64_t{0}));
}

Value float_filter(Runtime&, const Value& self, Arguments& arguments) {
    const Bound given("'float'", arguments, {"default"});
    refuse_undefined(self);
    std::optional<double> number;
    if (self.is_string())
        number = parse_real(self.text().bytes());
    else if (self.is_number())
        number = self.real();
    return number ? Value(*number) : given.value(0, Value(0.0));
}

Value round_filter(Runtime&, const Value& self, Arguments& arguments) {
    const Bound given("'round'", arguments, {"precision", "method"});
    refuse_undefined(self);
    if (!self.is_number())
        throw Fault{"'round' needs a number, found " + type_name(self)};
    const int64_t precision = given.integer(0, 0);
    const std::string method = given.text(1).value_or("common");
    if (precision < 0 || precision > 300)
        throw Fault{"'round' supports a precision from 0 to 300"};
    if (method == "ceil" || method == "floor") {
        const double scale = std::pow(10.0, static_cast<double>(precision));
        const double scaled = self.real() * scale;
        const double result = method == "ceil" ? std::ceil(scaled) : std::floor(scaled);
        return Value(result / scale);
    }
    if (method != "common")
        throw Fault{"'round' knows the methods common, ceil and floor, found " + in_quotes(method)};
    if (self.is_integral())
        return Value(self.integer());
    char buffer[800];
    std::snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(precision), self.real());
    return Value(std::strtod(buffer, nullptr));
}

Value abs_filter(Runtime& rt, const Value& self, Arguments&) {
    refuse_undefined(self);
    if (self.is_integral())
        return self.integer() < 0 ? unary(rt, Op::Minus, self) : Value(self.integer());
    if (!self.is_number())
        throw Fault{"'abs' needs a number, found " + type_name(self)};
    return Value(std::abs(self.real()));
}

Value default_filter(Runtime&, const Value& self, Arguments& arguments) {
    const Bound given("'default'", arguments, {"default_value", "boolean"});
    if (self.is_undefined() || (given.flag(1, false) && !is_true(self)))
        return given.value(0, Value(""));
    return self;
}

Value format_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    if (!arguments.named.empty() && !arguments.positional.empty())
        throw Fault{"'format' takes positional or named values, not both"};
    std::vector<std::pair<Value, Value>> entries;
    for (const auto& [name, value] : arguments.named)
        entries.emplace_back(Value(Text(name)), value);
    const Value values = entries.empty() ? rt.make_sequence(arguments.positional, Sequence::Flavor::Tuple)
                                         : rt.make_dict(std::move(entries));
    return percent_format(rt, self.is_string() ? self : rt.make_text(rt.to_text(self)), values);
}

Value wordcount_filter(Runtime& rt, const Value& self, Arguments&) {
    const Text text = rt.to_text(self);
    int64_t words = 0;
    bool inside = false;
    for (size_t pos = 0; pos < text.size();) {
        const char32_t c = next_code_point(text.bytes(), pos);
        const bool is_word = c == '_' || is_alpha(c) || is_numeric(c);
        words += is_word && !inside;
        inside = is_word;
    }
    return Value(words);
}

Value length_filter(Runtime&, const Value& self, Arguments&) {
    return Value(static_cast<int64_t>(length_of(self)));
}

Value attr_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Value name = *Bound("'attr'", arguments, {"name"}, 1)[0];
    // Attributes only, never the entries of a mapping.
    if (self.is_dict() && !find_method(self, text_of(name, "the name").bytes()))
        return Value::undefined("dict object has no attribute " + in_quotes(name.text().bytes()));
    return get_attribute(rt, self, text_of(name, "the name").bytes());
}

} // namespace

const FilterTable& text_filters() {
    static const FilterTable table = {
        {"upper", changed<to_upper>},
        {"lower", changed<to_lower>},
        {"title", title_filter},
        {"capitalize", changed<capitalize>},
        {"e", escape_filter},
        {"escape", escape_filter},
        {"forceescape", forceescape_filter},
        {"safe", safe_filter},
        {"string", string_filter},
        {"trim", trim_filter},
        {"replace", replace_filter},
        {"join", join_filter},
        {"indent", indent_filter},
        {"truncate", truncate_filter},
        {"tojson", tojson_filter},
        {"int", int_filter},
        {"float", float_filter},
        {"round", round_filter},
        {"abs", abs_filter},
        {"default", default_filter},
        {"d", default_filter},
        {"format", format_filter},
        {"wordcount", wordcount_filter},
        {"length", length_filter},
        {"count", length_filter},
        {"attr", attr_filter},
    };
    return table;
}

Native find_filter(std::string_view name) {
    for (const FilterTable* table : {&text_filters(), &sequence_filters()})
        if (const auto found = table->find(name); found != table->end())
            return found->second;
    return nullptr;
}

Value call_filter(Runtime& rt, const std::string& name, const Value& self, Arguments& arguments) {
    const Native filter = find_filter(name);
    if (!filter)
        throw Fault{"the filter " + in_quotes(name) + " is unknown or not supported"};
    rt.read(self);
    return filter(rt, self, arguments);
}

} // namespace loratrf::jinja
