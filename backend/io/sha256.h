#pragma once
// SHA-256 in pieces. Source: FIPS 180-4.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace loratrf {

class Sha256 {
public:
    void update(std::span<const std::byte> bytes);
    std::string finish(); // 64 lower-case hex digits; the object is used up

private:
    void block(const std::byte* bytes);

    std::array<uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::byte, 64> m_pending{};
    uint64_t m_length = 0;
};

} // namespace loratrf
