#pragma once
// Token texts by id, and back.

#include "backend/io/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace loratrf {

inline constexpr int64_t largest_token_id = (1 << 21) - 1;
inline constexpr size_t longest_token = 1 << 16;

class Vocabulary {
public:
    // Ids may come in any order and leave holes. `where` begins the message of an error: BadValue for an id below 0 or
    // above 2^21 - 1 or given twice, DuplicateKey for a token given twice, LengthOverflow, BadUtf8.
    void add(std::string token, int64_t id, const std::string& where);

    int32_t size() const { return static_cast<int32_t>(m_tokens.size()); } // one above the largest id
    bool has(int64_t id) const { return id >= 0 && id < size() && m_used[static_cast<size_t>(id)]; }
    const std::string& text(int32_t id) const { return m_tokens[static_cast<size_t>(id)]; }
    std::optional<int32_t> find(std::string_view token) const;

private:
    std::vector<std::string> m_tokens;
    std::vector<bool> m_used;
    struct Hash {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, int32_t, Hash, std::equal_to<>> m_ids;
};

} // namespace loratrf
