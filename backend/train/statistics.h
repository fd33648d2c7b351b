#pragma once
// Figures of repeated runs: mean, and how far it can be trusted.

#include <cstdint>
#include <limits>
#include <span>

namespace loratrf {

struct Summary {
    int64_t count = 0;
    double mean = std::numeric_limits<double>::quiet_NaN();       // count 0: NaN
    double deviation = std::numeric_limits<double>::quiet_NaN();  // of the sample (n - 1); count below 2: NaN
    double half_width = std::numeric_limits<double>::quiet_NaN(); // of the 95 % interval; count below 2: NaN
};

// Mean and the two-sided 95 % interval mean +- t(0.975, n - 1) s / sqrt(n), Student (1908), Biometrika 6(1).
Summary summarise(std::span<const double> values);

// P(|T| < t) of Student's distribution with `freedom` >= 1 degrees of freedom, t >= 0: the finite sums of Abramowitz
// and Stegun 26.7.3 (odd) and 26.7.4 (even).
double student_t_probability(double t, int64_t freedom);

// The t with P(|T| < t) = probability, in (0, 1): 0.95 for a two-sided 95 % interval.
double student_t_quantile(double probability, int64_t freedom);

} // namespace loratrf
