#pragma once

#include <cmath>

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

} // namespace loratrf
