// The text of values, as Python's str() and repr() write it.

#include "backend/text/jinja_value.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace loratrf::jinja {

using Kind = Value::Kind;
using Flavor = Sequence::Flavor;

// Python writes the shortest digits that read back equal, with an exponent below 1e-4 and from 1e16 on.
std::string float_repr(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    char buffer[400];
    const auto scientific = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    std::string text(buffer, scientific.ptr);
    const int exponent = std::stoi(text.substr(text.find('e') + 1));
    if (exponent < -4 || exponent >= 16)
        return text;
    const auto fixed = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
    text.assign(buffer, fixed.ptr);
    return text.find('.') == std::string::npos ? text + ".0" : text;
}

Text Runtime::to_text(const Value& value) {
    if (value.is_string())
        return value.text();
    Text out;
    if (!value.is_undefined())
        append_repr(out, value);
    return out;
}

Text Runtime::to_repr(const Value& value) {
    Text out;
    append_repr(out, value);
    return out;
}

namespace {

void append_string_repr(Text& out, const Text& text) {
    const bool double_quotes =
        text.bytes().find('\'') != std::string::npos && text.bytes().find('"') == std::string::npos;
    const char quote = double_quotes ? '"' : '\'';
    out.append(std::string_view(&quote, 1));
    for (size_t pos = 0; pos < text.size();) {
        const size_t begin = pos;
        const char32_t c = next_code_point(text.bytes(), pos);
        char escaped[16];
        if (c == '\n' || c == '\r' || c == '\t' || c == '\\' || c == static_cast<unsigned char>(quote))
            std::snprintf(escaped, sizeof escaped, "\\%c",
                          c == '\n'   ? 'n'
                          : c == '\r' ? 'r'
                          : c == '\t' ? 't'
                                      : static_cast<char>(c));
        else if (is_printable(c)) {
            out.append(text, begin, pos);
            continue;
        } else
            std::snprintf(escaped, sizeof escaped,
                          c < 0x100     ? "\\x%02x"
                          : c < 0x10000 ? "\\u%04x"
                                        : "\\U%08x",
                          static_cast<unsigned>(c));
        out.append(escaped, text.tainted_at(begin));
    }
    out.append(std::string_view(&quote, 1));
}

} // namespace

void Runtime::append_repr(Text& out, const Value& value) {
    step();
    if (out.size() > limits.string_bytes)
        made_bytes(out.size());
    switch (value.kind()) {
    case Kind::Undefined:
        return out.append("Undefined");
    case Kind::None:
        return out.append("None");
    case Kind::Bool:
        return out.append(value.boolean() ? "True" : "False");
    case Kind::Int:
        return out.append(std::to_string(value.integer()));
    case Kind::Float:
        return out.append(float_repr(value.real()));
    case Kind::String:
        step(value.text().size() / 16);
        out.append(value.is_markup() ? "Markup(" : "");
        append_string_repr(out, value.text());
        return out.append(value.is_markup() ? ")" : "");
    case Kind::Dict: {
        const char* separator = "{";
        for (const auto& [key, item] : value.dict().entries) {
            out.append(separator);
            append_repr(out, key);
            out.append(": ");
            append_repr(out, item);
            separator = ", ";
        }
        return out.append(value.dict().entries.empty() ? "{}" : "}");
    }
    case Kind::Sequence:
        break;
    case Kind::Namespace:
    case Kind::Callable:
        throw Fault{"a value of type " + type_name(value) + " has no text form"};
    }
    const Sequence& sequence = value.sequence();
    if (sequence.flavor == Flavor::Iterator)
        throw Fault{"the result of a lazy filter has no text form; add '|list' or '|join'"};
    if (sequence.flavor == Flavor::Range) {
        const auto [start, stop, by] = sequence.range;
        return out.append("range(" + std::to_string(start) + ", " + std::to_string(stop) +
                          (by == 1 ? std::string() : std::string(", ").append(std::to_string(by))) + ")");
    }
    const bool tuple = sequence.flavor == Flavor::Tuple;
    const bool view = !sequence.is_subscriptable();
    out.append(view ? type_name(value) + "([" : tuple ? "(" : "[");
    for (size_t i = 0; i < sequence.items.size(); ++i) {
        if (i > 0)
            out.append(", ");
        append_repr(out, sequence.items[i]);
    }
    if (tuple && sequence.items.size() == 1)
        out.append(",");
    out.append(view ? "])" : tuple ? ")" : "]");
}

} // namespace loratrf::jinja
