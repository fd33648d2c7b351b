#pragma once
// What the files beside a vocabulary say: special tokens, added tokens, the chat template.

#include "backend/text/added_tokens.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

struct TokenizerConfig {
    std::optional<std::string> bos;
    std::optional<std::string> eos;
    std::optional<std::string> pad;
    std::vector<std::string> special_contents; // bos, eos, unk, pad, additional_special_tokens, ...
    std::vector<AddedToken> added;             // added_tokens_decoder
    std::string chat_template;
    std::string tokenizer_class; // empty: not stated
    bool legacy = false;
    std::optional<bool> add_bos, add_eos; // whether a text is encoded with them; nullopt: not stated
    bool lower_case = true;               // do_lower_case, of WordPiece tokenizers
    std::optional<bool> strip_accents;
};

// tokenizer_config.json, special_tokens_map.json, chat_template.jinja; each may be absent. Throws Error naming file and
// field.
TokenizerConfig read_tokenizer_config(const std::filesystem::path& folder);

// One entry of tokenizer.json's added_tokens (with its id inside) or of added_tokens_decoder (`id` given).
AddedToken parse_added_token(const Json& entry, std::optional<int64_t> id, const std::string& where);

} // namespace loratrf
