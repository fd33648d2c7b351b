#pragma once
// What was found over many rows, as maps with a row a site.

#include "backend/api/filter_statistics.h"
#include "ui/plots/matrix.h"

namespace loratrf {

Matrix distributionMap(const FilterStatistics& statistics); // share of a site's tokens, by value
Matrix percentileMap(const FilterStatistics& statistics); // value below which so many of a site's tokens lie, and mean
Matrix groupMap(const FilterStatistics& statistics, const Grouping& grouping, bool activeShare); // by group

} // namespace loratrf
