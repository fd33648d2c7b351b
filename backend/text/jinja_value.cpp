#include "backend/text/jinja_value.h"

#include <algorithm>
#include <cmath>

namespace loratrf::jinja {

using Kind = Value::Kind;
using Flavor = Sequence::Flavor;

Value Value::undefined(std::string why) {
    return Value(Data(Undefined{std::make_shared<const std::string>(std::move(why))}));
}

const std::string& Value::why_undefined() const {
    static const std::string unnamed = "the value is undefined";
    const auto& why = std::get<Undefined>(m_data).why;
    return why ? *why : unnamed;
}

int64_t Value::integer() const {
    return is(Kind::Bool) ? boolean() : std::get<int64_t>(m_data);
}

double Value::real() const {
    return is(Kind::Float) ? std::get<double>(m_data) : static_cast<double>(integer());
}

const Value* Dict::find(const std::string& hashed) const {
    const auto found = index.find(hashed);
    return found == index.end() ? nullptr : &entries[found->second].second;
}

const Value* Dict::find_text(std::string_view key) const {
    std::string hashed(1, 's');
    hashed += key;
    return find(hashed);
}

Value* Namespace::find(std::string_view name) {
    for (auto& [key, value] : attributes)
        if (key == name)
            return &value;
    return nullptr;
}

void Namespace::set(const std::string& name, Value value) {
    if (Value* old = find(name))
        *old = std::move(value);
    else
        attributes.emplace_back(name, std::move(value));
}

bool is_true(const Value& value) {
    switch (value.kind()) {
    case Kind::Undefined:
    case Kind::None:
        return false;
    case Kind::Bool:
        return value.boolean();
    case Kind::Int:
        return value.integer() != 0;
    case Kind::Float:
        return value.real() != 0;
    case Kind::String:
        return !value.text().empty();
    case Kind::Sequence:
        return !value.sequence().has_length() || !value.sequence().items.empty();
    case Kind::Dict:
        return !value.dict().entries.empty();
    case Kind::Namespace:
    case Kind::Callable:
        return true;
    }
    return true;
}

std::string type_name(const Value& value) {
    static const char* const names[] = {"Undefined", "NoneType", "bool", "int",       "float",
                                        "str",       "",         "dict", "Namespace", "function"};
    static const char* const flavors[] = {"list",      "tuple",       "range",     "generator",
                                          "dict_keys", "dict_values", "dict_items"};
    if (value.is(Kind::Sequence))
        return flavors[static_cast<size_t>(value.sequence().flavor)];
    return names[static_cast<size_t>(value.kind())];
}

size_t length_of(const Value& value) {
    switch (value.kind()) {
    case Kind::Undefined:
        return 0;
    case Kind::String:
        return code_point_count(value.text().bytes());
    case Kind::Dict:
        return value.dict().entries.size();
    case Kind::Sequence:
        if (value.sequence().has_length())
            return value.sequence().items.size();
        break;
    default:
        break;
    }
    throw Fault{"a value of type " + type_name(value) + " has no length"};
}

std::string in_quotes(const std::string& text) {
    std::string out(1, '\'');
    out += text.size() > 80 ? text.substr(0, 77) + "..." : text;
    out += '\'';
    return out;
}

void Runtime::step(size_t count) {
    m_steps += std::min(count, limits.steps);
    if (m_steps > limits.steps)
        throw Fault{"the template runs too long (more than " + std::to_string(limits.steps) +
                    " steps); look for an endless loop"};
}

void Runtime::read(const Value& value) {
    if (value.is_string())
        step(value.text().size() / 16);
}

// At each place of the text the part may agree up to its last byte.
void Runtime::search(size_t text, size_t part) {
    step(text / 16 * (part / 256 + 1));
}

void Runtime::made_bytes(size_t count) {
    if (count > limits.string_bytes)
        throw Fault{"a string of " + std::to_string(count) + " bytes would be made, allowed are " +
                    std::to_string(limits.string_bytes)};
    m_bytes += count;
    if (m_bytes > limits.copied_bytes)
        throw Fault{"the template makes more than " + std::to_string(limits.copied_bytes) + " bytes of strings"};
}

Value Runtime::make_text(Text text, bool markup) {
    made_bytes(text.size());
    return Value(std::move(text), markup);
}

namespace {

int depth_of(const Value& value) {
    if (value.is(Kind::Sequence))
        return value.sequence().depth;
    return value.is_dict() ? value.dict().depth : 0;
}

void check_depth(int depth, const Limits& limits) {
    if (depth > limits.value_depth)
        throw Fault{"lists or mappings are nested more than " + std::to_string(limits.value_depth) + " deep"};
}

} // namespace

Value Runtime::make_sequence(std::vector<Value> items, Flavor flavor) {
    step(items.size() + 1);
    auto sequence = std::make_shared<Sequence>();
    for (const Value& item : items)
        sequence->depth = std::max(sequence->depth, depth_of(item) + 1);
    check_depth(sequence->depth, limits);
    sequence->flavor = flavor;
    sequence->items = std::move(items);
    return Value(std::shared_ptr<const Sequence>(std::move(sequence)));
}

Value Runtime::make_dict(std::vector<std::pair<Value, Value>> entries) {
    step(entries.size() + 1);
    auto dict = std::make_shared<Dict>();
    dict->entries.reserve(entries.size());
    for (auto& [key, value] : entries) {
        dict->depth = std::max(dict->depth, depth_of(value) + 1);
        const auto [at, is_new] = dict->index.emplace(hash_key(key), dict->entries.size());
        if (is_new)
            dict->entries.emplace_back(std::move(key), std::move(value));
        else
            dict->entries[at->second].second = std::move(value);
    }
    check_depth(dict->depth, limits);
    return Value(std::shared_ptr<const Dict>(std::move(dict)));
}

Value Runtime::make_namespace() {
    step(100); // they live to the end of the rendering, so there may not be too many
    m_namespaces.push_back(std::make_unique<Namespace>());
    return Value(m_namespaces.back().get());
}

std::vector<Value> Runtime::items_of(const Value& value) {
    std::vector<Value> items;
    switch (value.kind()) {
    case Kind::Undefined:
        return items;
    case Kind::String: {
        const Text& text = value.text();
        step(text.size());
        for (size_t pos = 0; pos < text.size();) {
            const size_t begin = pos;
            next_code_point(text.bytes(), pos);
            items.emplace_back(text.slice(begin, pos));
        }
        return items;
    }
    case Kind::Sequence: {
        const Sequence& sequence = value.sequence();
        step(sequence.items.size());
        if (sequence.flavor != Flavor::Iterator)
            return sequence.items;
        items.assign(sequence.items.begin() + static_cast<std::ptrdiff_t>(sequence.next), sequence.items.end());
        sequence.next = sequence.items.size();
        return items;
    }
    case Kind::Dict:
        step(value.dict().entries.size());
        for (const auto& entry : value.dict().entries)
            items.push_back(entry.first);
        return items;
    default:
        throw Fault{"a value of type " + type_name(value) + " cannot be iterated"};
    }
}

bool Runtime::equal(const Value& a, const Value& b) {
    step();
    if (a.is_number() && b.is_number()) {
        if (a.is_integral() && b.is_integral())
            return a.integer() == b.integer();
        return a.real() == b.real();
    }
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Kind::Undefined:
    case Kind::None:
        return true;
    case Kind::String:
        step(std::min(a.text().size(), b.text().size()) / 16);
        return a.text().bytes() == b.text().bytes();
    case Kind::Sequence: {
        const Sequence& left = a.sequence();
        const Sequence& right = b.sequence();
        if (!left.is_subscriptable() || left.flavor != right.flavor)
            return a.same_object(b);
        return std::equal(left.items.begin(), left.items.end(), right.items.begin(), right.items.end(),
                          [&](const Value& x, const Value& y) { return equal(x, y); });
    }
    case Kind::Dict: {
        const Dict& left = a.dict();
        const Dict& right = b.dict();
        if (left.entries.size() != right.entries.size())
            return false;
        return std::all_of(left.entries.begin(), left.entries.end(), [&](const auto& entry) {
            const Value* other = right.find(hash_key(entry.first));
            return other && equal(entry.second, *other);
        });
    }
    default:
        return a.same_object(b);
    }
}

int Runtime::compare(const Value& a, const Value& b, const char* sign) {
    step();
    const auto order = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
    if (a.is_integral() && b.is_integral())
        return order(a.integer(), b.integer());
    if (a.is_number() && b.is_number())
        return order(a.real(), b.real());
    if (a.is_string() && b.is_string()) {
        step(std::min(a.text().size(), b.text().size()) / 16);
        return order(a.text().bytes(), b.text().bytes());
    }
    if (a.is(Kind::Sequence) && b.is(Kind::Sequence) && a.sequence().flavor == b.sequence().flavor &&
        a.sequence().flavor <= Flavor::Tuple) {
        const auto& left = a.sequence().items;
        const auto& right = b.sequence().items;
        for (size_t i = 0; i < std::min(left.size(), right.size()); ++i)
            if (!equal(left[i], right[i]))
                return compare(left[i], right[i], sign);
        return order(left.size(), right.size());
    }
    for (const Value& side : {a, b})
        if (side.is_undefined())
            throw Fault{side.why_undefined()};
    throw Fault{std::string("'") + sign + "' does not work between " + type_name(a) + " and " + type_name(b)};
}

bool Runtime::contains(const Value& container, const Value& item) {
    if (container.is_string()) {
        if (!item.is_string())
            throw Fault{"'in <string>' needs a string on its left, found " + type_name(item)};
        search(container.text().size(), item.text().size());
        return container.text().bytes().find(item.text().bytes()) != std::string::npos;
    }
    if (container.is_dict())
        return container.dict().find(hash_key(item)) != nullptr;
    if (container.is(Kind::Sequence) && container.sequence().flavor == Flavor::Iterator) {
        const Sequence& left = container.sequence();
        while (left.next < left.items.size())
            if (equal(left.items[left.next++], item))
                return true;
        return false;
    }
    const std::vector<Value> items = items_of(container);
    return std::any_of(items.begin(), items.end(), [&](const Value& other) { return equal(other, item); });
}

std::string Runtime::hash_key(const Value& key) {
    step();
    read(key);
    switch (key.kind()) {
    case Kind::Undefined:
        return "u";
    case Kind::None:
        return "n";
    case Kind::Bool:
    case Kind::Int:
        return std::string(1, 'i').append(std::to_string(key.integer()));
    case Kind::Float:
        if (std::abs(key.real()) < 9e15 && key.real() == std::floor(key.real()))
            return std::string(1, 'i').append(std::to_string(static_cast<int64_t>(key.real())));
        return std::string(1, 'f').append(float_repr(key.real()));
    case Kind::String:
        return std::string(1, 's').append(key.text().bytes());
    case Kind::Sequence:
        if (key.sequence().flavor == Flavor::Tuple) {
            std::string hashed = "t";
            for (const Value& item : key.sequence().items) {
                const std::string part = hash_key(item);
                hashed += std::to_string(part.size()) + ":" + part;
                made_bytes(hashed.size());
            }
            return hashed;
        }
        break;
    default:
        break;
    }
    throw Fault{"a value of type " + type_name(key) + " cannot be a key"};
}

Value Runtime::from_json(const Json& json, bool tainted) {
    switch (json.type()) {
    case Json::value_t::null:
        return Value::none();
    case Json::value_t::boolean:
        return Value(json.get<bool>());
    case Json::value_t::number_integer:
        return Value(json.get<int64_t>());
    case Json::value_t::number_unsigned:
        if (json.get<uint64_t>() > static_cast<uint64_t>(INT64_MAX))
            throw Fault{"the number " + json.dump() + " is too large"};
        return Value(json.get<int64_t>());
    case Json::value_t::number_float:
        return Value(json.get<double>());
    case Json::value_t::string: {
        const std::string& text = json.get_ref<const std::string&>();
        if (!is_utf8(text))
            throw Fault{"a string given to the template is not UTF-8"};
        return make_text(Text(text, tainted));
    }
    case Json::value_t::array: {
        std::vector<Value> items;
        items.reserve(json.size());
        for (const Json& item : json)
            items.push_back(from_json(item, tainted));
        return make_sequence(std::move(items));
    }
    case Json::value_t::object: {
        std::vector<std::pair<Value, Value>> entries;
        entries.reserve(json.size());
        for (const auto& [key, item] : json.items())
            entries.emplace_back(make_text(Text(key, tainted)), from_json(item, tainted));
        return make_dict(std::move(entries));
    }
    default:
        throw Fault{"a value given to the template is not JSON"};
    }
}

} // namespace loratrf::jinja
