#pragma once
// Preference pairs: a chosen and a rejected answer to the same turns, in the layouts that data files have them.

#include "backend/data/row_shape.h"

#include <vector>

namespace loratrf {

// Whether a row is a pair where no shape is asked for: both answers are there by name, or the rejected one is given.
// Not where other given fields make a conversation of their own.
bool names_pair(const Json& object, const GivenFields& given);

// nullopt: an answer is not there, or a field that was given. Throws Error(MissingField) where nothing asks for them.
std::optional<RowFields> find_pair(const Json& object, const GivenFields& given);

bool has_pair(const Json& object, const RowFields& fields);

// Fills both conversations. The prompt is a text or a list of turns; the answers are texts, one turn, or lists of
// turns, which follow the prompt or hold it themselves. Throws Error as make_row does.
void read_pair(const Json& object, const RowFields& fields, Row& row);

// How many turns both begin with.
size_t common_turns(const std::vector<Message>& a, const std::vector<Message>& b);

} // namespace loratrf
