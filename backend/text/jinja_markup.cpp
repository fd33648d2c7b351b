// markupsafe's Markup, the string that 'safe' and 'escape' make. It escapes what is added to it even where, as in chat
// templates, printing escapes nothing.

#include "backend/text/jinja_builtins.h"

namespace loratrf::jinja {

namespace {

const char* entity_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&#34;";
    case '\'':
        return "&#39;";
    default:
        return nullptr;
    }
}

Value marked(Runtime& rt, const Value& value) {
    if (value.is_string())
        return rt.make_text(value.text(), true);
    if (!value.is(Value::Kind::Sequence))
        return value;
    std::vector<Value> items;
    for (const Value& item : value.sequence().items)
        items.push_back(marked(rt, item));
    return rt.make_sequence(std::move(items), value.sequence().flavor);
}

} // namespace

Text escaped(Runtime& rt, const Value& value) {
    Text text = rt.to_text(value);
    if (value.is_markup())
        return text;
    Text out;
    for (size_t pos = 0, begin = 0; pos <= text.size(); ++pos) {
        const char* entity = pos < text.size() ? entity_of(text.bytes()[pos]) : "";
        if (!entity)
            continue;
        out.append(text, begin, pos);
        out.append(entity, text.tainted_at(pos));
        begin = pos + 1;
    }
    rt.made_bytes(out.size());
    return out;
}

Value call_markup_method(Runtime& rt, const Value& self, const std::string& name, Native method, Arguments& arguments) {
    std::vector<Value>& given = arguments.positional;
    const auto escape = [&](const Value& value) { return Value(escaped(rt, value)); };
    if (name == "join" && given.size() == 1) {
        std::vector<Value> items;
        for (const Value& item : rt.items_of(given[0]))
            items.push_back(escape(item));
        given[0] = rt.make_sequence(std::move(items));
    } else if (given.size() > 1 && (name == "replace" || name == "ljust" || name == "center" || name == "rjust")) {
        given[1] = escape(given[1]);
    }
    return marked(rt, method(rt, self, arguments));
}

} // namespace loratrf::jinja
