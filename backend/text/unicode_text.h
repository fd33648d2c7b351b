#pragma once
// Characters of well-formed UTF-8 and the byte-level alphabet of GPT-2.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace loratrf {

inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD"; // U+FFFD
inline constexpr std::string_view space_symbol = "\xE2\x96\x81";          // U+2581, SentencePiece's visible space

// Bytes of the character that begins with `lead`.
inline size_t character_length(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::string encode_utf8(char32_t character);
char32_t character_at(std::string_view text, size_t at);
size_t previous_character(std::string_view text, size_t at); // where the character before `at` > 0 begins

bool is_white_space(char32_t character);    // the 25 characters of Unicode's White_Space
bool is_numeric(char32_t character);        // general category N
bool is_word_character(char32_t character); // letters, marks, digits, connectors

// Every ill-formed sequence becomes U+FFFD, one for each maximal part, as Rust's from_utf8_lossy and browsers do it.
std::string lossy_utf8(std::string_view bytes);

// GPT-2 writes each byte as one printable character (0x20 as U+0120); source: openai/gpt-2 encoder.py bytes_to_unicode.
const std::array<std::string, 256>& byte_alphabet();
std::string to_byte_alphabet(std::string_view bytes);
std::optional<std::string>
from_byte_alphabet(std::string_view token); // nullopt when a character is not in the alphabet

// The byte of a token like "<0x0A>".
std::optional<char> byte_of_token(std::string_view token);

} // namespace loratrf
