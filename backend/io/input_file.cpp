#include "backend/io/input_file.h"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <unistd.h>

namespace loratrf {

InputFile::InputFile(const std::filesystem::path& file) : m_path(file), m_fd(open_regular(file)) {
    struct stat status {};
    if (::fstat(m_fd.get(), &status) != 0)
        throw_system_error("examine", file);
    m_size = static_cast<uint64_t>(status.st_size);
}

void InputFile::read_at(uint64_t offset, std::span<std::byte> out) const {
    constexpr size_t most = 1U << 30; // one system call
    while (!out.empty()) {
        const ssize_t got = ::pread(m_fd.get(), out.data(), std::min(out.size(), most), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throw_system_error("read", m_path);
        if (got == 0)
            throw Error(ErrorCode::Truncated,
                        name() + ": the file ends at byte " + std::to_string(offset) + ", " +
                            std::to_string(out.size()) +
                            " bytes short. It is incomplete or was changed while open; copy it again.");
        offset += static_cast<uint64_t>(got);
        out = out.subspan(static_cast<size_t>(got));
    }
}

} // namespace loratrf
