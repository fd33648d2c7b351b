#include "backend/io/quants.h"

#include <bit>
#include <cstring>

namespace loratrf {
namespace {

static_assert(std::endian::native == std::endian::little, "the file formats are little-endian and read as they are");

constexpr size_t small_block = 32;
constexpr size_t super_block = 256;

// Without branches, so that a loop over a row becomes vector code.
float half(uint16_t bits) {
    const uint32_t magnitude = bits & 0x7FFFu;
    const float normal = std::bit_cast<float>((magnitude << 13) + (112u << 23));
    const float subnormal = static_cast<float>(static_cast<int32_t>(magnitude)) * 0x1p-24f;
    const float special = std::bit_cast<float>(0x7F800000u | magnitude << 13);
    const float value = magnitude >= 0x7C00u ? special : magnitude < 0x400u ? subnormal : normal;
    return std::bit_cast<float>(std::bit_cast<uint32_t>(value) | (bits & 0x8000u) << 16);
}

template <class T>
T load(const uint8_t* in) {
    T value;
    std::memcpy(&value, in, sizeof value);
    return value;
}

float half_at(const uint8_t* in) {
    return half(load<uint16_t>(in));
}

void from_f64(const uint8_t* in, float* out) {
    *out = static_cast<float>(load<double>(in));
}

void from_f16(const uint8_t* in, float* out) {
    *out = half_at(in);
}

void from_bf16(const uint8_t* in, float* out) {
    *out = std::bit_cast<float>(static_cast<uint32_t>(load<uint16_t>(in)) << 16);
}

void from_q8_0(const uint8_t* in, float* out) {
    const float d = half_at(in);
    for (size_t i = 0; i < small_block; ++i)
        out[i] = static_cast<float>(static_cast<int8_t>(in[2 + i])) * d;
}

// Low nibbles are elements 0-15, high nibbles 16-31.
void from_q4_0(const uint8_t* in, float* out) {
    const float d = half_at(in);
    for (size_t i = 0; i < small_block / 2; ++i) {
        const int byte = in[2 + i];
        out[i] = static_cast<float>((byte & 15) - 8) * d;
        out[i + small_block / 2] = static_cast<float>((byte >> 4) - 8) * d;
    }
}

void from_q4_1(const uint8_t* in, float* out) {
    const float d = half_at(in);
    const float m = half_at(in + 2);
    for (size_t i = 0; i < small_block / 2; ++i) {
        const int byte = in[4 + i];
        out[i] = static_cast<float>(byte & 15) * d + m;
        out[i + small_block / 2] = static_cast<float>(byte >> 4) * d + m;
    }
}

// The fifth bit of element i is bit i of a 32-bit word.
void from_q5_0(const uint8_t* in, float* out) {
    const float d = half_at(in);
    const auto fifth = load<uint32_t>(in + 2);
    for (size_t i = 0; i < small_block / 2; ++i) {
        const uint32_t byte = in[6 + i];
        const uint32_t low = (byte & 15) | (fifth >> i & 1) << 4;
        const uint32_t high = byte >> 4 | (fifth >> (i + small_block / 2) & 1) << 4;
        out[i] = static_cast<float>(static_cast<int>(low) - 16) * d;
        out[i + small_block / 2] = static_cast<float>(static_cast<int>(high) - 16) * d;
    }
}

void from_q5_1(const uint8_t* in, float* out) {
    const float d = half_at(in);
    const float m = half_at(in + 2);
    const auto fifth = load<uint32_t>(in + 4);
    for (size_t i = 0; i < small_block / 2; ++i) {
        const uint32_t byte = in[8 + i];
        const uint32_t low = (byte & 15) | (fifth >> i & 1) << 4;
        const uint32_t high = byte >> 4 | (fifth >> (i + small_block / 2) & 1) << 4;
        out[i] = static_cast<float>(static_cast<int>(low)) * d + m;
        out[i + small_block / 2] = static_cast<float>(static_cast<int>(high)) * d + m;
    }
}

struct ScaleMin {
    float scale;
    float min;
};

// Pair j of the eight 6-bit (scale, min) pairs of a Q4_K or Q5_K block, packed in 12 bytes: the first four pairs lie in
// the low 6 bits of bytes 0-3 and 4-7, the last four in the nibbles of bytes 8-11 topped by the bits left over.
ScaleMin scale_min(const uint8_t* packed, size_t j) {
    int scale = packed[j] & 63;
    int min = packed[(j + 4) % 12] & 63;
    if (j >= 4) {
        scale = (packed[j + 4] & 15) | packed[j - 4] >> 6 << 4;
        min = packed[j + 4] >> 4 | packed[j] >> 6 << 4;
    }
    return {static_cast<float>(scale), static_cast<float>(min)};
}

// d, dmin | 12 bytes of scales | 128 bytes: per 64 elements 32 low, then 32 high nibbles.
void from_q4_k(const uint8_t* in, float* out) {
    const float d = half_at(in);
    const float dmin = half_at(in + 2);
    for (size_t group = 0; group < 8; ++group) {
        const ScaleMin pair = scale_min(in + 4, group);
        const float scale = d * pair.scale;
        const float min = dmin * pair.min;
        const uint8_t* nibbles = in + 16 + group / 2 * 32;
        const int shift = group % 2 == 0 ? 0 : 4;
        for (size_t i = 0; i < 32; ++i)
            out[group * 32 + i] = scale * static_cast<float>(nibbles[i] >> shift & 15) - min;
    }
}

// As Q4_K, with 32 bytes before the nibbles: bit g of byte i is the fifth bit of element i of group g.
void from_q5_k(const uint8_t* in, float* out) {
    const float d = half_at(in);
    const float dmin = half_at(in + 2);
    const uint8_t* fifth = in + 16;
    for (size_t group = 0; group < 8; ++group) {
        const ScaleMin pair = scale_min(in + 4, group);
        const float scale = d * pair.scale;
        const float min = dmin * pair.min;
        const uint8_t* nibbles = in + 48 + group / 2 * 32;
        const int shift = group % 2 == 0 ? 0 : 4;
        for (size_t i = 0; i < 32; ++i) {
            const int q = (nibbles[i] >> shift & 15) | (fifth[i] >> group & 1) << 4;
            out[group * 32 + i] = scale * static_cast<float>(q) - min;
        }
    }
}

// 128 bytes of low nibbles | 64 bytes of 2-bit tops | 16 int8 scales | d. Groups of 32: each half of the block has its
// nibbles in 64 bytes (two groups in the low, two in the high nibbles) and its tops in 32.
void from_q6_k(const uint8_t* in, float* out) {
    const float d = half_at(in + 208);
    for (size_t group = 0; group < 8; ++group) {
        const size_t side = group / 4;
        const size_t part = group % 4;
        const uint8_t* nibbles = in + side * 64 + part % 2 * 32;
        const uint8_t* tops = in + 128 + side * 32;
        for (size_t sixteen = 0; sixteen < 2; ++sixteen) {
            const float scale = d * static_cast<float>(static_cast<int8_t>(in[192 + group * 2 + sixteen]));
            for (size_t i = sixteen * 16; i < sixteen * 16 + 16; ++i) {
                const int q = (nibbles[i] >> (part / 2 * 4) & 15) | (tops[i] >> (part * 2) & 3) << 4;
                out[group * 32 + i] = scale * static_cast<float>(q - 32);
            }
        }
    }
}

template <void (*block)(const uint8_t*, float*)>
void convert(BlockLayout layout, std::span<const std::byte> in, std::span<float> out) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(in.data());
    const size_t blocks = in.size() / layout.bytes;
    for (size_t i = 0; i < blocks; ++i)
        block(bytes + i * layout.bytes, out.data() + i * layout.elements);
}

} // namespace

BlockLayout block_layout(DType type) {
    switch (type) {
    case DType::F64:
    case DType::I64:
        return {1, 8};
    case DType::F32:
    case DType::I32:
        return {1, 4};
    case DType::F16:
    case DType::BF16:
    case DType::I16:
        return {1, 2};
    case DType::I8:
    case DType::U8:
    case DType::Bool:
        return {1, 1};
    case DType::Q8_0:
        return {small_block, 34};
    case DType::Q4_0:
        return {small_block, 18};
    case DType::Q4_1:
        return {small_block, 20};
    case DType::Q5_0:
        return {small_block, 22};
    case DType::Q5_1:
        return {small_block, 24};
    case DType::Q4_K:
        return {super_block, 144};
    case DType::Q5_K:
        return {super_block, 176};
    case DType::Q6_K:
        return {super_block, 210};
    }
    throw Error(ErrorCode::Internal, "block_layout: not a type");
}

bool is_float(DType type) {
    return type != DType::I64 && type != DType::I32 && type != DType::I16 && type != DType::I8 && type != DType::U8 &&
           type != DType::Bool;
}

void to_f32(DType type, std::span<const std::byte> in, std::span<float> out) {
    const BlockLayout layout = block_layout(type);
    if (in.size() % layout.bytes != 0 || out.size() % layout.elements != 0 ||
        in.size() / layout.bytes != out.size() / layout.elements)
        throw Error(ErrorCode::Internal, "to_f32: " + std::to_string(in.size()) + " bytes of " + dtype_name(type) +
                                             " for " + std::to_string(out.size()) + " elements");
    switch (type) {
    case DType::F64:
        return convert<from_f64>(layout, in, out);
    case DType::F32:
        if (!in.empty())
            std::memcpy(out.data(), in.data(), in.size());
        return;
    case DType::F16:
        return convert<from_f16>(layout, in, out);
    case DType::BF16:
        return convert<from_bf16>(layout, in, out);
    case DType::Q8_0:
        return convert<from_q8_0>(layout, in, out);
    case DType::Q4_0:
        return convert<from_q4_0>(layout, in, out);
    case DType::Q4_1:
        return convert<from_q4_1>(layout, in, out);
    case DType::Q5_0:
        return convert<from_q5_0>(layout, in, out);
    case DType::Q5_1:
        return convert<from_q5_1>(layout, in, out);
    case DType::Q4_K:
        return convert<from_q4_k>(layout, in, out);
    case DType::Q5_K:
        return convert<from_q5_k>(layout, in, out);
    case DType::Q6_K:
        return convert<from_q6_k>(layout, in, out);
    case DType::I64:
    case DType::I32:
    case DType::I16:
    case DType::I8:
    case DType::U8:
    case DType::Bool:
        break;
    }
    throw Error(ErrorCode::UnknownDtype, std::string(dtype_name(type)) + " values cannot be read as floating point.");
}

} // namespace loratrf
