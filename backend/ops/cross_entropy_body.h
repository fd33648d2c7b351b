#pragma once
// Cross-entropy of one row of logits z [n], whose gradient takes the row's place; row_kernels.cpp compiles this for
// every level.
//
//   loss = log(sum e^(z - m)) + m - z[target],  m = max z         dz = e^(z - m) / sum - onehot(target)

#include "backend/ops/vector_math.h"
#include "backend/ops/wide.h"

namespace loratrf::ops::rows {

template <typename T>
LORATRF_INLINE Wide<T> cross_entropy_body(T* logits, int64_t n, int64_t target) {
    using W = Wide<T>;
    W largest = widen(logits[0]);
#pragma omp simd reduction(max : largest)
    for (int64_t i = 0; i < n; ++i)
        largest = widen(logits[i]) > largest ? widen(logits[i]) : largest;
    W sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < n; ++i)
        sum += exponential(widen(logits[i]) - largest);
    const W loss = std::log(sum) + largest - widen(logits[target]), inverse = W(1) / sum;
#pragma omp simd
    for (int64_t i = 0; i < n; ++i)
        narrow(exponential(widen(logits[i]) - largest) * inverse, logits[i]);
    narrow(widen(logits[target]) - W(1), logits[target]);
    return loss;
}

} // namespace loratrf::ops::rows
