#pragma once
// One run folder as a row of the library. Touches files, so on a worker thread.

#include "ui/library/run_library.h"

#include <filesystem>

namespace loratrf {

// Changes when anything a row is made of changes, the holder of the journal aside.
QString runSignature(const std::filesystem::path& folder);

// A run that cannot be read is a row too: failed, with the reason as its message.
LibraryRun digestRun(const std::filesystem::path& folder);

// Throws Error when the run folder cannot be written.
void writeWords(const std::filesystem::path& folder, const RunWords& words);

} // namespace loratrf
