#pragma once
// What the fields of a row mean: from field names to a shape, and from a record to a conversation or a text.

#include "backend/data/dataset.h"
#include "backend/io/json.h"

#include <optional>
#include <string>

namespace loratrf {

// The fields that a shape needs. Optional ones ("system", "input", "history") are looked up in every row.
struct RowFields {
    RowShape shape = RowShape::Auto;
    std::string main;       // the conversation, the instruction or prompt, or the text; empty: the answers hold it
    std::string answer;     // alpaca and prompt-completion; of pairs the chosen one
    std::string rejected;   // preference only
    std::string system;     // given by the user; empty: "system" or "system_prompt" where a row has one
    bool no_system = false; // the user wants no field for it
};

// Fields that the user gave roles; empty ones are looked for by name.
struct GivenFields {
    std::string prompt, answer, rejected, system;
    bool no_system = false; // what is called like one is not it
    bool none() const { return prompt.empty() && answer.empty() && rejected.empty() && system.empty(); }
};

// Looks for `wanted` (any shape for Auto) in a row's field names; nullopt when it is not there. A field is known by its
// exact name or by a whole word in it ("user_question", "userQuestion"; never a part of a word), conversations by their
// content. A field the user gave counts in place of one found by name; a given rejected answer makes Auto preference, a
// given answer without one prompt and completion. Throws Error(MissingField) for a preference pair of answers that
// nothing asks for.
std::optional<RowFields> find_fields(const Json& object, RowShape wanted, const GivenFields& given = {});

// The row's conversation, pair of them, or text. Throws Error(MissingField, BadType, BadValue, Unsupported) with a
// reason for people that names the field but not the line.
Row make_row(const Json& object, const RowFields& fields, int64_t line);

bool has_fields(const Json& object, const RowFields& fields);
std::string field_list(const Json& object); // "\"a\", \"b\"" for messages

} // namespace loratrf
