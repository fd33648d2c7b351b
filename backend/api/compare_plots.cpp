#include "backend/api/compare_plots.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>

namespace loratrf {

namespace {

// Colours of Okabe and Ito that people with any colour vision can tell apart; shapes tell apart what shares a colour.
constexpr std::array colours = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#444444"};
constexpr double dot = 4.5, cap = 4; // radius of a mark, half of an interval's end

std::string text(const char* format, double number) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, format, number);
    return buffer;
}
std::string at(double pixel) {
    return text("%.1f", pixel);
}

std::string escaped(const std::string& plain) {
    std::string result;
    for (const char c : plain)
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        default:
            result += c;
        }
    return result;
}

struct Tick {
    double value;
    std::string label;
};

// A linear or logarithmic axis from values to pixels.
struct Axis {
    double low = 0, high = 1, from = 0, to = 1;
    bool logarithmic = false;

    double scaled(double value) const { return logarithmic ? std::log10(value) : value; }
    double pixel(double value) const {
        return from + (scaled(value) - scaled(low)) / (scaled(high) - scaled(low)) * (to - from);
    }
};

std::string short_number(double value) {
    const char* const units[] = {"", "k", "M", "G"};
    size_t unit = 0;
    for (; value >= 1000 && unit < 3; ++unit)
        value /= 1000;
    return text("%.4g", value) + units[unit];
}

// Multiples of 1, 2 or 5 times a power of ten: about `count` of them.
std::vector<Tick> linear_ticks(double low, double high, int count) {
    const double rough = (high - low) / count, power = std::pow(10, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= rough) {
            step = factor * power;
            break;
        }
    const int digits = std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
    std::vector<Tick> ticks;
    for (auto i = static_cast<int64_t>(std::ceil(low / step - 1e-9)); static_cast<double>(i) * step <= high; ++i) {
        char label[64];
        std::snprintf(label, sizeof label, "%.*f", digits, static_cast<double>(i) * step);
        ticks.push_back({static_cast<double>(i) * step, label});
    }
    return ticks;
}

// 1, 2 and 5 times the powers of ten; the powers alone over a wide range.
std::vector<Tick> logarithmic_ticks(double low, double high) {
    const bool wide = high / low > 1000;
    std::vector<Tick> ticks;
    for (double power = std::pow(10, std::floor(std::log10(low))); power <= high; power *= 10)
        for (const double factor : {1.0, 2.0, 5.0})
            if (factor * power >= low && factor * power <= high && (factor == 1 || !wide))
                ticks.push_back({factor * power, short_number(factor * power)});
    return ticks;
}

// The values with their intervals, and some room around them.
Axis value_axis(const std::vector<PlotPoint>& points, double from, double to) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const PlotPoint& p : points) {
        const double half = std::isfinite(p.half_width) ? p.half_width : 0;
        low = std::min(low, p.value - half);
        high = std::max(high, p.value + half);
    }
    const double room = high > low ? 0.06 * (high - low) : std::max(1e-6, 0.1 * std::abs(high));
    return {.low = low - room, .high = high + room, .from = from, .to = to};
}

class Svg {
public:
    Svg(double width, double height, const std::string& title, const std::string& remark) {
        m_text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + at(width) + "\" height=\"" + at(height) +
                 "\" viewBox=\"0 0 " + at(width) + " " + at(height) +
                 "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222222\">\n<title>" + escaped(title) +
                 "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";
        write(16, 24, title, "start", "font-size=\"15\" font-weight=\"bold\"");
        write(16, 42, remark, "start", "fill=\"#666666\"");
    }

    void line(double x1, double y1, double x2, double y2, const char* colour, double width = 1) {
        m_text += "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) +
                  "\" stroke=\"" + colour + "\" stroke-width=\"" + at(width) + "\"/>\n";
    }
    void write(double x, double y, const std::string& words, const char* anchor, const std::string& style = {}) {
        m_text += "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\" " + style + ">" +
                  escaped(words) + "</text>\n";
    }
    void mark(double x, double y, size_t index) {
        const std::string fill = std::string("\" fill=\"") + colours[index % colours.size()] + "\"/>\n";
        switch (index / colours.size() % 3) {
        case 0:
            m_text += "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"" + at(dot) + fill;
            break;
        case 1:
            m_text += "<rect x=\"" + at(x - dot) + "\" y=\"" + at(y - dot) + "\" width=\"" + at(2 * dot) +
                      "\" height=\"" + at(2 * dot) + fill;
            break;
        default:
            m_text += "<path d=\"M" + at(x) + " " + at(y - dot) + "L" + at(x + dot) + " " + at(y + dot) + "L" +
                      at(x - dot) + " " + at(y + dot) + "Z" + fill;
        }
    }
    std::string finish() { return m_text + "</svg>\n"; }

private:
    std::string m_text;
};

std::vector<PlotPoint> finite(const std::vector<PlotPoint>& points) {
    std::vector<PlotPoint> kept;
    std::ranges::copy_if(points, std::back_inserter(kept), [](const PlotPoint& p) { return std::isfinite(p.value); });
    return kept;
}

const char* colour_of(size_t index) {
    return colours[index % colours.size()];
}

constexpr const char* grid = "#dddddd";

// What the labels need beside the plot.
double label_room(const std::vector<PlotPoint>& points, double least, double beside) {
    constexpr double letter = 6.6; // wide ones
    double room = least;
    for (const PlotPoint& p : points)
        room = std::max(room, beside + letter * static_cast<double>(p.label.size()));
    return room;
}

} // namespace

std::string plot_by_method(const std::string& title, const std::string& remark, const std::string& quantity,
                           const std::vector<PlotPoint>& all) {
    constexpr double across = 520, right = 30, top = 62, row = 26;
    const std::vector<PlotPoint> points = finite(all);
    const double left = label_room(points, 170, 26), width = left + across + right;
    const double bottom = top + row * static_cast<double>(points.size());
    Svg svg(width, bottom + 50, title, remark);
    if (points.empty())
        return svg.finish();
    const Axis axis = value_axis(points, left, width - right);
    for (const Tick& tick : linear_ticks(axis.low, axis.high, 7)) {
        svg.line(axis.pixel(tick.value), top, axis.pixel(tick.value), bottom, grid);
        svg.write(axis.pixel(tick.value), bottom + 18, tick.label, "middle");
    }
    svg.write((left + width - right) / 2, bottom + 38, quantity, "middle");
    for (size_t i = 0; i < points.size(); ++i) {
        const PlotPoint& p = points[i];
        const double x = axis.pixel(p.value), y = top + row * (static_cast<double>(i) + 0.5);
        svg.write(left - 10, y + 4, p.label, "end");
        if (std::isfinite(p.half_width)) {
            const double from = axis.pixel(p.value - p.half_width), to = axis.pixel(p.value + p.half_width);
            svg.line(from, y, to, y, colour_of(i), 2);
            svg.line(from, y - cap, from, y + cap, colour_of(i), 2);
            svg.line(to, y - cap, to, y + cap, colour_of(i), 2);
        }
        svg.mark(x, y, i);
    }
    return svg.finish();
}

std::string plot_by_parameters(const std::string& title, const std::string& remark, const std::string& quantity,
                               const std::vector<PlotPoint>& all) {
    constexpr double across = 480, left = 70, top = 62, line = 20;
    const std::vector<PlotPoint> points = finite(all);
    const double legend = label_room(points, 170, 46), width = left + across + legend;
    const double bottom = top + std::max(300.0, line * static_cast<double>(points.size()));
    Svg svg(width, bottom + 50, title, remark);
    if (points.empty())
        return svg.finish();
    const Axis values = value_axis(points, bottom, top);
    const auto [least, most] = std::ranges::minmax(points, {}, &PlotPoint::parameters);
    const Axis counts{.low = least.parameters / 1.3,
                      .high = most.parameters * 1.3,
                      .from = left,
                      .to = width - legend,
                      .logarithmic = true};
    for (const Tick& tick : linear_ticks(values.low, values.high, 6)) {
        svg.line(left, values.pixel(tick.value), width - legend, values.pixel(tick.value), grid);
        svg.write(left - 8, values.pixel(tick.value) + 4, tick.label, "end");
    }
    for (const Tick& tick : logarithmic_ticks(counts.low, counts.high)) {
        svg.line(counts.pixel(tick.value), top, counts.pixel(tick.value), bottom, grid);
        svg.write(counts.pixel(tick.value), bottom + 18, tick.label, "middle");
    }
    svg.write((left + width - legend) / 2, bottom + 38, "trainable parameters", "middle");
    svg.write(16, (top + bottom) / 2, quantity, "middle",
              "transform=\"rotate(-90 16 " + at((top + bottom) / 2) + ")\"");
    for (size_t i = 0; i < points.size(); ++i) {
        const PlotPoint& p = points[i];
        const double x = counts.pixel(p.parameters), y = values.pixel(p.value);
        if (std::isfinite(p.half_width)) {
            const double from = values.pixel(p.value - p.half_width), to = values.pixel(p.value + p.half_width);
            svg.line(x, from, x, to, colour_of(i), 2);
            svg.line(x - cap, from, x + cap, from, colour_of(i), 2);
            svg.line(x - cap, to, x + cap, to, colour_of(i), 2);
        }
        svg.mark(x, y, i);
        const double entry = top + line * (static_cast<double>(i) + 0.5);
        svg.mark(width - legend + 20, entry, i);
        svg.write(width - legend + 32, entry + 4, p.label, "start");
    }
    return svg.finish();
}

} // namespace loratrf
