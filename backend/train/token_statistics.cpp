#include "backend/train/token_statistics.h"

#include "backend/io/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace loratrf {

namespace {

constexpr size_t extremes_shown = 20, context_tokens = 6;

bool is_space(unsigned char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

} // namespace

std::string token_kind(const std::string& text, bool special) {
    if (special)
        return "control tokens";
    if (text.empty())
        return "parts of characters";
    bool letter = false, capital = false, digit = false, space = true;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        capital = capital || (!letter && std::isupper(byte) != 0); // of the first letter
        letter = letter || byte >= 0x80 || std::isalpha(byte) != 0;
        digit = digit || std::isdigit(byte) != 0;
        space = space && is_space(byte);
    }
    return space ? "white space" : capital ? "capitalised words" : letter ? "words" : digit ? "numbers" : "punctuation";
}

void TokenStatistics::add(Row row, const std::vector<float>& values) {
    const size_t tokens = row.tokens.size();
    if (values.size() != tokens * m_sites.size())
        throw Error(ErrorCode::Internal, "token statistics: a row of " + std::to_string(tokens) + " tokens came with " +
                                             std::to_string(values.size()) + " values");
    for (size_t site = 0; site < m_sites.size(); ++site)
        m_values[site].insert(m_values[site].end(), values.begin() + static_cast<std::ptrdiff_t>(site * tokens),
                              values.begin() + static_cast<std::ptrdiff_t>((site + 1) * tokens));
    for (size_t token = 0; token < tokens; ++token)
        m_places.push_back({m_rows.size(), token});
    m_rows.push_back(std::move(row));
}

size_t TokenStatistics::values() const {
    return m_places.size() * m_sites.size();
}

TokenInContext TokenStatistics::in_context(size_t index, float value) const {
    const Place& place = m_places[index];
    const Row& row = m_rows[place.row];
    TokenInContext found{.value = value,
                         .file = row.file,
                         .line = row.line,
                         .before = {},
                         .token = row.tokens[place.token],
                         .after = {}};
    for (size_t i = place.token > context_tokens ? place.token - context_tokens : 0; i < place.token; ++i)
        found.before += row.tokens[i];
    for (size_t i = place.token + 1; i < std::min(row.tokens.size(), place.token + 1 + context_tokens); ++i)
        found.after += row.tokens[i];
    return found;
}

// A token text that stands in every row would fill the list: each counts with its strongest (or weakest) place.
std::vector<TokenInContext> TokenStatistics::extremes(const std::vector<float>& values, bool strongest) const {
    std::map<std::string_view, size_t> best;
    const auto before = [&](size_t a, size_t b) { return strongest ? values[a] > values[b] : values[a] < values[b]; };
    for (size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i]))
            continue;
        const auto [found, added] = best.emplace(m_rows[m_places[i].row].tokens[m_places[i].token], i);
        if (!added && before(i, found->second))
            found->second = i;
    }
    std::vector<size_t> order;
    for (const auto& [text, index] : best)
        order.push_back(index);
    const size_t count = std::min(order.size(), extremes_shown);
    std::ranges::partial_sort(order, order.begin() + static_cast<std::ptrdiff_t>(count), [&](size_t a, size_t b) {
        return before(a, b) || (!before(b, a) && a < b); // equal ones as they come in the rows
    });
    std::vector<TokenInContext> found;
    for (size_t i = 0; i < count; ++i)
        found.push_back(in_context(order[i], values[order[i]]));
    return found;
}

SiteStatistics TokenStatistics::site_statistics(const std::vector<float>& values, float upper) const {
    SiteStatistics result;
    std::vector<float> sorted;
    for (const float value : values)
        if (std::isfinite(value))
            sorted.push_back(value);
    if (sorted.empty())
        return result;
    std::ranges::sort(sorted);
    const auto count = static_cast<double>(sorted.size());
    result.mean = std::accumulate(sorted.begin(), sorted.end(), 0.0) / count;
    result.active_share = static_cast<double>(std::ranges::count_if(sorted, [](float v) { return v > 0; })) / count;
    for (size_t i = 0; i < statistic_shares.size(); ++i) {
        const auto rank = static_cast<size_t>(std::ceil(statistic_shares[i] * count));
        result.quantiles[i] = sorted[std::clamp<size_t>(rank, 1, sorted.size()) - 1];
    }
    for (const float value : sorted) {
        const double share = upper > 0 ? double(value) / upper : 0;
        const auto bin = static_cast<size_t>(std::clamp(share, 0.0, 1.0) * statistic_bins);
        ++result.histogram[std::min(bin, statistic_bins - 1)];
    }
    result.top = extremes(values, true);
    result.bottom = extremes(values, false);
    return result;
}

Grouping TokenStatistics::grouping(const std::string& name, const std::vector<std::string>& groups) const {
    Grouping result{.name = name, .groups = {}};
    std::map<std::string, size_t> index;
    for (const std::string& group : groups)
        if (index.emplace(group, 0).second)
            result.groups.push_back({.name = group, .tokens = 0, .mean = {}, .active_share = {}});
    std::ranges::sort(result.groups, {}, &GroupStatistics::name);
    for (size_t i = 0; i < result.groups.size(); ++i)
        index[result.groups[i].name] = i;
    std::vector<size_t> of_token;
    for (const std::string& group : groups) {
        of_token.push_back(index[group]);
        ++result.groups[of_token.back()].tokens;
    }
    for (const std::vector<float>& values : m_values) {
        std::vector<double> sums(result.groups.size(), 0), active(result.groups.size(), 0), known = sums;
        for (size_t i = 0; i < values.size(); ++i)
            if (std::isfinite(values[i])) {
                sums[of_token[i]] += values[i];
                active[of_token[i]] += values[i] > 0;
                ++known[of_token[i]];
            }
        for (size_t i = 0; i < result.groups.size(); ++i) { // 0 / 0: nothing known
            result.groups[i].mean.push_back(static_cast<float>(sums[i] / known[i]));
            result.groups[i].active_share.push_back(static_cast<float>(active[i] / known[i]));
        }
    }
    return result;
}

FilterStatistics TokenStatistics::finish() const {
    FilterStatistics result;
    result.sites = m_sites;
    result.rows = static_cast<int64_t>(m_rows.size());
    result.tokens = static_cast<int64_t>(m_places.size());
    float upper = 0;
    for (const std::vector<float>& values : m_values)
        for (const float value : values)
            upper = std::isfinite(value) ? std::max(upper, value) : upper;
    result.upper = upper;
    for (const std::vector<float>& values : m_values)
        result.statistics.push_back(site_statistics(values, upper));

    std::vector<std::string> kinds, parts;
    std::set<std::string> fields;
    for (const Place& place : m_places) {
        const Row& row = m_rows[place.row];
        kinds.push_back(token_kind(row.tokens[place.token], row.special[place.token]));
        parts.emplace_back(row.supervised[place.token] ? "trained on" : "only read");
    }
    for (const Row& row : m_rows)
        for (const auto& [field, label] : row.labels)
            fields.insert(field);
    result.groupings.push_back(grouping("kind of token", kinds));
    result.groupings.push_back(grouping("part of the row", parts));
    for (const std::string& field : fields) {
        std::vector<std::string> labels;
        for (const Place& place : m_places) {
            const auto label = m_rows[place.row].labels.find(field);
            labels.push_back(label == m_rows[place.row].labels.end() ? std::string() : label->second);
        }
        result.groupings.push_back(grouping(field, labels));
    }
    return result;
}

} // namespace loratrf
