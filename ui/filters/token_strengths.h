#pragma once
// What a probe text's matrix says of each token: at one site, or on average over all sites.

#include "backend/api/events.h"

namespace loratrf {

constexpr int allSites = -1;

// One value a token; NaN where no site reports one. `site` outside the event's sites: all of them.
std::vector<float> tokenStrengths(const FilterEvent& event, int site);

} // namespace loratrf
