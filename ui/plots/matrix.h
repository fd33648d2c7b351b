#pragma once
// What a heatmap shows: rows are sites, columns are steps or tokens.

#include <QStringList>

#include <cstddef>
#include <vector>

namespace loratrf {

struct Matrix {
    int rows = 0, columns = 0;
    std::vector<float> values; // [rows, columns], NaN: nothing known
    QStringList rowNames;
    QStringList columnNames; // empty: columns are places on a number axis
    bool tokens = true;      // the column names are tokens of a text; false: names like those of the rows
    double firstKey = 0;     // number axis: the first number column 0 stands for
    double keyStep = 1;      // and how many numbers each column stands for

    bool isEmpty() const { return rows == 0 || columns == 0; }
    float at(int row, int column) const {
        return values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                      static_cast<std::size_t>(column)];
    }
};

} // namespace loratrf
