#pragma once
// What a text's matrix of sites x tokens says of each token: at one site, or on average over all sites; and the scale
// of several such texts.

#include "backend/api/events.h"

namespace loratrf {

constexpr int allSites = -1;

// One value a token; NaN where no site reports one. `site` outside the event's sites: all of them.
std::vector<float> tokenStrengths(const FilterEvent& event, int site);

// The scale of all texts that are added: it begins at 0 and ends at a round number, for filters at most at 1.
class StrengthScale {
public:
    void add(const FilterEvent& event);
    double upper() const;
    bool isFilter() const { return m_filter; }

private:
    float m_highest = 0;
    bool m_filter = false;
};

} // namespace loratrf
