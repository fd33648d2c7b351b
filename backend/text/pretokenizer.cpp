#include "backend/text/pretokenizer.h"

#include "backend/text/json_fields.h"
#include "backend/text/piece_steps.h"
#include "backend/text/unicode_text.h"

#include <map>

namespace loratrf {
namespace {

// Sources: openai/gpt-2 encoder.py; meta-llama/llama3 tokenizer.py; Qwen2's tokenizer.json.
constexpr const char* gpt2_pattern = R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";
constexpr const char* llama3_pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* qwen2_pattern =
    R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

SplitBehaviour split_behaviour(const std::string& name, const std::string& where) {
    static const std::map<std::string, SplitBehaviour> known = {
        {"Removed", SplitBehaviour::Removed},
        {"Isolated", SplitBehaviour::Isolated},
        {"MergedWithPrevious", SplitBehaviour::MergedWithPrevious},
        {"MergedWithNext", SplitBehaviour::MergedWithNext},
        {"Contiguous", SplitBehaviour::Contiguous}};
    const auto found = known.find(name);
    if (found == known.end())
        throw_unsupported("split behavior", name, where);
    return found->second;
}

PrefixScheme prefix_scheme(const Json& component, const std::string& where) {
    const std::string name = string_or(component, "prepend_scheme", "", where);
    if (name == "always")
        return PrefixScheme::Always;
    if (name == "first")
        return PrefixScheme::First;
    if (name == "never")
        return PrefixScheme::Never;
    if (!name.empty())
        throw_unsupported("prepend_scheme", name, where);
    return bool_or(component, "add_prefix_space", true, where) ? PrefixScheme::Always : PrefixScheme::Never;
}

} // namespace

PreTokenizer PreTokenizer::from_json(const Json& description, const std::string& where) {
    PreTokenizer result;
    result.add(description, where + ", pre_tokenizer", 0);
    return result;
}

PreTokenizer PreTokenizer::named(const std::string& name) {
    PreTokenizer result;
    if (name == "gpt-2") {
        result.add_byte_level(false, true);
    } else if (name == "smollm") {
        result.m_steps.push_back(digits_step(true));
        result.add_byte_level(false, true);
    } else if (name == "llama-bpe" || name == "llama3" || name == "llama-v3") {
        result.add_pattern(llama3_pattern);
        result.add_byte_level(false, false);
    } else if (name == "qwen2" || name == "deepseek-r1-qwen") {
        result.add_pattern(qwen2_pattern);
        result.add_byte_level(false, false);
    } else {
        throw Error(
            ErrorCode::Unsupported,
            "The GGUF file's tokenizer.ggml.pre is \"" + name.substr(0, 100) +
                "\"; known are gpt-2, smollm, llama-bpe, qwen2, deepseek-r1-qwen. With another way of splitting "
                "text the model would see wrong tokens: use the model's Hugging Face folder instead.");
    }
    return result;
}

void PreTokenizer::add_pattern(const std::string& pattern) {
    m_steps.push_back(
        split_step(Regex(pattern, Regex::Kind::Pattern, "pre_tokenizer"), SplitBehaviour::Isolated, false));
}

void PreTokenizer::add_byte_level(bool prefix_space, bool use_regex) {
    if (prefix_space)
        m_steps.push_back(prefix_space_step());
    if (use_regex)
        add_pattern(gpt2_pattern);
    m_byte_level = true;
}

void PreTokenizer::add(const Json& description, const std::string& where, int depth) {
    if (description.is_null())
        return;
    const std::string type = component_type(description, where);
    if (m_byte_level && type != "Sequence")
        throw_unsupported("pre_tokenizer after ByteLevel", type, where);
    if (type == "Sequence") {
        const Json& parts = required_field(description, "pretokenizers", where);
        if (depth >= deepest_sequence || !parts.is_array())
            throw Error(ErrorCode::BadJson, where + ": a Sequence needs a list, nested at most 8 deep.");
        for (const Json& part : parts)
            add(part, where, depth + 1);
    } else if (type == "ByteLevel") {
        add_byte_level(bool_or(description, "add_prefix_space", true, where),
                       bool_or(description, "use_regex", true, where));
    } else if (type == "Split") {
        const PatternField pattern = pattern_field(description, where);
        m_steps.push_back(
            split_step(Regex(pattern.text, pattern.is_regex ? Regex::Kind::Pattern : Regex::Kind::Literal, where),
                       split_behaviour(required_string(description, "behavior", where), where),
                       bool_or(description, "invert", false, where)));
    } else if (type == "Digits") {
        m_steps.push_back(digits_step(bool_or(description, "individual_digits", false, where)));
    } else if (type == "Metaspace") {
        m_steps.push_back(metaspace_step(string_or(description, "replacement", std::string(space_symbol), where),
                                         prefix_scheme(description, where),
                                         bool_or(description, "split", true, where)));
    } else {
        throw_unsupported("pre_tokenizer", type, where);
    }
}

void PreTokenizer::apply(Pieces& pieces) const {
    for (const PieceStep& step : m_steps)
        step(pieces);
}

} // namespace loratrf
