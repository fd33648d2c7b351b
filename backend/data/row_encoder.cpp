#include "backend/data/answer_spans.h"
#include "backend/data/dataset.h"
#include "backend/data/preference_row.h"
#include "backend/data/row_parts.h"

#include <algorithm>

namespace loratrf {

namespace {

using Ids = std::vector<int32_t>;

std::string token_text(const Tokenizer& tokenizer, std::optional<int32_t> id) {
    return id ? tokenizer.decode({*id}, false) : std::string();
}

// Where the last run of supervised tokens begins.
std::ptrdiff_t last_answer(const Sequence& sequence) {
    const auto last = std::find(sequence.supervised.rbegin(), sequence.supervised.rend(), true);
    return std::find(last, sequence.supervised.rend(), false).base() - sequence.supervised.begin();
}

std::ptrdiff_t first_answer(const std::vector<bool>& supervised) {
    return std::find(supervised.begin(), supervised.end(), true) - supervised.begin();
}

template <class List>
void drop(List& list, std::ptrdiff_t from, std::ptrdiff_t to) {
    list.erase(list.begin() + from, list.begin() + to);
}

std::string length_fault(int64_t line, size_t length, size_t limit) {
    return "line " + std::to_string(line) + ": " + std::to_string(length) + " tokens, but max_length is " +
           std::to_string(limit);
}

// Sequences of `limit` tokens one behind the other, and the rest; those with nothing to learn are cut.
std::vector<Sequence> split(const Sequence& whole, size_t limit, int64_t* cut) {
    std::vector<Sequence> parts;
    size_t lost = 0;
    for (size_t begin = 0; begin < whole.ids.size(); begin += limit) {
        const auto from = static_cast<std::ptrdiff_t>(begin);
        const auto to = static_cast<std::ptrdiff_t>(std::min(begin + limit, whole.ids.size()));
        Sequence part{.line = whole.line,
                      .ids = {whole.ids.begin() + from, whole.ids.begin() + to},
                      .supervised = {whole.supervised.begin() + from, whole.supervised.begin() + to}};
        part.supervised[0] = false; // nothing stands before it to predict it from
        if (part.supervised_count() > 0)
            parts.push_back(std::move(part));
        else
            lost += part.ids.size();
    }
    if (cut)
        *cut = static_cast<int64_t>(lost);
    return parts;
}

// Text whose tokens fall apart at the borders: ids[begins[k]] is the first token from borders[k] on.
struct CutIds {
    Ids ids;
    std::vector<size_t> begins;
};

} // namespace

struct RowEncoder::Impl {
    Impl(const Tokenizer& the_tokenizer, const DataOptions& the_options)
        : tokenizer(the_tokenizer), options(the_options), source(choose_template()), chat_template(source) {
        if (options.max_length < 2)
            throw Error(ErrorCode::InvalidOption, "max_length is " + std::to_string(options.max_length) +
                                                      "; expected 2 or more (a token and the one before it)");
        variables.bos_token = token_text(tokenizer, tokenizer.bos_id());
        variables.eos_token = token_text(tokenizer, tokenizer.eos_id());
    }

    std::string choose_template() {
        if (!options.template_name.empty())
            return preset_template(options.template_name);
        if (!tokenizer.chat_template().empty())
            return tokenizer.chat_template();
        warn("the model brings no chat template; the preset \"chatml\" is used");
        return preset_template("chatml");
    }

    void warn(const std::string& text) {
        if (std::find(warnings.begin(), warnings.end(), text) == warnings.end())
            warnings.push_back(text);
    }

    // Answers may mean such tokens (<tool_call>), so their being read as text is said, once.
    void warn_of_control_text(const Row& row) {
        const auto writes_control = [this](const Message& message) {
            return message.role == "assistant" && message.content.find_first_of("<[") != std::string::npos &&
                   tokenizer.encode(message.content, false) != tokenizer.encode(message.content, true);
        };
        if (options.allow_special_in_content || warned_of_control_text ||
            (std::none_of(row.messages.begin(), row.messages.end(), writes_control) &&
             std::none_of(row.rejected.begin(), row.rejected.end(), writes_control)))
            return;
        warned_of_control_text = true;
        warn("line " + std::to_string(row.line) +
             ": an answer writes a control token of the model, which is read as text (further rows are not named); set "
             "allow_special_in_content if it is meant");
    }

    std::vector<Message> with_system(const std::vector<Message>& messages) const {
        std::vector<Message> result = messages;
        if (!options.system_prompt.empty() && !has_system(messages))
            result.insert(result.begin(), {"system", options.system_prompt});
        return result;
    }

    RenderedConversation render(const std::vector<Message>& messages, bool add_generation_prompt) {
        RenderedConversation result = render_conversation(chat_template, messages, variables, add_generation_prompt);
        if (options.allow_special_in_content)
            for (TextSegment& segment : result.segments)
                segment.allow_special = true;
        return result;
    }

    // The text is tokenised whole where every prompt's own tokens begin the whole's, as they do unless a token spans
    // the border of prompt and answer; there the text is cut. So a prompt has the same ids in training and in
    // generation.
    CutIds encode_cut(const RenderedConversation& conversation) const {
        CutIds result;
        const size_t end = joined(conversation.segments).size();
        size_t start = 0;
        Ids rest = tokenizer.encode(conversation.segments);
        for (const AnswerSpan& answer : conversation.answers) {
            const Ids head = tokenizer.encode(slice(conversation.segments, start, answer.begin));
            if (head.size() > rest.size() || !std::equal(head.begin(), head.end(), rest.begin())) {
                result.ids.insert(result.ids.end(), head.begin(), head.end());
                start = answer.begin;
                rest = tokenizer.encode(slice(conversation.segments, start, end));
                result.begins.push_back(result.ids.size());
            } else {
                result.begins.push_back(result.ids.size() + head.size());
            }
        }
        result.ids.insert(result.ids.end(), rest.begin(), rest.end());
        return result;
    }

    // Marks an answer from token `begin` up to its end token; `limit` is where the next answer begins, or the end.
    // False where no control token ends it: then the content alone is marked and `end` says where it stopped.
    bool supervise(const std::vector<TextSegment>& segments, const AnswerSpan& answer, size_t begin, size_t limit,
                   Sequence& sequence, size_t& end) const {
        const Ids content = tokenizer.encode(slice(segments, answer.begin, answer.content_end));
        const auto is_control = [this](int32_t id) { return tokenizer.is_special(id); };
        auto inside = std::count_if(content.begin(), content.end(), is_control);
        for (end = begin; end < limit; ++end)
            if (is_control(sequence.ids[end]) && inside-- == 0)
                break;
        const bool ended = end < limit;
        end = ended ? end + 1 : std::min(begin + content.size(), limit);
        std::fill(sequence.supervised.begin() + static_cast<std::ptrdiff_t>(begin),
                  sequence.supervised.begin() + static_cast<std::ptrdiff_t>(end), true);
        return ended;
    }

    Sequence encode_conversation(const Row& row) { return encode_answers(row, with_system(row.messages), 0); }

    Sequence encode_pair(const Row& row) {
        const std::vector<Message> chosen = with_system(row.messages), rejected = with_system(row.rejected);
        const size_t common = common_turns(chosen, rejected);
        Sequence pair = encode_answers(row, chosen, common);
        Sequence other = encode_answers(row, rejected, common);
        if (pair.ids == other.ids)
            throw Error(ErrorCode::BadValue, "the chosen and the rejected answer have the same tokens");
        pair.rejected_ids = std::move(other.ids);
        pair.rejected_supervised = std::move(other.supervised);
        return pair;
    }

    // Of the answers those in message `from` and later ones are supervised.
    Sequence encode_answers(const Row& row, const std::vector<Message>& messages, size_t from) {
        const RenderedConversation conversation = render(messages, false);
        warn_of_control_text(row);
        if (conversation.answers.empty())
            throw Error(ErrorCode::BadValue, "the conversation has no answer of the assistant");
        if (conversation.rewritten)
            warn("the chat template rewrites earlier turns of a conversation; only the last answer of such rows is "
                 "supervised");
        if (conversation.prompt_differs)
            warn("the chat template's generation prompt is not how an answered conversation begins; prompts differ "
                 "between training and generation");

        CutIds cut = encode_cut(conversation);
        Sequence sequence{row.line, std::move(cut.ids), {}};
        sequence.supervised.assign(sequence.ids.size(), options.train_on_prompt && row.rejected.empty());
        for (size_t k = 0; k < conversation.answers.size(); ++k) {
            const AnswerSpan& answer = conversation.answers[k];
            if (!answer.supervised || answer.message < from)
                continue;
            const size_t limit = k + 1 < cut.begins.size() ? cut.begins[k + 1] : sequence.ids.size();
            size_t end = 0;
            if (supervise(conversation.segments, answer, cut.begins[k], limit, sequence, end))
                continue;
            const bool closes_row = answer.message + 1 == messages.size();
            if (closes_row && tokenizer.eos_id()) {
                sequence.ids.resize(end);
                sequence.supervised.resize(end);
                sequence.ids.push_back(*tokenizer.eos_id());
                sequence.supervised.push_back(true);
                warn(
                    "the chat template ends answers without a control token; the end-of-sequence token is added to the "
                    "last answer of each row");
            } else {
                warn("the chat template ends answers without a control token, so answers have no learnable end");
            }
        }
        return sequence;
    }

    // A pair is kept with as much cut from the one as from the other, or not at all.
    std::vector<Sequence> fit_pair(Sequence pair, int64_t* cut) const {
        const auto limit = static_cast<size_t>(options.max_length);
        const int64_t all = pair.tokens();
        const auto longest = static_cast<size_t>(pair.longest_side());
        const auto taught = [](const std::vector<bool>& supervised) {
            return std::find(supervised.begin(), supervised.end(), true) != supervised.end();
        };
        const bool used = (longest <= limit || shorten(pair, longest, limit)) && taught(pair.supervised) &&
                          taught(pair.rejected_supervised) && pair.ids != pair.rejected_ids;
        if (cut)
            *cut = used ? all - pair.tokens() : all;
        if (!used)
            return {};
        return {std::move(pair)};
    }

    // False: the policy leaves the pair out.
    bool shorten(Sequence& pair, size_t longest, size_t limit) const {
        switch (options.over_length) {
        case OverLength::Error:
            throw Error(ErrorCode::BadValue,
                        length_fault(pair.line, longest, limit) + ". Raise it, or choose another policy for long rows");
        case OverLength::Split:
            throw Error(ErrorCode::InvalidOption, length_fault(pair.line, longest, limit) +
                                                      ", and a preference pair cannot be split. Raise it, or choose "
                                                      "drop, truncate-prompt, truncate-end or error for long rows");
        case OverLength::Drop:
            return false;
        case OverLength::TruncateEnd:
            for (Ids* ids : {&pair.ids, &pair.rejected_ids})
                ids->resize(std::min(ids->size(), limit));
            for (std::vector<bool>* supervised : {&pair.supervised, &pair.rejected_supervised})
                supervised->resize(std::min(supervised->size(), limit));
            return true;
        case OverLength::TruncatePrompt: { // as many from both, so that what they have in common stays so
            const auto bos = tokenizer.bos_id();
            const std::ptrdiff_t kept = bos && pair.ids[0] == *bos ? 1 : 0;
            const std::ptrdiff_t end = kept + static_cast<std::ptrdiff_t>(longest - limit);
            if (end >= std::min(first_answer(pair.supervised), first_answer(pair.rejected_supervised)))
                return false;
            drop(pair.ids, kept, end);
            drop(pair.rejected_ids, kept, end);
            drop(pair.supervised, kept, end);
            drop(pair.rejected_supervised, kept, end);
            return true;
        }
        }
        return false;
    }

    // Written by the model's own template, or, without one, a token that is not also the end token (as in GPT-2).
    bool text_begins_with_bos() const {
        if (!tokenizer.bos_id())
            return false;
        if (!tokenizer.chat_template().empty())
            return tokenizer.chat_template().find("bos_token") != std::string::npos;
        return tokenizer.bos_id() != tokenizer.eos_id();
    }

    Ids encode_text(const std::string& text) const {
        Ids ids = tokenizer.encode(std::vector<TextSegment>{{text, options.allow_special_in_content}});
        if (text_begins_with_bos())
            ids.insert(ids.begin(), *tokenizer.bos_id());
        return ids;
    }

    const Tokenizer& tokenizer;
    DataOptions options;
    std::vector<std::string> warnings;
    bool warned_of_control_text = false;
    std::string source;
    ChatTemplate chat_template;
    TemplateVariables variables;
};

RowEncoder::RowEncoder(const Tokenizer& tokenizer, const DataOptions& options)
    : m_impl(std::make_unique<Impl>(tokenizer, options)) {}

RowEncoder::~RowEncoder() = default;

Sequence RowEncoder::encode(const Row& row) const {
    Sequence sequence;
    if (row.messages.empty()) {
        sequence = {row.line, m_impl->encode_text(row.text), {}};
        if (m_impl->tokenizer.eos_id())
            sequence.ids.push_back(*m_impl->tokenizer.eos_id());
        sequence.supervised.assign(sequence.ids.size(), true);
    } else {
        sequence = row.rejected.empty() ? m_impl->encode_conversation(row) : m_impl->encode_pair(row);
    }
    for (std::vector<bool>* supervised : {&sequence.supervised, &sequence.rejected_supervised})
        if (!supervised->empty())
            supervised->front() = false; // nothing stands before it to predict it from
    return sequence;
}

RowEncoder::Prompt RowEncoder::prompt(const Row& row) const {
    const auto last = std::find_if(row.messages.rbegin(), row.messages.rend(),
                                   [](const Message& message) { return message.role == "assistant"; });
    if (last == row.messages.rend())
        throw Error(ErrorCode::BadValue, "line " + std::to_string(row.line) +
                                             ": no answer of an assistant to generate; expected a conversation");
    return {encode_prompt({row.messages.begin(), std::prev(last.base())}), last->content};
}

std::vector<int32_t> RowEncoder::encode_prompt(const std::vector<Message>& messages) const {
    return m_impl->encode_cut(m_impl->render(m_impl->with_system(messages), true)).ids;
}

std::vector<int32_t> RowEncoder::encode_text_prompt(const std::string& text) const {
    return m_impl->encode_text(text);
}

std::vector<Sequence> RowEncoder::fit(Sequence sequence, int64_t* cut) const {
    if (sequence.is_pair())
        return m_impl->fit_pair(std::move(sequence), cut);
    const auto limit = static_cast<size_t>(m_impl->options.max_length);
    const size_t length = sequence.ids.size();
    const size_t lost = length > limit ? length - limit : 0;
    if (cut)
        *cut = static_cast<int64_t>(lost);

    if (lost > 0) {
        switch (m_impl->options.over_length) {
        case OverLength::Error:
            throw Error(ErrorCode::BadValue, length_fault(sequence.line, length, limit) +
                                                 ". Raise it, or choose another policy for long rows");
        case OverLength::Drop:
            if (cut)
                *cut = static_cast<int64_t>(length);
            return {};
        case OverLength::Split:
            return split(sequence, limit, cut);
        case OverLength::TruncateEnd:
            sequence.ids.resize(limit);
            sequence.supervised.resize(limit);
            break;
        case OverLength::TruncatePrompt: {
            const auto bos = m_impl->tokenizer.bos_id();
            const std::ptrdiff_t kept = bos && sequence.ids[0] == *bos ? 1 : 0;
            const std::ptrdiff_t end = kept + static_cast<std::ptrdiff_t>(lost);
            if (end >= last_answer(sequence)) {
                if (cut)
                    *cut = static_cast<int64_t>(length);
                return {};
            }
            drop(sequence.ids, kept, end);
            drop(sequence.supervised, kept, end);
            sequence.supervised[0] = false;
            break;
        }
        }
    }
    if (sequence.supervised_count() == 0) {
        if (cut)
            *cut = static_cast<int64_t>(length);
        return {};
    }
    return {std::move(sequence)};
}

const std::string& RowEncoder::template_source() const {
    return m_impl->source;
}

const std::vector<std::string>& RowEncoder::warnings() const {
    return m_impl->warnings;
}

int64_t Sequence::longest_side() const {
    return static_cast<int64_t>(std::max(ids.size(), rejected_ids.size()));
}

int64_t Sequence::supervised_count() const {
    return std::count(supervised.begin(), supervised.end(), true) +
           std::count(rejected_supervised.begin(), rejected_supervised.end(), true);
}

} // namespace loratrf
