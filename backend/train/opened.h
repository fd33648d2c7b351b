#pragma once
// A model or a run opened for use: weights, and the adapter that belongs to it.

#include "backend/adapter/adapter.h"
#include "backend/train/base.h"

#include <memory>
#include <optional>
#include <string>

namespace loratrf {

struct Opened {
    Base base;
    std::unique_ptr<Adapter> adapter; // null: base model alone
    DataOptions data_options;         // of the run; defaults for a model
};

// Which model and adapter a model path or a run folder stands for.
struct ResolvedModel {
    std::string model, adapter; // paths
    std::optional<TrainOptions> run;
};

// `adapter` and `base_only` as in EvaluateRequest. Throws Error(NotFound) where a run has no adapter yet.
ResolvedModel resolve_model(const std::string& model_or_run, const std::string& adapter, bool base_only);

// The final adapter of a run, else its newest checkpoint that verifies; throws Error(NotFound) where there is neither.
std::string adapter_of_run(const std::string& run);

// What an adapter of `method` computes in. Fully trained weights are fp32 values; in bf16 they would not be the ones
// that were trained.
std::string compute_for_use(const MethodInfo& method, const std::string& compute);

// `strength` scales the adapter's term, 1 is as trained. Throws Error.
Opened open_model(const ResolvedModel& what, const std::string& device, const std::string& compute, int64_t threads,
                  const EventSink& sink = {}, double strength = 1);

} // namespace loratrf
