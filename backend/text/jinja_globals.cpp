// Global functions: jinja2's and the ones transformers adds.

#include "backend/text/jinja_builtins.h"

#include <ctime>
#include <unordered_map>

namespace loratrf::jinja {

namespace {

using Function = std::function<Value(Runtime&, Arguments&)>;

Value make_range(Runtime& rt, Arguments& arguments) {
    const auto& values = arguments.positional;
    if (values.empty() || values.size() > 3 || !arguments.named.empty())
        throw Fault{"range() takes one to three integers"};
    int64_t start = 0;
    int64_t stop = integer_of(values[0], "the end of a range");
    if (values.size() > 1) {
        start = stop;
        stop = integer_of(values[1], "the end of a range");
    }
    const int64_t step = values.size() > 2 ? integer_of(values[2], "the step of a range") : 1;
    if (step == 0)
        throw Fault{"the step of a range may not be 0"};
    const auto distance = step > 0 ? static_cast<uint64_t>(stop) - static_cast<uint64_t>(start)
                                   : static_cast<uint64_t>(start) - static_cast<uint64_t>(stop);
    const uint64_t stride = step > 0 ? static_cast<uint64_t>(step) : uint64_t{0} - static_cast<uint64_t>(step);
    const bool empty = step > 0 ? start >= stop : start <= stop;
    const uint64_t count = empty ? 0 : (distance - 1) / stride + 1;
    if (count > static_cast<uint64_t>(rt.limits.range))
        throw Fault{"a range may have at most " + std::to_string(rt.limits.range) + " values"};
    rt.step(count);
    auto range = std::make_shared<Sequence>();
    range->flavor = Sequence::Flavor::Range;
    range->range[0] = start;
    range->range[1] = stop;
    range->range[2] = step;
    for (uint64_t i = 0; i < count; ++i)
        range->items.emplace_back(static_cast<int64_t>(static_cast<uint64_t>(start) + i * static_cast<uint64_t>(step)));
    return Value(std::shared_ptr<const Sequence>(std::move(range)));
}

// dict(mapping or pairs, name=value, ...)
Value make_dict(Runtime& rt, Arguments& arguments) {
    std::vector<std::pair<Value, Value>> entries;
    if (arguments.positional.size() > 1)
        throw Fault{"dict() takes at most one value"};
    if (!arguments.positional.empty()) {
        const Value& source = arguments.positional[0];
        if (source.is_dict()) {
            entries = source.dict().entries;
        } else {
            for (const Value& item : rt.items_of(source)) {
                std::vector<Value> pair = rt.items_of(item);
                if (pair.size() != 2)
                    throw Fault{"dict() needs pairs, found " + std::to_string(pair.size()) + " values"};
                entries.emplace_back(std::move(pair[0]), std::move(pair[1]));
            }
        }
    }
    for (auto& [name, value] : arguments.named)
        entries.emplace_back(Value(Text(name)), std::move(value));
    return rt.make_dict(std::move(entries));
}

Value make_namespace(Runtime& rt, Arguments& arguments) {
    const Value attributes = make_dict(rt, arguments);
    Value space = rt.make_namespace();
    for (const auto& [key, value] : attributes.dict().entries) {
        const std::string name = text_of(key, "the name of an attribute").bytes();
        if (name.starts_with("_"))
            throw Fault{"an attribute of a namespace may not begin with '_', found " + in_quotes(name)};
        rt.step(space.space().attributes.size() / 8);
        space.space().set(name, value);
    }
    return space;
}

Value raise_exception(Runtime&, Arguments& arguments) {
    const Value message = *Bound("raise_exception()", arguments, {"message"}, 1)[0];
    throw Fault{"the template refuses this conversation: " +
                (message.is_string() ? message.text().bytes() : "no message")};
}

Value strftime_now(Runtime& rt, Arguments& arguments) {
    const Value format_value = *Bound("strftime_now()", arguments, {"format"}, 1)[0];
    const std::string& format = text_of(format_value, "the format of strftime_now()").bytes();
    if (format.size() > 1000)
        throw Fault{"the format of strftime_now() is longer than 1000 bytes"};
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char buffer[16'384];
    const size_t size = std::strftime(buffer, sizeof buffer, format.c_str(), &local);
    return rt.make_text(Text(std::string_view(buffer, size)));
}

} // namespace

Value find_global(std::string_view name) {
    static const auto make = [](const char* named, Function call) {
        return Value(std::make_shared<const Callable>(Callable{named, std::move(call)}));
    };
    static const std::unordered_map<std::string_view, Value> table = {
        {"range", make("range", make_range)},
        {"dict", make("dict", make_dict)},
        {"namespace", make("namespace", make_namespace)},
        {"raise_exception", make("raise_exception", raise_exception)},
        {"strftime_now", make("strftime_now", strftime_now)},
    };
    const auto found = table.find(name);
    return found == table.end() ? Value() : found->second;
}

} // namespace loratrf::jinja
