#pragma once
// The recipe of `loratrf bench`: load, measure what the machine can do, take steps, see where one's time goes.

#include "backend/api/bench.h"

namespace loratrf {

// The options' adapter and method fit together (with_start). Throws Error, and what torch throws.
BenchResult bench_steps(const BenchOptions& options, Control& control, const EventSink& sink);

} // namespace loratrf
