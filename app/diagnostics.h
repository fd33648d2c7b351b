#pragma once
// What helps to find out why something went wrong, without anything of the user's: no rows, no answers, no weights, and
// of paths only their last part.

#include <string>

namespace loratrf {

// JSON text. `run`: a run folder to tell of, or empty; what cannot be read is named instead. Slow: reads files.
std::string diagnostics(const std::string& run, const std::string& version);

} // namespace loratrf
