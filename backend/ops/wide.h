#pragma once
// What rows are computed in: float, double for double.

#include <type_traits>

namespace loratrf::ops::rows {

template <typename T>
using Wide = std::conditional_t<std::is_same_v<T, double>, double, float>;

} // namespace loratrf::ops::rows
