#include "backend/device/free_memory.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

namespace loratrf {

namespace fs = std::filesystem;

namespace {

constexpr int64_t most = std::numeric_limits<int64_t>::max();

// The number after `key`, as in "MemAvailable:   123 kB" and "inactive_file 123".
std::optional<int64_t> number_of(const fs::path& file, const std::string& key) {
    std::ifstream in(file);
    std::string word;
    int64_t value = 0;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        if (words >> word >> value && word == key)
            return value;
    }
    return std::nullopt;
}

// A file that holds one number; "max" and version 1's 2^63 less a page are no limit.
std::optional<int64_t> number_in(const fs::path& file) {
    std::ifstream in(file);
    int64_t value = 0;
    return in >> value && value < most / 2 ? std::optional(value) : std::nullopt;
}

std::optional<int64_t> free_in(const fs::path& folder, const char* limit_name, const char* used_name,
                               const char* droppable) {
    const std::optional<int64_t> limit = number_in(folder / limit_name), used = number_in(folder / used_name);
    if (!limit || !used)
        return std::nullopt;
    return std::max<int64_t>(0, *limit - *used + number_of(folder / "memory.stat", droppable).value_or(0));
}

} // namespace

int64_t available_memory(const fs::path& root) {
    const std::optional<int64_t> kibibytes = number_of(root / "proc/meminfo", "MemAvailable:");
    return kibibytes ? *kibibytes * 1024 : most;
}

std::optional<int64_t> control_group_free(const fs::path& root) {
    std::optional<int64_t> least;
    std::ifstream groups(root / "proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) { // "0::/a/b", or "9:memory:/a/b" of version 1
        const size_t first = line.find(':'), second = line.find(':', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        if (!controllers.empty() && controllers != "memory")
            continue;
        const bool unified = controllers.empty();
        const fs::path mount = root / (unified ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
        // Every group up to the mount limits those below it. In a container the path may lie outside the mount.
        for (fs::path group = fs::path(line.substr(second + 1)).relative_path();; group = group.parent_path()) {
            const std::optional<int64_t> here =
                unified
                    ? free_in(mount / group, "memory.max", "memory.current", "inactive_file")
                    : free_in(mount / group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
            if (here)
                least = std::min(*here, least.value_or(most));
            if (group.empty())
                break;
        }
    }
    return least;
}

int64_t free_memory() {
    return std::min(available_memory("/"), control_group_free("/").value_or(most));
}

} // namespace loratrf
