#pragma once
// How fast text becomes tokens.

#include "backend/api/bench.h"

namespace loratrf {

// Each line of the file by itself, the lines in as many even parts as there are threads. Throws Error.
TextBench bench_lines(const std::string& model, const std::string& file, int64_t threads);

} // namespace loratrf
