#pragma once
// What can be taken from a heatmap: its picture and its values.

#include "ui/plots/matrix.h"
#include "ui/plots/save_menu.h"

namespace loratrf {

class Heatmap;

// RFC 4180, a line a row of the matrix, names first; cells without a value are empty.
QString matrixCsv(const Matrix& matrix);

class HeatmapMenu : public SaveMenu {
    Q_OBJECT

public:
    // `name` is asked when something is taken: title of the picture, from which the file's name is made.
    HeatmapMenu(Heatmap& heatmap, const std::function<QString()>& name, QWidget* parent = nullptr);
};

} // namespace loratrf
