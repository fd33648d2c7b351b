#pragma once
// Preference pairs that judge: how well a trial tells the answers of the test pairs apart.

#include "backend/api/compare.h"
#include "backend/train/training_data.h"

#include <filesystem>
#include <string>

namespace loratrf {

// Whether the rows of a file are preference pairs: its first usable row says it for all. Throws Error as read_rows.
bool holds_pairs(const std::filesystem::path& file, const DataOptions& options);

// Every trial is judged against the base model, also one whose method does not begin as it and which training measures
// against its own beginning: only so the figures of methods can be compared.
class TestPairs {
public:
    // The pairs of `file`. What the base model says of them is kept in `folder`, so that it is computed once. Throws
    // Error as load_dataset.
    TestPairs(const TrainOptions& recipe, const DataOptions& reading, const std::filesystem::path& file,
              std::filesystem::path folder, const ReadProgress& progress = {});

    // Its loss is ln 2, and which answers gained cannot be said. Throws Error, Cancelled where the user stops.
    TestFigures of_base(Control& control, const EventSink& sink);
    TestFigures of_run(const std::string& run, const MethodInfo& method, Control& control, const EventSink& sink);

private:
    void refer(const std::string& compute, const EventSink& sink);

    TrainOptions m_recipe;
    std::filesystem::path m_folder;
    TrainingData m_data;   // the pairs are its evaluation rows
    std::string m_compute; // that their reference is of; empty: they have none yet
};

} // namespace loratrf
