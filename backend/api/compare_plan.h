#pragma once
// From the options of a comparison to what each method and each trial is run with.

#include "backend/api/compare.h"
#include "backend/io/json.h"

namespace loratrf {

// The options of one method before the budget: those of the recipe it knows, then its own.
MethodOptions options_for(const CompareOptions& options, const MethodInfo& method);

// Fits the budget. What a method refuses goes to `problems`; such a method is left out.
std::vector<MethodPlan> plan_methods(const CompareOptions& options, const ModelInfo& model,
                                     std::vector<Problem>& problems);

// "dora-lr0.001-seed2"; of one of several ranks "dora-rank16-lr0.001-seed2"
std::string trial_name(const MethodPlan& plan, double learning_rate, uint64_t seed);

// The run that trial is, in folder/trials/NAME over the rows in folder/data.
// The rows' parts are written as messages or text, so what the user said of the fields is not of them.
DataOptions options_of_parts(const DataOptions& options);

TrainOptions trial_options(const CompareOptions& options, const MethodPlan& plan, double learning_rate, uint64_t seed);

// compare.json: the options in full and each method's plan; paths absolute, SHA-256 of the rows' files.
Json plan_json(const CompareOptions& options, const std::vector<MethodPlan>& plans);

} // namespace loratrf
