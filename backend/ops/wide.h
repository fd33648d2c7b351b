#pragma once
// The type that rows are computed in: float, double for double. As a type of C++ and of a tensor.

#include <c10/core/ScalarType.h>

#include <type_traits>

namespace loratrf::ops {

inline c10::ScalarType wide_type(c10::ScalarType type) {
    return type == c10::ScalarType::Double ? c10::ScalarType::Double : c10::ScalarType::Float;
}

namespace rows {

template <typename T>
using Wide = std::conditional_t<std::is_same_v<T, double>, double, float>;

} // namespace rows

} // namespace loratrf::ops
