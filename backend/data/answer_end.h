#pragma once
// What ends an answer: the token that training supervises behind it, and so the one that a trained model writes there.

#include "backend/text/tokenizer.h"

#include <cstdint>
#include <optional>
#include <string>

namespace loratrf {

struct AnswerEnd {
    std::optional<int32_t> token; // nullopt: nothing ends an answer
    std::string text;             // the token's
    bool of_template = false;     // the template writes it; else it is the end-of-sequence token, which training adds
};

// In the chat template `source` (empty: there is none). Text that the tokenizer does not know as a control token ends
// no answer; a template that refuses an ordinary conversation counts as one without an end.
AnswerEnd answer_end(const std::string& source, const Tokenizer& tokenizer);

} // namespace loratrf
