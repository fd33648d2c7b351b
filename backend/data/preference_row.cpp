#include "backend/data/preference_row.h"

#include "backend/data/row_parts.h"

#include <algorithm>
#include <utility>

namespace loratrf {

namespace {

// Fields with such a word tell about an answer and are none ("chosen_model").
const FieldNames AboutAnswers = {"model", "rating", "rank", "reward", "reason"};

bool is_answer(const Json& turn) {
    for (const char* name : {"role", "from"})
        if (turn.is_object() && turn.contains(name) && turn[name].is_string())
            return known_role(turn[name].get<std::string>()) == "assistant";
    return false;
}

// Turns that begin with something else than an answer.
bool is_conversation(const Json& value) {
    return is_turn_list(value) && !is_answer(value.front());
}

std::optional<std::string> find_prompt(const Json& object, const RowFields& fields) {
    const FieldNames but = {fields.answer, fields.rejected, fields.system};
    if (is_conversation(object.at(fields.answer))) // holds its prompt, which a field of that very name may repeat
        return find_exact(object, {"prompt"}, but);
    if (const std::optional<std::string> named = find_exact(object, PromptNames, but))
        return named;
    for (const auto& [key, value] : object.items())
        if (key != fields.answer && key != fields.rejected && is_turn_list(value) && !is_answer(value.back()))
            return key;
    return find_word(object, PromptNames, but);
}

std::vector<Message> turns_in(const Json& list, const std::string& name) {
    const bool from =
        !list.empty() && list.front().is_object() && list.front().contains("from") && !list.front().contains("role");
    return turns_of(list, name, from ? "from" : "role", from ? "value" : "content");
}

std::vector<Message> answer_turns(const Json& object, const std::string& name) {
    const auto found = object.find(name);
    if (found != object.end() && found->is_array())
        return turns_in(*found, name);
    if (found != object.end() && found->is_object()) {
        Json single = Json::array();
        single.push_back(*found);
        return turns_in(single, name);
    }
    return std::vector<Message>{Message{"assistant", required_text(object, name)}};
}

// `held`: the answers come with the turns before them, and the prompt at most repeats some.
std::vector<Message> prompt_turns(const Json& object, const RowFields& fields, bool held) {
    std::vector<Message> prompt;
    if (fields.main.empty())
        return prompt;
    const auto found = object.find(fields.main);
    const bool there = found != object.end();
    if (there && found->is_array() && (found->empty() || is_turn_list(*found)))
        return turns_in(*found, fields.main);
    const bool blank =
        there && (found->is_null() || (found->is_string() && is_blank(found->get_ref<const std::string&>())));
    if (!held)
        add_prompt(object, fields, prompt);
    else if (!blank)
        prompt.push_back({"user", required_text(object, fields.main)});
    return prompt;
}

std::string_view trimmed(std::string_view text) {
    const size_t first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? std::string_view() : text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

// White space around it aside.
bool same_turn(const Message& a, const Message& b) {
    return a.role == b.role && trimmed(a.content) == trimmed(b.content);
}

std::vector<Message> conversation(const Json& object, const RowFields& fields, const std::string& name) {
    const std::vector<Message> turns = answer_turns(object, name);
    const bool held = !turns.empty() && turns.front().role != "assistant";
    std::vector<Message> messages = prompt_turns(object, fields, held);
    if (held && std::search(turns.begin(), turns.end(), messages.begin(), messages.end(), same_turn) != turns.end())
        return turns;
    const auto asks = [](const Message& message) { return message.role == "user" || message.role == "tool"; };
    if (held && (has_system(turns) || (turns.front().role == "user" && asks(messages.back()))))
        throw Error(ErrorCode::BadValue,
                    "field " + quoted(name) +
                        " begins a conversation of its own, which does not hold the prompt of field " +
                        quoted(fields.main));
    messages.insert(messages.end(), turns.begin(), turns.end());
    return messages;
}

void check_answers(const std::vector<Message>& messages, const std::string& name) {
    const std::string field = "field " + quoted(name);
    if (messages.empty() || messages.back().role != "assistant")
        throw Error(ErrorCode::BadValue, field + " does not end with an answer of the assistant");
    for (const Message& message : messages)
        if (message.role == "assistant" && is_blank(message.content))
            throw Error(ErrorCode::BadValue, field + " has an empty answer of the assistant");
}

void check_pair(const Row& row, const RowFields& fields) {
    check_answers(row.messages, fields.answer);
    check_answers(row.rejected, fields.rejected);
    if (std::equal(row.messages.begin(), row.messages.end(), row.rejected.begin(), row.rejected.end(), same_turn))
        throw Error(ErrorCode::BadValue, "the chosen and the rejected answer are the same");
    const size_t common = common_turns(row.messages, row.rejected);
    const auto parting = row.messages.begin() + static_cast<std::ptrdiff_t>(common);
    if (std::none_of(row.messages.begin(), parting, [](const Message& turn) { return turn.role == "user"; }))
        throw Error(ErrorCode::BadValue, "fields " + quoted(fields.answer) + " and " + quoted(fields.rejected) +
                                             " have no turn of the user in common before they part");
    if (common == row.messages.size() || common == row.rejected.size()) {
        const bool chosen = common == row.messages.size();
        throw Error(ErrorCode::BadValue,
                    "field " + quoted(chosen ? fields.answer : fields.rejected) + " is only the beginning of field " +
                        quoted(chosen ? fields.rejected : fields.answer) + ", so they have no answers to compare");
    }
}

} // namespace

bool names_pair(const Json& object, const GivenFields& given) {
    if (!given.rejected.empty())
        return true;
    const auto prompt = object.find(given.prompt);
    const bool whole = prompt != object.end() && is_turn_list(*prompt) && is_answer(prompt->back());
    if (!given.answer.empty() || whole)
        return false;
    for (const std::string_view name : {"chosen", "rejected"}) {
        const auto found = find_field(object, {name}, {given.prompt, given.system}, AboutAnswers);
        if (!found || object.at(*found).is_null() || object.at(*found).is_boolean())
            return false;
    }
    return true;
}

std::optional<RowFields> find_pair(const Json& object, const GivenFields& given) {
    const std::optional<std::string> rejected =
        given_or(object, given.rejected,
                 find_field(object, {"rejected"}, {given.prompt, given.answer, given.system}, AboutAnswers));
    if (!rejected)
        return std::nullopt;
    const FieldNames but = {given.prompt, *rejected, given.system};
    std::optional<std::string> chosen = find_field(object, {"chosen"}, but, AboutAnswers);
    if (!chosen)
        chosen = find_answer(object, but);
    chosen = given_or(object, given.answer, chosen);
    if (!chosen || (!given.prompt.empty() && !object.contains(given.prompt)))
        return std::nullopt;
    RowFields fields{RowShape::Preference, given.prompt, *chosen, *rejected, given.system, given.no_system};
    if (fields.main.empty())
        fields.main = find_prompt(object, fields).value_or(std::string());
    if (fields.main.empty() && !object.at(fields.answer).is_array())
        throw Error(ErrorCode::MissingField,
                    "the preference pair has no prompt among the fields " + field_list(object));
    return fields;
}

bool has_pair(const Json& object, const RowFields& fields) {
    if (!object.contains(fields.answer) || !object.contains(fields.rejected))
        return false;
    // As find_prompt() has it, so that a file may change its layout.
    if (is_conversation(object.at(fields.answer)))
        return object.contains("prompt") ? fields.main == "prompt" : fields.main.empty();
    return !fields.main.empty() && object.contains(fields.main);
}

void read_pair(const Json& object, const RowFields& fields, Row& row) {
    row.messages = conversation(object, fields, fields.answer);
    row.rejected = conversation(object, fields, fields.rejected);
    add_system(object, fields, row.messages);
    add_system(object, fields, row.rejected);
    check_pair(row, fields);
}

size_t common_turns(const std::vector<Message>& a, const std::vector<Message>& b) {
    const auto same = [](const Message& x, const Message& y) { return x.role == y.role && x.content == y.content; };
    return static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end(), same).first - a.begin());
}

} // namespace loratrf
