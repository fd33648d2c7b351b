#pragma once
// What the meters of a GPU show at one moment. A driver may not tell everything.

#include <cstdint>
#include <optional>

namespace loratrf {

struct GpuReading {
    std::optional<int64_t> busy;                      // percent of the last moments in which it computed anything
    std::optional<int64_t> memory_used, memory_total; // bytes, of all programs
    std::optional<int64_t> temperature;               // degrees Celsius
    std::optional<double> power;                      // W
    bool operator==(const GpuReading&) const = default;
};

} // namespace loratrf
