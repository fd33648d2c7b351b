#pragma once
// Numbers and std strings as people read them.

#include <QString>

#include <cstdint>
#include <string>

namespace loratrf {

inline QString qs(const std::string& text) {
    return QString::fromStdString(text);
}

QString shortened(const QString& name, int most = 48); // the middle of a long name left out

QString countText(int64_t value);      // "1,234,567"
QString shortCountText(int64_t value); // "134.5 M"
QString sizeText(int64_t bytes);       // "90.7 MB"
QString percentText(double share);     // 0.0092 -> "0.92 %"
QString durationText(double seconds);  // "4 min 12 s"
QString lossText(double loss);         // "1.2345"; "–" for what is not a number

} // namespace loratrf
