#pragma once
// Memory of tensors on the CPU. A training step asks for the same few hundred large blocks again and again; given back
// to the kernel each time they cost a page fault for every 4 KiB, kept by the heap they pile up beside each other.
// Here large blocks wait for the next tensor that they fit, but never so many that blocks in use and blocks waiting
// together exceed the most that was ever in use at once.

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>

namespace loratrf {

class BlockCache {
public:
    ~BlockCache();

    // At least `bytes`, aligned to a page; throws std::bad_alloc.
    void* take(size_t bytes);
    size_t give_back(void* block); // what was asked for; 0: not one of its blocks
    void clear();                  // to the kernel with whatever waits; "ever" begins anew

    size_t in_use() const; // bytes
    size_t waiting() const;

private:
    void release_for(size_t bytes);

    mutable std::mutex m_mutex;
    struct Used {
        size_t bytes = 0, asked = 0;
    };
    std::map<void*, Used> m_used;
    std::multimap<size_t, void*> m_waiting; // by size
    size_t m_used_bytes = 0, m_waiting_bytes = 0, m_most_used = 0;
};

// From now on tensors of 64 KiB and more come from one cache of the process; once, before the first tensor.
void cache_tensor_memory();
// Gives the kernel what waits there.
void release_tensor_memory();

} // namespace loratrf
