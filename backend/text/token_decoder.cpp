#include "backend/text/token_decoder.h"

#include "backend/text/json_fields.h"
#include "backend/text/regex.h"
#include "backend/text/unicode_text.h"

#include <memory>

namespace loratrf {
namespace {

std::string joined(const std::vector<std::string>& tokens) {
    std::string text;
    for (const std::string& token : tokens)
        text += token;
    return text;
}

void fuse(std::vector<std::string>& tokens) {
    tokens = {joined(tokens)};
}

// A token that is not written in the byte alphabet (an added one) stands for its own UTF-8 bytes.
void decode_byte_level(std::vector<std::string>& tokens) {
    std::string bytes;
    for (const std::string& token : tokens)
        bytes += from_byte_alphabet(token).value_or(token);
    tokens = {lossy_utf8(bytes)};
}

// A run of <0xHH> tokens is text when all of it is UTF-8, else each of its bytes becomes U+FFFD (byte_fallback.rs).
void decode_byte_tokens(std::vector<std::string>& tokens) {
    std::vector<std::string> result;
    result.reserve(tokens.size());
    std::string bytes;
    const auto flush = [&] {
        if (is_utf8(bytes)) {
            if (!bytes.empty())
                result.push_back(bytes);
        } else {
            result.insert(result.end(), bytes.size(), std::string(replacement_character));
        }
        bytes.clear();
    };
    for (std::string& token : tokens) {
        if (const auto byte = byte_of_token(token)) {
            bytes += *byte;
        } else {
            flush();
            result.push_back(std::move(token));
        }
    }
    flush();
    tokens = std::move(result);
}

TokenStep replace_step(const PatternField& pattern, const std::string& content, const std::string& where) {
    const auto regex =
        std::make_shared<Regex>(pattern.text, pattern.is_regex ? Regex::Kind::Pattern : Regex::Kind::Literal, where);
    return [regex, content](std::vector<std::string>& tokens) {
        for (std::string& token : tokens) {
            std::string result;
            size_t done = 0;
            while (const auto match = regex->find(token, done)) {
                result.append(token, done, match->first - done).append(content);
                done = match->second;
            }
            if (done > 0)
                token = result.append(token, done);
        }
    };
}

TokenStep strip_step(const std::string& content, uint64_t start, uint64_t stop) {
    return [content, start, stop](std::vector<std::string>& tokens) {
        for (std::string& token : tokens) {
            for (uint64_t i = 0; i < start && token.starts_with(content); ++i)
                token.erase(0, content.size());
            for (uint64_t i = 0; i < stop && token.ends_with(content); ++i)
                token.resize(token.size() - content.size());
        }
    };
}

// In the first token the symbol stands for the added prefix and vanishes (metaspace.rs).
TokenStep metaspace_step(const std::string& symbol, bool prefix) {
    return [symbol, prefix](std::vector<std::string>& tokens) {
        for (size_t i = 0; i < tokens.size(); ++i) {
            const std::string_view space = i == 0 && prefix ? "" : " ";
            std::string result;
            size_t done = 0;
            for (size_t at; (at = tokens[i].find(symbol, done)) != std::string::npos; done = at + symbol.size())
                result.append(tokens[i], done, at - done).append(space);
            tokens[i] = result.append(tokens[i], done);
        }
    };
}

// Words with spaces between; with `tidy` none before punctuation and in English short forms (wordpiece.rs).
TokenStep word_piece_step(const std::string& prefix, bool tidy) {
    return [prefix, tidy](std::vector<std::string>& tokens) {
        static const std::vector<std::pair<std::string, std::string>> tidied = {
            {" .", "."},   {" ?", "?"},           {" !", "!"},   {" ,", ","},     {" ' ", "'"},   {" n't", "n't"},
            {" 'm", "'m"}, {" do not", " don't"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};
        for (size_t i = 0; i < tokens.size(); ++i) {
            if (i > 0)
                tokens[i] = tokens[i].starts_with(prefix) ? tokens[i].substr(prefix.size()) : " " + tokens[i];
            for (const auto& [from, to] : tidied)
                for (size_t at = 0; tidy && (at = tokens[i].find(from, at)) != std::string::npos; at += to.size())
                    tokens[i].replace(at, from.size(), to);
        }
    };
}

uint64_t count_field(const Json& object, const char* key, const std::string& where) {
    const Json& value = required_field(object, key, where);
    if (!value.is_number_unsigned())
        throw Error(ErrorCode::BadJson, where + ": \"" + key + "\" should be a whole number.");
    return value.get<uint64_t>();
}

std::string nonempty_field(const Json& object, const char* key, const std::string& where) {
    std::string text = required_string(object, key, where);
    if (text.empty())
        throw Error(ErrorCode::BadValue, where + ": \"" + key + "\" is empty.");
    return text;
}

} // namespace

TokenDecoder TokenDecoder::from_json(const Json& description, const std::string& where) {
    TokenDecoder decoder;
    decoder.m_spaces_between = description.is_null();
    decoder.add(description, where + ", decoder", 0);
    return decoder;
}

TokenDecoder TokenDecoder::byte_level() {
    TokenDecoder decoder;
    decoder.m_steps.push_back(decode_byte_level);
    return decoder;
}

TokenDecoder TokenDecoder::sentencepiece(bool strip_prefix) {
    TokenDecoder decoder;
    decoder.m_steps = {replace_step({std::string(space_symbol), false}, " ", "decoder"), decode_byte_tokens, fuse};
    if (strip_prefix)
        decoder.m_steps.push_back(strip_step(" ", 1, 0));
    return decoder;
}

TokenDecoder TokenDecoder::word_piece(const std::string& prefix) {
    TokenDecoder decoder;
    decoder.m_steps.push_back(word_piece_step(prefix, true));
    return decoder;
}

void TokenDecoder::add(const Json& description, const std::string& where, int depth) {
    if (description.is_null())
        return;
    const std::string type = component_type(description, where);
    if (type == "Sequence") {
        const Json& parts = required_field(description, "decoders", where);
        if (depth >= deepest_sequence || !parts.is_array())
            throw Error(ErrorCode::BadJson, where + ": a Sequence needs a list, nested at most 8 deep.");
        for (const Json& part : parts)
            add(part, where, depth + 1);
    } else if (type == "ByteLevel") {
        m_steps.push_back(decode_byte_level);
    } else if (type == "ByteFallback") {
        m_steps.push_back(decode_byte_tokens);
    } else if (type == "Fuse") {
        m_steps.push_back(fuse);
    } else if (type == "Replace") {
        m_steps.push_back(
            replace_step(pattern_field(description, where), required_string(description, "content", where), where));
    } else if (type == "Strip") {
        m_steps.push_back(strip_step(nonempty_field(description, "content", where),
                                     count_field(description, "start", where),
                                     count_field(description, "stop", where)));
    } else if (type == "WordPiece") {
        m_steps.push_back(word_piece_step(string_or(description, "prefix", "##", where),
                                          bool_or(description, "cleanup", true, where)));
    } else if (type == "Metaspace") {
        const std::string scheme = string_or(description, "prepend_scheme", "always", where);
        m_steps.push_back(metaspace_step(nonempty_field(description, "replacement", where),
                                         scheme != "never" && bool_or(description, "add_prefix_space", true, where)));
    } else {
        throw_unsupported("decoder", type, where);
    }
}

std::string TokenDecoder::decode(std::vector<std::string> tokens) const {
    if (m_spaces_between)
        for (size_t i = 1; i < tokens.size(); ++i)
            tokens[i] = std::string(1, ' ').append(tokens[i]);
    for (const TokenStep& step : m_steps)
        step(tokens);
    return lossy_utf8(joined(tokens));
}

} // namespace loratrf
