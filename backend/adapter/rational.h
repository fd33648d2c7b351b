#pragma once
// A learnable activation: a rational function of degree 6 over 5, which starts as GELU. Zhang et al. 2024,
// arXiv 2410.18035 (MiLoRA), section 3.2, after Molina et al. 2020, arXiv 1907.06732 ("safe" form: no poles).

#include <ATen/ATen.h>

#include <array>

namespace loratrf {

// (a_0 + a_1 x + .. + a_6 x^6) / (1 + |b_1 x + .. + b_5 x^5|) of each element; numerator a [7], denominator b [5].
at::Tensor rational(const at::Tensor& x, const at::Tensor& numerator, const at::Tensor& denominator);

// Least squares fit to GELU on [-3, 3], off by at most 1.2e-4 there: tests/baselines/rational.json, made by
// make_rational.py.
inline constexpr std::array<double, 7> gelu_numerator = {2.53435668e-05, 0.5,          0.398533197, 0.161331178,
                                                         0.0632237202,   0.0180839351, 0.0020789066};
inline constexpr std::array<double, 5> gelu_denominator = {0, 0.322662356, 0, 0.0361678701, 0};

} // namespace loratrf
