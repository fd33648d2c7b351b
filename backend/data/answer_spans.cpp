#include "backend/data/answer_spans.h"

#include <algorithm>
#include <optional>

namespace loratrf {

namespace {

using Segments = std::vector<TextSegment>;

size_t content_end(const Segments& segments) {
    size_t position = 0, end = 0;
    for (const TextSegment& segment : segments) {
        position += segment.text.size();
        if (!segment.allow_special && !segment.text.empty())
            end = position;
    }
    return end;
}

// The start of the content segment that `position` lies in, or the position itself in template text.
size_t before_content(const Segments& segments, size_t position) {
    size_t start = 0;
    for (const TextSegment& segment : segments) {
        const size_t end = start + segment.text.size();
        if (position < end)
            return segment.allow_special ? position : start;
        start = end;
    }
    return position;
}

size_t common_prefix(const std::string& a, const std::string& b) {
    const size_t length = std::min(a.size(), b.size());
    return static_cast<size_t>(
        std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(length), b.begin()).first - a.begin());
}

bool holds_content(const Segments& segments, size_t from, size_t to) {
    const Segments part = slice(segments, from, to);
    return std::any_of(part.begin(), part.end(), [](const TextSegment& segment) { return !segment.allow_special; });
}

bool is_blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

class SpanFinder {
public:
    SpanFinder(const ChatTemplate& chat_template, const std::vector<Message>& messages,
               const TemplateVariables& variables, RenderedConversation& conversation)
        : m_template(chat_template), m_messages(messages), m_variables(variables), m_conversation(conversation),
          m_whole(joined(conversation.segments)) {}

    // An answer before the last one; nullopt where no generation prompt for it begins the whole.
    std::optional<AnswerSpan> earlier(size_t message) const {
        try {
            const std::string prompt = joined(render(message, true));
            if (!m_whole.starts_with(prompt))
                return std::nullopt;
            const Segments with_answer = render(message + 1, false);
            const size_t end = std::max(content_end(with_answer), prompt.size());
            const std::string shown = joined(with_answer).substr(0, end);
            return AnswerSpan{message, prompt.size(), end,
                              shown.starts_with(prompt) && m_whole.starts_with(shown) &&
                                  shows_answer(message, with_answer, prompt.size(), end)};
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Template) // a template may refuse part of a conversation that it takes whole
                throw;
            return std::nullopt;
        }
    }

    AnswerSpan last(size_t message) const {
        const std::string prompt = joined(render(message, true));
        const Segments with_answer =
            message + 1 == m_messages.size() ? m_conversation.segments : render(message + 1, false);
        size_t begin = prompt.size();
        if (!m_whole.starts_with(prompt)) {
            m_conversation.prompt_differs = true;
            begin = before_content(m_conversation.segments, common_prefix(prompt, m_whole));
            if (begin < content_end(render(message, false)))
                throw Error(ErrorCode::Template,
                            "the chat template shows the turns before the last answer differently once "
                            "it is there, so the answer cannot be located; choose a preset template");
        }
        const size_t end = std::clamp(content_end(with_answer), begin, m_whole.size());
        if (!shows_answer(message, with_answer, begin, end))
            throw Error(ErrorCode::Template, "the chat template does not write the text of the last answer, so nothing "
                                             "could be learned from it; choose a preset template");
        return {message, begin, end, true};
    }

private:
    bool shows_answer(size_t message, const Segments& segments, size_t begin, size_t end) const {
        return is_blank(m_messages[message].content) || holds_content(segments, begin, end);
    }

    Segments render(size_t count, bool add_generation_prompt) const {
        const std::vector<Message> first(m_messages.begin(), m_messages.begin() + static_cast<std::ptrdiff_t>(count));
        return m_template.render(first, m_variables, add_generation_prompt);
    }

    const ChatTemplate& m_template;
    const std::vector<Message>& m_messages;
    const TemplateVariables& m_variables;
    RenderedConversation& m_conversation;
    const std::string m_whole;
};

} // namespace

RenderedConversation render_conversation(const ChatTemplate& chat_template, const std::vector<Message>& messages,
                                         const TemplateVariables& variables, bool add_generation_prompt) {
    RenderedConversation result;
    result.segments = chat_template.render(messages, variables, add_generation_prompt);
    const SpanFinder finder(chat_template, messages, variables, result);

    std::vector<size_t> answers;
    for (size_t i = 0; i < messages.size(); ++i)
        if (messages[i].role == "assistant")
            answers.push_back(i);
    for (const size_t message : answers) {
        const bool is_last = message == answers.back() && !add_generation_prompt;
        const std::optional<AnswerSpan> span = is_last ? finder.last(message) : finder.earlier(message);
        result.rewritten |= !span || !span->supervised;
        if (span)
            result.answers.push_back(*span);
    }
    if (result.rewritten)
        for (AnswerSpan& span : result.answers)
            span.supervised = span.message == answers.back();
    return result;
}

std::vector<TextSegment> slice(const std::vector<TextSegment>& segments, size_t from, size_t to) {
    std::vector<TextSegment> result;
    size_t start = 0;
    for (const TextSegment& segment : segments) {
        const size_t end = start + segment.text.size();
        const size_t first = std::max(from, start), last = std::min(to, end);
        if (first < last)
            result.push_back({segment.text.substr(first - start, last - first), segment.allow_special});
        start = end;
    }
    return result;
}

} // namespace loratrf
