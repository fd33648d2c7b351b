#include "backend/device/block_cache.h"

#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>

#include <algorithm>
#include <memory>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace loratrf {

namespace {

constexpr size_t smallest = 1 << 20; // below that the heap does well
constexpr double most_waste = 1.125; // a block may be this much larger than what is asked for

size_t whole_pages(size_t bytes) {
    static const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    return (bytes + page - 1) / page * page;
}

} // namespace

BlockCache::~BlockCache() {
    clear();
}

void* BlockCache::take(size_t bytes) {
    bytes = whole_pages(bytes);
    const std::lock_guard lock(m_mutex);
    const auto found = m_waiting.lower_bound(bytes);
    void* block = nullptr;
    if (found != m_waiting.end() && static_cast<double>(found->first) <= static_cast<double>(bytes) * most_waste) {
        bytes = found->first;
        block = found->second;
        m_waiting_bytes -= bytes;
        m_waiting.erase(found);
    } else {
        release_for(bytes);
        block = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (block == MAP_FAILED)
            throw std::bad_alloc();
    }
    m_used.emplace(block, bytes);
    m_used_bytes += bytes;
    m_most_used = std::max(m_most_used, m_used_bytes);
    return block;
}

bool BlockCache::give_back(void* block) {
    const std::lock_guard lock(m_mutex);
    const auto used = m_used.find(block);
    if (used == m_used.end())
        return false;
    m_waiting.emplace(used->second, block);
    m_waiting_bytes += used->second;
    m_used_bytes -= used->second;
    m_used.erase(used);
    return true;
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

class TensorAllocator : public c10::Allocator {
public:
    c10::DataPtr allocate(size_t bytes) override {
        if (bytes < smallest) {
            void* small = c10::alloc_cpu(bytes);
            return {small, small, &c10::free_cpu, c10::Device(c10::DeviceType::CPU)};
        }
        void* block = tensor_blocks().take(bytes);
        return {block, block, [](void* given) { tensor_blocks().give_back(given); }, c10::Device(c10::DeviceType::CPU)};
    }
    // For memory that oneDNN takes without a DataPtr, of any size.
    c10::DeleterFnPtr raw_deleter() const override {
        return [](void* given) {
            if (!tensor_blocks().give_back(given))
                c10::free_cpu(given);
        };
    }
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
