// Methods of strings, lists and mappings that jinja2's immutable sandbox lets a template call.

#include "backend/text/jinja_builtins.h"

#include <algorithm>
#include <unordered_map>

namespace loratrf::jinja {

using Flavor = Sequence::Flavor;

namespace {

using Methods = std::unordered_map<std::string_view, Native>;

Value texts(Runtime& rt, std::vector<Text> parts, Flavor flavor = Flavor::List) {
    std::vector<Value> items;
    items.reserve(parts.size());
    for (Text& part : parts)
        items.push_back(rt.make_text(std::move(part)));
    return rt.make_sequence(std::move(items), flavor);
}

template <bool left, bool right>
Value strip_method(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("strip()", arguments, {"chars"});
    return rt.make_text(strip(self.text(), given.text(0), left, right));
}

template <bool from_right>
Value split_method(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("split()", arguments, {"sep", "maxsplit"});
    const auto separator = given.text(0);
    if (separator && separator->empty())
        throw Fault{"split() needs a separator that is not empty"};
    const auto limit = static_cast<long>(given.integer(1, -1));
    rt.step(self.text().size());
    if (separator)
        rt.search(self.text().size(), separator->size());
    return texts(rt, from_right ? rsplit(self.text(), separator, limit) : split(self.text(), separator, limit));
}

template <bool from_right>
Value partition_method(Runtime& rt, const Value& self, Arguments& arguments) {
    const std::string separator = *Bound("partition()", arguments, {"sep"}, 1).text(0);
    if (separator.empty())
        throw Fault{"partition() needs a separator that is not empty"};
    const Text& text = self.text();
    rt.search(text.size(), separator.size());
    const size_t at = from_right ? text.bytes().rfind(separator) : text.bytes().find(separator);
    if (at == std::string::npos)
        return texts(rt, from_right ? std::vector<Text>{Text(), Text(), text} : std::vector<Text>{text, Text(), Text()},
                     Flavor::Tuple);
    const size_t behind = at + separator.size();
    return texts(rt, {text.slice(0, at), text.slice(at, behind), text.slice(behind, text.size())}, Flavor::Tuple);
}

template <bool at_end>
Value affix_test(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given(at_end ? "endswith()" : "startswith()", arguments, {"affix"}, 1);
    const auto has = [&](const Value& affix) {
        const std::string& wanted = text_of(affix, "the beginning or end").bytes();
        return at_end ? self.text().bytes().ends_with(wanted) : self.text().bytes().starts_with(wanted);
    };
    if (given[0]->is_string())
        return Value(has(*given[0]));
    if (!given[0]->is(Value::Kind::Sequence) || given[0]->sequence().flavor != Flavor::Tuple)
        throw Fault{"startswith() and endswith() need a string or a tuple, found " + type_name(*given[0])};
    const std::vector<Value> affixes = rt.items_of(*given[0]);
    return Value(std::any_of(affixes.begin(), affixes.end(), has));
}

template <bool at_end>
Value remove_affix(Runtime& rt, const Value& self, Arguments& arguments) {
    const Value affix = *Bound(at_end ? "removesuffix()" : "removeprefix()", arguments, {"affix"}, 1)[0];
    const std::string& wanted = text_of(affix, "the affix").bytes();
    const Text& text = self.text();
    if (at_end)
        return rt.make_text(text.bytes().ends_with(wanted) ? text.slice(0, text.size() - wanted.size()) : text);
    return rt.make_text(text.bytes().starts_with(wanted) ? text.slice(wanted.size(), text.size()) : text);
}

template <bool last, bool must_exist>
Value find_text(Runtime& rt, const Value& self, Arguments& arguments) {
    const std::string part = *Bound("find()", arguments, {"sub"}, 1).text(0);
    const std::string& bytes = self.text().bytes();
    rt.search(bytes.size(), part.size());
    const size_t at = last ? bytes.rfind(part) : bytes.find(part);
    if (at != std::string::npos)
        return Value(static_cast<int64_t>(code_point_count(std::string_view(bytes).substr(0, at))));
    if (must_exist)
        throw Fault{"index() finds no " + in_quotes(part)};
    return Value(int64_t{-1});
}

Value replace_method(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("replace()", arguments, {"old", "new", "count"}, 2);
    const std::string& from = text_of(*given[0], "the text to replace").bytes();
    const Text& to = text_of(*given[1], "the replacement").bytes().empty() ? Text() : given[1]->text();
    rt.search(self.text().size(), from.size());
    rt.made_bytes(self.text().size() + count_occurrences(self.text().bytes(), from) * to.size());
    return Value(replace(self.text(), from, to, static_cast<long>(given.integer(2, -1))));
}

Value count_method(Runtime& rt, const Value& self, Arguments& arguments) {
    const std::string part = *Bound("count()", arguments, {"sub"}, 1).text(0);
    rt.search(self.text().size(), part.size());
    return Value(static_cast<int64_t>(count_occurrences(self.text().bytes(), part)));
}

Value join_method(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("join()", arguments, {"iterable"}, 1);
    Text out;
    bool first = true;
    for (const Value& item : rt.items_of(*given[0])) {
        if (!first)
            out.append(self.text());
        first = false;
        const Text& piece = text_of(item, "every value given to join()");
        rt.made_bytes(piece.size() + self.text().size());
        out.append(piece);
    }
    return Value(std::move(out));
}

template <Text (*change)(const Text&)>
Value changed(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("the method", arguments, {});
    rt.step(self.text().size() / 16);
    return rt.make_text(change(self.text()));
}

// True when there is at least one character and all satisfy the predicate.
template <bool (*holds)(char32_t)>
Value every_character(Runtime& rt, const Value& self, Arguments&) {
    const std::string& bytes = self.text().bytes();
    rt.step(bytes.size() / 16);
    for (size_t pos = 0; pos < bytes.size();)
        if (!holds(next_code_point(bytes, pos)))
            return Value(false);
    return Value(!bytes.empty());
}

bool is_alnum(char32_t c) {
    return is_alpha(c) || is_numeric(c);
}

template <bool upper>
Value case_method(Runtime& rt, const Value& self, Arguments& arguments) {
    return Value(call_test(rt, upper ? "upper" : "lower", self, arguments));
}

// Where the text goes: -1 left, 0 centre, 1 right.
template <int side>
Value justified(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("the method", arguments, {"width", "fillchar"}, 1);
    const std::string fill = given.text(1).value_or(" ");
    if (code_point_count(fill) != 1)
        throw Fault{"the fill must be one character"};
    const auto length = static_cast<int64_t>(code_point_count(self.text().bytes()));
    const int64_t padding = std::max<int64_t>(given.integer(0, 0) - length, 0);
    // CPython gives the odd blank of a centred text to the left when the width is odd.
    const int64_t left = side > 0 ? padding : side < 0 ? 0 : padding / 2 + (padding & (padding + length) & 1);
    rt.made_bytes(static_cast<uint64_t>(padding) > rt.limits.string_bytes
                      ? SIZE_MAX
                      : self.text().size() + static_cast<size_t>(padding) * fill.size());
    Text out;
    for (int64_t i = 0; i < left; ++i)
        out.append(fill);
    out.append(self.text());
    for (int64_t i = left; i < padding; ++i)
        out.append(fill);
    return Value(std::move(out));
}

const Methods& string_methods() {
    static const Methods table = {
        {"strip", strip_method<true, true>},
        {"lstrip", strip_method<true, false>},
        {"rstrip", strip_method<false, true>},
        {"split", split_method<false>},
        {"rsplit", split_method<true>},
        {"splitlines",
         [](Runtime& rt, const Value& self, Arguments& arguments) {
             const bool keep = Bound("splitlines()", arguments, {"keepends"}).flag(0, false);
             rt.step(self.text().size());
             return texts(rt, split_lines(self.text(), keep));
         }},
        {"partition", partition_method<false>},
        {"rpartition", partition_method<true>},
        {"startswith", affix_test<false>},
        {"endswith", affix_test<true>},
        {"removeprefix", remove_affix<false>},
        {"removesuffix", remove_affix<true>},
        {"find", find_text<false, false>},
        {"rfind", find_text<true, false>},
        {"index", find_text<false, true>},
        {"rindex", find_text<true, true>},
        {"count", count_method},
        {"replace", replace_method},
        {"join", join_method},
        {"upper", changed<to_upper>},
        {"lower", changed<to_lower>},
        {"title", changed<to_title>},
        {"capitalize", changed<capitalize>},
        {"swapcase", changed<swap_case>},
        {"isspace", every_character<is_space>},
        {"isalpha", every_character<is_alpha>},
        {"isalnum", every_character<is_alnum>},
        {"isdigit", every_character<is_digit>},
        {"isdecimal", every_character<is_decimal>},
        {"isnumeric", every_character<is_numeric>},
        {"isupper", case_method<true>},
        {"islower", case_method<false>},
        {"ljust", justified<-1>},
        {"center", justified<0>},
        {"rjust", justified<1>},
        {"format",
         [](Runtime& rt, const Value& self, Arguments& arguments) { return brace_format(rt, self, arguments); }},
    };
    return table;
}

Value list_index(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("index()", arguments, {"value"}, 1);
    const auto& items = self.sequence().items;
    for (size_t i = 0; i < items.size(); ++i)
        if (rt.equal(items[i], *given[0]))
            return Value(static_cast<int64_t>(i));
    throw Fault{"index() does not find the value"};
}

Value list_count(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("count()", arguments, {"value"}, 1);
    const auto& items = self.sequence().items;
    return Value(static_cast<int64_t>(
        std::count_if(items.begin(), items.end(), [&](const Value& item) { return rt.equal(item, *given[0]); })));
}

const Methods& list_methods() {
    static const Methods table = {
        {"index", list_index},
        {"count", list_count},
        {"copy", [](Runtime& rt, const Value& self, Arguments&) { return rt.make_sequence(rt.items_of(self)); }},
    };
    return table;
}

template <Flavor flavor>
Value dict_view(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound none("the method", arguments, {});
    std::vector<Value> items;
    for (const auto& [key, value] : self.dict().entries) {
        if (flavor == Flavor::KeysView)
            items.push_back(key);
        else if (flavor == Flavor::ValuesView)
            items.push_back(value);
        else
            items.push_back(rt.make_sequence({key, value}, Flavor::Tuple));
    }
    return rt.make_sequence(std::move(items), flavor);
}

const Methods& dict_methods() {
    static const Methods table = {
        {"items", dict_view<Flavor::ItemsView>},
        {"keys", dict_view<Flavor::KeysView>},
        {"values", dict_view<Flavor::ValuesView>},
        {"get",
         [](Runtime& rt, const Value& self, Arguments& arguments) {
             const Bound given("get()", arguments, {"key", "default"}, 1);
             const Value* found = self.dict().find(rt.hash_key(*given[0]));
             return found ? *found : given.value(1, Value::none());
         }},
        {"copy", [](Runtime&, const Value& self, Arguments&) { return self; }},
    };
    return table;
}

// Python has these methods too; a template that calls one must not silently get something else.
Value unsupported(Runtime&, const Value& self, Arguments&) {
    throw Fault{"the template calls a method of " + type_name(self) + " that is not supported"};
}

} // namespace

Native find_method(const Value& self, std::string_view name) {
    static const std::string_view unsupported_text[] = {"casefold",  "encode",       "expandtabs", "format_map",
                                                        "isascii",   "isidentifier", "istitle",    "isprintable",
                                                        "maketrans", "translate",    "zfill"};
    const auto lookup = [&](const Methods& table) -> Native {
        const auto found = table.find(name);
        return found == table.end() ? nullptr : found->second;
    };
    const auto is_in = [&](const auto& names) {
        return std::find(std::begin(names), std::end(names), name) != std::end(names);
    };
    static const std::string_view unsupported_markup[] = {"escape", "striptags", "unescape"};
    if (self.is_markup() && is_in(unsupported_markup))
        return unsupported;
    if (self.is_string())
        return is_in(unsupported_text) ? unsupported : lookup(string_methods());
    if (self.is_dict())
        return name == "fromkeys" ? unsupported : lookup(dict_methods());
    if (!self.is(Value::Kind::Sequence) || !self.sequence().is_subscriptable())
        return nullptr;
    if (self.sequence().flavor == Flavor::List)
        return lookup(list_methods());
    return name == "copy" ? nullptr : lookup(list_methods());
}

bool changes_its_object(const Value& self, std::string_view method) {
    static const std::string_view list_changes[] = {"append", "clear",  "extend",  "insert",
                                                    "pop",    "remove", "reverse", "sort"};
    static const std::string_view dict_changes[] = {"clear", "pop", "popitem", "setdefault", "update"};
    const auto is_in = [&](const auto& names) {
        return std::find(std::begin(names), std::end(names), method) != std::end(names);
    };
    if (self.is_dict())
        return is_in(dict_changes);
    return self.is(Value::Kind::Sequence) && self.sequence().flavor == Flavor::List && is_in(list_changes);
}

} // namespace loratrf::jinja
