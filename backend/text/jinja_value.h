#pragma once
// Values a template computes with, and what Python does with them: truth, equality, order, str(), repr(), iteration.

#include "backend/io/json.h"
#include "backend/text/jinja_text.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace loratrf::jinja {

class Value;
class Runtime;
struct Sequence;
struct Dict;
struct Namespace;
struct Callable;

// What goes wrong inside a template; the renderer adds the line and throws it on as Error(Template).
struct Fault {
    std::string message;
};

struct Undefined {
    std::shared_ptr<const std::string> why; // "'x' is undefined"
    bool operator==(const Undefined&) const = default;
};

class Value {
public:
    // The order of the alternatives of m_data.
    enum class Kind { Undefined, None, Bool, Int, Float, String, Sequence, Dict, Namespace, Callable };

    Value() = default; // undefined
    static Value undefined(std::string why);
    static Value none() { return Value(Data(nullptr)); }
    Value(bool value) : m_data(value) {}
    Value(int64_t value) : m_data(value) {}
    Value(double value) : m_data(value) {}
    Value(Text text, bool markup = false) : m_data(std::make_shared<const Text>(std::move(text))), m_markup(markup) {}
    Value(const char* text) : Value(Text(text)) {}
    Value(std::shared_ptr<const Sequence> sequence) : m_data(std::move(sequence)) {}
    Value(std::shared_ptr<const Dict> dict) : m_data(std::move(dict)) {}
    Value(Namespace* space) : m_data(space) {}
    Value(std::shared_ptr<const Callable> callable) : m_data(std::move(callable)) {}

    Kind kind() const { return static_cast<Kind>(m_data.index()); }
    bool is(Kind wanted) const { return kind() == wanted; }
    bool is_undefined() const { return is(Kind::Undefined); }
    bool is_none() const { return is(Kind::None); }
    bool is_string() const { return is(Kind::String); }
    // A string that 'safe' or 'escape' made, markupsafe's Markup: what '+', '%' and its methods add to it they escape.
    bool is_markup() const { return m_markup; }
    bool is_dict() const { return is(Kind::Dict); }
    bool is_integral() const { return is(Kind::Bool) || is(Kind::Int); } // Python's bool is an int
    bool is_number() const { return is_integral() || is(Kind::Float); }

    const std::string& why_undefined() const;
    bool boolean() const { return std::get<bool>(m_data); }
    int64_t integer() const; // of an int or a bool
    double real() const;     // of any number
    const Text& text() const { return *std::get<std::shared_ptr<const Text>>(m_data); }
    const Sequence& sequence() const { return *std::get<std::shared_ptr<const Sequence>>(m_data); }
    const Dict& dict() const { return *std::get<std::shared_ptr<const Dict>>(m_data); }
    Namespace& space() const { return *std::get<Namespace*>(m_data); }
    const Callable& callable() const { return *std::get<std::shared_ptr<const Callable>>(m_data); }
    bool same_object(const Value& other) const { return m_data == other.m_data; }

private:
    using Data = std::variant<Undefined, std::nullptr_t, bool, int64_t, double, std::shared_ptr<const Text>,
                              std::shared_ptr<const Sequence>, std::shared_ptr<const Dict>, Namespace*,
                              std::shared_ptr<const Callable>>;
    explicit Value(Data data) : m_data(std::move(data)) {}
    Data m_data;
    bool m_markup = false;
};

// Everything that holds values in order. An Iterator is what Python's generators are: it can be walked through once.
struct Sequence {
    enum class Flavor { List, Tuple, Range, Iterator, KeysView, ValuesView, ItemsView };
    Flavor flavor = Flavor::List;
    std::vector<Value> items;
    int depth = 1;                        // of nesting
    mutable size_t next = 0;              // Iterator: how many were taken
    std::vector<std::string> field_names; // groupby's named tuples
    int64_t range[3] = {0, 0, 1};         // Range: start, stop, step

    bool is_subscriptable() const { return flavor <= Flavor::Range; }
    bool has_length() const { return flavor != Flavor::Iterator; }
};

// Keeps the order of insertion. Keys are strings, numbers, booleans, none or tuples of these.
struct Dict {
    std::vector<std::pair<Value, Value>> entries;
    std::unordered_map<std::string, size_t> index; // hash_key of the key -> entry
    int depth = 1;

    const Value* find(const std::string& hashed) const;
    const Value* find_text(std::string_view key) const; // a string key
};

struct Namespace {
    std::vector<std::pair<std::string, Value>> attributes;
    bool read_only = false; // a loop's
    Value* find(std::string_view name);
    void set(const std::string& name, Value value);
};

struct Arguments {
    std::vector<Value> positional;
    std::vector<std::pair<std::string, Value>> named;
};

struct Callable {
    std::string name;
    std::function<Value(Runtime&, Arguments&)> call;
};

// Limits of one rendering, and the counters that keep them.
struct Limits {
    size_t steps = 10'000'000;               // evaluated nodes, loop rounds, elements copied
    size_t output_bytes = size_t{32} << 20;  // rendered text
    size_t string_bytes = size_t{32} << 20;  // one string
    size_t copied_bytes = size_t{256} << 20; // all strings ever made
    int depth = 400;                         // nested evaluations
    int value_depth = 100;                   // lists in lists
    int64_t range = 100'000;                 // as jinja2's sandbox
};

class Runtime {
public:
    explicit Runtime(const Limits& given = {}) : limits(given) {}

    void step(size_t count = 1);
    void read(const Value& value);                   // call before walking through a value: a string's length counts
    void search(size_t text, size_t part);           // call before looking in a text of that size for such a part
    void made_bytes(size_t count);                   // call before making a string of that size
    Value make_text(Text text, bool markup = false); // counts its bytes

    Value make_sequence(std::vector<Value> items, Sequence::Flavor flavor = Sequence::Flavor::List);
    Value make_dict(std::vector<std::pair<Value, Value>> entries); // a later equal key replaces the value
    Value make_namespace();

    // Python's iter(): throws Fault for what cannot be iterated; takes all that is left of an Iterator.
    std::vector<Value> items_of(const Value& value);

    bool equal(const Value& a, const Value& b);
    int compare(const Value& a, const Value& b, const char* sign); // < 0, 0, > 0; Fault when there is no order
    bool contains(const Value& container, const Value& item);
    std::string hash_key(const Value& key);
    Text to_text(const Value& value); // str()
    Text to_repr(const Value& value);
    Value from_json(const Json& json, bool tainted);

    const Limits limits;
    int line = 0; // of what is being evaluated

private:
    void append_repr(Text& out, const Value& value);
    size_t m_steps = 0;
    size_t m_bytes = 0;
    std::vector<std::unique_ptr<Namespace>> m_namespaces; // own them here: they can refer to each other in circles
};

bool is_true(const Value& value);
std::string type_name(const Value& value); // Python's
size_t length_of(const Value& value);      // Fault without a len()
std::string float_repr(double value);
std::string in_quotes(const std::string& text); // for messages

} // namespace loratrf::jinja
