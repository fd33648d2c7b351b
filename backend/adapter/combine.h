#pragma once
// Several adapters as one plain LoRA: their weighted sum.

#include "backend/adapter/adapter.h"

namespace loratrf {

struct WeightedAdapter {
    std::filesystem::path folder;
    double weight = 1;
};

enum class Combination {
    Exact,  // sum of w b a: ranks add up; peft's add_weighted_adapter, "cat"
    Factors // a and b are summed each by itself, with roots of w s: keeps the rank, rough; peft's "linear"
};

// Attaches the result to the model, which must be free of hooks. Throws Error: Unsupported for an adapter that is no
// sum of low-rank updates, InvalidOption for factors of different shapes.
std::unique_ptr<Adapter> combine(Model& model, const std::vector<WeightedAdapter>& sources, Combination how);

} // namespace loratrf
