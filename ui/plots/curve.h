#pragma once
// A long series of points that can be drawn at any zoom: what is asked of it costs as many operations as there are
// pixels, not points.

#include <QPointF>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace loratrf {

class Curve {
public:
    void clear();
    void append(double x, double y); // x not below the last one; y not finite: a gap

    std::size_t size() const { return m_x.size(); }
    double x(std::size_t index) const { return m_x[index]; }
    double y(std::size_t index) const { return m_y[index]; } // NaN: a gap

    // Begin and end of the points within [from, to] and of one neighbour on each side, so that lines reach the edges.
    std::pair<std::size_t, std::size_t> span(double from, double to) const;

    // At most 4 points a column and two more that draw as all those within [from, to] do: of each stretch the smallest
    // and the largest, in order. A stretch of gaps alone is one NaN.
    std::vector<QPointF> thinned(double from, double to, int columns) const;

    // The values that `low` and `high` (shares) of the finite ones within [from, to] do not reach, told from some
    // thousand of them; nullopt: there is none.
    std::optional<std::pair<double, double>> quantiles(double from, double to, double low, double high) const;

private:
    // Indices of the smallest and the largest finite value of some neighbours.
    struct Extremes {
        std::uint32_t low = none, high = none;
    };
    static constexpr std::uint32_t none = 0xffffffff;
    void join(Extremes& extremes, std::uint32_t index) const;
    Extremes extremes(std::size_t begin, std::size_t end) const;

    std::vector<double> m_x, m_y;
    std::vector<std::vector<Extremes>> m_levels; // of 16, 16^2, ... neighbours
};

} // namespace loratrf
