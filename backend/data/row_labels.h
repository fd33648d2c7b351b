#pragma once
// Labels that rows carry beside what is trained on: fields with few different values, such as a class or a source.

#include "backend/data/dataset.h"

#include <map>

namespace loratrf {

struct RowLabels {
    std::string field;
    std::map<int64_t, std::string> by_line; // of the rows asked for
};

// The fields that every one of the rows at `lines` has with a short text, a number or a truth value, and that tell them
// into 2 to 12 groups; in order of name. Throws Error as read_records does.
std::vector<RowLabels> read_row_labels(const std::filesystem::path& file, const DataOptions& options,
                                       const std::vector<int64_t>& lines);

} // namespace loratrf
