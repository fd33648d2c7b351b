#include "backend/io/quants.h"

#include <bit>
#include <cstring>

namespace loratrf {
namespace {

#define INLINE inline __attribute__((always_inline))

static_assert(std::endian::native == std::endian::little, "the file formats are little-endian and read as they are");

constexpr size_t small_block = 32;
constexpr size_t super_block = 256;

// Without branches, so that a loop over a row becomes vector code.
INLINE float half(uint16_t bits) {
    const uint32_t magnitude = bits & 0x7FFFu;
    const float normal = std::bit_cast<float>((magnitude << 13) + (112u << 23));
    const float subnormal = static_cast<float>(static_cast<int32_t>(magnitude)) * 0x1p-24f;
    const float special = std::bit_cast<float>(0x7F800000u | magnitude << 13);
    const float value = magnitude >= 0x7C00u ? special : magnitude < 0x400u ? subnormal : normal;
    return std::bit_cast<float>(std::bit_cast<uint32_t>(value) | (bits & 0x8000u) << 16);
}

template <class T>
INLINE T load(const uint8_t* in) {
    T value;
    std::memcpy(&value, in, sizeof value);
    return value;
}

INLINE float half_at(const uint8_t* in) {
    return half(load<uint16_t>(in));
}

INLINE void from_f64(const uint8_t* __restrict in, float* __restrict out) {
    *out = static_cast<float>(load<double>(in));
}

INLINE void from_bf16(const uint8_t* __restrict in, float* __restrict out) {
    *out = std::bit_cast<float>(static_cast<uint32_t>(load<uint16_t>(in)) << 16);
}

INLINE void from_q8_0(const uint8_t* __restrict in, float* __restrict out) {
    const float d = half_at(in);
    for (size_t i = 0; i < small_block; ++i)
        out[i] = static_cast<float>(static_cast<int8_t>(in[2 + i])) * d;
}

// Low nibbles are elements 0-15, high nibbles 16-31.
INLINE void from_q4_0(const uint8_t* __restrict in, float* __restrict out) {
    const float d = half_at(in);
    for (const int shift : {0, 4}) {
#pragma omp simd
        for (size_t i = 0; i < small_block / 2; ++i)
            out[i] = static_cast<float>((in[2 + i] >> shift & 15) - 8) * d;
        out += small_block / 2;
    }
}

INLINE void from_q4_1(const uint8_t* __restrict in, float* __restrict out) {
    const float d = half_at(in);
    const float m = half_at(in + 2);
    for (const int shift : {0, 4}) {
#pragma omp simd
        for (size_t i = 0; i < small_block / 2; ++i)
            out[i] = static_cast<float>(in[4 + i] >> shift & 15) * d + m;
        out += small_block / 2;
    }
}

// The fifth bit of element i is bit i of a 32-bit word.
INLINE void from_q5_0(const uint8_t* __restrict in, float* __restrict out) {
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

INLINE void from_q5_1(const uint8_t* __restrict in, float* __restrict out) {
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
INLINE ScaleMin scale_min(const uint8_t* packed, size_t j) {
    int scale = packed[j] & 63;
    int min = packed[(j + 4) % 12] & 63;
    if (j >= 4) {
        scale = (packed[j + 4] & 15) | packed[j - 4] >> 6 << 4;
        min = packed[j + 4] >> 4 | packed[j] >> 6 << 4;
    }
    return {static_cast<float>(scale), static_cast<float>(min)};
}

// d, dmin | 12 bytes of scales | 128 bytes: per 64 elements 32 low, then 32 high nibbles.
INLINE void from_q4_k(const uint8_t* __restrict in, float* __restrict out) {
    const float d = half_at(in);
    const float dmin = half_at(in + 2);
    for (size_t group = 0; group < 8; group += 2) {
        const uint8_t* nibbles = in + 16 + group * 16;
        const ScaleMin low = scale_min(in + 4, group), high = scale_min(in + 4, group + 1);
        const float scale = d * low.scale, min = dmin * low.min, next_scale = d * high.scale,
                    next_min = dmin * high.min;
#pragma omp simd
        for (size_t i = 0; i < 32; ++i)
            out[group * 32 + i] = scale * static_cast<float>(nibbles[i] & 15) - min;
#pragma omp simd
        for (size_t i = 0; i < 32; ++i)
            out[group * 32 + 32 + i] = next_scale * static_cast<float>(nibbles[i] >> 4) - next_min;
    }
}

// As Q4_K, with 32 bytes before the nibbles: bit g of byte i is the fifth bit of element i of group g.
INLINE void from_q5_k(const uint8_t* __restrict in, float* __restrict out) {
    const float d = half_at(in);
    const float dmin = half_at(in + 2);
    const uint8_t* fifth = in + 16;
    for (size_t group = 0; group < 8; ++group) {
        const ScaleMin pair = scale_min(in + 4, group);
        const float scale = d * pair.scale;
        const float min = dmin * pair.min;
        const uint8_t* nibbles = in + 48 + group / 2 * 32;
        const int shift = group % 2 == 0 ? 0 : 4;
#pragma omp simd
        for (size_t i = 0; i < 32; ++i) {
            const int q = (nibbles[i] >> shift & 15) | (fifth[i] >> group & 1) << 4;
            out[group * 32 + i] = scale * static_cast<float>(q) - min;
        }
    }
}

// 128 bytes of low nibbles | 64 bytes of 2-bit tops | 16 int8 scales | d. Groups of 32: each half of the block has its
// nibbles in 64 bytes (two groups in the low, two in the high nibbles) and its tops in 32.
INLINE void from_q6_k(const uint8_t* __restrict in, float* __restrict out) {
    const float d = half_at(in + 208);
    for (size_t group = 0; group < 8; ++group) {
        const size_t side = group / 4;
        const size_t part = group % 4;
        const uint8_t* nibbles = in + side * 64 + part % 2 * 32;
        const uint8_t* tops = in + 128 + side * 32;
        for (size_t sixteen = 0; sixteen < 2; ++sixteen) {
            const float scale = d * static_cast<float>(static_cast<int8_t>(in[192 + group * 2 + sixteen]));
#pragma omp simd
            for (size_t i = sixteen * 16; i < sixteen * 16 + 16; ++i) {
                const int q = (nibbles[i] >> (part / 2 * 4) & 15) | (tops[i] >> (part * 2) & 3) << 4;
                out[group * 32 + i] = scale * static_cast<float>(q - 32);
            }
        }
    }
}

template <void (*block)(const uint8_t*, float*)>
INLINE bool each(DType type, const uint8_t* in, size_t blocks, float* out) {
    const BlockLayout layout = block_layout(type);
    for (size_t i = 0; i < blocks; ++i)
        block(in + i * layout.bytes, out + i * layout.elements);
    return true;
}

// False for a type that has no numbers.
INLINE bool convert(DType type, const uint8_t* in, size_t blocks, float* out) {
    switch (type) {
    case DType::F64:
        return each<from_f64>(type, in, blocks, out);
    case DType::F32:
        if (blocks > 0)
            std::memcpy(out, in, blocks * sizeof(float));
        return true;
    case DType::F16:
#pragma omp simd
        for (size_t i = 0; i < blocks; ++i)
            out[i] = half_at(in + 2 * i);
        return true;
    case DType::BF16:
        return each<from_bf16>(type, in, blocks, out);
    case DType::Q8_0:
        return each<from_q8_0>(type, in, blocks, out);
    case DType::Q4_0:
        return each<from_q4_0>(type, in, blocks, out);
    case DType::Q4_1:
        return each<from_q4_1>(type, in, blocks, out);
    case DType::Q5_0:
        return each<from_q5_0>(type, in, blocks, out);
    case DType::Q5_1:
        return each<from_q5_1>(type, in, blocks, out);
    case DType::Q4_K:
        return each<from_q4_k>(type, in, blocks, out);
    case DType::Q5_K:
        return each<from_q5_k>(type, in, blocks, out);
    case DType::Q6_K:
        return each<from_q6_k>(type, in, blocks, out);
    case DType::I64:
    case DType::I32:
    case DType::I16:
    case DType::I8:
    case DType::U8:
    case DType::Bool:
        break;
    }
    return false;
}

// For AVX-512, AVX2 and plain x86-64; products and sums stay apart in all of them (-ffp-contract=off), so the bits are
// the same.
using Convert = bool (*)(DType type, const uint8_t* in, size_t blocks, float* out);
__attribute__((target("arch=x86-64-v4"))) bool convert_v4(DType type, const uint8_t* in, size_t blocks, float* out) {
    return convert(type, in, blocks, out);
}
__attribute__((target("arch=x86-64-v3"))) bool convert_v3(DType type, const uint8_t* in, size_t blocks, float* out) {
    return convert(type, in, blocks, out);
}
bool convert_v1(DType type, const uint8_t* in, size_t blocks, float* out) {
    return convert(type, in, blocks, out);
}

Convert best_convert() {
    return __builtin_cpu_supports("x86-64-v4")   ? convert_v4
           : __builtin_cpu_supports("x86-64-v3") ? convert_v3
                                                 : convert_v1;
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
    static const Convert best = best_convert();
    if (!best(type, reinterpret_cast<const uint8_t*>(in.data()), in.size() / layout.bytes, out.data()))
        throw Error(ErrorCode::UnknownDtype,
                    std::string(dtype_name(type)) + " values cannot be read as floating point.");
}

} // namespace loratrf
