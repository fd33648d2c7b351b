#pragma once
// The training recipe, readable from top to bottom: data, model, adapter, then steps.

#include "backend/api/engine.h"
#include "backend/train/run_folder.h"

namespace loratrf {

// Where a run goes on.
struct Continuation {
    int64_t step = -1;       // its checkpoint of this step; -1: from the beginning
    bool new_end = false;    // the options give an end that takes the place of one chosen while the run was under way
    bool drop_later = false; // the checkpoints after `step` are of a way that is given up
};

// Trains into `run`. Every event goes to the run's journal first, then to `sink`. Throws Error; the journal then ends
// with state "failed" and the reason.
TrainResult run_training(const RunFolder& run, const TrainOptions& options, const Continuation& from, Control& control,
                         const EventSink& sink);

} // namespace loratrf
