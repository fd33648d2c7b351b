#pragma once
// What the readers of rows have in common: fields found by their names, texts, turns, and what stands beside a prompt.

#include "backend/data/row_shape.h"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace loratrf {

using FieldNames = std::initializer_list<std::string_view>;

inline const FieldNames PromptNames = {"prompt",  "question",    "query", "problem",
                                       "request", "instruction", "input", "user"};

// The field that carries one of `names`, best name first: by its exact name, or by a whole word in it, but not where it
// also holds a word that says something about a text ("question_id") or one of `without`. Fields in `but` are none.
std::optional<std::string> find_exact(const Json& object, FieldNames names, FieldNames but = {});
std::optional<std::string> find_word(const Json& object, FieldNames names, FieldNames but = {},
                                     FieldNames without = {});
std::optional<std::string> find_field(const Json& object, FieldNames names, FieldNames but = {},
                                      FieldNames without = {}); // the first, else the second
std::optional<std::string> find_answer(const Json& object, FieldNames but);

// A field that the user gave counts in place of the one that was found.
std::optional<std::string> given_or(const Json& object, const std::string& given, std::optional<std::string> found);

bool is_turn_list(const Json& value, const char* role, const char* content);
bool is_turn_list(const Json& value); // role and content, or from and value
bool is_blank(const std::string& text);
std::string quoted(const std::string& name);

std::string text_of(const Json& value, const std::string& what); // a string, a number, or OpenAI's list of text parts
std::string required_text(const Json& object, const std::string& name);

// "gpt" -> assistant; nullopt for a role that is not known.
std::optional<std::string> known_role(const std::string& written);
std::vector<Message> turns_of(const Json& turns, const std::string& name, const char* role, const char* content);

// Whether the turns begin with a system message, which newer formats write as the developer's.
bool has_system(const std::vector<Message>& messages);
// The row's system message, before turns that have none.
void add_system(const Json& object, const RowFields& fields, std::vector<Message>& messages);

// A prompt that is a text: the history before it, then the user's turn with what stands beside it.
void add_prompt(const Json& object, const RowFields& fields, std::vector<Message>& messages);

} // namespace loratrf
