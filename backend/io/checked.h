#pragma once
// Arithmetic with numbers from files: a result that does not fit is an Error(Overflow), not a small number.

#include "backend/io/error.h"

#include <cstdint>
#include <string>

namespace loratrf {

inline uint64_t checked_multiply(uint64_t a, uint64_t b, const std::string& where) {
    uint64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product))
        throw Error(ErrorCode::Overflow, where + ": " + std::to_string(a) + " x " + std::to_string(b) +
                                             " does not fit in 64 bits; the file is damaged.");
    return product;
}

inline uint64_t checked_add(uint64_t a, uint64_t b, const std::string& where) {
    uint64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum))
        throw Error(ErrorCode::Overflow, where + ": " + std::to_string(a) + " + " + std::to_string(b) +
                                             " does not fit in 64 bits; the file is damaged.");
    return sum;
}

} // namespace loratrf
