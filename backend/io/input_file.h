#pragma once
// A regular file read at offsets. Not mapped: a file that shrinks under us is an error, not a SIGBUS.

#include "backend/io/posix.h"

#include <cstdint>

namespace loratrf {

class InputFile {
public:
    // Throws Error: NotFound, Io (also for what is no regular file).
    explicit InputFile(const std::filesystem::path& file);

    const std::filesystem::path& path() const { return m_path; }
    std::string name() const { return m_path.string(); }
    uint64_t size() const { return m_size; } // when it was opened

    // Fills `out` from `offset`. Throws Error: Truncated when the file ends before, Io. May be called by many threads.
    void read_at(uint64_t offset, std::span<std::byte> out) const;

private:
    std::filesystem::path m_path;
    Fd m_fd;
    uint64_t m_size = 0;
};

} // namespace loratrf
