#pragma once
// Remembers the ids of short pieces: most words of a text have been seen before.

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace loratrf {

class BpeCache {
public:
    static constexpr size_t longest_piece = 64;

    // Appends the ids of `piece` (1 to longest_piece bytes); false when it is not known.
    bool find(std::string_view piece, std::vector<int32_t>& append_to) const;
    void store(std::string_view piece, std::span<const int32_t> ids);

private:
    struct Slot {
        uint64_t hash = 0;
        uint32_t text_begin = 0;
        uint32_t ids_begin = 0;
        uint16_t text_size = 0; // 0: free
        uint16_t ids_size = 0;
    };
    static constexpr size_t slot_count = 1 << 15;

    size_t slot_of(std::string_view piece, uint64_t hash) const;

    std::vector<Slot> m_slots = std::vector<Slot>(slot_count);
    std::string m_texts;
    std::vector<int32_t> m_ids;
    size_t m_used = 0;
};

// One cache for each thread that encodes at the same time, kept between calls.
class BpeCachePool {
public:
    class Lease {
    public:
        explicit Lease(BpeCachePool& pool) : m_pool(pool), m_cache(pool.take()) {}
        ~Lease() { m_pool.give_back(std::move(m_cache)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        BpeCache& operator*() { return *m_cache; }

    private:
        BpeCachePool& m_pool;
        std::unique_ptr<BpeCache> m_cache;
    };

private:
    std::unique_ptr<BpeCache> take();
    void give_back(std::unique_ptr<BpeCache> cache);

    std::mutex m_mutex;
    std::vector<std::unique_ptr<BpeCache>> m_free;
};

} // namespace loratrf
