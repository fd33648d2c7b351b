#pragma once
// Where the answers of a conversation lie in its rendered text.

#include "backend/text/chat_template.h"

#include <vector>

namespace loratrf {

// Byte positions in the rendered text. `begin` is where a generation prompt for this answer ends, so everything from
// there up to the end-of-turn token is what a model must write itself.
struct AnswerSpan {
    size_t message = 0; // index of the assistant's turn
    size_t begin = 0;
    size_t content_end = 0;
    bool supervised = true; // false: the template shows this turn otherwise than when it was answered
};

struct RenderedConversation {
    std::vector<TextSegment> segments;
    std::vector<AnswerSpan> answers; // in order; those that cannot be located are missing
    bool rewritten = false;          // the template rewrites earlier turns: only the last answer is supervised
    bool prompt_differs =
        false; // the generation prompt holds text that the finished conversation does not (or the reverse)
};

// Renders growing prefixes: with P_k the generation prompt before answer k and W_k the conversation that ends with it,
// answer k is supervised when P_k and W_k (up to the end of its content) begin the whole. Templates that strip earlier
// reasoning break this for all but the last answer. Throws Error(Template), also where the last answer is not shown.
RenderedConversation render_conversation(const ChatTemplate& chat_template, const std::vector<Message>& messages,
                                         const TemplateVariables& variables, bool add_generation_prompt);

// Bytes [from, to) of the segments.
std::vector<TextSegment> slice(const std::vector<TextSegment>& segments, size_t from, size_t to);

} // namespace loratrf
