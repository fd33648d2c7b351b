#pragma once
// Append-only JSON lines: the record of a run, written by one process and followed by any.

#include "backend/io/json.h"
#include "backend/io/posix.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace loratrf {

class JournalWriter {
public:
    // Opens for appending; a half line left by a crash is ended first. One writer at a time: Error(InvalidOption) when
    // another one, of any process, lives a second later still.
    explicit JournalWriter(const std::filesystem::path& file);

    void append(const Json& line); // one write(2) a line
    void sync();                   // fsync: at checkpoints and at the end

private:
    Fd m_fd;
    std::filesystem::path m_file;
};

// Whether a JournalWriter of any process has the file open.
bool journal_is_written(const std::filesystem::path& file);

// Follows a journal that another thread or process may be writing.
class JournalReader {
public:
    explicit JournalReader(std::filesystem::path file) : m_file(std::move(file)) {}

    // The whole lines added since the last call, one after the other; a line that is not JSON is skipped and counted. A
    // missing file gives none.
    void read_new(const std::function<void(Json&&)>& take);
    std::vector<Json> read_new();
    uint64_t skipped() const { return m_skipped; }
    uint64_t offset() const { return m_offset; } // bytes that are behind it

private:
    std::filesystem::path m_file;
    uint64_t m_offset = 0;
    uint64_t m_skipped = 0;
};

} // namespace loratrf
