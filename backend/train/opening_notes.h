#pragma once
// What a run says at its beginning, once it is known how it will compute.

#include "backend/train/base.h"
#include "backend/train/foresight.h"
#include "backend/train/prefix_sharing.h"
#include "backend/train/training_data.h"

#include <vector>

namespace loratrf {

// Notes after `step` updates; `warnings`: of how rows become tokens.
std::vector<NoteEvent> opening_notes(const TrainOptions& options, const Base& base, const TrainingData& data,
                                     const std::vector<std::string>& warnings, const Foresight& foresight,
                                     const PrefixSharing& sharing, int64_t step);

} // namespace loratrf
