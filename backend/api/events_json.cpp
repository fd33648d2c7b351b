#include "backend/api/event_json.h"
#include "backend/io/journal.h"

#include <array>
#include <charconv>
#include <cmath>
#include <concepts>
#include <limits>
#include <utility>

namespace loratrf {

namespace {

constexpr std::pair<RunState, const char*> states[] = {{RunState::Running, "running"},
                                                       {RunState::Paused, "paused"},
                                                       {RunState::Finished, "finished"},
                                                       {RunState::Stopped, "stopped"},
                                                       {RunState::Failed, "failed"}};
constexpr std::pair<Level, const char*> levels[] = {
    {Level::Info, "info"}, {Level::Warning, "warning"}, {Level::Problem, "problem"}};

// Each event's fields, once, for both directions.
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, StartEvent>
void fields(E& event, Visit visit) {
    visit("run", event.run);
    visit("method", event.method);
    visit("device", event.device);
    visit("compute", event.compute);
    visit("total_steps", event.total_steps);
    visit("steps_per_epoch", event.steps_per_epoch);
    visit("first_step", event.first_step);
    visit("trainable", event.trainable);
    visit("base", event.base);
    visit("train_examples", event.train_examples);
    visit("eval_examples", event.eval_examples);
    visit("sites", event.sites);
    visit("measures", event.measures);
    visit("learning_rate", event.learning_rate);
    visit("patience", event.patience);
    visit("planned_memory", event.planned_memory);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, Measure>
void fields(E& measure, Visit visit) {
    visit("key", measure.key);
    visit("label", measure.label);
    visit("help", measure.help);
    visit("limit", measure.limit);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, PairFigures>
void fields(E& figures, Visit visit) {
    visit("preferred", figures.preferred);
    visit("chosen_reward", figures.chosen_reward);
    visit("margin", figures.margin);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, StepEvent>
void fields(E& event, Visit visit) {
    visit("step", event.step);
    visit("epoch", event.epoch);
    visit("loss", event.loss);
    visit("learning_rate", event.learning_rate);
    visit("grad_norm", event.grad_norm);
    visit("tokens", event.tokens);
    visit("supervised", event.supervised);
    visit("tokens_per_second", event.tokens_per_second);
    visit("seconds", event.seconds);
    visit("eta_seconds", event.eta_seconds);
    visit("memory_bytes", event.memory_bytes);
    visit("skipped", event.skipped);
    visit("pairs", event.pairs);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, RowLoss>
void fields(E& row, Visit visit) {
    visit("line", row.line);
    visit("loss", row.loss);
    visit("prompt", row.prompt);
    visit("answer", row.answer);
    visit("file", row.file);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, EvalEvent>
void fields(E& event, Visit visit) {
    visit("step", event.step);
    visit("loss", event.loss);
    visit("perplexity", event.perplexity);
    visit("supervised", event.supervised);
    visit("best", event.best);
    visit("generated", event.generated);
    visit("exact", event.exact);
    visit("hardest", event.hardest);
    visit("easiest", event.easiest);
    visit("pairs", event.pairs);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, ActivityEvent>
void fields(E& event, Visit visit) {
    visit("step", event.step);
    visit("values", event.values);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, FilterEvent>
void fields(E& event, Visit visit) {
    visit("step", event.step);
    visit("probe", event.probe);
    visit("tokens", event.tokens);
    visit("sites", event.sites);
    visit("values", event.values);
    visit("filter", event.filter);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, CheckpointEvent>
void fields(E& event, Visit visit) {
    visit("step", event.step);
    visit("folder", event.folder);
    visit("best", event.best);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, SampleEvent>
void fields(E& event, Visit visit) {
    visit("step", event.step);
    visit("probe", event.probe);
    visit("prompt", event.prompt);
    visit("answer", event.answer);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, NoteEvent>
void fields(E& event, Visit visit) {
    visit("level", event.level);
    visit("step", event.step);
    visit("text", event.text);
    visit("alarm", event.alarm);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, ProgressEvent>
void fields(E& event, Visit visit) {
    visit("what", event.what);
    visit("done", event.done);
    visit("total", event.total);
    visit("bytes", event.bytes);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, StateEvent>
void fields(E& event, Visit visit) {
    visit("state", event.state);
    visit("step", event.step);
    visit("message", event.message);
}
template <class E, class Visit>
requires std::same_as<std::remove_const_t<E>, SteerEvent>
void fields(E& event, Visit visit) {
    visit("step", event.step);
    visit("learning_rate", event.learning_rate);
    visit("end_step", event.end_step);
    visit("token_budget", event.token_budget);
    visit("recompute", event.recompute);
}

// In the order of the variant.
constexpr std::array<const char*, std::variant_size_v<Event>> names = {
    "start", "step", "eval", "activity", "filter", "checkpoint", "sample", "note", "progress", "state", "steer"};

// --- writing ---------------------------------------------------------------------------------------------------------
Json write(int64_t value) {
    return value;
}
Json write(bool value) {
    return value;
}

Json write(double value) {
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value > 0 ? "inf" : "-inf";
    return value;
}

// As the double nearest to the float's shortest decimal text: a short journal, and the same float when read back.
Json write(float value) {
    if (!std::isfinite(value))
        return write(double(value));
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    double decimal = 0;
    std::from_chars(text, end, decimal);
    return decimal;
}

// A token may be part of a character; the journal must stay UTF-8 all the same.
Json write(const std::string& value) {
    if (is_utf8(value))
        return value;
    return Json::parse(Json(value).dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json write(RunState value) {
    return state_name(value);
}

Json write(Level value) {
    for (const auto& [level, name] : levels)
        if (level == value)
            return name;
    return "";
}

// A part of an event that has fields of its own.
template <class Part>
concept Structure = std::same_as<Part, Measure> || std::same_as<Part, RowLoss> || std::same_as<Part, PairFigures>;

template <Structure Part>
Json write(const Part& part) {
    Json json = Json::object();
    fields(part, [&](const char* key, const auto& value) { json[key] = write(value); });
    return json;
}

template <class Item>
Json write(const std::vector<Item>& values) {
    Json list = Json::array();
    for (const Item& value : values)
        list.push_back(write(value));
    return list;
}

template <class Item>
Json write(const std::map<std::string, Item>& values) {
    Json object = Json::object();
    for (const auto& [key, value] : values)
        object[key] = write(value);
    return object;
}

template <Structure Part>
Json write(const std::optional<Part>& part) {
    return part ? write(*part) : Json();
}

// What there is nothing of is left out.
template <class E>
void write_fields(const E& event, Json& json) {
    fields(event, [&](const char* key, const auto& value) {
        if (Json written = write(value); !written.is_null())
            json[key] = std::move(written);
    });
}

// --- reading ---------------------------------------------------------------------------------------------------------
[[noreturn]] void wrong(const std::string& key, const char* expected, const Json& found) {
    throw Error(ErrorCode::BadJson, "event: \"" + key + "\" should be " + expected + ", found " +
                                        found.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 80));
}

void read(const std::string& key, const Json& json, int64_t& value) {
    if (!json.is_number_integer() ||
        (json.is_number_unsigned() && json.get<uint64_t>() > uint64_t(std::numeric_limits<int64_t>::max())))
        wrong(key, "a whole number", json);
    value = json.get<int64_t>();
}
void read(const std::string& key, const Json& json, bool& value) {
    if (!json.is_boolean())
        wrong(key, "true or false", json);
    value = json.get<bool>();
}
void read(const std::string& key, const Json& json, double& value) {
    if (json.is_number())
        value = json.get<double>();
    else if (json.is_null() || json == "nan")
        value = std::numeric_limits<double>::quiet_NaN();
    else if (json == "inf" || json == "-inf")
        value = json == "inf" ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
    else
        wrong(key, "a number", json);
}
void read(const std::string& key, const Json& json, float& value) {
    double number = 0;
    read(key, json, number);
    if (std::isfinite(number) && std::abs(number) > double(std::numeric_limits<float>::max()))
        wrong(key, "a number of single precision", json);
    value = float(number);
}
void read(const std::string& key, const Json& json, std::string& value) {
    if (!json.is_string())
        wrong(key, "a text", json);
    value = json.get<std::string>();
}
void read(const std::string& key, const Json& json, RunState& value) {
    for (const auto& [state, name] : states)
        if (json == name) {
            value = state;
            return;
        }
    wrong(key, "running, paused, finished, stopped or failed", json);
}
void read(const std::string& key, const Json& json, Level& value) {
    for (const auto& [level, name] : levels)
        if (json == name) {
            value = level;
            return;
        }
    wrong(key, "info, warning or problem", json);
}
template <Structure Part>
void read(const std::string& key, const Json& json, Part& part) {
    if (!json.is_object())
        wrong(key, "an object", json);
    fields(part, [&](const char* field, auto& value) {
        if (const auto found = json.find(field); found != json.end())
            read(key + "." + field, *found, value);
    });
}
template <Structure Part>
void read(const std::string& key, const Json& json, std::optional<Part>& part) {
    read(key, json, part.emplace());
}
template <class Item>
void read(const std::string& key, const Json& json, std::vector<Item>& values) {
    if (!json.is_array())
        wrong(key, "a list", json);
    values.clear();
    values.reserve(json.size());
    for (const Json& item : json)
        read(key, item, values.emplace_back());
}

template <class Item>
void read(const std::string& key, const Json& json, std::map<std::string, Item>& values) {
    if (!json.is_object())
        wrong(key, "an object", json);
    values.clear();
    for (const auto& [name, item] : json.items())
        read(key + "." + name, item, values[name]);
}

// Who draws the matrix indexes it by sites and tokens.
void check_shape(const FilterEvent& event) {
    if (event.values.size() != event.sites.size() * event.tokens.size())
        throw Error(ErrorCode::BadJson, "event: a filter matrix of " + std::to_string(event.sites.size()) +
                                            " sites and " + std::to_string(event.tokens.size()) + " tokens holds " +
                                            std::to_string(event.values.size()) + " values");
}

template <size_t Index = 0>
Event read_as(const std::string& name, const Json& json) {
    if constexpr (Index < names.size()) {
        if (name != names[Index])
            return read_as<Index + 1>(name, json);
        std::variant_alternative_t<Index, Event> event;
        fields(event,
               [&](const char* key, auto& value) { // a field that an older version did not write keeps its default
                   if (const auto found = json.find(key); found != json.end())
                       read(key, *found, value);
               });
        if constexpr (std::is_same_v<decltype(event), FilterEvent>)
            check_shape(event);
        return event;
    } else {
        return NoteEvent{
            .level = Level::Info, .step = 0, .text = "An event \"" + name + "\" of a newer version of the program"};
    }
}

} // namespace

const char* state_name(RunState state) {
    for (const auto& [known, name] : states)
        if (known == state)
            return name;
    return "";
}

Json to_json(const Event& event) {
    Json json = {{"event", names[event.index()]}};
    std::visit([&](const auto& typed) { write_fields(typed, json); }, event);
    return json;
}

Event event_from_json(const Json& json) {
    const auto name = json.is_object() ? json.find("event") : json.end();
    if (name == json.end() || !name->is_string())
        throw Error(ErrorCode::BadJson, "event: expected an object with a text \"event\"");
    return read_as(name->get<std::string>(), json);
}

void read_events(const std::filesystem::path& journal, const std::function<void(Event&&)>& take) {
    JournalReader(journal).read_new([&](const Json& line) { take(event_from_json(line)); });
}

std::string to_json_line(const Event& event) {
    return to_json(event).dump();
}

Event event_from_json_line(const std::string& line) {
    return event_from_json(parse_json(line, "event"));
}

} // namespace loratrf
