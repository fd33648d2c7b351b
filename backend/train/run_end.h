#pragma once
// What a run leaves behind: the figures of its result and the adapter to be used.

#include "backend/train/checkpoint.h"

#include <string>

namespace loratrf {

// What the state tells of the result; the rest is the trainer's.
TrainResult result_of(const RunFolder& run, const TrainState& state);

// Writes the adapter as it is now, with its chat template, in the place of one that an earlier part of the run left.
void save_final_adapter(const RunFolder& run, const Adapter& adapter, const std::string& model,
                        const std::string& chat_template);

// Of a run that was stopped; total_steps 0: a clock would have ended it.
std::string stopped_message(int64_t step, int64_t total_steps);

} // namespace loratrf
