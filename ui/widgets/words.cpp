#include "ui/widgets/words.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace loratrf {

namespace {

QString threeDigits(double value) {
    const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return QString::number(value, 'f', decimals);
}

QString scaled(double value, double base, const std::array<const char*, 5>& units) {
    std::size_t unit = 0;
    while (std::abs(value) >= base && unit + 1 < units.size()) {
        value /= base;
        ++unit;
    }
    const QString number = unit == 0 ? QString::number(value, 'f', 0) : threeDigits(value);
    return QString(number + " " + units[unit]).trimmed();
}

} // namespace

QString shortened(const QString& name, int most) {
    if (name.size() <= most) {
        return name;
    }
    const qsizetype end = (most - 1) / 2;
    return name.left(most - 1 - end) + QChar(0x2026) + name.right(end);
}

QString countText(int64_t value) {
    const QLocale locale; // of the window's language
    return (locale.language() == QLocale::C ? QLocale(QLocale::English) : locale).toString(qlonglong(value));
}

QString shortCountText(int64_t value) {
    return scaled(double(value), 1000, {"", "k", "M", "B", "T"});
}

QString sizeText(int64_t bytes) {
    return scaled(double(bytes), 1000, {"bytes", "kB", "MB", "GB", "TB"});
}

QString percentText(double share) {
    const double percent = 100 * share;
    if (!std::isfinite(percent)) {
        return "–";
    }
    if (percent == 0) {
        return "0 %";
    }
    if (percent > 0 && percent < 0.01) {
        return "below 0.01 %";
    }
    return QString::number(percent, 'f', percent < 10 ? 2 : percent < 99.95 ? 1 : 0) + " %";
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return "–";
    }
    const qint64 whole = std::llround(seconds);
    if (whole < 60) {
        return QString::number(seconds, 'f', seconds < 10 ? 1 : 0) + " s";
    }
    if (whole < 3600) {
        return QString("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    }
    return QString("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString lossText(double loss) {
    return std::isfinite(loss) ? QString::number(loss, 'f', 4) : QString("–");
}

} // namespace loratrf
