#pragma once
// The training recipe, readable from top to bottom: data, model, adapter, then steps.

#include "backend/api/engine.h"
#include "backend/train/run_folder.h"

namespace loratrf {

// Trains into `run`, from its checkpoint `from_step` or from the beginning (-1). Every event goes to the run's journal
// first, then to `sink`. Throws Error; the journal then ends with state "failed" and the reason.
TrainResult run_training(const RunFolder& run, const TrainOptions& options, int64_t from_step, Control& control,
                         const EventSink& sink);

} // namespace loratrf
