#pragma once
// Reads a binary header front to back. Every length is compared with what is left of the file before it is believed.

#include "backend/io/input_file.h"

#include <type_traits>
#include <vector>

namespace loratrf {

class ByteCursor {
public:
    explicit ByteCursor(const InputFile& file) : m_file(file), m_buffer(1U << 18) {}

    uint64_t position() const { return m_position; }
    uint64_t remaining() const { return m_file.size() - m_position; }
    // "FILE, byte N": how messages name the place.
    std::string place() const { return m_file.name() + ", byte " + std::to_string(m_position); }

    template <class T>
    T read() {
        static_assert(std::is_arithmetic_v<T> && !std::is_same_v<T, bool>);
        T value;
        copy(std::as_writable_bytes(std::span(&value, 1)));
        return value;
    }

    // A u64 length, then the bytes. Throws Error(LengthOverflow) when they are more than `limit` or than what is left.
    std::string read_string(uint64_t limit);

    // Throws Error(Truncated) when fewer bytes are left.
    void copy(std::span<std::byte> out);

private:
    const InputFile& m_file;
    uint64_t m_position = 0;
    std::vector<std::byte> m_buffer; // bytes of the file from m_buffer_start
    uint64_t m_buffer_start = 0;
    uint64_t m_buffer_size = 0;
};

} // namespace loratrf
