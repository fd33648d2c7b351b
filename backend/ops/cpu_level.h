#pragma once
// The levels of x86-64 that kernels are compiled for. Each namespace of kernels lists its bodies by level; what calls
// them takes best_level(), tests any that the CPU has.

namespace loratrf::ops {

enum class CpuLevel { V1, V3, V4 }; // plain x86-64; AVX2 and FMA; AVX-512

// A function that may use the instructions of a level. What is inlined into it (LORATRF_INLINE, vector_math.h)
// may too.
#define LORATRF_V1
#define LORATRF_V3 __attribute__((target("arch=x86-64-v3")))
#define LORATRF_V4 __attribute__((target("arch=x86-64-v4")))

inline bool cpu_has(CpuLevel level) {
    switch (level) {
    case CpuLevel::V4:
        return __builtin_cpu_supports("x86-64-v4") != 0;
    case CpuLevel::V3:
        return __builtin_cpu_supports("x86-64-v3") != 0;
    case CpuLevel::V1:
        break;
    }
    return true;
}

inline CpuLevel best_level() {
    static const CpuLevel best = cpu_has(CpuLevel::V4)   ? CpuLevel::V4
                                 : cpu_has(CpuLevel::V3) ? CpuLevel::V3
                                                         : CpuLevel::V1;
    return best;
}

// Of a list of bodies, compiled for each level.
template <typename List>
const List& of_level(CpuLevel level, const List& v1, const List& v3, const List& v4) {
    return level == CpuLevel::V4 ? v4 : level == CpuLevel::V3 ? v3 : v1;
}

} // namespace loratrf::ops
