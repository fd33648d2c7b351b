#include "backend/io/files.h"
#include "backend/text/json_fields.h"
#include "backend/text/tokenizer_sources.h"

namespace loratrf {
namespace {

constexpr uint64_t largest_tokenizer_file = 256 << 20;

// Each is "a b" or ["a", "b"].
std::vector<std::pair<std::string, std::string>> read_merges(const Json& list, const std::string& where) {
    if (!list.is_array())
        throw Error(ErrorCode::BadJson, where + ": \"merges\" should be a list, found " + list.type_name() + ".");
    std::vector<std::pair<std::string, std::string>> merges;
    merges.reserve(list.size());
    for (const Json& entry : list) {
        if (entry.is_string())
            merges.push_back(split_merge(entry.get_ref<const std::string&>(), where));
        else if (entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string())
            merges.emplace_back(entry[0].get<std::string>(), entry[1].get<std::string>());
        else
            throw Error(ErrorCode::BadJson,
                        where + ": merge " + std::to_string(merges.size()) +
                            " should be \"a b\" or [\"a\", \"b\"], found " +
                            entry.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 80) + ".");
    }
    return merges;
}

void check_model_type(const Json& model, const std::string& where) {
    // Old files leave the type out; only BPE has merges.
    const std::string type = string_or(model, "type", model.contains("merges") ? "BPE" : "", where);
    if (type != "BPE")
        throw_unsupported("model", type, where);
    for (const char* key : {"continuing_subword_prefix", "end_of_word_suffix"})
        if (!string_or(model, key, "", where).empty())
            throw_unsupported("model option", key, where);
}

void read_word_piece(const Json& model, const std::string& where, PipelineParts& parts) {
    parts.vocabulary = vocabulary_of_json(model["vocab"], where + ", vocab");
    WordPieceOptions options;
    options.prefix = string_or(model, "continuing_subword_prefix", options.prefix, where);
    if (const auto longest = model.find("max_input_chars_per_word"); longest != model.end()) {
        if (!longest->is_number_unsigned())
            throw Error(ErrorCode::BadJson, where + ": \"max_input_chars_per_word\" should be a whole number.");
        options.longest_word = longest->get<uint64_t>();
    }
    options.unknown = unknown_word(parts.vocabulary, string_or(model, "unk_token", "[UNK]", where), where);
    parts.word_piece = options;
}

void read_model(const Json& model, const std::string& where, PipelineParts& parts) {
    required_field(model, "vocab", where);
    if (string_or(model, "type", "", where) == "WordPiece") {
        read_word_piece(model, where, parts);
        return;
    }
    check_model_type(model, where);
    parts.vocabulary = vocabulary_of_json(model["vocab"], where + ", vocab");
    parts.merges = merges_of_pairs(read_merges(required_field(model, "merges", where), where), parts.vocabulary, where);
    parts.options.byte_level = parts.pre_tokenizer.byte_level();
    parts.options.ignore_merges = bool_or(model, "ignore_merges", false, where);
    parts.options.byte_fallback = bool_or(model, "byte_fallback", false, where);
    parts.options.fuse_unknown = bool_or(model, "fuse_unk", false, where);
    const std::string unknown = string_or(model, "unk_token", "", where);
    if (unknown.empty())
        return;
    parts.options.unknown = parts.vocabulary.find(unknown);
    if (!parts.options.unknown)
        throw Error(ErrorCode::BadValue,
                    where + ": the unk_token \"" + unknown.substr(0, 100) + "\" is not in the vocabulary.");
}

} // namespace

TokenizerJson read_tokenizer_json(const std::filesystem::path& file, const TokenizerConfig& config) {
    const std::string where = file.filename().string() + " of " + file.parent_path().string();
    TokenizerJson result{.root = parse_json(read_text_file(file, largest_tokenizer_file), where), .parts = {}};
    const Json& root = result.root;
    PipelineParts& parts = result.parts;
    parts.normalizer = Normalizer::from_json(field_or_null(root, "normalizer"), where);
    parts.pre_tokenizer = PreTokenizer::from_json(field_or_null(root, "pre_tokenizer"), where);
    parts.decoder = TokenDecoder::from_json(field_or_null(root, "decoder"), where);
    read_model(required_field(root, "model", where), where + ", model", parts);

    const Json& added = field_or_null(root, "added_tokens");
    if (!added.is_null() && !added.is_array())
        throw Error(ErrorCode::BadJson, where + ": \"added_tokens\" should be a list.");
    for (const Json& entry : added) {
        AddedToken token = parse_added_token(entry, std::nullopt, where + ", added_tokens");
        check_added(token, parts.vocabulary, where + ", added_tokens");
        parts.added.add(std::move(token), where);
    }
    apply_config(config, parts.vocabulary, parts.added, where);

    parts.facts = facts_of(config, parts.vocabulary, parts.added);
    parts.facts.description =
        describe_tokenizer(parts.word_piece           ? "WordPiece"
                           : parts.options.byte_level ? "byte-level BPE"
                                                      : "SentencePiece-style BPE",
                           std::max(parts.vocabulary.size(), parts.added.size()), file.filename().string());
    return result;
}

std::unique_ptr<Tokenizer> tokenizer_from_json(const std::filesystem::path& file, const TokenizerConfig& config) {
    return std::make_unique<PipelineTokenizer>(read_tokenizer_json(file, config).parts);
}

} // namespace loratrf
