#pragma once
// Conversations to prompt text through the model's own Jinja template, as transformers' apply_chat_template does.

#include "backend/io/json.h"
#include "backend/text/tokenizer.h"

#include <memory>
#include <string>
#include <vector>

namespace loratrf {

struct Message {
    std::string role; // "system", "user", "assistant", "tool", ...
    std::string content;
};

struct TemplateVariables {
    std::string bos_token;
    std::string eos_token;
    Json extra = Json::object(); // e.g. {"enable_thinking": false}
};

class ChatTemplate {
public:
    // Parses the Jinja source once. Throws Error(Template) with the line of an unsupported or wrong construct.
    explicit ChatTemplate(const std::string& source);
    ~ChatTemplate();
    ChatTemplate(ChatTemplate&&) noexcept;
    ChatTemplate& operator=(ChatTemplate&&) noexcept;

    // The rendered text in pieces: text that comes from a message's content has allow_special = false, the template's
    // own text true. Throws Error(Template): raise_exception, step, depth or output limits, with the line.
    std::vector<TextSegment> render(const std::vector<Message>& messages, const TemplateVariables& variables,
                                    bool add_generation_prompt) const;

    // As above for any variables (tests, tools); every string below `tainted` names is content.
    std::vector<TextSegment> render_json(const Json& context,
                                         const std::vector<std::string>& tainted = {"messages"}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// The text that templates write themselves.
class TemplateLiterals {
public:
    void add(const std::string& source); // a source that cannot be read counts whole
    // Whether `token` lies in that text, or is built there around a role's name ('<|' + role + '|>').
    bool write(const std::string& token) const;

private:
    std::vector<std::string> m_literals;
};

// Templates for models that bring none: "chatml", "llama3", "gemma", "mistral", "phi3", "zephyr", "alpaca", "plain".
const std::vector<std::string>& preset_template_names();
const std::string& preset_template(const std::string& name); // throws Error(InvalidOption)

std::string joined(const std::vector<TextSegment>& segments);

} // namespace loratrf
