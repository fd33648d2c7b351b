#pragma once
// Gathers the sites x tokens values of many rows and sums them up.

#include "backend/api/filter_statistics.h"

#include <map>

namespace loratrf {

// What a token's text is, by its characters alone: "words", "capitalised words" (a token that begins with a capital of
// A to Z), "numbers", "punctuation", "white space", "control tokens", "parts of characters".
std::string token_kind(const std::string& text, bool special);

class TokenStatistics {
public:
    struct Row {
        std::string file; // empty: all rows are of one
        int64_t line = 0;
        std::vector<std::string> tokens;           // T texts
        std::vector<bool> special, supervised;     // [T]
        std::map<std::string, std::string> labels; // field -> label
    };

    explicit TokenStatistics(std::vector<std::string> sites) : m_sites(std::move(sites)), m_values(m_sites.size()) {}

    void add(Row row, const std::vector<float>& values); // [S, T] row-major
    size_t values() const;                               // kept so far
    FilterStatistics finish() const;

private:
    struct Place {
        size_t row = 0, token = 0;
    };
    SiteStatistics site_statistics(const std::vector<float>& values, float upper) const;
    std::vector<TokenInContext> extremes(const std::vector<float>& values, bool strongest) const;
    Grouping grouping(const std::string& name, const std::vector<std::string>& groups) const; // [tokens]
    TokenInContext in_context(size_t index, float value) const;

    std::vector<std::string> m_sites;
    std::vector<std::vector<float>> m_values; // by site, one a token of all rows
    std::vector<Place> m_places;              // of those tokens
    std::vector<Row> m_rows;
};

} // namespace loratrf
