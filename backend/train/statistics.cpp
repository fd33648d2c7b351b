#include "backend/train/statistics.h"

#include <cmath>
#include <numbers>

namespace loratrf {

Summary summarise(std::span<const double> values) {
    Summary summary;
    summary.count = static_cast<int64_t>(values.size());
    if (values.empty())
        return summary;
    const auto n = static_cast<double>(values.size());
    double sum = 0, squares = 0;
    for (const double value : values)
        sum += value;
    summary.mean = sum / n;
    if (values.size() < 2)
        return summary;
    for (const double value : values)
        squares += (value - summary.mean) * (value - summary.mean);
    summary.deviation = std::sqrt(squares / (n - 1));
    summary.half_width = student_t_quantile(0.95, summary.count - 1) * summary.deviation / std::sqrt(n);
    return summary;
}

double student_t_probability(double t, int64_t freedom) {
    const double angle = std::atan(t / std::sqrt(static_cast<double>(freedom)));
    const double cosine = std::cos(angle);
    const bool odd = freedom % 2 == 1;
    // The terms' powers of the cosine rise by two up to freedom - 2; their coefficients are 2*4*.../(1*3*...) for odd
    // and 1*3*.../(2*4*...) for even degrees of freedom.
    double term = odd ? cosine : 1, series = 0;
    for (int64_t power = odd ? 1 : 0; power <= freedom - 2; power += 2) {
        series += term;
        term *= cosine * cosine * static_cast<double>(power + 1) / static_cast<double>(power + 2);
    }
    return odd ? 2 / std::numbers::pi * (angle + std::sin(angle) * series) : std::sin(angle) * series;
}

double student_t_quantile(double probability, int64_t freedom) {
    double low = 0, high = 1;
    while (student_t_probability(high, freedom) < probability)
        high *= 2;
    for (int halvings = 0; halvings < 200 && low < high; ++halvings) {
        const double middle = low + (high - low) / 2;
        if (middle == low || middle == high)
            break;
        (student_t_probability(middle, freedom) < probability ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

} // namespace loratrf
