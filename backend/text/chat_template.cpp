#include "backend/text/chat_template.h"

#include "backend/text/jinja_evaluator.h"
#include "backend/text/jinja_lexer.h"
#include "backend/text/jinja_parser.h"

#include <algorithm>
#include <array>

namespace loratrf {

namespace {

constexpr size_t max_template_bytes = size_t{1} << 20;

// Several templates build control tokens from a role ('<|' + role + '|>'). Roles are data too, so only the words that
// chat formats use count as the template's own text.
constexpr std::array<std::string_view, 14> known_roles = {
    "system", "user",    "assistant",   "tool",    "developer", "function",   "ipython",
    "model",  "context", "environment", "control", "documents", "tool_calls", "tool_response"};

bool is_known_role(const std::string& role) {
    return std::find(known_roles.begin(), known_roles.end(), role) != known_roles.end();
}

jinja::Value content_value(jinja::Runtime& runtime, const Json& json) {
    if (json.is_array()) {
        std::vector<jinja::Value> items;
        for (const Json& item : json)
            items.push_back(content_value(runtime, item));
        return runtime.make_sequence(std::move(items));
    }
    if (!json.is_object())
        return runtime.from_json(json, true);
    std::vector<std::pair<jinja::Value, jinja::Value>> entries;
    for (const auto& [key, item] : json.items()) {
        const bool role = key == "role" && item.is_string() && is_known_role(item.get_ref<const std::string&>());
        entries.emplace_back(runtime.from_json(Json(key), true),
                             role ? runtime.from_json(item, false) : content_value(runtime, item));
    }
    return runtime.make_dict(std::move(entries));
}

std::vector<TextSegment> segments_of(const jinja::Text& text) {
    std::vector<TextSegment> segments;
    text.each_run([&](std::string_view run, bool tainted) { segments.push_back({std::string(run), !tainted}); });
    return segments;
}

} // namespace

struct ChatTemplate::Impl {
    jinja::Body body;
};

ChatTemplate::ChatTemplate(const std::string& source) : m_impl(std::make_unique<Impl>()) {
    if (source.size() > max_template_bytes)
        throw Error(ErrorCode::Template, "the chat template has " + std::to_string(source.size()) +
                                             " bytes; allowed are " + std::to_string(max_template_bytes));
    size_t bad_at = 0;
    if (!is_utf8(source, &bad_at))
        throw Error(ErrorCode::Template, "the chat template is not UTF-8 at byte " + std::to_string(bad_at));
    m_impl->body = jinja::parse_template(source);
}

ChatTemplate::~ChatTemplate() = default;
ChatTemplate::ChatTemplate(ChatTemplate&&) noexcept = default;
ChatTemplate& ChatTemplate::operator=(ChatTemplate&&) noexcept = default;

std::vector<TextSegment> ChatTemplate::render(const std::vector<Message>& messages, const TemplateVariables& variables,
                                              bool add_generation_prompt) const {
    // transformers always passes these, whether used or not.
    Json context = {{"messages", Json::array()}, {"tools", nullptr}, {"documents", nullptr}};
    for (const Message& message : messages)
        context["messages"].push_back({{"role", message.role}, {"content", message.content}});
    context["add_generation_prompt"] = add_generation_prompt;
    context["bos_token"] = variables.bos_token;
    context["eos_token"] = variables.eos_token;
    for (const auto& [name, value] : variables.extra.items())
        context[name] = value;
    return render_json(context, {"messages", "tools", "documents"});
}

std::vector<TextSegment> ChatTemplate::render_json(const Json& context, const std::vector<std::string>& tainted) const {
    if (!context.is_object())
        throw Error(ErrorCode::Template, "the variables of a chat template must be an object");
    jinja::Runtime runtime;
    try {
        std::vector<std::pair<jinja::Value, jinja::Value>> entries;
        for (const auto& [name, value] : context.items()) {
            const bool content = std::find(tainted.begin(), tainted.end(), name) != tainted.end();
            entries.emplace_back(jinja::Value(jinja::Text(name)),
                                 content ? content_value(runtime, value) : runtime.from_json(value, false));
        }
        const jinja::Value variables = runtime.make_dict(std::move(entries));
        return segments_of(jinja::Evaluator(runtime, variables).render(m_impl->body));
    } catch (const jinja::Fault& fault) {
        if (runtime.line > 0)
            jinja::fail_at(runtime.line, fault.message);
        throw Error(ErrorCode::Template, "chat template: " + fault.message);
    }
}

void TemplateLiterals::add(const std::string& source) {
    try {
        for (const jinja::Token& token : jinja::tokenize(source))
            if (token.type == jinja::Token::Type::Data || token.type == jinja::Token::Type::String)
                m_literals.push_back(token.text);
    } catch (const Error&) {
        m_literals.push_back(source);
    }
}

bool TemplateLiterals::write(const std::string& token) const {
    const auto any = [this](const auto& fits) { return std::any_of(m_literals.begin(), m_literals.end(), fits); };
    if (any([&](const std::string& literal) { return literal.find(token) != std::string::npos; }))
        return true;
    for (const std::string_view role : known_roles) {
        const size_t at = token.find(role);
        if (at == std::string::npos)
            continue;
        const std::string before = token.substr(0, at), after = token.substr(at + role.size());
        if (!before.empty() && !after.empty() &&
            any([&](const std::string& literal) { return literal.ends_with(before); }) &&
            any([&](const std::string& literal) { return literal.starts_with(after); }))
            return true;
    }
    return false;
}

std::string joined(const std::vector<TextSegment>& segments) {
    std::string text;
    for (const TextSegment& segment : segments)
        text += segment.text;
    return text;
}

} // namespace loratrf
