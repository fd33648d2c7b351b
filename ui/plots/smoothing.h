#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace loratrf {

// Exponential moving average without the pull towards zero at its start: the weighted mean of all values so far, where
// a value counts `weight` times as much as its successor. Values that are not finite are passed over.
class Smoother {
public:
    explicit Smoother(double weight) : m_weight(weight) {}

    double next(double value) {
        if (std::isfinite(value)) {
            m_sum = m_weight * m_sum + (1 - m_weight) * value;
            m_norm = m_weight * m_norm + (1 - m_weight);
        }
        return m_norm > 0 ? m_sum / m_norm : value;
    }

private:
    double m_weight;
    double m_sum = 0, m_norm = 0;
};

// The weight that averages over about a twentieth of a run's steps, at most over ten: more would lag far behind what a
// short run learns.
constexpr double mostSmoothing = 0.9;
inline double usualSmoothing(std::size_t steps) {
    return std::min(mostSmoothing, 1 - 1 / std::max(1.0, static_cast<double>(steps) / 20));
}

} // namespace loratrf
