#include "backend/text/bpe_cache.h"

#include <functional>

namespace loratrf {

size_t BpeCache::slot_of(std::string_view piece, uint64_t hash) const {
    size_t slot = hash % slot_count;
    while (m_slots[slot].text_size != 0 &&
           (m_slots[slot].hash != hash ||
            std::string_view(m_texts).substr(m_slots[slot].text_begin, m_slots[slot].text_size) != piece))
        slot = (slot + 1) % slot_count;
    return slot;
}

bool BpeCache::find(std::string_view piece, std::vector<int32_t>& append_to) const {
    const Slot& slot = m_slots[slot_of(piece, std::hash<std::string_view>{}(piece))];
    if (slot.text_size == 0)
        return false;
    const auto begin = m_ids.begin() + slot.ids_begin;
    append_to.insert(append_to.end(), begin, begin + slot.ids_size);
    return true;
}

void BpeCache::store(std::string_view piece, std::span<const int32_t> ids) {
    if (m_used >= slot_count / 2) { // full: begin anew rather than keep count of what is used how often
        m_slots.assign(slot_count, {});
        m_texts.clear();
        m_ids.clear();
        m_used = 0;
    }
    const uint64_t hash = std::hash<std::string_view>{}(piece);
    m_slots[slot_of(piece, hash)] = {hash, static_cast<uint32_t>(m_texts.size()), static_cast<uint32_t>(m_ids.size()),
                                     static_cast<uint16_t>(piece.size()), static_cast<uint16_t>(ids.size())};
    m_texts += piece;
    m_ids.insert(m_ids.end(), ids.begin(), ids.end());
    ++m_used;
}

std::unique_ptr<BpeCache> BpeCachePool::take() {
    const std::lock_guard lock(m_mutex);
    if (m_free.empty())
        return std::make_unique<BpeCache>();
    auto cache = std::move(m_free.back());
    m_free.pop_back();
    return cache;
}

void BpeCachePool::give_back(std::unique_ptr<BpeCache> cache) {
    const std::lock_guard lock(m_mutex);
    m_free.push_back(std::move(cache));
}

} // namespace loratrf
