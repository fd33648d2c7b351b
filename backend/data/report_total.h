#pragma once
// What the reports of several files come to, as if all rows stood in one file.

#include "backend/data/dataset.h"

#include <vector>

namespace loratrf {

// From the histogram, which holds at least one row.
void describe_lengths(DataReport& report);

// Figures, lengths and warnings. Single rows are left to the reports of their files: none is refused or repeated here.
DataReport total_report(const std::vector<DataReport>& reports);

} // namespace loratrf
