#pragma once
// Where the time of a step went, by what torch reports of each operator (ATen/record_function.h).

#include <array>
#include <cstddef>
#include <functional>

namespace loratrf {

enum class Part { Gemm, Attention, Head, Elementwise, Adapter, Optimizer, Data, Other };
constexpr size_t part_count = 8;
const char* part_name(Part part); // "gemm", "attention", "head", "elementwise", "adapter", "optimizer", "data", "other"

struct TimeSplit {
    std::array<double, part_count> seconds{}; // by Part
    double total = 0;                         // of the whole work; what no operator accounts for is Other

    double& operator[](Part part) { return seconds[static_cast<size_t>(part)]; }
    double operator[](Part part) const { return seconds[static_cast<size_t>(part)]; }
};

// Does `work` on this thread and splits its time. An operator's own time counts by its name: products of matrices,
// attention, elementwise (all others, copies included). What runs inside a scope that the engine names "loratrf.PART"
// (RECORD_FUNCTION) counts for that part, whatever it is; so does the backward pass of the autograd nodes made in it.
TimeSplit split_time(const std::function<void()>& work);

} // namespace loratrf
