#pragma once
// Names of temporary siblings: same file system as the target, unlike any name a user gives, and locked while in use.

#include "backend/io/posix.h"

namespace loratrf {

inline constexpr std::string_view temporary_prefix = ".loratrf-tmp-";

// A sibling of `target` that no other call returns in this process, nor another process at the same time.
std::filesystem::path temporary_sibling(const std::filesystem::path& target);

// Marks a temporary file or folder as in use until the descriptor closes, at the latest with the process. False when
// another holds it.
bool lock_temporary(int fd);

// The folder a path lies in, "." for a bare name.
std::filesystem::path parent_folder(const std::filesystem::path& path);

} // namespace loratrf
