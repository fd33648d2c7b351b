#include "ui/plots/color_scale.h"

#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace loratrf {

namespace {

double toSrgb(double linear) {
    linear = std::clamp(linear, 0.0, 1.0);
    return linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
}

// Oklab to linear sRGB as published by its author: https://bottosson.github.io/posts/oklab/
QColor fromOklab(double lightness, double a, double b) {
    const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
    return QColor::fromRgbF(static_cast<float>(toSrgb(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
                            static_cast<float>(toSrgb(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
                            static_cast<float>(toSrgb(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)));
}

} // namespace

QColor scaleColour(double t, bool dark) {
    t = std::clamp(t, 0.0, 1.0);
    const double u = dark ? t : 1 - t; // 0: deep blue, 1: pale yellow
    const double lightness = 0.26 + 0.70 * u;
    const double hue = (278 - 170 * u) * std::numbers::pi / 180;
    // Within what sRGB can show all along the way (a clipped stretch would look like an edge); calmer where it is
    // brightest.
    const double chroma = 0.088 * (1 - 0.35 * std::pow(u, 4));
    return fromOklab(lightness, chroma * std::cos(hue), chroma * std::sin(hue));
}

QColor differenceColour(double t, bool dark) {
    t = std::clamp(t, -1.0, 1.0);
    const double amount = std::abs(t);
    const double lightness = dark ? 0.26 + 0.50 * amount : 0.96 - 0.42 * amount;
    const double hue = (t < 0 ? 255 : 55) * std::numbers::pi / 180;
    const double chroma = 0.115 * amount;
    return fromOklab(lightness, chroma * std::cos(hue), chroma * std::sin(hue));
}

QColor textOn(const QColor& background) {
    const auto linear = [](double x) { return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4); };
    const double luminance =
        0.2126 * linear(background.redF()) + 0.7152 * linear(background.greenF()) + 0.0722 * linear(background.blueF());
    return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? QColor(Qt::black) : QColor(Qt::white);
}

QTextCharFormat letterFormat(double t, const QPalette& palette) {
    QTextCharFormat format;
    if (std::isfinite(t)) {
        const QColor background = scaleColour(t, isDark(palette));
        format.setBackground(background);
        format.setForeground(textOn(background));
    } else {
        format.setForeground(palette.color(QPalette::Text));
    }
    return format;
}

double niceUpper(double value) {
    if (!(value > 0) || !std::isfinite(value)) {
        return 1;
    }
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0}) {
        if (value <= factor * power * (1 + 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

} // namespace loratrf
