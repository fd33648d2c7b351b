#pragma once
// What a text has in it.

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace support {

inline bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

inline bool holds_all(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::ranges::all_of(parts, [text](std::string_view part) { return holds(text, part); });
}

} // namespace support
