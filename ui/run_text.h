#pragma once
// Numbers as people read them.

#include <QString>

namespace loratrf {

QString durationText(double seconds); // "45 s", "12 min 30 s", "3 h 05 min"
QString memoryText(qint64 bytes);     // "812 MiB", "1.2 GiB"
QString countText(qint64 count);      // with group separators of the locale

} // namespace loratrf
