#include "backend/text/normalizer.h"

#include "backend/text/json_fields.h"
#include "backend/text/regex.h"
#include "backend/text/unicode_text.h"

#include <algorithm>
#include <memory>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

namespace loratrf {
namespace {

// Replacements of replacements could grow without end.
constexpr size_t largest_content = 1024;
constexpr size_t largest_growth = 64;

std::string content_field(const Json& component, const char* key, const std::string& where) {
    std::string content = required_string(component, key, where);
    if (content.size() > largest_content)
        throw Error(ErrorCode::LengthOverflow, where + ": \"" + key + "\" is " + std::to_string(content.size()) +
                                                   " bytes long; at most " + std::to_string(largest_content) +
                                                   " are read.");
    return content;
}

using FormGetter = const icu::Normalizer2* (*)(UErrorCode&);

FormGetter unicode_form(const std::string& name) {
    if (name == "NFC")
        return icu::Normalizer2::getNFCInstance;
    if (name == "NFD")
        return icu::Normalizer2::getNFDInstance;
    if (name == "NFKC")
        return icu::Normalizer2::getNFKCInstance;
    if (name == "NFKD")
        return icu::Normalizer2::getNFKDInstance;
    return nullptr;
}

TextStep form_step(FormGetter getter) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = getter(status);
    if (U_FAILURE(status))
        throw Error(ErrorCode::Internal, std::string("ICU has no normalisation data: ") + u_errorName(status));
    return [form](std::string& text) {
        if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; }))
            return;
        UErrorCode fault = U_ZERO_ERROR;
        std::string result;
        icu::StringByteSink<std::string> sink(&result);
        form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, fault);
        if (U_FAILURE(fault))
            throw Error(ErrorCode::Internal, std::string("ICU could not normalise a text: ") + u_errorName(fault));
        text = std::move(result);
    };
}

TextStep replace_step(const PatternField& pattern, std::string content, const std::string& where) {
    const auto regex =
        std::make_shared<Regex>(pattern.text, pattern.is_regex ? Regex::Kind::Pattern : Regex::Kind::Literal, where);
    return [regex, content = std::move(content)](std::string& text) {
        std::string result;
        size_t done = 0;
        while (const auto match = regex->find(text, done)) {
            result.append(text, done, match->first - done).append(content);
            done = match->second;
        }
        if (done > 0)
            text = result.append(text, done);
    };
}

TextStep prepend_step(std::string prefix) {
    return [prefix = std::move(prefix)](std::string& text) {
        if (!text.empty())
            text.insert(0, prefix);
    };
}

TextStep strip_step(bool left, bool right) {
    return [left, right](std::string& text) {
        size_t end = text.size();
        while (right && end > 0) {
            const size_t before = previous_character(text, end);
            if (!is_white_space(character_at(text, before)))
                break;
            end = before;
        }
        text.resize(end);
        size_t begin = 0;
        while (left && begin < end && is_white_space(character_at(text, begin)))
            begin += character_length(text[begin]);
        text.erase(0, begin);
    };
}

} // namespace

Normalizer Normalizer::from_json(const Json& description, const std::string& where) {
    Normalizer normalizer;
    normalizer.add(description, where + ", normalizer", 0);
    return normalizer;
}

Normalizer Normalizer::nfc() {
    Normalizer normalizer;
    normalizer.m_steps.push_back(form_step(unicode_form("NFC")));
    return normalizer;
}

Normalizer Normalizer::visible_spaces(bool prefix) {
    Normalizer normalizer;
    if (prefix)
        normalizer.m_steps.push_back(prepend_step(std::string(space_symbol)));
    normalizer.m_steps.push_back(replace_step({" ", false}, std::string(space_symbol), "spaces"));
    return normalizer;
}

void Normalizer::add(const Json& description, const std::string& where, int depth) {
    if (description.is_null())
        return;
    const std::string type = component_type(description, where);
    if (type == "Sequence") {
        const Json& parts = required_field(description, "normalizers", where);
        if (depth >= deepest_sequence || !parts.is_array())
            throw Error(ErrorCode::BadJson, where + ": a Sequence needs a list, nested at most 8 deep.");
        for (const Json& part : parts)
            add(part, where, depth + 1);
    } else if (const FormGetter form = unicode_form(type)) {
        m_steps.push_back(form_step(form));
    } else if (type == "Prepend") {
        m_steps.push_back(prepend_step(content_field(description, "prepend", where)));
    } else if (type == "Replace") {
        m_steps.push_back(
            replace_step(pattern_field(description, where), content_field(description, "content", where), where));
    } else if (type == "Strip") {
        m_steps.push_back(strip_step(bool_or(description, "strip_left", true, where),
                                     bool_or(description, "strip_right", true, where)));
    } else {
        throw_unsupported("normalizer", type, where);
    }
}

std::string Normalizer::apply(std::string_view text) const {
    std::string result(text);
    for (const TextStep& step : m_steps) {
        step(result);
        if (result.size() / largest_growth > text.size() + largest_content)
            throw Error(ErrorCode::LengthOverflow, "The tokenizer's normalizer makes " + std::to_string(result.size()) +
                                                       " bytes of a text of " + std::to_string(text.size()) +
                                                       "; the tokenizer file is damaged or hostile.");
    }
    return result;
}

} // namespace loratrf
