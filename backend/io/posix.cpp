#include "backend/io/posix.h"

#include <cerrno>
#include <fcntl.h>
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
    if (::fsync(fd) != 0)
        throw_system_error("make durable", file);
}

} // namespace loratrf
