#include "ui/run_text.h"

#include <QLocale>

#include <cmath>

namespace loratrf {

QString durationText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) {
        return QStringLiteral("–");
    }
    const auto whole = static_cast<qint64>(std::llround(std::min(seconds, 1e12)));
    const auto padded = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (whole < 60) {
        return QStringLiteral("%1 s").arg(whole);
    }
    if (whole < 3600) {
        return QStringLiteral("%1 min %2 s").arg(whole / 60).arg(padded(whole % 60));
    }
    return QStringLiteral("%1 h %2 min").arg(countText(whole / 3600), padded(whole % 3600 / 60));
}

QString memoryText(qint64 bytes) {
    return bytes <= 0 ? QStringLiteral("–") : QLocale().formattedDataSize(bytes, bytes < (1LL << 30) ? 0 : 1);
}

QString countText(qint64 count) {
    return QLocale().toString(count);
}

} // namespace loratrf
