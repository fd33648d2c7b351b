// Ollama's file format and its template language: ollama/ollama, docs/modelfile and docs/template; what its parser
// leaves as it is: parser/parser.go.

#include "backend/api/runner_file.h"

#include "backend/io/gguf.h"
#include "backend/model/config.h"
#include "backend/text/tokenizer_files.h"
#include "backend/text/turn_pieces.h"
#include "backend/text/unicode_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

bool is_visible(char c) {
    return c >= ' ' && c <= '~';
}

// The character at `at` in a Go string.
std::string escaped(const std::string& text, size_t at) {
    const char c = text[at];
    if (c == '"' || c == '\\')
        return {'\\', c};
    if (is_visible(c))
        return {c};
    std::array<char, 16> code{};
    std::snprintf(code.data(), code.size(), "\\U%08x", static_cast<unsigned>(character_at(text, at)));
    return code.data();
}

// `text` as a Go template writes it. Quotes could end the TEMPLATE, braces begin an action, and what Go does not call
// printable does not outlive the parser: text with such characters becomes a Go string.
std::string literal(const std::string& text) {
    const auto stays = [](char c) { return c == '\n' || (is_visible(c) && c != '{' && c != '"'); };
    if (std::ranges::all_of(text, stays))
        return text;
    std::string quoted;
    for (size_t at = 0; at < text.size(); at += character_length(text[at]))
        quoted += escaped(text, at);
    return "{{ \"" + quoted + "\" }}";
}

std::string turn(const TurnPieces::Turn& around) {
    return literal(around.prefix) + "{{ .Content }}" + literal(around.suffix);
}

// The pieces over .Messages, which hold the system message too; .System is its text alone.
std::string go_template(const TurnPieces& pieces) {
    std::string text = literal(pieces.begin);
    if (!pieces.default_system.empty())
        text += "{{ if not .System }}" + literal(pieces.default_system) + "{{ end }}";
    std::string user_turn = turn(pieces.user), system_turn = turn(pieces.system);
    if (pieces.system_opens_user) {
        text += "{{ $inside := false }}";
        user_turn = "{{ if $inside }}{{ $inside = false }}{{ else }}" + literal(pieces.user.prefix) +
                    "{{ end }}{{ .Content }}" + literal(pieces.user.suffix);
        system_turn += "{{ $inside = true }}";
    }
    text += "{{ range .Messages }}";
    text += "{{ if eq .Role \"user\" }}" + user_turn;
    text += "{{ else if eq .Role \"assistant\" }}" + turn(pieces.assistant);
    if (pieces.has_system)
        text += "{{ else if eq .Role \"system\" }}" + system_turn;
    return text + "{{ end }}{{ end }}" + literal(pieces.opener);
}

// A path behind its word.
std::string path_text(const std::string& text) {
    return text.find_first_of(" \t\n") == std::string::npos ? text : '"' + text + '"';
}

// The TEMPLATE, or empty with the reason among the remarks.
std::string template_text(const RunnerRequest& request, std::vector<std::string>& remarks) {
    if (request.chat_template.empty()) {
        remarks.emplace_back("The model has no chat template, so there is no TEMPLATE.");
        return {};
    }
    std::string why_not;
    auto pieces = find_turn_pieces(request.chat_template, request.variables, why_not);
    if (!pieces) {
        remarks.push_back("There is no TEMPLATE, as the chat template " + why_not +
                          "; Ollama then goes by the template that the model brings, as far as it knows that.");
        return {};
    }
    const std::string& bos = request.variables.bos_token;
    if (request.adds_bos && !bos.empty()) {
        if (pieces->begin.starts_with(bos)) {
            pieces->begin.erase(0, bos.size());
            remarks.push_back("TEMPLATE leaves out the " + bos +
                              " that the chat template begins with, as Ollama puts it before every prompt by itself.");
        } else {
            remarks.push_back("Ollama puts " + bos +
                              " before every prompt, as the tokenizer's settings ask for it; the chat template, and "
                              "with it training, does not.");
        }
    }
    if (!pieces->has_system)
        remarks.emplace_back("The chat template knows no system message, so TEMPLATE leaves it out.");
    if (pieces->trims)
        remarks.emplace_back("The chat template cuts white space at the ends of messages and Ollama does not, so send "
                             "none there.");
    if (pieces->cuts_thoughts)
        remarks.emplace_back("The chat template takes what is thought (<think>) out of earlier answers and Ollama "
                             "does not.");
    return go_template(*pieces);
}

// A token's text; empty for ids that the tokenizer does not have.
std::string token_text(const Tokenizer& tokenizer, int32_t id) {
    try {
        return tokenizer.decode({id}, false);
    } catch (const Error&) {
        return {};
    }
}

std::string token_text(const Tokenizer& tokenizer, std::optional<int32_t> id) {
    return id ? token_text(tokenizer, *id) : std::string();
}

// Without the key it is as llama.cpp has it.
bool says_add_bos(const GgufMetadata& keys) {
    const auto text = [&](const char* key) {
        const auto found = keys.find(key);
        const auto* held = found == keys.end() ? nullptr : std::get_if<std::string>(&found->second.value);
        return held ? *held : std::string();
    };
    const auto found = keys.find("tokenizer.ggml.add_bos_token");
    const auto* said = found == keys.end() ? nullptr : std::get_if<bool>(&found->second.value);
    if (said)
        return *said;
    return text("tokenizer.ggml.model") != "gpt2" || text("tokenizer.ggml.pre").starts_with("llama");
}

} // namespace

RunnerFile runner_file(const RunnerRequest& request) {
    RunnerFile file;
    const std::string go = template_text(request, file.remarks);
    if (!request.adapter.empty()) {
        file.remarks.emplace_back("FROM names the base model where it lay when this was written; change that line "
                                  "where it lies elsewhere.");
        file.remarks.emplace_back("Ollama refuses adapters (ADAPTER) from version 0.34.1 on: give it the merged model "
                                  "as a GGUF file there.");
    }
    file.text = "# For Ollama: ollama create NAME -f " + std::string(runner_file_name) + "\n";
    for (const std::string& remark : file.remarks)
        file.text += "# " + remark + "\n";
    file.text += "FROM " + path_text(request.from) + "\n";
    if (!request.adapter.empty())
        file.text += "ADAPTER " + path_text(request.adapter) + "\n";
    if (!go.empty())
        file.text += "TEMPLATE \"\"\"" + go + "\"\"\"\n";
    for (const std::string& stop : request.stops)
        file.text += "PARAMETER stop \"" + stop + "\"\n";
    return file;
}

RunnerRequest runner_request(const std::string& chat_template, const Tokenizer& tokenizer,
                             const std::vector<int32_t>& stop_ids) {
    RunnerRequest request;
    for (const int32_t id : stop_ids) {
        const std::string text = token_text(tokenizer, id);
        const auto breaks = [](char c) { return c == '"' || (static_cast<unsigned char>(c) < 0x80 && !is_visible(c)); };
        if (!text.empty() && std::ranges::none_of(text, breaks)) // the others end an answer by their ids
            request.stops.push_back(text);
    }
    request.chat_template = chat_template;
    request.variables.bos_token = token_text(tokenizer, tokenizer.bos_id());
    request.variables.eos_token = token_text(tokenizer, tokenizer.eos_id());
    return request;
}

bool adds_bos(const fs::path& model) {
    if (is_gguf(model))
        return says_add_bos(GgufFile(model).metadata());
    try {
        std::vector<std::string> notes;
        return says_add_bos(tokenizer_metadata(model, config_of(model).vocabulary, notes));
    } catch (const Error&) {
        return false; // no GGUF file can be made of it
    }
}

} // namespace loratrf
