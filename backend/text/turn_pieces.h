#pragma once
// A chat template as plain pieces of text around the messages, for programs that do not run Jinja.

#include "backend/text/chat_template.h"

#include <optional>
#include <string>
#include <vector>

namespace loratrf {

// The template's text up to where an answer is to come: `begin`, the turns with their texts, `opener`.
struct TurnPieces {
    struct Turn {
        std::string prefix, suffix;
    };
    std::string begin;          // the BOS token, if the template writes it
    std::string default_system; // stands behind `begin` where no system text is given
    Turn system, user, assistant;
    std::string opener;             // what the answer to come begins with
    bool has_system = true;         // false: system messages are refused or left out
    bool system_opens_user = false; // a system text lies inside the first user's turn, whose prefix stands before it
    bool trims = false;             // the template cuts white space at the ends of messages, compose() does not
    bool cuts_thoughts = false;     // nor does that take "<think>...</think>" out of earlier answers

    std::string compose(const std::vector<Message>& messages) const;
};

// Found by cutting rendered conversations at placeholders, and proven: further conversations (one to three questions,
// with and without a system text, texts with spaces and lines) composed of the pieces are what the template renders.
// nullopt: it is not of this kind, and `why_not` goes on where "the chat template" stands.
std::optional<TurnPieces> find_turn_pieces(const std::string& source, const TemplateVariables& variables,
                                           std::string& why_not);

} // namespace loratrf
