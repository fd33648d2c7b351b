#include "backend/io/json.h"

#include <cstdint>
#include <cstring>

namespace loratrf {
namespace {

// Length of the well-formed sequence at `at` (RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF), or
// 0.
size_t sequence_length(std::string_view text, size_t at) {
    const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto continues = [&](size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned first = byte(at);
    const unsigned second = byte(at + 1);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return continues(at + 1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second > 0x9F;
        return !overlong && !surrogate && continues(at + 1) && continues(at + 2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && second < 0x90;
        const bool beyond = first == 0xF4 && second > 0x8F;
        return !overlong && !beyond && continues(at + 1) && continues(at + 2) && continues(at + 3) ? 4 : 0;
    }
    return 0;
}

} // namespace

bool is_utf8(std::string_view text, size_t* bad_at) {
    size_t at = 0;
    while (at < text.size()) {
        uint64_t eight = 0;
        if (text.size() - at >= sizeof eight) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080ULL) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        const size_t length = sequence_length(text, at);
        if (length == 0) {
            if (bad_at)
                *bad_at = at;
            return false;
        }
        at += length;
    }
    return true;
}

std::string readable_utf8(std::string_view text, bool cut) {
    constexpr size_t longest_character = 4;
    std::string result;
    for (size_t bad = 0; !is_utf8(text, &bad); text.remove_prefix(bad + 1)) {
        result += text.substr(0, bad);
        if (cut && text.size() - bad < longest_character)
            return result;
        result += "\xEF\xBF\xBD";
    }
    result += text;
    return result;
}

} // namespace loratrf
