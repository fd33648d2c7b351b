#pragma once
// Labels that rows carry beside what is trained on: fields with few different values, such as a class or a source.

#include "backend/data/dataset.h"

#include <map>
#include <utility>

namespace loratrf {

// The rows of a file that are looked at.
struct LabelSource {
    std::filesystem::path file;
    std::vector<int64_t> lines;
};

struct RowLabels {
    std::string field;
    std::map<std::pair<size_t, int64_t>, std::string> by_row; // by source and line, of the rows that have a label
};

// The fields that tell all the rows into 2 to 12 groups by a short text, a number or a truth value, those without one
// being a group too; in order of name. Throws Error as read_records does.
std::vector<RowLabels> read_row_labels(const std::vector<LabelSource>& sources, const DataOptions& options,
                                       const ReadProgress& progress = {});

} // namespace loratrf
