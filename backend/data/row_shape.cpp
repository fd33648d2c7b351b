#include "backend/data/row_shape.h"

#include "backend/data/preference_row.h"
#include "backend/data/row_parts.h"

namespace loratrf {

namespace {

// A field that holds turns with these two members, or, where the list is empty or odd, one that is named like it.
std::optional<std::string> find_turns(const Json& object, const char* role, const char* content, const char* name) {
    for (const auto& [key, value] : object.items())
        if (is_turn_list(value, role, content))
            return key;
    const auto named = object.find(name);
    const bool other_kind = named != object.end() && is_turn_list(*named);
    return named != object.end() && !other_kind ? std::optional<std::string>(name) : std::nullopt;
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
        main = find_field(object, {"instruction"}, {given.answer, given.system});
        break;
    case RowShape::PromptCompletion:
        main = find_field(object, PromptNames, {given.answer, given.system});
        break;
    case RowShape::Preference:
        return find_pair(object, given);
    case RowShape::Text:
        main = find_field(object, {"text", "content", "document", "story", "sentence"});
        break;
    case RowShape::Auto:
        break;
    }
    main = given_or(object, given.prompt, main);
    if (!main)
        return std::nullopt;
    RowFields fields{shape, *main, {}, {}, shape == RowShape::Text ? std::string() : given.system, given.no_system};
    if (shape != RowShape::Alpaca && shape != RowShape::PromptCompletion)
        return fields;
    const std::optional<std::string> answer = given_or(
        object, given.answer, given.answer.empty() ? find_answer(object, {*main, given.system}) : std::nullopt);
    if (!answer)
        return std::nullopt;
    fields.answer = *answer;
    return fields;
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
    return find_answer(object, {given.prompt, given.system}) ? RowShape::PromptCompletion : RowShape::Text;
}

std::vector<Message> required_turns(const Json& object, const std::string& name, const char* role,
                                    const char* content) {
    const auto turns = object.find(name);
    if (turns == object.end())
        throw Error(ErrorCode::MissingField, "field " + quoted(name) + " is missing");
    return turns_of(*turns, name, role, content);
}

void check_answers(const Row& row) {
    bool answered = false;
    for (const Message& message : row.messages)
        if (message.role == "assistant") {
            answered = true;
            if (is_blank(message.content))
                throw Error(ErrorCode::BadValue, "an answer of the assistant is empty");
        }
    if (!answered)
        throw Error(ErrorCode::BadValue, "the conversation has no answer of the assistant");
}

} // namespace

std::optional<RowFields> find_fields(const Json& object, RowShape wanted, const GivenFields& given) {
    if (wanted == RowShape::Auto && names_pair(object, given))
        wanted = RowShape::Preference;
    if (wanted == RowShape::Auto && !(given.prompt.empty() && given.answer.empty()))
        wanted = shape_of_given(object, given);
    if (wanted != RowShape::Auto)
        return find_shape(object, wanted, given);
    for (const RowShape shape :
         {RowShape::Messages, RowShape::ShareGpt, RowShape::Alpaca, RowShape::PromptCompletion, RowShape::Text})
        if (const auto fields = find_shape(object, shape, given))
            return fields;
    return std::nullopt;
}

bool has_fields(const Json& object, const RowFields& fields) {
    if (fields.shape == RowShape::Preference)
        return has_pair(object, fields);
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
    case RowShape::Preference:
        read_pair(object, fields, row);
        return row;
    case RowShape::Messages:
        row.messages = required_turns(object, fields.main, "role", "content");
        add_system(object, fields, row.messages);
        break;
    case RowShape::ShareGpt:
        row.messages = required_turns(object, fields.main, "from", "value");
        add_system(object, fields, row.messages);
        break;
    case RowShape::Alpaca:
    case RowShape::PromptCompletion:
        add_system(object, fields, row.messages);
        add_prompt(object, fields, row.messages);
        row.messages.push_back({"assistant", required_text(object, fields.answer)});
        break;
    }
    check_answers(row);
    return row;
}

} // namespace loratrf
