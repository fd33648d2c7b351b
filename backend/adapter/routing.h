#pragma once
// What methods with a router share.

#include <ATen/ATen.h>

#include <cstdint>

namespace loratrf {

// True at the k largest of each row of p [n, N].
at::Tensor k_largest(const at::Tensor& p, int64_t k);

// The loss that keeps choices even, N sum_i f_i P_i: f_i = share of the n tokens (or prompts) that chose i, without
// gradient, P_i = mean of their probability of i. Fedus et al. 2021, arXiv 2101.03961, equation 4.
class BalanceLoss {
public:
    void add(const at::Tensor& chosen, const at::Tensor& probability); // [n, N] each
    at::Tensor take(); // of all that was added since the last call; scalar, undefined: nothing

private:
    at::Tensor m_chosen, m_probability; // [N] sums
    int64_t m_count = 0;
};

} // namespace loratrf
