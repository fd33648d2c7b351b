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

// A description as a list of its steps with all that they do spelt out, so that equal ones compare equal.
Json plain_steps(const Json& description, const std::string& where, int depth) {
    if (description.is_null())
        return Json::array();
    const std::string type = component_type(description, where);
    if (type == "Sequence" && depth < deepest_sequence) {
        Json steps = Json::array();
        for (const Json& part : required_field(description, "pretokenizers", where))
            for (Json& step : plain_steps(part, where, depth + 1))
                steps.push_back(std::move(step));
        return steps;
    }
    Json step = {{"type", type}};
    if (type == "ByteLevel") {
        step["add_prefix_space"] = bool_or(description, "add_prefix_space", true, where);
        step["use_regex"] = bool_or(description, "use_regex", true, where);
    } else if (type == "Digits") {
        step["individual_digits"] = bool_or(description, "individual_digits", false, where);
    } else if (type == "Split") {
        const PatternField pattern = pattern_field(description, where);
        step["pattern"] = pattern.text;
        step["is_regex"] = pattern.is_regex;
        step["behavior"] = required_string(description, "behavior", where);
        step["invert"] = bool_or(description, "invert", false, where);
    } else {
        step = description;
    }
    return Json::array({step});
}

} // namespace

PreTokenizer PreTokenizer::from_json(const Json& description, const std::string& where) {
    PreTokenizer result;
    result.add(description, where + ", pre_tokenizer", 0);
    return result;
}

PreTokenizer PreTokenizer::named(const std::string& name) {
    return from_json(description_of(name), "tokenizer.ggml.pre");
}

Json PreTokenizer::description_of(const std::string& name) {
    const auto byte_level = [](bool use_regex) {
        return Json{
            {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", use_regex}};
    };
    const auto sequence = [](const Json& first, const Json& second) {
        return Json{{"type", "Sequence"}, {"pretokenizers", Json::array({first, second})}};
    };
    const auto split = [](const char* pattern) {
        return Json{{"type", "Split"}, {"pattern", {{"Regex", pattern}}}, {"behavior", "Isolated"}, {"invert", false}};
    };
    if (name == "gpt-2")
        return byte_level(true);
    if (name == "smollm")
        return sequence({{"type", "Digits"}, {"individual_digits", true}}, byte_level(true));
    if (name == "llama-bpe" || name == "llama3" || name == "llama-v3")
        return sequence(split(llama3_pattern), byte_level(false));
    if (name == "qwen2" || name == "deepseek-r1-qwen")
        return sequence(split(qwen2_pattern), byte_level(false));
    throw Error(ErrorCode::Unsupported,
                "The GGUF file's tokenizer.ggml.pre is \"" + name.substr(0, 100) +
                    "\"; known are gpt-2, smollm, llama-bpe, qwen2, deepseek-r1-qwen. With another way of splitting "
                    "text the model would see wrong tokens: use the model's Hugging Face folder instead.");
}

std::optional<std::string> PreTokenizer::name_of(const Json& description, const std::string& where) {
    for (const char* name : {"gpt-2", "smollm", "llama-bpe", "qwen2"})
        if (plain_steps(description, where, 0) == plain_steps(description_of(name), where, 0))
            return name;
    return std::nullopt;
}

PreTokenizer PreTokenizer::bert() {
    PreTokenizer result;
    result.add_bert();
    return result;
}

void PreTokenizer::add_bert() {
    const auto step = [](const char* pattern, SplitBehaviour behaviour) {
        return split_step(Regex(pattern, Regex::Kind::Pattern, "pre_tokenizer"), behaviour, false);
    };
    m_steps.push_back(step(R"(\s+)", SplitBehaviour::Removed));
    m_steps.push_back(step(R"([\p{P}$+<=>^`|~])", SplitBehaviour::Isolated)); // ASCII symbols count as punctuation
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
    } else if (type == "BertPreTokenizer") {
        add_bert();
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
