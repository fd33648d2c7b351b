#pragma once
// Counts the memory of tensors on the CPU as a piece of code asks for it, whatever blocks it then comes from.

#include <c10/util/ThreadLocalDebugInfo.h>

#include <cstdint>
#include <memory>

namespace loratrf {

// Bytes that its thread asks for while it lives, less what is given back of them.
class AllocatedBytes {
public:
    AllocatedBytes();

    int64_t now() const;
    int64_t peak() const; // since the last take_peak(), at first since it was made
    int64_t take_peak();

private:
    struct Counter;
    std::shared_ptr<Counter> m_counter;
    c10::DebugInfoGuard m_guard;
};

} // namespace loratrf
