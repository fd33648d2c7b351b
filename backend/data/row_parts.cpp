#include "backend/data/row_parts.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace loratrf {

namespace {

constexpr std::string_view SkippedWords[] = {"id",    "idx",    "index", "score", "label", "type",
                                             "count", "length", "url",   "date",  "source"};

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

// "userQuestion_2" -> user, question, 2
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    bool after_lower = false;
    for (const unsigned char c : name) {
        const bool separator = c < 0x80 && !std::isalnum(c);
        if ((separator || (std::isupper(c) && after_lower)) && !words.back().empty())
            words.emplace_back();
        if (!separator)
            words.back().push_back(static_cast<char>(std::tolower(c)));
        after_lower = std::islower(c);
    }
    return words;
}

bool is_among(std::string_view key, FieldNames names) {
    return std::find(names.begin(), names.end(), key) != names.end();
}

std::string optional_text(const Json& object, FieldNames names, const RowFields& fields) {
    for (const std::string_view name : names)
        for (const auto& [key, value] : object.items())
            if (lower(key) == name && !is_among(key, {fields.main, fields.answer, fields.rejected}) && !value.is_null())
                return text_of(value, "field " + quoted(key));
    return {};
}

// A row may lack the field or have nothing in it: then it has no system message.
std::string given_system(const Json& object, const std::string& field) {
    const auto found = object.find(field);
    return found == object.end() || found->is_null() ? std::string() : text_of(*found, "field " + quoted(field));
}

std::string beside_prompt(const Json& object, std::string_view name, const RowFields& fields) {
    return lower(fields.system) == name ? std::string() : optional_text(object, {name}, fields);
}

// Alpaca's [[user, assistant], ...] before the row's own turn.
void add_history(const Json& object, std::vector<Message>& messages) {
    const auto history = object.find("history");
    if (history == object.end() || history->is_null())
        return;
    const std::string what = "field \"history\"";
    if (!history->is_array())
        throw Error(ErrorCode::BadType, what + " is " + history->type_name() + ", expected a list of pairs");
    for (const Json& pair : *history) {
        if (!pair.is_array() || pair.size() != 2)
            throw Error(ErrorCode::BadType, what + " has an entry that is not a pair of texts");
        messages.push_back({"user", text_of(pair[0], what)});
        messages.push_back({"assistant", text_of(pair[1], what)});
    }
}

std::string role_of(const std::string& written, const std::string& what) {
    if (const std::optional<std::string> role = known_role(written))
        return *role;
    throw Error(ErrorCode::BadValue, what + " has the unknown role " + quoted(written));
}

} // namespace

std::optional<std::string> find_exact(const Json& object, FieldNames names, FieldNames but) {
    for (const std::string_view name : names)
        for (const auto& [key, value] : object.items())
            if (!is_among(key, but) && lower(key) == name)
                return key;
    return std::nullopt;
}

std::optional<std::string> find_word(const Json& object, FieldNames names, FieldNames but, FieldNames without) {
    for (const std::string_view name : names)
        for (const auto& [key, value] : object.items()) {
            const std::vector<std::string> words = words_of(key);
            const auto held = [&words](std::string_view word) {
                return std::find(words.begin(), words.end(), word) != words.end();
            };
            const bool skipped = std::any_of(std::begin(SkippedWords), std::end(SkippedWords), held) ||
                                 std::any_of(without.begin(), without.end(), held);
            if (!is_among(key, but) && !skipped && held(name))
                return key;
        }
    return std::nullopt;
}

std::optional<std::string> find_field(const Json& object, FieldNames names, FieldNames but, FieldNames without) {
    const std::optional<std::string> exact = find_exact(object, names, but);
    return exact ? exact : find_word(object, names, but, without);
}

std::optional<std::string> find_answer(const Json& object, FieldNames but) {
    return find_field(object,
                      {"output", "completion", "response", "answer", "solution", "reply", "target", "assistant"}, but);
}

std::optional<std::string> given_or(const Json& object, const std::string& given, std::optional<std::string> found) {
    if (given.empty())
        return found;
    return object.contains(given) ? std::optional(given) : std::nullopt;
}

bool is_turn_list(const Json& value, const char* role, const char* content) {
    return value.is_array() && !value.empty() && value.front().is_object() && value.front().contains(role) &&
           value.front().contains(content);
}

bool is_turn_list(const Json& value) {
    return is_turn_list(value, "role", "content") || is_turn_list(value, "from", "value");
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string quoted(const std::string& name) {
    return "\"" + name + "\"";
}

std::string text_of(const Json& value, const std::string& what) {
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number())
        return value.dump();
    if (!value.is_array())
        throw Error(ErrorCode::BadType, what + " is " + value.type_name() + ", expected text");
    std::string text;
    for (const Json& part : value) {
        if (!part.is_object() || part.value("type", Json()) != "text" || !part.contains("text") ||
            !part["text"].is_string())
            throw Error(ErrorCode::Unsupported, what + " has a part that is not text");
        text += part["text"].get<std::string>();
    }
    return text;
}

std::string required_text(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    if (found == object.end())
        throw Error(ErrorCode::MissingField, "field " + quoted(name) + " is missing");
    std::string text = text_of(*found, "field " + quoted(name));
    if (is_blank(text))
        throw Error(ErrorCode::BadValue, "field " + quoted(name) + " is empty");
    return text;
}

std::optional<std::string> known_role(const std::string& written) {
    static const std::pair<const char*, const char*> Roles[] = {
        {"system", "system"},       {"developer", "developer"}, {"user", "user"},        {"human", "user"},
        {"assistant", "assistant"}, {"gpt", "assistant"},       {"model", "assistant"},  {"bot", "assistant"},
        {"chatgpt", "assistant"},   {"tool", "tool"},           {"observation", "tool"}, {"function", "tool"},
    };
    const std::string name = lower(written);
    for (const auto& [known, role] : Roles)
        if (name == known)
            return role;
    return std::nullopt;
}

std::vector<Message> turns_of(const Json& turns, const std::string& name, const char* role, const char* content) {
    const std::string field = "field " + quoted(name);
    if (!turns.is_array())
        throw Error(ErrorCode::BadType, field + " is " + turns.type_name() + ", expected a list of turns");
    std::vector<Message> messages;
    for (const Json& turn : turns) {
        const std::string what = "turn " + std::to_string(&turn - &turns.front() + 1) + " of " + field;
        if (!turn.is_object() || !turn.contains(role) || !turn[role].is_string())
            throw Error(ErrorCode::BadType, what + " has no " + quoted(role));
        if (turn.contains("tool_calls") && !turn["tool_calls"].empty())
            throw Error(ErrorCode::Unsupported, what + " calls a tool; tool calls cannot be trained on");
        if (!turn.contains(content))
            throw Error(ErrorCode::MissingField, what + " has no " + quoted(content));
        Message message{role_of(turn[role].get<std::string>(), what), text_of(turn[content], what)};
        messages.push_back(std::move(message));
    }
    return messages;
}

bool has_system(const std::vector<Message>& messages) {
    return !messages.empty() && (messages.front().role == "system" || messages.front().role == "developer");
}

void add_system(const Json& object, const RowFields& fields, std::vector<Message>& messages) {
    if (fields.no_system)
        return;
    const std::string system = fields.system.empty() ? optional_text(object, {"system", "system_prompt"}, fields)
                                                     : given_system(object, fields.system);
    if (!system.empty() && !has_system(messages))
        messages.insert(messages.begin(), {"system", system});
}

void add_prompt(const Json& object, const RowFields& fields, std::vector<Message>& messages) {
    add_history(object, messages);
    // Instruction and input are joined by a newline, a context stands before its question.
    std::string prompt = required_text(object, fields.main);
    if (const std::string input = beside_prompt(object, "input", fields); !input.empty())
        prompt += "\n" + input;
    if (const std::string context = beside_prompt(object, "context", fields); !context.empty())
        prompt = context + "\n\n" + prompt;
    messages.push_back({"user", prompt});
}

} // namespace loratrf
