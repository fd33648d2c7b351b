#include "backend/io/files.h"
#include "backend/text/json_fields.h"
#include "backend/text/tokenizer_sources.h"

#include <sstream>

namespace loratrf {
namespace {

constexpr uint64_t largest_vocabulary_file = 256 << 20;

std::vector<std::pair<std::string, std::string>> read_merges(const std::filesystem::path& file,
                                                             const std::string& where) {
    const std::string text = read_text_file(file, largest_vocabulary_file);
    std::vector<std::pair<std::string, std::string>> merges;
    size_t begin = 0;
    while (begin < text.size()) {
        const size_t end = std::min(text.find('\n', begin), text.size());
        std::string line = text.substr(begin, end - begin);
        if (line.ends_with('\r'))
            line.pop_back();
        const bool is_version = begin == 0 && line.starts_with("#version");
        begin = end + 1;
        if (!line.empty() && !is_version)
            merges.push_back(split_merge(line, where));
    }
    return merges;
}

std::string pattern_name_of_class(const std::string& tokenizer_class, const std::string& where) {
    if (tokenizer_class.empty() || tokenizer_class.starts_with("GPT2Tokenizer"))
        return "gpt-2";
    if (tokenizer_class.starts_with("Qwen2Tokenizer"))
        return "qwen2";
    throw Error(ErrorCode::Unsupported, where + ": vocab.json with merges.txt does not say how a " +
                                            tokenizer_class.substr(0, 100) +
                                            " splits text. Add the model's tokenizer.json to the folder.");
}

} // namespace

std::unique_ptr<Tokenizer> load_tokenizer(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder))
        throw Error(ErrorCode::NotFound, "There is no folder " + folder.string() + " to read a tokenizer from.");
    const TokenizerConfig config = read_tokenizer_config(folder);
    if (const auto file = folder / "tokenizer.json"; std::filesystem::exists(file))
        return tokenizer_from_json(file, config);
    if (const auto file = folder / "tokenizer.model"; std::filesystem::exists(file))
        return tokenizer_from_sentencepiece(file, config);
    const auto vocab = folder / "vocab.json";
    const auto merges = folder / "merges.txt";
    if (std::filesystem::exists(vocab) && std::filesystem::exists(merges))
        return tokenizer_from_merges(vocab, merges, config);
    if (const auto file = folder / "vocab.txt"; std::filesystem::exists(file))
        return tokenizer_from_words(file, config);
    throw Error(ErrorCode::NotFound, "No tokenizer in " + folder.string() +
                                         ": tokenizer.json, tokenizer.model, vocab.json with merges.txt, or vocab.txt "
                                         "was expected. Copy it from the model's original folder.");
}

std::unique_ptr<Tokenizer> tokenizer_from_merges(const std::filesystem::path& vocab,
                                                 const std::filesystem::path& merges, const TokenizerConfig& config) {
    const std::string where = "vocab.json of " + vocab.parent_path().string();
    const std::string merges_where = "merges.txt of " + vocab.parent_path().string();
    const std::string pattern = pattern_name_of_class(config.tokenizer_class, where);
    PipelineParts parts;
    parts.vocabulary = vocabulary_of_json(parse_json(read_text_file(vocab, largest_vocabulary_file), where), where);
    parts.merges = merges_of_pairs(read_merges(merges, merges_where), parts.vocabulary, merges_where);
    parts.options.byte_level = true;
    parts.pre_tokenizer = PreTokenizer::named(pattern);
    if (pattern == "qwen2")
        parts.normalizer = Normalizer::nfc();
    parts.decoder = TokenDecoder::byte_level();
    TokenizerConfig completed = config;
    constexpr const char* gpt2_end = "<|endoftext|>"; // the default of GPT2Tokenizer and Qwen2Tokenizer
    if (config.special_contents.empty() && parts.vocabulary.find(gpt2_end)) {
        completed.special_contents.push_back(gpt2_end);
        completed.eos = gpt2_end;
        if (pattern == "gpt-2")
            completed.bos = gpt2_end;
    }
    apply_config(completed, parts.vocabulary, parts.added, where);
    parts.facts = facts_of(completed, parts.vocabulary, parts.added);
    parts.facts.description = describe_tokenizer(
        "byte-level BPE", std::max(parts.vocabulary.size(), parts.added.size()), "vocab.json and merges.txt");
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

std::unique_ptr<Tokenizer> tokenizer_from_words(const std::filesystem::path& vocab, const TokenizerConfig& config) {
    const std::string where = "vocab.txt of " + vocab.parent_path().string();
    PipelineParts parts;
    std::istringstream lines(read_text_file(vocab, largest_vocabulary_file));
    int64_t id = 0;
    for (std::string line; std::getline(lines, line); ++id) {
        if (line.ends_with('\r'))
            line.pop_back();
        parts.vocabulary.add(line, id, where);
    }
    parts.word_piece.emplace();
    parts.word_piece->unknown = unknown_word(parts.vocabulary, "[UNK]", where);
    parts.normalizer = Normalizer::bert(
        {.strip_accents = config.strip_accents.value_or(config.lower_case), .lowercase = config.lower_case});
    parts.pre_tokenizer = PreTokenizer::bert();
    parts.decoder = TokenDecoder::word_piece();
    TokenizerConfig completed = config;
    if (config.special_contents.empty()) // the defaults of BertTokenizer
        completed.special_contents = {"[UNK]", "[SEP]", "[PAD]", "[CLS]", "[MASK]"};
    apply_config(completed, parts.vocabulary, parts.added, where);
    parts.facts = facts_of(completed, parts.vocabulary, parts.added);
    parts.facts.description = describe_tokenizer("WordPiece", parts.vocabulary.size(), "vocab.txt");
    return std::make_unique<PipelineTokenizer>(std::move(parts));
}

int32_t unknown_word(const Vocabulary& vocabulary, const std::string& token, const std::string& where) {
    if (const auto id = vocabulary.find(token))
        return *id;
    throw Error(ErrorCode::BadValue,
                where + ": the token for unknown words, \"" + token.substr(0, 100) + "\", is not in the vocabulary.");
}

void check_added(const AddedToken& token, const Vocabulary& vocabulary, const std::string& where) {
    const auto id = vocabulary.find(token.content);
    const bool id_taken = vocabulary.has(token.id) && vocabulary.text(token.id) != token.content;
    if (id_taken || (id && *id != token.id))
        throw Error(ErrorCode::BadValue, where + ": the added token \"" + token.content.substr(0, 100) + "\" with id " +
                                             std::to_string(token.id) + " contradicts the vocabulary.");
}

void apply_config(const TokenizerConfig& config, const Vocabulary& vocabulary, AddedTokens& added,
                  const std::string& where) {
    for (const AddedToken& token : config.added) {
        if (added.with_content(token.content))
            continue; // tokenizer.json's own entry counts
        check_added(token, vocabulary, where + " (added_tokens_decoder)");
        added.add(token, where);
    }
    for (const std::string& content : config.special_contents) {
        if (added.with_content(content))
            added.mark_special(content);
        else if (const auto id = vocabulary.find(content))
            added.add({content, *id, true}, where);
    }
}

TokenizerFacts facts_of(const TokenizerConfig& config, const Vocabulary& vocabulary, const AddedTokens& added) {
    const auto id_of = [&](const std::optional<std::string>& content) -> std::optional<int32_t> {
        if (!content)
            return std::nullopt;
        if (const AddedToken* token = added.with_content(*content))
            return token->id;
        return vocabulary.find(*content);
    };
    TokenizerFacts facts;
    facts.bos = id_of(config.bos);
    facts.eos = id_of(config.eos);
    facts.pad = id_of(config.pad);
    facts.chat_template = config.chat_template;
    return facts;
}

Vocabulary vocabulary_of_json(const Json& object, const std::string& where) {
    if (!object.is_object())
        throw Error(ErrorCode::BadJson, where + ": the vocabulary should be an object {\"token\": id, ...}, found " +
                                            object.type_name() + ".");
    Vocabulary vocabulary;
    for (const auto& [token, id] : object.items()) {
        if (!id.is_number_integer() || (id.is_number_unsigned() && id.get<uint64_t>() > INT64_MAX))
            throw Error(ErrorCode::BadValue, where + ": the id of \"" + token.substr(0, 100) +
                                                 "\" should be a whole number, found " + id.dump().substr(0, 50) + ".");
        vocabulary.add(token, id.get<int64_t>(), where);
    }
    if (vocabulary.size() == 0)
        throw Error(ErrorCode::BadValue, where + ": the vocabulary is empty.");
    return vocabulary;
}

} // namespace loratrf
