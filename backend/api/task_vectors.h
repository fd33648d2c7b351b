#pragma once
// How alike the task vectors (xi) of two LoRATRF adapters are, site by site.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace loratrf {

struct TaskVectorCosines {
    std::vector<std::string> rows, columns; // sites of the first and of the second: "model.layers.3", "all blocks"
    std::vector<float> values; // [rows, columns] row-major, in [-1, 1]; NaN: other widths, or a length of 0
};

// Reads nothing but the vectors. `a` and `b` are run folders (their final adapter, else their newest checkpoint) or
// adapter folders; the same folder twice compares its layers with each other. Throws Error: NotFound where there is no
// adapter yet, Unsupported where an adapter has no task vectors, and the errors of its files. `go_on` is asked before
// each site of the first, with how many are done; false ends the work with Error(Cancelled).
TaskVectorCosines compare_task_vectors(const std::string& a, const std::string& b,
                                       const std::function<bool(int64_t done, int64_t total)>& go_on = {});

} // namespace loratrf
