#include "backend/text/turn_pieces.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace loratrf {

namespace {

using Conversation = std::vector<Message>;

// A template that is not of this kind; the text goes on where "the chat template" stands.
struct NotOfThisKind {
    const char* why;
};

// Placeholders: one word each, in no template.
const Message system_text = {"system", "Qsystem"}, question = {"user", "Qquestion"}, answer = {"assistant", "Qanswer"},
              next_question = {"user", "Qnext"};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// The texts before, between and behind the messages' contents; nullopt where these do not stand there once, in order.
std::optional<std::vector<std::string>> gaps(const std::string& text, const Conversation& messages) {
    std::vector<std::string> found;
    size_t at = 0;
    for (const Message& message : messages) {
        const size_t place = text.find(message.content, at);
        if (place == std::string::npos)
            return std::nullopt;
        found.push_back(text.substr(at, place - at));
        at = place + message.content.size();
    }
    found.push_back(text.substr(at));
    for (const std::string& gap : found)
        for (const Message& message : messages)
            if (contains(gap, message.content))
                return std::nullopt;
    return found;
}

// The end that both texts have in common, in whole characters.
std::string common_end(std::string_view one, std::string_view other) {
    const size_t most = std::min(one.size(), other.size());
    size_t count = 0;
    while (count < most && one[one.size() - 1 - count] == other[other.size() - 1 - count])
        ++count;
    std::string_view end = one.substr(one.size() - count);
    while (!end.empty() && (static_cast<unsigned char>(end.front()) & 0xC0) == 0x80)
        end.remove_prefix(1);
    return std::string(end);
}

std::string without_begin(const std::string& text, const std::string& begin) {
    return text.substr(begin.size());
}

std::string without_end(const std::string& text, const std::string& end) {
    return text.substr(0, text.size() - end.size());
}

std::string trimmed(const std::string& text) {
    constexpr const char* white_space = " \t\n";
    const size_t first = text.find_first_not_of(white_space);
    return first == std::string::npos ? std::string()
                                      : text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

class Finder {
public:
    Finder(const std::string& source, const TemplateVariables& variables)
        : m_template(source), m_variables(variables) {}

    TurnPieces find() {
        cut();
        look_at_white_space();
        const Conversation thought = {
            question, {answer.role, "<think>\nQthought\n</think>\n\n" + answer.content}, next_question};
        m_pieces.cuts_thoughts = render(thought) != m_pieces.compose(thought);
        prove();
        return m_pieces;
    }

private:
    std::string render(const Conversation& messages, bool open = true) const {
        return joined(m_template.render(messages, m_variables, open));
    }

    // What stands behind the last message where nothing is to come; nullopt: the template refuses such a conversation.
    std::optional<std::string> closing(const Conversation& messages) const {
        try {
            const std::string text = render(messages, false), &last = messages.back().content;
            const size_t place = text.rfind(last);
            return place == std::string::npos ? std::nullopt : std::optional(text.substr(place + last.size()));
        } catch (const Error&) {
            return std::nullopt;
        }
    }

    // A turn's suffix: its closing, as far as it stands where the conversation goes on too. Some templates end a whole
    // conversation with the end-of-sequence token.
    std::string suffix(const std::optional<std::string>& last, std::initializer_list<std::string> going_on) const {
        if (!last)
            return {};
        std::vector<std::string> candidates = {*last};
        if (last->ends_with(m_variables.eos_token))
            candidates.push_back(without_end(*last, m_variables.eos_token));
        for (const std::string& candidate : candidates)
            if (std::ranges::all_of(going_on, [&](const std::string& gap) { return gap.starts_with(candidate); }))
                return candidate;
        return {};
    }

    // The texts around a system text; nullopt: the template refuses it or leaves it out.
    std::optional<std::vector<std::string>> gaps_with_system(const std::string& without) const {
        const Conversation messages = {system_text, question, answer, next_question};
        std::string text;
        try {
            text = render(messages);
        } catch (const Error&) {
            return std::nullopt;
        }
        if (text == without)
            return std::nullopt;
        auto found = gaps(text, messages);
        if (!found)
            throw NotOfThisKind{"puts the system text elsewhere than at the beginning"};
        return found;
    }

    void cut() {
        const Conversation messages = {question, answer, next_question};
        const std::string text = render(messages);
        const auto plain = gaps(text, messages);
        if (!plain)
            throw NotOfThisKind{"rewrites or moves messages"};
        const std::string &first = plain->at(0), &to_answer = plain->at(1), &to_question = plain->at(2),
                          &end = plain->at(3);
        const std::string& bos = m_variables.bos_token;

        TurnPieces& p = m_pieces;
        p.user.suffix = suffix(closing(messages), {to_answer, end});
        p.assistant.prefix = without_begin(to_answer, p.user.suffix);
        p.opener = without_begin(end, p.user.suffix);
        const std::string answer_end = suffix(closing({question, answer}), {to_question});
        p.user.prefix = common_end(first.starts_with(bos) ? without_begin(first, bos) : first,
                                   without_begin(to_question, answer_end));
        p.assistant.suffix = without_end(to_question, p.user.prefix);
        p.begin = without_end(first, p.user.prefix);

        const auto with_system = gaps_with_system(text);
        p.has_system = with_system.has_value();
        if (!p.has_system)
            return;
        const std::string &before = with_system->at(0), &behind = with_system->at(1);
        p.system_opens_user = !behind.ends_with(p.user.prefix);
        p.system.suffix = p.system_opens_user ? behind : without_end(behind, p.user.prefix);
        if (!before.starts_with(p.begin)) { // so there is more in it: the system turn that stands there by default
            const std::string common = before.starts_with(bos) && p.begin.starts_with(bos) ? bos : std::string();
            p.default_system = without_begin(p.begin, common);
            p.begin = common;
        }
        p.system.prefix = without_begin(before, p.begin);
    }

    // What becomes of white space at the ends of each message alone.
    void look_at_white_space() {
        constexpr std::string_view before = "\n ", behind = " \n";
        Conversation messages = {question, answer, next_question};
        if (m_pieces.has_system)
            messages.insert(messages.begin(), system_text);
        const std::string plain = m_pieces.compose(messages);
        if (render(messages) != plain)
            throw NotOfThisKind{"does not write all messages in the same way"};
        for (const Message& message : messages) {
            const auto [head, tail] = around(plain, message.content);
            Conversation spaced = messages;
            for (Message& one : spaced)
                if (one.content == message.content)
                    one.content = std::string(before) + message.content + std::string(behind);
            const std::string text = render(spaced);
            if (text.size() < plain.size() || !text.starts_with(head) || !text.ends_with(tail))
                throw NotOfThisKind{"rewrites messages"};
            const std::string middle = text.substr(head.size(), text.size() - head.size() - tail.size());
            if (!contains(middle, message.content))
                throw NotOfThisKind{"rewrites messages"};
            const auto [left, right] = around(middle, message.content);
            if (!before.ends_with(left) || !behind.starts_with(right))
                throw NotOfThisKind{"rewrites messages"};
            m_pieces.trims = m_pieces.trims || left != before || right != behind;
        }
    }

    static std::pair<std::string, std::string> around(const std::string& text, const std::string& part) {
        const size_t place = text.find(part);
        return {text.substr(0, place), text.substr(place + part.size())};
    }

    void prove() const {
        static const std::array<std::string, 7> texts = {"Hello, who are you?",
                                                         "Two\n\nlines,  with  gaps",
                                                         " \tIndented\n ",
                                                         "{{ name }} {% if x %} {# y #}",
                                                         "\"quoted\" \\ it's <b>",
                                                         "Grüße ✓",
                                                         "one\ttwo"};
        const auto text = [&](size_t index) {
            const std::string& chosen = texts[index % texts.size()];
            return m_pieces.trims ? trimmed(chosen) : chosen;
        };
        for (const bool with_system : {false, true})
            for (const size_t turns : {size_t{1}, size_t{3}, size_t{5}})
                for (size_t shift = 0; shift < texts.size(); ++shift) {
                    if (with_system && !m_pieces.has_system)
                        continue;
                    Conversation messages;
                    if (with_system)
                        messages.push_back({"system", text(shift + 6)});
                    for (size_t turn = 0; turn < turns; ++turn)
                        messages.push_back({turn % 2 == 0 ? "user" : "assistant", text(shift + turn)});
                    if (render(messages) != m_pieces.compose(messages))
                        throw NotOfThisKind{"does not write all messages in the same way"};
                }
    }

    ChatTemplate m_template;
    const TemplateVariables& m_variables;
    TurnPieces m_pieces;
};

} // namespace

std::string TurnPieces::compose(const std::vector<Message>& messages) const {
    const bool given = std::ranges::any_of(messages, [](const Message& message) { return message.role == "system"; });
    std::string text = begin + (given ? std::string() : default_system);
    bool inside = false; // the user's turn, by a system text
    for (const Message& message : messages) {
        const bool is_system = message.role == "system";
        const Turn& turn = is_system ? system : message.role == "user" ? user : assistant;
        text += (inside ? std::string() : turn.prefix) + message.content + turn.suffix;
        inside = is_system && system_opens_user;
    }
    return text + opener;
}

std::optional<TurnPieces> find_turn_pieces(const std::string& source, const TemplateVariables& variables,
                                           std::string& why_not) {
    if (contains(source, "strftime_now")) {
        why_not = "writes the day's date";
        return std::nullopt;
    }
    try {
        return Finder(source, variables).find();
    } catch (const NotOfThisKind& fault) {
        why_not = fault.why;
    } catch (const Error&) {
        why_not = "refuses an ordinary conversation";
    }
    return std::nullopt;
}

} // namespace loratrf
