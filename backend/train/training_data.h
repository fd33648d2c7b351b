#pragma once
// The rows of a run: training and evaluation sequences, and the plan of every epoch as a pure function of seed and
// epoch.

#include "backend/api/engine.h"
#include "backend/data/dataset.h"
#include "backend/data/packing.h"
#include "backend/text/tokenizer.h"

#include <string>
#include <vector>

namespace loratrf {

struct TrainingData {
    std::vector<Sequence> train, eval;
    // With more than one file: the training rows of each, which lie together, and how often an epoch takes them.
    struct Part {
        int64_t begin = 0, end = 0;
        double weight = 1;
    };
    std::vector<Part> parts;
    // Which file a row is of: the rows before `end`, as far as they are not of the file before.
    struct FileRows {
        std::string file;
        int64_t end = 0;
    };
    std::vector<FileRows> train_files, eval_files;
    std::vector<Row> eval_rows;     // those rows of `eval` whose answers can be generated (exact match, probes)
    int64_t longest = 0;            // tokens of the longest sequence, evaluation included
    std::string fingerprint;        // SHA-256 of the training tokens and masks
    std::vector<std::string> notes; // what the user should know: rejected and dropped rows, warnings

    bool pairs() const { return !train.empty() && train.front().is_pair(); } // then all rows are
};

// Rows of `count` that are held out for evaluation: a share of them, at least one where it is above 0, never all.
int64_t held_out_rows(double share, int64_t count);

// Reads data and evaluation data, or holds out options.eval_share of the rows (chosen by the seed). Throws Error.
TrainingData load_training_data(const TrainOptions& options, const Tokenizer& tokenizer, const EventSink& sink);

// Says to `sink`, which may be empty, how far reading is.
ReadProgress reading_said(const EventSink& sink, const char* what = "Reading data");

// Hands on to `sink`, which may be empty, until the user stops: from then on throws Error(Cancelled) with `message`.
EventSink until_stopped(const Control& control, const EventSink& sink, const char* message);

// SHA-256 of the rows' tokens and masks.
std::string row_fingerprint(const std::vector<Sequence>& rows);

// The file that row number `row` is of.
const std::string& file_of(const std::vector<TrainingData::FileRows>& files, int64_t row);

// Training rows as people find them, 16 at most: "lines 12, 7, ..."; where there are several files
// "lines 12, 7 of orders.jsonl, 3 of more.jsonl". A row that was split is named once.
std::string named_rows(const TrainingData& data, const std::vector<int64_t>& rows);

// The plan of `train` (data/packing.h). The rows of a step do not depend on share_prefix.
EpochPlan plan_training_epoch(const TrainingData& data, const TrainOptions& options, int64_t epoch, bool share_prefix);

// Rows that methods may score themselves on between steps, always the same: the first 32 evaluation rows, or training
// rows where there are none, in batches of at most `token_budget` tokens.
std::vector<PackedBatch> development_batches(const TrainingData& data, int64_t token_budget);

} // namespace loratrf
