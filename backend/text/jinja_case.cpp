// Unicode properties and case mappings of Text, as Python's str has them; the tables are ICU's.

#include "backend/text/jinja_text.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace loratrf::jinja {

namespace {

UChar32 as_icu(char32_t c) {
    return static_cast<UChar32>(c);
}

std::string map_case(std::string_view bytes, bool upper) {
    icu::UnicodeString text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(bytes.data(), static_cast<int32_t>(bytes.size())));
    if (upper)
        text.toUpper(icu::Locale::getRoot());
    else
        text.toLower(icu::Locale::getRoot());
    std::string out;
    text.toUTF8String(out);
    return out;
}

Text map_case(const Text& text, bool upper) {
    Text out;
    text.each_run([&](std::string_view run, bool tainted) { out.append(map_case(run, upper), tainted); });
    return out;
}

// Of a single code point.
Text title_case(const Text& one) {
    if (one.size() == 1)
        return map_case(one, true);
    Text out;
    one.each_run([&](std::string_view run, bool tainted) {
        icu::UnicodeString text =
            icu::UnicodeString::fromUTF8(icu::StringPiece(run.data(), static_cast<int32_t>(run.size())));
        text.toTitle(nullptr, icu::Locale::getRoot(), U_TITLECASE_NO_BREAK_ADJUSTMENT | U_TITLECASE_NO_LOWERCASE);
        std::string bytes;
        text.toUTF8String(bytes);
        out.append(bytes, tainted);
    });
    return out;
}

bool is_cased(char32_t c) {
    return u_hasBinaryProperty(as_icu(c), UCHAR_CASED);
}

// The type only: Python calls a decimal digit what has Nd, a digit what has the numeric type "digit" too.
UNumericType numeric_type(char32_t c) {
    return static_cast<UNumericType>(u_getIntPropertyValue(as_icu(c), UCHAR_NUMERIC_TYPE));
}

} // namespace

bool is_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_printable(char32_t c) {
    if (c == ' ')
        return true;
    switch (u_charType(as_icu(c))) {
    case U_CONTROL_CHAR:
    case U_FORMAT_CHAR:
    case U_SURROGATE:
    case U_PRIVATE_USE_CHAR:
    case U_UNASSIGNED:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR:
    case U_SPACE_SEPARATOR:
        return false;
    default:
        return true;
    }
}

bool is_alpha(char32_t c) {
    return (U_GET_GC_MASK(as_icu(c)) & U_GC_L_MASK) != 0;
}

bool is_decimal(char32_t c) {
    return numeric_type(c) == U_NT_DECIMAL;
}

bool is_digit(char32_t c) {
    return numeric_type(c) == U_NT_DECIMAL || numeric_type(c) == U_NT_DIGIT;
}

bool is_numeric(char32_t c) {
    return numeric_type(c) != U_NT_NONE;
}

bool is_upper(char32_t c) {
    return u_hasBinaryProperty(as_icu(c), UCHAR_UPPERCASE);
}

bool is_lower(char32_t c) {
    return u_hasBinaryProperty(as_icu(c), UCHAR_LOWERCASE);
}

Text to_upper(const Text& text) {
    return map_case(text, true);
}

Text to_lower(const Text& text) {
    return map_case(text, false);
}

Text to_title(const Text& text) {
    Text out;
    bool in_word = false;
    for (size_t pos = 0; pos < text.size();) {
        const size_t begin = pos;
        const char32_t c = next_code_point(text.bytes(), pos);
        const Text one = text.slice(begin, pos);
        out.append(in_word ? map_case(one, false) : title_case(one));
        in_word = is_cased(c);
    }
    return out;
}

Text capitalize(const Text& text) {
    if (text.empty())
        return text;
    size_t second = 0;
    next_code_point(text.bytes(), second);
    Text out = title_case(text.slice(0, second));
    out.append(map_case(text.slice(second, text.size()), false));
    return out;
}

Text swap_case(const Text& text) {
    Text out;
    for (size_t pos = 0; pos < text.size();) {
        const size_t begin = pos;
        const char32_t c = next_code_point(text.bytes(), pos);
        out.append(map_case(text.slice(begin, pos), !is_upper(c)));
    }
    return out;
}

} // namespace loratrf::jinja
