#include "backend/io/file_locks.h"

#include <fstream>
#include <sstream>
#include <string>
#include <sys/stat.h>

namespace loratrf {

bool is_locked_here(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0)
        return false;
    const std::string inode = std::to_string(found.st_ino);
    // "1: FLOCK  ADVISORY  WRITE 708 08:01:393259 0 EOF" (proc(5)), "1: -> ..." of one that waits. Devices are left out
    // of the comparison: that of a btrfs subvolume has another number here than stat() says.
    std::ifstream locks("/proc/locks");
    std::string number, kind, advisory, access, process, place;
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        if (words >> number >> kind >> advisory >> access >> process >> place && kind != "->" && access == "WRITE" &&
            place.substr(place.rfind(':') + 1) == inode)
            return true;
    }
    return false;
}

} // namespace loratrf
