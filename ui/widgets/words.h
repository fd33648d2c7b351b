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

// All with the decimal point and the separators of the window's language.
QString numberText(double value, char format = 'g', int precision = 6); // "0.125", as QString::number has it
QString countText(int64_t value);                                       // "1,234,567"
QString shortCountText(int64_t value);                                  // "134.5 M"
QString sizeText(int64_t bytes);                                        // "90.7 MB"
QString percentText(double share);                                      // 0.0092 -> "0.92 %"
QString durationText(double seconds);                                   // "4 min 12 s"
QString lossText(double loss);                                          // "1.2345"; "–" for what is not a number
// Of a text with that decimal point, or with a point, as options.json and papers have it.
double numberOf(QString text, bool* good = nullptr);

} // namespace loratrf
