#pragma once
// Rows that say the same: twice in the training rows, or in training and evaluation rows at once.

#include "backend/data/dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace loratrf {

// 64 bits of what a row says, white space aside: among a million rows two different ones collide with a chance of
// about 3e-8.
uint64_t row_hash(const Row& row);
uint64_t question_hash(const Row& row); // without the last answer or a pair's answers; of a text all of it

struct Leakage {
    int64_t eval_rows = 0;           // that can be read
    int64_t rows = 0;                // of them, also training rows
    int64_t questions = 0;           // of them, whose question alone is asked in training, answered otherwise
    std::vector<EqualRows> examples; // of both, the first ones: line in the evaluation rows, other in a training file
    static constexpr size_t most_examples = 1000;
};

// Reads all files; some 100 bytes a training row. Throws Error as scan_rows does.
Leakage find_leakage(const std::vector<std::filesystem::path>& train, const std::filesystem::path& eval,
                     const DataOptions& options, const ReadProgress& progress = {});

} // namespace loratrf
