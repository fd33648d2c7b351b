#pragma once
// One loader for each kind of file a tokenizer comes in.

#include "backend/text/pipeline_tokenizer.h"
#include "backend/text/tokenizer_config.h"

#include <filesystem>
#include <memory>

namespace loratrf {

// tokenizer.json as it stands, and what it means.
struct TokenizerJson {
    Json root;
    PipelineParts parts;
};
TokenizerJson read_tokenizer_json(const std::filesystem::path& file, const TokenizerConfig& config);

std::unique_ptr<Tokenizer> tokenizer_from_json(const std::filesystem::path& file, const TokenizerConfig& config);
std::unique_ptr<Tokenizer> tokenizer_from_sentencepiece(const std::filesystem::path& file,
                                                        const TokenizerConfig& config);
std::unique_ptr<Tokenizer> tokenizer_from_merges(const std::filesystem::path& vocab,
                                                 const std::filesystem::path& merges, const TokenizerConfig& config);

std::unique_ptr<Tokenizer> tokenizer_from_words(const std::filesystem::path& vocab, const TokenizerConfig& config);

// Throws Error(BadValue) where the vocabulary lacks the token for unknown words.
int32_t unknown_word(const Vocabulary& vocabulary, const std::string& token, const std::string& where);

// Added tokens and special names of the configuration, checked against the vocabulary.
void apply_config(const TokenizerConfig& config, const Vocabulary& vocabulary, AddedTokens& added,
                  const std::string& where);
TokenizerFacts facts_of(const TokenizerConfig& config, const Vocabulary& vocabulary, const AddedTokens& added);

// Throws Error(BadValue) where the vocabulary gives the token's id or text to another one.
void check_added(const AddedToken& token, const Vocabulary& vocabulary, const std::string& where);

// The object {"token": id, ...} of vocab.json and tokenizer.json.
Vocabulary vocabulary_of_json(const Json& object, const std::string& where);

} // namespace loratrf
