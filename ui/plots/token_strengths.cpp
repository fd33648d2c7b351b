#include "ui/plots/token_strengths.h"

#include "ui/plots/color_scale.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

std::vector<float> tokenStrengths(const FilterEvent& event, int site) {
    const std::size_t tokens = event.tokens.size(), sites = event.sites.size();
    std::vector<float> strengths(tokens, std::numeric_limits<float>::quiet_NaN());
    if (event.values.size() != tokens * sites) {
        return strengths;
    }
    const bool one = site >= 0 && static_cast<std::size_t>(site) < sites;
    const std::size_t first = one ? static_cast<std::size_t>(site) : 0, last = one ? first + 1 : sites;
    for (std::size_t token = 0; token < tokens; ++token) {
        double sum = 0;
        int known = 0;
        for (std::size_t s = first; s < last; ++s) {
            if (const float value = event.values[s * tokens + token]; std::isfinite(value)) {
                sum += value;
                ++known;
            }
        }
        if (known > 0) {
            strengths[token] = static_cast<float>(sum / known);
        }
    }
    return strengths;
}

void StrengthScale::add(const FilterEvent& event) {
    m_filter = event.filter;
    for (const float value : event.values) {
        if (std::isfinite(value)) {
            m_highest = std::max(m_highest, value);
        }
    }
}

double StrengthScale::upper() const {
    const double upper = niceUpper(m_highest);
    return m_filter ? std::min(1.0, upper) : upper;
}

} // namespace loratrf
