#include "backend/io/posix.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace loratrf {

Fd& Fd::operator=(Fd&& other) noexcept {
    if (this != &other) {
        close();
        m_fd = other.release();
    }
    return *this;
}

int Fd::release() {
    return std::exchange(m_fd, -1);
}

int Fd::close() {
    return m_fd >= 0 ? ::close(release()) : 0;
}

void throw_system_error(const char* action, const std::filesystem::path& file) {
    const int number = errno;
    const auto code = number == ENOENT || number == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io;
    throw Error(code, "Cannot " + std::string(action) + " " + file.string() + ": " +
                          std::generic_category().message(number) + ".");
}

Fd open_regular(const std::filesystem::path& file) {
    // O_NONBLOCK: opening a pipe by mistake must not wait for its other end.
    Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd.valid())
        throw_system_error("open", file);
    struct stat status {};
    if (::fstat(fd.get(), &status) != 0)
        throw_system_error("examine", file);
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorCode::Io, file.string() + " is " + (S_ISDIR(status.st_mode) ? "a folder" : "no regular file") +
                                       "; a file was expected.");
    return fd;
}

void write_all(int fd, std::span<const std::byte> bytes, const std::filesystem::path& file) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throw_system_error("write", file);
        bytes = bytes.subspan(static_cast<size_t>(written));
    }
}

void sync_fd(int fd, const std::filesystem::path& file) {
    if (::fsync(fd) != 0 && errno != EINVAL) // some file systems know of no such thing for a folder
        throw_system_error("make durable", file);
}

} // namespace loratrf
