#pragma once
// A run is a folder: options.json, journal.jsonl, checkpoints/step-N/, adapter/, report.json; of preference pairs also
// reference.safetensors.

#include "backend/api/engine.h"
#include "backend/io/json.h"

#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

struct RunFolder {
    std::filesystem::path path;

    std::filesystem::path options() const { return path / "options.json"; }
    std::filesystem::path journal() const { return path / "journal.jsonl"; }
    std::filesystem::path checkpoints() const { return path / "checkpoints"; }
    std::filesystem::path checkpoint(int64_t step) const { return checkpoints() / ("step-" + std::to_string(step)); }
    std::filesystem::path adapter() const { return path / "adapter"; }
    std::filesystem::path report() const { return path / "report.json"; }
    std::filesystem::path reference() const { return path / "reference.safetensors"; } // train/preference.h

    // Steps of the checkpoints there, newest first, verified or not.
    std::vector<int64_t> checkpoint_steps() const;
    // The newest of a step before `before` that verifies; faults of newer ones go to `notices`.
    std::optional<int64_t> newest_valid(std::vector<std::string>* notices = nullptr,
                                        int64_t before = std::numeric_limits<int64_t>::max()) const;
};

// <date>-<method>, of now.
std::string new_run_name(const std::string& method);

// Creates the folder of a new run; an empty name becomes runs/<date>-<method>. Refuses a folder that holds a run.
RunFolder create_run(const TrainOptions& options);
RunFolder open_run(const std::string& folder); // throws Error(NotFound) when it is none

bool is_run(const std::string& folder);

// The report a run ends with; NaN becomes null.
Json report_json(const TrainResult& result);

} // namespace loratrf
