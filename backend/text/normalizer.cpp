#include "backend/text/normalizer.h"

#include "backend/text/json_fields.h"
#include "backend/text/regex.h"
#include "backend/text/unicode_text.h"

#include <algorithm>
#include <memory>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

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

// Calls `rewrite(character, result)` for each character.
template <class Rewrite>
TextStep character_step(Rewrite rewrite) {
    return [rewrite](std::string& text) {
        std::string result;
        result.reserve(text.size());
        for (size_t at = 0; at < text.size(); at += character_length(text[at]))
            rewrite(character_at(text, at), result);
        text = std::move(result);
    };
}

uint32_t category(char32_t character) {
    return U_GET_GC_MASK(static_cast<UChar32>(character));
}

TextStep clean_step() {
    return character_step([](char32_t c, std::string& out) {
        constexpr uint32_t control = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK;
        if (is_white_space(c))
            out += ' ';
        else if (c != 0xFFFD && (category(c) & control) == 0)
            out += encode_utf8(c);
    });
}

// The CJK blocks of tokenization.py, as Hugging Face's bert.rs has them.
bool is_chinese(char32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) ||
           (c >= 0x2A700 && c <= 0x2B81F) || (c >= 0x2B920 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x2F800 && c <= 0x2FA1F);
}

TextStep chinese_step() {
    return character_step([](char32_t c, std::string& out) {
        const bool alone = is_chinese(c);
        out.append(alone, ' ').append(encode_utf8(c)).append(alone, ' ');
    });
}

TextStep drop_accents_step() {
    return character_step([](char32_t c, std::string& out) {
        if ((category(c) & U_GC_MN_MASK) == 0)
            out += encode_utf8(c);
    });
}

TextStep lowercase_step() {
    return character_step([](char32_t c, std::string& out) {
        if (c == 0x130) // the one capital whose small form is two characters
            out += "i\u0307";
        else
            out += encode_utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    });
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

Normalizer Normalizer::bert(const Bert& options) {
    Normalizer normalizer;
    normalizer.add_bert(options);
    return normalizer;
}

void Normalizer::add_bert(const Bert& options) {
    if (options.clean)
        m_steps.push_back(clean_step());
    if (options.split_chinese)
        m_steps.push_back(chinese_step());
    if (options.strip_accents) {
        m_steps.push_back(form_step(unicode_form("NFD")));
        m_steps.push_back(drop_accents_step());
    }
    if (options.lowercase)
        m_steps.push_back(lowercase_step());
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
    } else if (type == "Lowercase") {
        m_steps.push_back(lowercase_step());
    } else if (type == "BertNormalizer") {
        Bert options;
        options.clean = bool_or(description, "clean_text", true, where);
        options.split_chinese = bool_or(description, "handle_chinese_chars", true, where);
        options.lowercase = bool_or(description, "lowercase", true, where);
        const auto accents = description.find("strip_accents"); // null: as lowercase
        options.strip_accents = accents == description.end() || accents->is_null()
                                    ? options.lowercase
                                    : bool_or(description, "strip_accents", true, where);
        add_bert(options);
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
