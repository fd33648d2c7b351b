#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace loratrf {

namespace {

QLocale windowLocale() {
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

QString scaled(double value, double base, const std::array<QString, 5>& units) {
    std::size_t unit = 0;
    while (std::abs(value) >= base && unit + 1 < units.size()) {
        value /= base;
        ++unit;
    }
    const int decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return QString(numberText(value, 'f', decimals) + " " + units[unit]).trimmed();
}

} // namespace

QString shortened(const QString& name, int most) {
    if (name.size() <= most) {
        return name;
    }
    const qsizetype end = (most - 1) / 2;
    return name.left(most - 1 - end) + QChar(0x2026) + name.right(end);
}

QString numberText(double value, char format, int precision) {
    return QString::number(value, format, precision).replace(QLatin1Char('.'), windowLocale().decimalPoint());
}

double numberOf(QString text, bool* good) {
    return text.replace(QLocale().decimalPoint(), QStringLiteral(".")).trimmed().toDouble(good);
}

QString countText(int64_t value) {
    return windowLocale().toString(qlonglong(value));
}

QString shortCountText(int64_t value) {
    return scaled(double(value), 1000,
                  {QString(), QCoreApplication::translate("Words", "k", "thousand"),
                   QCoreApplication::translate("Words", "M", "million"),
                   QCoreApplication::translate("Words", "B", "thousand million"),
                   QCoreApplication::translate("Words", "T", "million million")});
}

QString sizeText(int64_t bytes) {
    return scaled(double(bytes), 1000, {QCoreApplication::translate("Words", "bytes"), "kB", "MB", "GB", "TB"});
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
        return QCoreApplication::translate("Words", "below %1 %").arg(numberText(0.01, 'f', 2));
    }
    return numberText(percent, 'f', percent < 10 ? 2 : percent < 99.95 ? 1 : 0) + " %";
}

QString durationText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return "–";
    }
    const qint64 whole = std::llround(seconds);
    if (whole < 60) {
        return numberText(seconds, 'f', seconds < 10 ? 1 : 0) + " s";
    }
    if (whole < 3600) {
        return QString("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    }
    return QString("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString lossText(double loss) {
    return std::isfinite(loss) ? numberText(loss, 'f', 4) : QString("–");
}

} // namespace loratrf
