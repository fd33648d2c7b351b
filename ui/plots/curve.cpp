#include "ui/plots/curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr std::size_t fan = 16;
constexpr std::size_t levels = 5; // 16^5 neighbours are a million
constexpr std::size_t sampled = 4096;

} // namespace

void Curve::clear() {
    m_x.clear();
    m_y.clear();
    m_levels.clear();
}

void Curve::append(double x, double y) {
    const std::size_t index = m_x.size();
    const bool finite = std::isfinite(y);
    m_x.push_back(x);
    m_y.push_back(finite ? y : std::numeric_limits<double>::quiet_NaN());
    m_levels.resize(levels);
    std::size_t bin = index;
    for (std::vector<Extremes>& level : m_levels) {
        bin /= fan;
        if (bin == level.size()) {
            level.emplace_back();
        }
        if (finite) {
            join(level[bin], static_cast<std::uint32_t>(index));
        }
    }
}

void Curve::join(Extremes& extremes, std::uint32_t index) const {
    if (index == none || !std::isfinite(m_y[index])) {
        return;
    }
    if (extremes.low == none || m_y[index] < m_y[extremes.low]) {
        extremes.low = index;
    }
    if (extremes.high == none || m_y[index] > m_y[extremes.high]) {
        extremes.high = index;
    }
}

Curve::Extremes Curve::extremes(std::size_t begin, std::size_t end) const {
    Extremes found;
    while (begin < end) {
        std::size_t width = 1, level = 0; // the widest bin that begins here and is whole within
        while (level < levels && begin % (width * fan) == 0 && begin + width * fan <= end) {
            width *= fan;
            ++level;
        }
        if (level == 0) {
            join(found, static_cast<std::uint32_t>(begin));
        } else {
            const Extremes& bin = m_levels[level - 1][begin / width];
            join(found, bin.low);
            join(found, bin.high);
        }
        begin += width;
    }
    return found;
}

std::pair<std::size_t, std::size_t> Curve::span(double from, double to) const {
    const auto first = std::lower_bound(m_x.begin(), m_x.end(), from) - m_x.begin();
    const auto last = std::upper_bound(m_x.begin(), m_x.end(), to) - m_x.begin();
    const auto size = static_cast<std::ptrdiff_t>(m_x.size());
    return {static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, first - 1)),
            static_cast<std::size_t>(std::min(size, last + 1))};
}

std::vector<QPointF> Curve::thinned(double from, double to, int columns) const {
    const auto [begin, end] = span(from, to);
    const auto room = 2 * static_cast<std::size_t>(std::max(1, columns)); // stretches, each of two points
    std::vector<QPointF> points;
    if (begin >= end) {
        return points;
    }
    if (end - begin <= 2 * room) {
        for (std::size_t i = begin; i < end; ++i) {
            points.emplace_back(m_x[i], m_y[i]);
        }
        return points;
    }
    // Stretches begin at multiples of their width: what is drawn of a point does not change while the view moves.
    const std::size_t width = (end - begin + room - 1) / room;
    for (std::size_t at = begin; at < end;) {
        const std::size_t next = std::min(end, (at / width + 1) * width);
        const Extremes found = extremes(at, next);
        if (found.low == none) {
            points.emplace_back(m_x[at], std::numeric_limits<double>::quiet_NaN());
        } else {
            const auto [one, other] = std::minmax(found.low, found.high);
            points.emplace_back(m_x[one], m_y[one]);
            if (one != other) {
                points.emplace_back(m_x[other], m_y[other]);
            }
        }
        at = next;
    }
    return points;
}

std::optional<std::pair<double, double>> Curve::quantiles(double from, double to, double low, double high) const {
    const auto [begin, end] = span(from, to);
    std::vector<double> values;
    const std::size_t stride = std::max<std::size_t>(1, (end - begin) / sampled);
    for (std::size_t i = begin; i < end; i += stride) {
        if (std::isfinite(m_y[i])) {
            values.push_back(m_y[i]);
        }
    }
    if (values.empty()) {
        return std::nullopt;
    }
    const auto at = [&values](double share) {
        const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
        std::nth_element(values.begin(), values.begin() + place, values.end());
        return values[static_cast<std::size_t>(place)];
    };
    return std::pair{at(low), at(high)};
}

} // namespace loratrf
