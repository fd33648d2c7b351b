#pragma once
// Rows divided into training, evaluation and test rows, as files, so that several runs learn from and are judged on the
// same ones.

#include "backend/data/dataset.h"

namespace loratrf {

struct SplitOptions {
    std::string data;         // training rows, and the other parts where they have no file of their own
    std::string eval_data;    // empty: eval_share of `data`
    std::string test_data;    // empty: test_share of `data`
    double eval_share = 0.05; // 0 without eval_data: no evaluation rows
    double test_share = 0.2;
    uint64_t seed = 1;
};

struct Split {
    int64_t train = 0, eval = 0, test = 0; // rows
    int64_t left_out = 0;                  // rows whose question is also asked in a part that judges them
    int64_t rejected = 0;                  // rows that cannot be read as a conversation or text
    std::vector<std::string> labels;       // the different answers, where they are so few that rows are classified
};

// Writes train.jsonl, eval.jsonl (none without evaluation rows) and test.jsonl into an existing folder. Shares are of
// the different questions (all turns before the last answer, or before those of a pair; the text for the text shape),
// chosen by the seed: no question stands in two files. A question in test_data is taken out of the two others, one in
// the evaluation rows out of the training rows. Each written row names its source line ("line"). `progress` is of all
// files together; nothing is written before they are read. Throws Error as read_rows does, and Error(NoRows) where a
// part would be empty.
Split split_rows(const SplitOptions& options, const DataOptions& reading, const std::filesystem::path& folder,
                 const ReadProgress& progress = {});

} // namespace loratrf
