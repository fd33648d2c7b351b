#pragma once
// Starting a run from an adapter: what its folder fixes.

#include "backend/api/options.h"

namespace loratrf {

// The options, and where they name an adapter to start from, those of its options that fix shapes and mathematics.
// A method that cannot start from it, or an option that contradicts it, is added to `problems`.
TrainOptions with_start(const TrainOptions& options, std::vector<Problem>& problems);

} // namespace loratrf
