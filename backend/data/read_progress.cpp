#include "backend/data/read_progress.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace loratrf {

FilesProgress::FilesProgress(const std::vector<std::filesystem::path>& files, ReadProgress progress)
    : m_progress(std::move(progress)) {
    for (const std::filesystem::path& file : files) {
        std::error_code fault; // whoever reads it says what is wrong
        const uintmax_t size = std::filesystem::file_size(file, fault);
        m_sizes.push_back(fault ? 0 : static_cast<int64_t>(size));
        m_total += m_sizes.back();
    }
}

ReadProgress FilesProgress::next() {
    const int64_t before = m_before, size = m_sizes.at(m_next++);
    m_before += size;
    if (!m_progress)
        return {};
    return [this, before, size](int64_t done, int64_t) { m_progress(before + std::min(done, size), m_total); };
}

} // namespace loratrf
