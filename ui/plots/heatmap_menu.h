#pragma once
// What can be taken from a heatmap: its picture and its values, into a file or onto the clipboard.

#include "ui/plots/matrix.h"

#include <QPushButton>

#include <functional>

namespace loratrf {

class Heatmap;

// RFC 4180, a line a row of the matrix, names first; cells without a value are empty.
QString matrixCsv(const Matrix& matrix);

class HeatmapMenu : public QPushButton {
    Q_OBJECT

public:
    // `name` is asked when something is taken: title of the picture, from which the file's name is made.
    HeatmapMenu(Heatmap& heatmap, std::function<QString()> name, QWidget* parent = nullptr);

    void saveTo(const QString& path) const; // by its end: .csv, .svg, else PNG. Throws Error(Io)
    void copyPicture() const;
    void copyValues() const; // tab-separated, as spreadsheets take it

Q_SIGNALS:
    void saved(const QString& path);
    void failed(const QString& message);

private:
    void askSave(const QString& suffix, const QString& filter);

    Heatmap& m_heatmap;
    std::function<QString()> m_name;
};

} // namespace loratrf
