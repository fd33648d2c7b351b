// Values to JSON text as Python's json.dumps writes it; the marks of strings stay on their characters.

#include "backend/text/jinja_builtins.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace loratrf::jinja {

namespace {

using Kind = Value::Kind;

class JsonWriter {
public:
    JsonWriter(Runtime& rt, const JsonStyle& style) : m_rt(rt), m_style(style) {}

    Text write(const Value& value) {
        append(value, 0);
        return std::move(m_out);
    }

private:
    void append(const Value& value, int level) {
        m_rt.step();
        if (m_out.size() > m_rt.limits.string_bytes)
            m_rt.made_bytes(m_out.size());
        switch (value.kind()) {
        case Kind::None:
            return m_out.append("null");
        case Kind::Bool:
            return m_out.append(value.boolean() ? "true" : "false");
        case Kind::Int:
            return m_out.append(std::to_string(value.integer()));
        case Kind::Float:
            return m_out.append(number(value.real()));
        case Kind::String:
            return append_string(value.text());
        case Kind::Dict:
            return append_dict(value.dict(), level);
        case Kind::Sequence:
            if (value.sequence().flavor <= Sequence::Flavor::Tuple)
                return append_list(value.sequence().items, level);
            break;
        case Kind::Undefined:
            throw Fault{"tojson cannot write an undefined value: " + value.why_undefined()};
        default:
            break;
        }
        throw Fault{"tojson cannot write a value of type " + type_name(value)};
    }

    static std::string number(double value) {
        if (std::isnan(value))
            return "NaN";
        if (std::isinf(value))
            return value < 0 ? "-Infinity" : "Infinity";
        return float_repr(value);
    }

    void append_string(const Text& text) {
        m_rt.step(text.size() / 16);
        m_out.append("\"");
        for (size_t pos = 0; pos < text.size();) {
            const size_t begin = pos;
            const char32_t c = next_code_point(text.bytes(), pos);
            const std::string escaped = escape(c);
            if (escaped.empty())
                m_out.append(text, begin, pos);
            else
                m_out.append(escaped, text.tainted_at(begin));
        }
        m_out.append("\"");
    }

    // Empty when the character is written as it is.
    std::string escape(char32_t c) const {
        static const std::string_view special = "\"\\\n\r\t\b\f";
        static const std::string_view letters = "\"\\nrtbf";
        if (c < 0x80 && special.find(static_cast<char>(c)) != std::string_view::npos)
            return std::string("\\") + letters[special.find(static_cast<char>(c))];
        if (c >= 0x20 && (c < 0x7F || !m_style.ascii))
            return {};
        if (c == 0x7F)
            return {};
        char buffer[32];
        if (c < 0x10000)
            std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(c));
        else
            std::snprintf(buffer, sizeof buffer, "\\u%04x\\u%04x", static_cast<unsigned>(0xD7C0 + (c >> 10)),
                          static_cast<unsigned>(0xDC00 + (c & 0x3FF)));
        return buffer;
    }

    void new_line(int level) {
        if (!m_style.indent)
            return;
        m_out.append("\n");
        for (int i = 0; i < level; ++i)
            m_out.append(*m_style.indent);
        m_rt.made_bytes(m_style.indent->size() * static_cast<size_t>(level));
    }

    // With an indent Python ends items with "," and no blank, unless separators are given.
    void append_list(const std::vector<Value>& items, int level) {
        if (items.empty())
            return m_out.append("[]");
        m_out.append("[");
        for (size_t i = 0; i < items.size(); ++i) {
            if (i > 0)
                m_out.append(m_style.item_separator);
            new_line(level + 1);
            append(items[i], level + 1);
        }
        new_line(level);
        m_out.append("]");
    }

    Text key_text(const Value& key) const {
        switch (key.kind()) {
        case Kind::String:
            return key.text();
        case Kind::None:
            return Text("null");
        case Kind::Bool:
            return Text(key.boolean() ? "true" : "false");
        case Kind::Int:
            return Text(std::to_string(key.integer()));
        case Kind::Float:
            return Text(number(key.real()));
        default:
            throw Fault{"tojson cannot write a key of type " + type_name(key)};
        }
    }

    void append_dict(const Dict& dict, int level) {
        if (dict.entries.empty())
            return m_out.append("{}");
        std::vector<const std::pair<Value, Value>*> entries;
        for (const auto& entry : dict.entries)
            entries.push_back(&entry);
        if (m_style.sort_keys)
            std::stable_sort(entries.begin(), entries.end(),
                             [&](const auto* a, const auto* b) { return m_rt.compare(a->first, b->first, "<") < 0; });
        m_out.append("{");
        for (size_t i = 0; i < entries.size(); ++i) {
            if (i > 0)
                m_out.append(m_style.item_separator);
            new_line(level + 1);
            append_string(key_text(entries[i]->first));
            m_out.append(m_style.key_separator);
            append(entries[i]->second, level + 1);
        }
        new_line(level);
        m_out.append("}");
    }

    Runtime& m_rt;
    const JsonStyle& m_style;
    Text m_out;
};

} // namespace

Text to_json(Runtime& rt, const Value& value, const JsonStyle& style) {
    return JsonWriter(rt, style).write(value);
}

} // namespace loratrf::jinja
