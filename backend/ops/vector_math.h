#pragma once
// Building blocks of the row kernels: loops over them vectorise for whichever instruction set they are compiled for.

#include <c10/util/BFloat16.h>

#include <bit>
#include <cmath>
#include <cstdint>

// What is inlined into a function uses the instructions of that function's level (cpu_level.h).
#define LORATRF_INLINE inline __attribute__((always_inline))

namespace loratrf::ops::rows {

LORATRF_INLINE float widen(float x) {
    return x;
}
LORATRF_INLINE double widen(double x) {
    return x;
}
LORATRF_INLINE float widen(c10::BFloat16 x) {
    return std::bit_cast<float>(static_cast<uint32_t>(x.x) << 16);
}

LORATRF_INLINE void narrow(float x, float& to) {
    to = x;
}
LORATRF_INLINE void narrow(double x, double& to) {
    to = x;
}
LORATRF_INLINE void narrow(float x, c10::BFloat16& to) { // to the nearest, ties to even; NaN stays one
    const auto bits = std::bit_cast<uint32_t>(x);
    const uint32_t rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    to.x = static_cast<uint16_t>((bits & 0x7FFFFFFF) > 0x7F800000 ? 0x7FC0 : rounded);
}

// e^x. Float: x = n ln 2 + r, |r| <= ln 2 / 2, e^r by its Taylor polynomial of degree 7 (error below half a unit in the
// last place); below -87 it is the smallest normal number instead of 0 or a denormal.
LORATRF_INLINE float exponential(float x) {
    constexpr float rounding = 12582912.0F; // 1.5 * 2^23: adding and subtracting it rounds to an integer
    x = x < -87.0F ? -87.0F : (x > 88.0F ? 88.0F : x);
    const float n = (x * 1.44269504F + rounding) - rounding;
    const float r = (x - n * 0.693359375F) + n * 2.12194440e-4F; // ln 2 in two parts
    float p = 1.0F / 5040;
    p = p * r + 1.0F / 720;
    p = p * r + 1.0F / 120;
    p = p * r + 1.0F / 24;
    p = p * r + 1.0F / 6;
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    return p * std::bit_cast<float>((static_cast<int32_t>(n) + 127) << 23);
}
LORATRF_INLINE double exponential(double x) {
    return std::exp(x);
}

} // namespace loratrf::ops::rows
