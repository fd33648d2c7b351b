#pragma once
// The few system calls the readers and writers share, with errors that name the file.

#include "backend/io/error.h"

#include <cstddef>
#include <filesystem>
#include <span>

namespace loratrf {

// Owns a file descriptor.
class Fd {
public:
    explicit Fd(int fd = -1) : m_fd(fd) {}
    Fd(Fd&& other) noexcept : m_fd(other.release()) {}
    Fd& operator=(Fd&& other) noexcept;
    ~Fd() { close(); }

    int get() const { return m_fd; }
    bool valid() const { return m_fd >= 0; }
    int release();
    int close(); // what close(2) returned; 0 when there was nothing to close

private:
    int m_fd = -1;
};

// `action` completes "cannot ... FILE". NotFound for ENOENT and ENOTDIR, otherwise Io; reads errno.
[[noreturn]] void throw_system_error(const char* action, const std::filesystem::path& file);

// Opens a regular file for reading. Throws Error: NotFound, Io (also for what is no regular file).
Fd open_regular(const std::filesystem::path& file);

// Writes all of `bytes`, repeating short writes. Throws Error(Io).
void write_all(int fd, std::span<const std::byte> bytes, const std::filesystem::path& file);

// fsync; Throws Error(Io).
void sync_fd(int fd, const std::filesystem::path& file);

} // namespace loratrf
