#pragma once
// The fields of a file's first rows, with what they hold, and the roles they are taken for.

#include "backend/data/dataset.h"

#include <string>
#include <vector>

namespace loratrf {

struct FieldLook {
    struct Field {
        std::string name;
        std::vector<std::string> values; // of the rows looked at, cut; empty where a row lacks the field
    };
    std::string file;
    std::vector<Field> fields;          // in the order of the file
    RowShape shape = RowShape::Auto;    // Auto: none of the rows has one
    std::string prompt, answer, system; // the fields that carry these roles; empty: none
    std::string rejected;               // preference only; `answer` is then the chosen one
    std::string problem;                // why no roles could be found
};

// Looks at the first `rows` records. Throws Error as read_records does.
FieldLook look_at_fields(const std::filesystem::path& file, const DataOptions& options, int64_t rows);

} // namespace loratrf
