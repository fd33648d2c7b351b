#pragma once

#include <filesystem>

namespace loratrf {

// A process of this machine holds the file alone (flock, LOCK_EX). A run in a folder that machines share may be written
// by another one, which a lock that cannot be had does not tell. False too where the system does not list its locks.
bool is_locked_here(const std::filesystem::path& file);

} // namespace loratrf
