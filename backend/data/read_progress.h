#pragma once
// How far files are read, by their bytes.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace loratrf {

// Bytes that are read, never more than the total. Told at the beginning of a file, at its end, and each quarter of a
// megabyte between; what it throws ends the reading.
using ReadProgress = std::function<void(int64_t done, int64_t total)>;

// Of files that are read one after the other: their bytes together.
class FilesProgress {
public:
    FilesProgress(const std::vector<std::filesystem::path>& files, ReadProgress progress);
    ReadProgress next(); // of the next file, while this lives; all of the files before counts as read

private:
    ReadProgress m_progress;
    std::vector<int64_t> m_sizes;
    size_t m_next = 0;
    int64_t m_before = 0, m_total = 0;
};

} // namespace loratrf
