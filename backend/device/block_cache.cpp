#include "backend/device/block_cache.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>

#include <algorithm>
#include <malloc.h>
#include <memory>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace loratrf {

namespace {

constexpr size_t smallest = 64 << 10; // below that the heap does well
constexpr double most_waste = 1.5;    // a block may be this much larger than what is asked for

size_t whole_pages(size_t bytes) {
    static const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    return (bytes + page - 1) / page * page;
}

} // namespace

BlockCache::~BlockCache() {
    clear();
}

void* BlockCache::take(size_t bytes) {
    const size_t asked = bytes;
    bytes = whole_pages(bytes);
    const std::lock_guard lock(m_mutex);
    const auto found = m_waiting.lower_bound(bytes);
    void* block = nullptr;
    if (found != m_waiting.end() && static_cast<double>(found->first) <= static_cast<double>(bytes) * most_waste) {
        const auto last = std::prev(m_waiting.upper_bound(found->first)); // of equal ones: the caches may hold it still
        bytes = last->first;
        block = last->second;
        m_waiting_bytes -= bytes;
        m_waiting.erase(last);
    } else if (m_waiting.begin() != found && std::prev(found)->first >= bytes / 2) {
        // Batches differ a little in length: a block that is too small grows, and only what is new of it costs faults.
        const auto [size, smaller] = *std::prev(found);
        m_waiting.erase(std::prev(found));
        m_waiting_bytes -= size;
        release_for(bytes);
        block = ::mremap(smaller, size, bytes, MREMAP_MAYMOVE);
        if (block == MAP_FAILED) {
            ::munmap(smaller, size);
            throw std::bad_alloc();
        }
    } else {
        release_for(bytes);
        block = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED)
            throw std::bad_alloc();
    }
    m_used.emplace(block, Used{bytes, asked});
    m_used_bytes += bytes;
    m_most_used = std::max(m_most_used, m_used_bytes);
    return block;
}

size_t BlockCache::give_back(void* block) {
    const std::lock_guard lock(m_mutex);
    const auto used = m_used.find(block);
    if (used == m_used.end())
        return 0;
    const auto [bytes, asked] = used->second;
    m_waiting.emplace(bytes, block);
    m_waiting_bytes += bytes;
    m_used_bytes -= bytes;
    m_used.erase(used);
    return asked;
}

// The largest go first: they are the least likely to fit anything soon.
void BlockCache::release_for(size_t bytes) {
    while (!m_waiting.empty() && m_used_bytes + m_waiting_bytes + bytes > m_most_used) {
        const auto largest = std::prev(m_waiting.end());
        ::munmap(largest->second, largest->first);
        m_waiting_bytes -= largest->first;
        m_waiting.erase(largest);
    }
}

void BlockCache::clear() {
    const std::lock_guard lock(m_mutex);
    for (const auto& [bytes, block] : m_waiting)
        ::munmap(block, bytes);
    m_waiting.clear();
    m_waiting_bytes = 0;
    m_most_used = m_used_bytes;
}

size_t BlockCache::in_use() const {
    const std::lock_guard lock(m_mutex);
    return m_used_bytes;
}

size_t BlockCache::waiting() const {
    const std::lock_guard lock(m_mutex);
    return m_waiting_bytes;
}

namespace {

// Never destroyed: tensors of static lifetime may outlive everything else.
BlockCache& tensor_blocks() {
    static BlockCache& blocks = *std::make_unique<BlockCache>().release();
    return blocks;
}

// To whoever counts on this thread (c10::MemoryReportingInfoBase): what was asked for; a little more when a small block
// is freed, as the heap rounds up.
void report(void* block, int64_t bytes) {
    if (block && c10::memoryProfilingEnabled())
        c10::reportMemoryUsageToProfiler(block, bytes, 0, 0, c10::Device(c10::DeviceType::CPU));
}

void free_small(void* block) {
    report(block, -static_cast<int64_t>(::malloc_usable_size(block)));
    c10::free_cpu(block);
}

void free_any(void* block) {
    if (const size_t bytes = tensor_blocks().give_back(block))
        report(block, -static_cast<int64_t>(bytes));
    else
        free_small(block);
}

class TensorAllocator : public c10::Allocator {
public:
    c10::DataPtr allocate(size_t bytes) override {
        const bool small = bytes < smallest;
        void* block = small ? c10::alloc_cpu(bytes) : tensor_blocks().take(bytes);
        report(block, static_cast<int64_t>(bytes));
        return {block, block, small ? &free_small : &free_any, c10::Device(c10::DeviceType::CPU)};
    }
    // For memory that oneDNN takes without a DataPtr, of any size.
    c10::DeleterFnPtr raw_deleter() const override { return &free_any; }
    void copy_data(void* to, const void* from, size_t bytes) const override { default_copy_data(to, from, bytes); }
};

} // namespace

void cache_tensor_memory() {
    static TensorAllocator allocator;
    c10::SetCPUAllocator(&allocator, /*priority=*/1);
}

void release_tensor_memory() {
    tensor_blocks().clear();
}

} // namespace loratrf
