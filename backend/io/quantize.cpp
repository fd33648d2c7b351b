#include "backend/io/quants.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace loratrf {
namespace {

constexpr size_t block = 32; // of Q8_0

uint16_t half_of(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    const auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000u);
    const uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u)
        return sign | 0x7E00u;
    if (magnitude >= 0x477FF000u) // 65520: halfway from the largest half to the next
        return sign | 0x7C00u;
    if (magnitude < 0x38800000u) { // below the smallest normal half: the unit of 0.5 is the step of subnormal halves
        const float aligned = std::bit_cast<float>(magnitude) + 0.5f;
        return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(aligned) - 0x3F000000u));
    }
    const uint32_t rounded = magnitude - (112u << 23) + 0xFFFu + (magnitude >> 13 & 1u);
    return static_cast<uint16_t>(sign | rounded >> 13);
}

uint16_t bf16_of(float value) {
    const auto bits = std::bit_cast<uint32_t>(value);
    if ((bits & 0x7FFFFFFFu) > 0x7F800000u)
        return static_cast<uint16_t>(bits >> 16 | 64u); // stays a NaN
    return static_cast<uint16_t>((bits + 0x7FFFu + (bits >> 16 & 1u)) >> 16);
}

[[noreturn]] void throw_unfit(DType type, float value) {
    throw Error(ErrorCode::BadValue, "The value " + std::to_string(value) + " cannot be stored as " + dtype_name(type) +
                                         ". Choose BF16 or F32, or look into the training that led to it.");
}

void store(std::byte* out, uint16_t value) {
    std::memcpy(out, &value, sizeof value);
}

template <uint16_t (*narrow)(float), uint16_t infinity>
void narrow_all(DType type, std::span<const float> in, std::span<std::byte> out) {
    bool became_infinite = false;
    for (size_t i = 0; i < in.size(); ++i) {
        const uint16_t value = narrow(in[i]);
        became_infinite |= (value & 0x7FFFu) == infinity && std::isfinite(in[i]);
        store(out.data() + 2 * i, value);
    }
    if (became_infinite)
        throw_unfit(type, *std::max_element(in.begin(), in.end(),
                                            [](float a, float b) { return std::fabs(a) < std::fabs(b); }));
}

void quantize_block(const float* in, std::byte* out) {
    float largest = 0;
    bool finite = true;
    for (size_t i = 0; i < block; ++i) {
        largest = std::max(largest, std::fabs(in[i]));
        finite &= std::isfinite(in[i]);
    }
    const float d = largest / 127.0f;
    const uint16_t scale = half_of(d);
    if (!finite || scale == 0x7C00u)
        throw_unfit(DType::Q8_0, largest);
    const float inverse = std::isinf(1.0f / d) ? 0 : 1.0f / d; // values this small are zero with the scale's rounding
    store(out, scale);
    for (size_t i = 0; i < block; ++i)
        out[2 + i] = static_cast<std::byte>(static_cast<int8_t>(std::round(in[i] * inverse)));
}

} // namespace

void from_f32(DType type, std::span<const float> in, std::span<std::byte> out) {
    const BlockLayout layout = block_layout(type);
    if (in.size() % layout.elements != 0 || out.size() != in.size() / layout.elements * layout.bytes)
        throw Error(ErrorCode::Internal, "from_f32: " + std::to_string(out.size()) + " bytes of " + dtype_name(type) +
                                             " for " + std::to_string(in.size()) + " elements");
    switch (type) {
    case DType::F32:
        if (!in.empty())
            std::memcpy(out.data(), in.data(), out.size());
        return;
    case DType::F16:
        return narrow_all<half_of, 0x7C00>(type, in, out);
    case DType::BF16:
        return narrow_all<bf16_of, 0x7F80>(type, in, out);
    case DType::Q8_0:
        for (size_t i = 0; i < in.size() / block; ++i)
            quantize_block(in.data() + i * block, out.data() + i * layout.bytes);
        return;
    default:
        throw Error(ErrorCode::UnknownDtype, std::string(dtype_name(type)) + " values are read, but not written.");
    }
}

} // namespace loratrf
