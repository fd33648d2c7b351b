#include "backend/data/row_shape.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace loratrf {

namespace {

using Names = std::initializer_list<std::string_view>;

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

bool has_word(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The field that carries one of `names`, best name first: by its exact name, else by a whole word.
std::optional<std::string> find_field(const Json& object, Names names, const std::string& except = {}) {
    for (const std::string_view name : names)
        for (const auto& [key, value] : object.items())
            if (key != except && lower(key) == name)
                return key;
    for (const std::string_view name : names)
        for (const auto& [key, value] : object.items()) {
            const std::vector<std::string> words = words_of(key);
            const bool skipped = std::any_of(std::begin(SkippedWords), std::end(SkippedWords),
                                             [&](std::string_view word) { return has_word(words, word); });
            if (key != except && !skipped && has_word(words, name))
                return key;
        }
    return std::nullopt;
}

bool is_turn_list(const Json& value, const char* role, const char* content) {
    return value.is_array() && !value.empty() && value.front().is_object() && value.front().contains(role) &&
           value.front().contains(content);
}

// A field that holds turns with these two members, or, where the list is empty or odd, one that is named like it.
std::optional<std::string> find_turns(const Json& object, const char* role, const char* content, const char* name) {
    for (const auto& [key, value] : object.items())
        if (is_turn_list(value, role, content))
            return key;
    const auto named = object.find(name);
    const bool other_kind =
        named != object.end() && (is_turn_list(*named, "role", "content") || is_turn_list(*named, "from", "value"));
    return named != object.end() && !other_kind ? std::optional<std::string>(name) : std::nullopt;
}

std::optional<std::string> find_answer(const Json& object, const std::string& except) {
    return find_field(
        object, {"output", "completion", "response", "answer", "solution", "reply", "target", "assistant"}, except);
}

std::optional<std::string> given_or(const Json& object, const std::string& given, std::optional<std::string> found) {
    if (given.empty())
        return found;
    return object.contains(given) ? std::optional(given) : std::nullopt;
}

std::optional<RowFields> find_shape(const Json& object, RowShape shape, const GivenFields& given) {
    std::optional<std::string> main;
    switch (shape) {
    case RowShape::Messages:
        main = find_turns(object, "role", "content", "messages");
        break;
    case RowShape::ShareGpt:
        main = find_turns(object, "from", "value", "conversations");
        break;
    case RowShape::Alpaca:
        main = find_field(object, {"instruction"}, given.answer);
        break;
    case RowShape::PromptCompletion:
        main = find_field(object, {"prompt", "question", "query", "problem", "request", "instruction", "input", "user"},
                          given.answer);
        break;
    case RowShape::Text:
        main = find_field(object, {"text", "content", "document", "story", "sentence"});
        break;
    case RowShape::Auto:
        break;
    }
    main = given_or(object, given.prompt, main);
    if (!main)
        return std::nullopt;
    if (shape != RowShape::Alpaca && shape != RowShape::PromptCompletion)
        return RowFields{shape, *main, {}, shape == RowShape::Text ? std::string() : given.system, given.no_system};
    const std::optional<std::string> answer =
        given_or(object, given.answer, given.answer.empty() ? find_answer(object, *main) : std::nullopt);
    return answer ? std::optional<RowFields>({shape, *main, *answer, given.system, given.no_system}) : std::nullopt;
}

// What a given prompt field is where no shape is asked for: its content says.
RowShape shape_of_given(const Json& object, const GivenFields& given) {
    if (!given.answer.empty())
        return RowShape::PromptCompletion;
    const auto prompt = object.find(given.prompt);
    if (prompt == object.end())
        return RowShape::Auto;
    if (is_turn_list(*prompt, "role", "content"))
        return RowShape::Messages;
    if (is_turn_list(*prompt, "from", "value"))
        return RowShape::ShareGpt;
    return find_answer(object, given.prompt) ? RowShape::PromptCompletion : RowShape::Text;
}

std::string quoted(const std::string& name) {
    return "\"" + name + "\"";
}

// The text of a message: a string, a number, or OpenAI's list of text parts.
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
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        throw Error(ErrorCode::BadValue, "field " + quoted(name) + " is empty");
    return text;
}

std::string optional_text(const Json& object, Names names, const std::string& except = {},
                          const std::string& except2 = {}) {
    for (const std::string_view name : names)
        for (const auto& [key, value] : object.items())
            if (lower(key) == name && key != except && key != except2 && !value.is_null())
                return text_of(value, "field " + quoted(key));
    return {};
}

std::string role_of(const std::string& written, const std::string& what) {
    static const std::pair<const char*, const char*> Roles[] = {
        {"system", "system"},       {"developer", "developer"}, {"user", "user"},        {"human", "user"},
        {"assistant", "assistant"}, {"gpt", "assistant"},       {"model", "assistant"},  {"bot", "assistant"},
        {"chatgpt", "assistant"},   {"tool", "tool"},           {"observation", "tool"}, {"function", "tool"},
    };
    const std::string name = lower(written);
    for (const auto& [known, role] : Roles)
        if (name == known)
            return role;
    throw Error(ErrorCode::BadValue, what + " has the unknown role " + quoted(written));
}

void read_turns(const Json& object, const RowFields& fields, const char* role, const char* content, Row& row) {
    const std::string field = "field " + quoted(fields.main);
    const auto turns = object.find(fields.main);
    if (turns == object.end())
        throw Error(ErrorCode::MissingField, field + " is missing");
    if (!turns->is_array())
        throw Error(ErrorCode::BadType, field + " is " + turns->type_name() + ", expected a list of turns");
    for (const Json& turn : *turns) {
        const std::string what = "turn " + std::to_string(&turn - &turns->front() + 1) + " of " + field;
        if (!turn.is_object() || !turn.contains(role) || !turn[role].is_string())
            throw Error(ErrorCode::BadType, what + " has no " + quoted(role));
        if (turn.contains("tool_calls") && !turn["tool_calls"].empty())
            throw Error(ErrorCode::Unsupported, what + " calls a tool; tool calls cannot be trained on");
        if (!turn.contains(content))
            throw Error(ErrorCode::MissingField, what + " has no " + quoted(content));
        Message message{role_of(turn[role].get<std::string>(), what), text_of(turn[content], what)};
        row.messages.push_back(std::move(message));
    }
}

// A row may lack the field or have nothing in it: then it has no system message.
std::string given_system(const Json& object, const std::string& field) {
    const auto found = object.find(field);
    return found == object.end() || found->is_null() ? std::string() : text_of(*found, "field " + quoted(field));
}

void add_system(const Json& object, const RowFields& fields, Row& row) {
    if (fields.no_system)
        return;
    const std::string system = fields.system.empty()
                                   ? optional_text(object, {"system", "system_prompt"}, fields.main, fields.answer)
                                   : given_system(object, fields.system);
    if (!system.empty() && (row.messages.empty() || row.messages.front().role != "system"))
        row.messages.insert(row.messages.begin(), {"system", system});
}

std::string beside_prompt(const Json& object, std::string_view name, const RowFields& fields) {
    return lower(fields.system) == name ? std::string() : optional_text(object, {name}, fields.main, fields.answer);
}

// Alpaca's [[user, assistant], ...] before the row's own turn.
void add_history(const Json& object, Row& row) {
    const auto history = object.find("history");
    if (history == object.end() || history->is_null())
        return;
    const std::string what = "field \"history\"";
    if (!history->is_array())
        throw Error(ErrorCode::BadType, what + " is " + history->type_name() + ", expected a list of pairs");
    for (const Json& pair : *history) {
        if (!pair.is_array() || pair.size() != 2)
            throw Error(ErrorCode::BadType, what + " has an entry that is not a pair of texts");
        row.messages.push_back({"user", text_of(pair[0], what)});
        row.messages.push_back({"assistant", text_of(pair[1], what)});
    }
}

void check_answers(const Row& row) {
    bool answered = false;
    for (const Message& message : row.messages)
        if (message.role == "assistant") {
            answered = true;
            if (message.content.find_first_not_of(" \t\r\n") == std::string::npos)
                throw Error(ErrorCode::BadValue, "an answer of the assistant is empty");
        }
    if (!answered)
        throw Error(ErrorCode::BadValue, "the conversation has no answer of the assistant");
}

} // namespace

std::optional<RowFields> find_fields(const Json& object, RowShape wanted, const GivenFields& given) {
    if (wanted == RowShape::Auto && !(given.prompt.empty() && given.answer.empty()))
        wanted = shape_of_given(object, given);
    if (wanted != RowShape::Auto)
        return find_shape(object, wanted, given);
    if (object.contains("chosen") && object.contains("rejected"))
        throw Error(ErrorCode::Unsupported, "preference pairs (\"chosen\", \"rejected\") cannot be trained on; "
                                            "expected messages, conversations, prompt and completion, or text");
    for (const RowShape shape :
         {RowShape::Messages, RowShape::ShareGpt, RowShape::Alpaca, RowShape::PromptCompletion, RowShape::Text})
        if (const auto fields = find_shape(object, shape, given))
            return fields;
    return std::nullopt;
}

bool has_fields(const Json& object, const RowFields& fields) {
    return object.contains(fields.main) && (fields.answer.empty() || object.contains(fields.answer));
}

std::string field_list(const Json& object) {
    std::string list;
    for (const auto& [key, value] : object.items())
        list += (list.empty() ? "" : ", ") + quoted(key);
    return list.empty() ? "none" : list;
}

Row make_row(const Json& object, const RowFields& fields, int64_t line) {
    Row row;
    row.line = line;
    switch (fields.shape) {
    case RowShape::Auto:
        throw Error(ErrorCode::Internal, "the shape of the rows is not decided");
    case RowShape::Text:
        row.text = required_text(object, fields.main);
        return row;
    case RowShape::Messages:
        read_turns(object, fields, "role", "content", row);
        add_system(object, fields, row);
        break;
    case RowShape::ShareGpt:
        read_turns(object, fields, "from", "value", row);
        add_system(object, fields, row);
        break;
    case RowShape::Alpaca:
    case RowShape::PromptCompletion: {
        add_system(object, fields, row);
        add_history(object, row);
        // Instruction and input are joined by a newline, a context stands before its question.
        std::string prompt = required_text(object, fields.main);
        if (const std::string input = beside_prompt(object, "input", fields); !input.empty())
            prompt += "\n" + input;
        if (const std::string context = beside_prompt(object, "context", fields); !context.empty())
            prompt = context + "\n\n" + prompt;
        row.messages.push_back({"user", prompt});
        row.messages.push_back({"assistant", required_text(object, fields.answer)});
        break;
    }
    }
    check_answers(row);
    return row;
}

} // namespace loratrf
