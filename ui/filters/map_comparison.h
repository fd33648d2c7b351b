#pragma once
// Two maps of the same kind, brought to the same rows and columns, and their difference.

#include "ui/plots/matrix.h"

namespace loratrf {

struct MapComparison {
    Matrix first, second, difference;  // first - second; all empty where the maps share nothing
    double upper = 1;                  // where the scale of the two ends
    double reach = 1;                  // how far that of the difference reaches to both sides
    int onlyFirst = 0, onlySecond = 0; // rows of one of them alone, left out
};

// Rows are matched by name. Columns that are steps are compared where both maps have some, in columns as wide as the
// wider ones; columns with names must have the same ones. `limit`: upper end of the values' scale, 0: from the values.
MapComparison compareMaps(const Matrix& first, const Matrix& second, double limit);

// A map's last column that holds a value in each row, under the name given.
Matrix atTheEnd(const Matrix& map, const QString& columnName);

} // namespace loratrf
