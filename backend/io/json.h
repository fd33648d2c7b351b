#pragma once
// nlohmann::json with the checks that files from strangers need.

#include "backend/io/error.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace loratrf {

using Json = nlohmann::ordered_json;

struct JsonLimits {
    int depth = 64;
    bool allow_duplicate_keys = false;
    uint64_t values = UINT64_MAX; // of all kinds together; more throw Error(CountTooLarge)
};

// Parses strictly: UTF-8, no duplicate keys at any level, bounded depth. `where` begins the message of an error
// ("config.json of /models/x"). Throws Error: BadUtf8, BadJson, DuplicateKey, TooDeep, NulByte.
Json parse_json(std::string_view text, const std::string& where, const JsonLimits& limits = {});

// True when `text` is well-formed UTF-8; otherwise `bad_at` gets the byte offset of the fault.
bool is_utf8(std::string_view text, size_t* bad_at = nullptr);

// The text with U+FFFD for each byte that is not UTF-8; where it was `cut`, without the character that the cut left
// half.
std::string readable_utf8(std::string_view text, bool cut = false);

} // namespace loratrf
