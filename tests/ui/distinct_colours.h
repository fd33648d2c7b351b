#pragma once
// How many colours a picture has, looked at every third pixel: an empty one has few.

#include <QImage>
#include <QString>

#include <set>

namespace loratrf {

inline int distinctColours(const QString& file) {
    const QImage image(file);
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colours.insert(image.pixel(x, y));
        }
    }
    return static_cast<int>(colours.size());
}

} // namespace loratrf
