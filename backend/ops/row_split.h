#pragma once
// How work on rows is dealt out: to threads, and by number type.

#include <ATen/Dispatch.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include <algorithm>

namespace loratrf::ops {

constexpr int64_t numbers_at_once = 16384; // per thread and turn: below that a thread costs more than it saves

// work(begin, end) over the rows of x [..., d], `least` or more of them at once.
template <typename Work>
void for_rows(const at::Tensor& x, int64_t least, const Work& work) {
    const int64_t d = x.size(-1);
    at::parallel_for(0, x.numel() / d, std::max(least, numbers_at_once / d), work);
}

// Calls with a value of the tensor's number type: float, double or bfloat16; of any other it throws c10::Error.
template <typename Work>
void by_type(const at::Tensor& x, const Work& work) {
    AT_DISPATCH_FLOATING_TYPES_AND(at::kBFloat16, x.scalar_type(), "rows", [&] { work(scalar_t()); });
}

} // namespace loratrf::ops
