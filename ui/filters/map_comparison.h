#pragma once
// Two maps of the same kind, brought to the same rows and columns, and their difference.

#include "ui/plots/matrix.h"

namespace loratrf {

struct MapComparison {
    Matrix first, second, difference; // first - second; all empty where the maps share nothing
    double upper = 1;                 // where the scale of the two ends
    double reach = 1;                 // how far that of the difference reaches to both sides
    bool sharesRows = false;
    int onlyFirst = 0, onlySecond = 0; // rows of one of them alone, left out
    int onlyColumns = 0;               // columns with a name, of one of them alone
};

// Rows are matched by name. Columns that are steps are compared where both maps have some, in columns as wide as the
// wider ones; of columns with names, as many as both have in the same order (the tokens of a text that two models cut
// otherwise, or put between other words). `limit`: upper end of the values' scale, 0: from the values.
MapComparison compareMaps(const Matrix& first, const Matrix& second, double limit);

// A map's last column that holds a value in each row, under the name given.
Matrix atTheEnd(const Matrix& map, const QString& columnName);

} // namespace loratrf
