#pragma once
// The file that lets Ollama run exported GGUF files: `ollama create NAME -f Modelfile`.

#include "backend/text/chat_template.h"

#include <filesystem>
#include <string>
#include <vector>

namespace loratrf {

inline constexpr const char* runner_file_name = "Modelfile";

struct RunnerRequest {
    std::string from = {};               // the model, as the file names it
    std::string adapter = {};            // the same; empty: none
    std::vector<std::string> stops = {}; // texts that end an answer
    std::string chat_template = {};      // Jinja source; empty: there is none
    TemplateVariables variables = {};
    bool adds_bos = false; // Ollama puts the BOS token before every prompt
};

struct RunnerFile {
    std::string text;
    std::vector<std::string> remarks; // sentences on what Ollama does differently; they stand in the file too
};
RunnerFile runner_file(const RunnerRequest& request);

// With the texts of these tokens and the tokenizer's own; `from`, `adapter` and `adds_bos` stay as they are by default.
RunnerRequest runner_request(const std::string& chat_template, const Tokenizer& tokenizer,
                             const std::vector<int32_t>& stop_ids);

// Whether programs built on llama.cpp put the BOS token before a prompt to this model: a GGUF file says so itself, of a
// Hugging Face folder it is what a GGUF file of it would say.
bool adds_bos(const std::filesystem::path& model);

} // namespace loratrf
