#pragma once
// How much memory the system would still give this process.

#include <cstdint>
#include <filesystem>
#include <optional>

namespace loratrf {

// Bytes: MemAvailable of /proc/meminfo, or what the process's control group still allows where that is less.
int64_t free_memory();

// The parts of it, with the root of the file system to look at. A control group counts file pages that it would drop
// as used, so those are free; no limit: nullopt.
int64_t available_memory(const std::filesystem::path& root); // the largest number where the file is not there
std::optional<int64_t> control_group_free(const std::filesystem::path& root);

} // namespace loratrf
