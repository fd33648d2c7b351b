#include "backend/text/unicode_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace loratrf {
namespace {

bool is_printable_byte(int byte) {
    return (byte >= '!' && byte <= '~') || (byte >= 0xA1 && byte <= 0xAC) || byte >= 0xAE;
}

// The alphabet lies below U+0144: the byte of each of its characters, -1 elsewhere.
constexpr size_t alphabet_end = 0x144;

std::array<int, alphabet_end> make_alphabet_bytes() {
    std::array<int, alphabet_end> bytes;
    bytes.fill(-1);
    for (int byte = 0; byte < 256; ++byte)
        bytes[character_at(byte_alphabet()[static_cast<size_t>(byte)], 0)] = byte;
    return bytes;
}

} // namespace

std::string encode_utf8(char32_t character) {
    char buffer[U8_MAX_LENGTH];
    int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, character);
    return {buffer, static_cast<size_t>(length)};
}

char32_t character_at(std::string_view text, size_t at) {
    const char* bytes = text.data() + at;
    UChar32 character = 0;
    U8_GET_UNSAFE(bytes, 0, character);
    return static_cast<char32_t>(character);
}

size_t previous_character(std::string_view text, size_t at) {
    do
        --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

bool is_white_space(char32_t character) {
    return u_hasBinaryProperty(static_cast<UChar32>(character), UCHAR_WHITE_SPACE);
}

bool is_numeric(char32_t character) {
    return (U_GET_GC_MASK(static_cast<UChar32>(character)) & U_GC_N_MASK) != 0;
}

bool is_word_character(char32_t character) {
    const auto point = static_cast<UChar32>(character);
    return u_hasBinaryProperty(point, UCHAR_ALPHABETIC) || u_hasBinaryProperty(point, UCHAR_JOIN_CONTROL) ||
           (U_GET_GC_MASK(point) & (U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK)) != 0;
}

std::string lossy_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    const auto length = static_cast<int64_t>(bytes.size());
    for (int64_t at = 0; at < length;) {
        const int64_t begin = at;
        UChar32 character = 0;
        U8_NEXT(bytes.data(), at, length, character); // consumes the maximal part of an ill-formed sequence
        text += character < 0 ? replacement_character
                              : bytes.substr(static_cast<size_t>(begin), static_cast<size_t>(at - begin));
    }
    return text;
}

const std::array<std::string, 256>& byte_alphabet() {
    static const std::array<std::string, 256> alphabet = [] {
        std::array<std::string, 256> built;
        char32_t next = 0x100;
        for (int byte = 0; byte < 256; ++byte)
            built[static_cast<size_t>(byte)] =
                encode_utf8(is_printable_byte(byte) ? static_cast<char32_t>(byte) : next++);
        return built;
    }();
    return alphabet;
}

std::string to_byte_alphabet(std::string_view bytes) {
    std::string text;
    text.reserve(2 * bytes.size());
    for (const char byte : bytes)
        text += byte_alphabet()[static_cast<unsigned char>(byte)];
    return text;
}

std::optional<std::string> from_byte_alphabet(std::string_view token) {
    static const std::array<int, alphabet_end> alphabet_bytes = make_alphabet_bytes();
    std::string bytes;
    bytes.reserve(token.size());
    for (size_t at = 0; at < token.size(); at += character_length(token[at])) {
        const char32_t character = character_at(token, at);
        if (character >= alphabet_end || alphabet_bytes[character] < 0)
            return std::nullopt;
        bytes += static_cast<char>(alphabet_bytes[character]);
    }
    return bytes;
}

std::optional<char> byte_of_token(std::string_view token) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (token.size() != 6 || !token.starts_with("<0x") || token[5] != '>')
        return std::nullopt;
    const size_t high = digits.find(token[3]);
    const size_t low = digits.find(token[4]);
    if (high == std::string_view::npos || low == std::string_view::npos)
        return std::nullopt;
    return static_cast<char>(high * 16 + low);
}

} // namespace loratrf
