#pragma once
// Numbers given to modules by patterns of their path, as PEFT's rank_pattern and alpha_pattern: a pattern fits a path
// that it matches as a whole or from behind one of its dots on, and the first that fits counts.
// Source: huggingface/peft, utils/other.py, get_pattern_key.

#include "backend/io/json.h"
#include "backend/text/regex.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

class PathPatterns {
public:
    enum class Kind { Ranks, Alphas }; // whole numbers from 1 on; numbers above zero

    PathPatterns() = default;
    // "PATTERN=8, PATTERN=4", or the object of the second constructor. `where` begins the message of an error. Throws
    // Error(InvalidOption, Unsupported).
    PathPatterns(Kind kind, const std::string& text, const std::string& where);
    // {"PATTERN": 8, ...}, in the order of the file. Throws Error(BadValue, Unsupported).
    PathPatterns(Kind kind, const Json& object, const std::string& where);

    bool empty() const { return m_entries.empty(); }
    std::optional<double> find(const std::string& path) const;
    // The first pattern that fits none of these paths; empty: each fits one.
    std::string unused(const std::vector<std::string>& paths) const;
    PathPatterns only_used(const std::vector<std::string>& paths) const;
    // As PEFT writes them, and so reads them back: sorted by their texts.
    PathPatterns sorted() const;

    std::string text() const; // what the first constructor reads
    Json json() const;

private:
    struct Entry {
        std::string pattern;
        double value = 0;
        std::shared_ptr<const Regex> regex;
        bool fits(const std::string& path) const { return regex->find(path, 0).has_value(); }
    };
    void add(Kind kind, const std::string& pattern, double value, const std::string& where, ErrorCode code);

    std::vector<Entry> m_entries;
};

// 8 rather than 8.0, as PEFT writes whole numbers.
Json plain_number(double value);

// A pattern that fits exactly this path.
std::string escaped_path(const std::string& path);

} // namespace loratrf
