// Filters that take or give lists.

#include "backend/text/jinja_filters.h"

#include <algorithm>

namespace loratrf::jinja {

using Kind = Value::Kind;
using Flavor = Sequence::Flavor;

// "a.b.0": attributes one after the other, or an index given as a number.
Value attribute_path(Runtime& rt, const Value& object, const Value& path, const Value* fallback) {
    const auto or_fallback = [&](Value found) {
        return found.is_undefined() && fallback && !fallback->is_none() ? *fallback : std::move(found);
    };
    if (!path.is_string())
        return or_fallback(get_item(rt, object, path));
    Value value = object;
    for (const Text& part : split(path.text(), ".", -1)) {
        const std::string& name = part.bytes();
        const bool is_index =
            !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == std::string::npos;
        const Value key = is_index ? Value(static_cast<int64_t>(std::stoll(name))) : Value(part);
        value = or_fallback(get_item(rt, value, key));
    }
    return value;
}

namespace {

bool is_given(const Value* value) {
    return value && !value->is_none();
}

// What filters compare by: an attribute when named, without regard to case unless asked for.
Value sort_key(Runtime& rt, const Value& item, const Value* path, const Value* fallback, bool case_sensitive) {
    Value key = is_given(path) ? attribute_path(rt, item, *path, fallback) : item;
    return key.is_string() && !case_sensitive ? rt.make_text(to_lower(key.text())) : key;
}

using Keyed = std::pair<Value, Value>; // key, item

void sort_keyed(Runtime& rt, std::vector<Keyed>& items, bool reverse) {
    std::stable_sort(items.begin(), items.end(), [&](const Keyed& a, const Keyed& b) {
        return reverse ? rt.compare(b.first, a.first, "<") < 0 : rt.compare(a.first, b.first, "<") < 0;
    });
}

Value without_keys(Runtime& rt, std::vector<Keyed>& keyed) {
    std::vector<Value> items;
    for (Keyed& entry : keyed)
        items.push_back(std::move(entry.second));
    return rt.make_sequence(std::move(items));
}

Value sort_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'sort'", arguments, {"reverse", "case_sensitive", "attribute"});
    const auto attribute = is_given(given[2]) && given[2]->is_string() ? given.text(2) : std::nullopt;
    const std::vector<Text> names = attribute ? split(Text(*attribute), ",", -1) : std::vector<Text>{};
    std::vector<Keyed> keyed;
    for (Value& item : rt.items_of(self)) {
        std::vector<Value> keys;
        for (const Text& name : names) {
            const Value path(name);
            keys.push_back(sort_key(rt, item, &path, nullptr, given.flag(1, false)));
        }
        if (names.empty())
            keys.push_back(sort_key(rt, item, given[2], nullptr, given.flag(1, false)));
        keyed.emplace_back(rt.make_sequence(std::move(keys)), std::move(item));
    }
    sort_keyed(rt, keyed, given.flag(0, false));
    return without_keys(rt, keyed);
}

Value dictsort_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'dictsort'", arguments, {"case_sensitive", "by", "reverse"});
    if (!self.is_dict())
        throw Fault{"'dictsort' needs a mapping, found " + type_name(self)};
    const std::string by = given.text(1).value_or("key");
    if (by != "key" && by != "value")
        throw Fault{"'dictsort' sorts by 'key' or 'value', found " + in_quotes(by)};
    std::vector<Keyed> keyed;
    for (const auto& [key, value] : self.dict().entries)
        keyed.emplace_back(sort_key(rt, by == "key" ? key : value, nullptr, nullptr, given.flag(0, false)),
                           rt.make_sequence({key, value}, Flavor::Tuple));
    sort_keyed(rt, keyed, given.flag(2, false));
    return without_keys(rt, keyed);
}

Value unique_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'unique'", arguments, {"case_sensitive", "attribute"});
    std::vector<Value> kept;
    std::unordered_map<std::string, bool> seen;
    for (Value& item : rt.items_of(self))
        if (seen.emplace(rt.hash_key(sort_key(rt, item, given[1], nullptr, given.flag(0, false))), true).second)
            kept.push_back(std::move(item));
    return rt.make_sequence(std::move(kept), Flavor::Iterator);
}

template <bool largest>
Value extreme_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given(largest ? "'max'" : "'min'", arguments, {"case_sensitive", "attribute"});
    std::optional<Keyed> best;
    for (Value& item : rt.items_of(self)) {
        Value key = sort_key(rt, item, given[1], nullptr, given.flag(0, false));
        if (!best || (largest ? rt.compare(key, best->first, ">") > 0 : rt.compare(key, best->first, "<") < 0))
            best.emplace(std::move(key), std::move(item));
    }
    return best ? best->second : Value::undefined("no smallest or largest item: the sequence is empty");
}

Value groupby_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'groupby'", arguments, {"attribute", "default", "case_sensitive"}, 1);
    const bool case_sensitive = given.flag(2, false);
    std::vector<Keyed> keyed;
    for (Value& item : rt.items_of(self))
        keyed.emplace_back(sort_key(rt, item, given[0], given[1], case_sensitive), item);
    sort_keyed(rt, keyed, false);
    std::vector<Value> groups;
    for (size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
        std::vector<Value> members;
        for (; end < keyed.size() && rt.equal(keyed[end].first, keyed[begin].first); ++end)
            members.push_back(keyed[end].second);
        if (end == begin)
            throw Fault{"'groupby' cannot group by values that differ from themselves"};
        Value name = sort_key(rt, members[0], given[0], given[1], true);
        const Value pair = rt.make_sequence({std::move(name), rt.make_sequence(std::move(members))}, Flavor::Tuple);
        auto named = std::make_shared<Sequence>(pair.sequence());
        named->field_names = {"grouper", "list"};
        groups.emplace_back(std::shared_ptr<const Sequence>(std::move(named)));
    }
    return rt.make_sequence(std::move(groups));
}

// select, reject, selectattr, rejectattr
template <bool by_attribute, bool keep_if>
Value select_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    std::vector<Value> kept;
    if (!is_true(self))
        return rt.make_sequence({}, Flavor::Iterator);
    const size_t first = by_attribute ? 1 : 0;
    if (arguments.positional.size() < first)
        throw Fault{"the name of an attribute is missing"};
    const auto name = arguments.positional.size() > first
                          ? std::optional(text_of(arguments.positional[first], "the name of a test").bytes())
                          : std::nullopt;
    for (Value& item : rt.items_of(self)) {
        const Value tested = by_attribute ? attribute_path(rt, item, arguments.positional[0]) : item;
        bool holds = is_true(tested);
        if (name) {
            Arguments rest{
                {arguments.positional.begin() + static_cast<std::ptrdiff_t>(first) + 1, arguments.positional.end()},
                arguments.named};
            holds = call_test(rt, *name, tested, rest);
        }
        if (holds == keep_if)
            kept.push_back(std::move(item));
    }
    return rt.make_sequence(std::move(kept), Flavor::Iterator);
}

Value map_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    std::vector<Value> mapped;
    if (!is_true(self))
        return rt.make_sequence({}, Flavor::Iterator);
    if (arguments.positional.empty()) {
        const Bound given("'map'", arguments, {"attribute", "default"}, 1);
        for (const Value& item : rt.items_of(self))
            mapped.push_back(attribute_path(rt, item, *given[0], given[1]));
    } else {
        const std::string name = text_of(arguments.positional[0], "the name of a filter").bytes();
        for (const Value& item : rt.items_of(self)) {
            Arguments rest{{arguments.positional.begin() + 1, arguments.positional.end()}, arguments.named};
            mapped.push_back(call_filter(rt, name, item, rest));
        }
    }
    return rt.make_sequence(std::move(mapped), Flavor::Iterator);
}

Value first_filter(Runtime& rt, const Value& self, Arguments&) {
    if (self.is(Kind::Sequence) && self.sequence().flavor == Flavor::Iterator) {
        const Sequence& sequence = self.sequence();
        return sequence.next < sequence.items.size() ? sequence.items[sequence.next++]
                                                     : Value::undefined("no first item: the sequence is empty");
    }
    const std::vector<Value> items = rt.items_of(self);
    return items.empty() ? Value::undefined("no first item: the sequence is empty") : items.front();
}

Value last_filter(Runtime& rt, const Value& self, Arguments&) {
    if (self.is(Kind::Sequence) && self.sequence().flavor == Flavor::Iterator)
        throw Fault{"'last' needs a list, found a lazy sequence; add '|list'"};
    const std::vector<Value> items = rt.items_of(self);
    if (items.empty())
        return Value::undefined("no last item: the sequence is empty");
    return self.is_markup() ? Value(items.back().text(), true) : items.back();
}

Value reverse_filter(Runtime& rt, const Value& self, Arguments&) {
    if (self.is_string())
        return rt.make_text(reversed(self.text()), self.is_markup());
    std::vector<Value> items = rt.items_of(self);
    std::reverse(items.begin(), items.end());
    const bool lazy = !self.is(Kind::Sequence) || self.sequence().flavor != Flavor::Iterator;
    return rt.make_sequence(std::move(items), lazy ? Flavor::Iterator : Flavor::List);
}

Value sum_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'sum'", arguments, {"attribute", "start"});
    Value total = given.value(1, Value(int64_t{0}));
    if (total.is_string())
        throw Fault{"'sum' does not add strings; use 'join'"};
    for (const Value& item : rt.items_of(self))
        total = arithmetic(rt, Op::Add, total, is_given(given[0]) ? attribute_path(rt, item, *given[0]) : item);
    return total;
}

Value batch_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'batch'", arguments, {"linecount", "fill_with"}, 1);
    const int64_t size = given.integer(0, 1);
    if (size < 1)
        throw Fault{"'batch' needs a size of at least 1"};
    std::vector<Value> batches;
    std::vector<Value> batch;
    for (Value& item : rt.items_of(self)) {
        if (static_cast<int64_t>(batch.size()) == size)
            batches.push_back(rt.make_sequence(std::exchange(batch, {})));
        batch.push_back(std::move(item));
    }
    if (!batch.empty()) {
        if (is_given(given[1])) {
            rt.step(static_cast<size_t>(size));
            batch.resize(static_cast<size_t>(size), *given[1]);
        }
        batches.push_back(rt.make_sequence(std::move(batch)));
    }
    return rt.make_sequence(std::move(batches), Flavor::Iterator);
}

Value slice_filter(Runtime& rt, const Value& self, Arguments& arguments) {
    const Bound given("'slice'", arguments, {"slices", "fill_with"}, 1);
    const std::vector<Value> items = rt.items_of(self);
    const int64_t wanted = given.integer(0, 1);
    if (wanted < 1)
        throw Fault{"'slice' needs at least one slice"};
    const auto slices = static_cast<size_t>(wanted);
    rt.step(slices);
    std::vector<Value> result;
    auto next = items.begin();
    for (size_t i = 0; i < slices; ++i) {
        const bool has_extra = i < items.size() % slices;
        const auto size = static_cast<std::ptrdiff_t>(items.size() / slices + (has_extra ? 1 : 0));
        std::vector<Value> part(next, next + size);
        next += size;
        if (is_given(given[1]) && !has_extra)
            part.push_back(*given[1]);
        result.push_back(rt.make_sequence(std::move(part)));
    }
    return rt.make_sequence(std::move(result), Flavor::Iterator);
}

Value list_filter(Runtime& rt, const Value& self, Arguments&) {
    return rt.make_sequence(rt.items_of(self));
}

Value items_filter(Runtime& rt, const Value& self, Arguments&) {
    std::vector<Value> pairs;
    if (!self.is_undefined() && !self.is_dict())
        throw Fault{"'items' needs a mapping, found " + type_name(self)};
    if (self.is_dict())
        for (const auto& [key, value] : self.dict().entries)
            pairs.push_back(rt.make_sequence({key, value}, Flavor::Tuple));
    return rt.make_sequence(std::move(pairs), Flavor::Iterator);
}

} // namespace

const FilterTable& sequence_filters() {
    static const FilterTable table = {
        {"list", list_filter},
        {"items", items_filter},
        {"first", first_filter},
        {"last", last_filter},
        {"reverse", reverse_filter},
        {"sort", sort_filter},
        {"dictsort", dictsort_filter},
        {"unique", unique_filter},
        {"min", extreme_filter<false>},
        {"max", extreme_filter<true>},
        {"sum", sum_filter},
        {"groupby", groupby_filter},
        {"batch", batch_filter},
        {"slice", slice_filter},
        {"map", map_filter},
        {"select", select_filter<false, true>},
        {"reject", select_filter<false, false>},
        {"selectattr", select_filter<true, true>},
        {"rejectattr", select_filter<true, false>},
    };
    return table;
}

} // namespace loratrf::jinja
