#include "backend/io/temporary.h"

#include <atomic>
#include <cerrno>
#include <sys/file.h>
#include <unistd.h>

namespace loratrf {

std::filesystem::path temporary_sibling(const std::filesystem::path& target) {
    static std::atomic<unsigned> counter{0};
    std::error_code unknown; // whoever makes the file is told why that fails
    std::filesystem::path name;
    do {
        name = parent_folder(target) /
               (std::string(temporary_prefix) + std::to_string(::getpid()) + "-" + std::to_string(counter++));
    } while (exists(std::filesystem::symlink_status(name, unknown))); // left by a dead process of the same id
    return name;
}

bool lock_temporary(int fd) {
    // A file system without locks reports something else: then nobody can hold one.
    return ::flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK;
}

std::filesystem::path parent_folder(const std::filesystem::path& path) {
    const auto parent = path.parent_path();
    return parent.empty() ? std::filesystem::path(".") : parent;
}

} // namespace loratrf
