#include "backend/data/answer_end.h"

#include "backend/data/answer_spans.h"

namespace loratrf {

namespace {

std::string token_text(const Tokenizer& tokenizer, std::optional<int32_t> id) {
    return id ? tokenizer.decode({*id}, false) : std::string();
}

// The first control token behind an answer.
std::optional<int32_t> end_in_template(const std::string& source, const Tokenizer& tokenizer) {
    TemplateVariables variables;
    variables.bos_token = token_text(tokenizer, tokenizer.bos_id());
    variables.eos_token = token_text(tokenizer, tokenizer.eos_id());
    const std::vector<Message> messages = {{"user", "Question"}, {"assistant", "Answer"}};
    try {
        const RenderedConversation shown = render_conversation(ChatTemplate(source), messages, variables, false);
        if (shown.answers.empty())
            return std::nullopt;
        const size_t whole = joined(shown.segments).size();
        for (const int32_t id : tokenizer.encode(slice(shown.segments, shown.answers.back().content_end, whole)))
            if (tokenizer.is_special(id))
                return id;
    } catch (const Error&) {
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

AnswerEnd answer_end(const std::string& source, const Tokenizer& tokenizer) {
    AnswerEnd end;
    if (!source.empty())
        end.token = end_in_template(source, tokenizer);
    end.of_template = end.token.has_value();
    if (!end.token)
        end.token = tokenizer.eos_id();
    end.text = token_text(tokenizer, end.token);
    return end;
}

} // namespace loratrf
