#include "backend/device/allocated_bytes.h"

#include <c10/core/Allocator.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace loratrf {

struct AllocatedBytes::Counter : c10::MemoryReportingInfoBase {
    int64_t now = 0, peak = 0;
    std::unordered_map<void*, int64_t> blocks; // a block given back may be reported a little larger than it was taken

    void reportMemoryUsage(void* block, int64_t size, size_t /*total*/, size_t /*reserved*/,
                           c10::Device /*device*/) override {
        if (size > 0)
            now += blocks[block] = size;
        else if (const auto known = blocks.extract(block))
            now -= known.mapped();
        peak = std::max(peak, now);
    }
    bool memoryProfilingEnabled() const override { return true; }
};

AllocatedBytes::AllocatedBytes()
    : m_counter(std::make_shared<Counter>()), m_guard(c10::DebugInfoKind::PROFILER_STATE, m_counter) {}

int64_t AllocatedBytes::now() const {
    return m_counter->now;
}

int64_t AllocatedBytes::peak() const {
    return m_counter->peak;
}

int64_t AllocatedBytes::take_peak() {
    return std::exchange(m_counter->peak, m_counter->now);
}

} // namespace loratrf
