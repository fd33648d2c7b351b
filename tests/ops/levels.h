#pragma once
// Tests of kernels run for every level of x86-64 that these are compiled for, not for the best of this CPU alone.

#include "backend/ops/cpu_level.h"

#include <QtTest>

#include <array>
#include <utility>

Q_DECLARE_METATYPE(loratrf::ops::CpuLevel)

namespace support {

inline constexpr std::array levels = {std::pair{"x86-64", loratrf::ops::CpuLevel::V1},
                                      std::pair{"x86-64-v3", loratrf::ops::CpuLevel::V3},
                                      std::pair{"x86-64-v4", loratrf::ops::CpuLevel::V4}};

} // namespace support

#define SKIP_UNLESS_CPU_HAS(level)                                                                                     \
    do {                                                                                                               \
        if (!loratrf::ops::cpu_has(level))                                                                             \
            QSKIP("skipped: this CPU lacks the instructions of the level");                                            \
    } while (false)
