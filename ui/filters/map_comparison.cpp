#include "ui/filters/map_comparison.h"

#include "ui/plots/color_scale.h"

#include <QHash>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace loratrf {

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

double highestOf(const Matrix& map) {
    double highest = 0;
    for (const float value : map.values) {
        if (std::isfinite(value)) {
            highest = std::max(highest, static_cast<double>(std::abs(value)));
        }
    }
    return highest;
}

struct Grid {
    double first = 0, step = 1;
    int columns = 0;
};

Grid sharedGrid(const Matrix& a, const Matrix& b) {
    Grid grid;
    grid.first = std::max(a.firstKey, b.firstKey);
    grid.step = std::max(a.keyStep, b.keyStep);
    const double end = std::min(a.firstKey + a.columns * a.keyStep, b.firstKey + b.columns * b.keyStep);
    grid.columns = end > grid.first ? static_cast<int>(std::ceil((end - grid.first) / grid.step)) : 0;
    return grid;
}

// The mean of the columns that begin within each of the grid's, else the one that holds its beginning.
Matrix onGrid(const Matrix& map, const Grid& grid) {
    Matrix result = map;
    result.firstKey = grid.first;
    result.keyStep = grid.step;
    result.columns = grid.columns;
    result.values.clear();
    for (int row = 0; row < map.rows; ++row) {
        for (int column = 0; column < grid.columns; ++column) {
            const double begin = (grid.first + column * grid.step - map.firstKey) / map.keyStep;
            const int from = static_cast<int>(std::ceil(begin - 1e-9));
            const int to = static_cast<int>(std::ceil(begin + grid.step / map.keyStep - 1e-9));
            double sum = 0;
            int known = 0;
            for (int i = std::max(0, from); i < std::min(to, map.columns); ++i) {
                if (const float value = map.at(row, i); std::isfinite(value)) {
                    sum += value;
                    ++known;
                }
            }
            const int holding = static_cast<int>(std::floor(begin));
            const bool held = from >= to && holding >= 0 && holding < map.columns;
            result.values.push_back(known > 0 ? static_cast<float>(sum / known)
                                    : held    ? map.at(row, holding)
                                              : unknown);
        }
    }
    return result;
}

Matrix onlyRows(const Matrix& map, const std::vector<int>& rows) {
    Matrix result = map;
    result.rows = static_cast<int>(rows.size());
    result.values.clear();
    result.rowNames.clear();
    for (const int row : rows) {
        result.rowNames << map.rowNames.value(row);
        for (int column = 0; column < map.columns; ++column) {
            result.values.push_back(map.at(row, column));
        }
    }
    return result;
}

Matrix onlyColumns(const Matrix& map, const std::vector<int>& columns) {
    Matrix result = map;
    result.columns = static_cast<int>(columns.size());
    result.values.clear();
    result.columnNames.clear();
    for (const int column : columns) {
        result.columnNames << map.columnNames.value(column);
    }
    for (int row = 0; row < map.rows; ++row) {
        for (const int column : columns) {
            result.values.push_back(map.at(row, column));
        }
    }
    return result;
}

// The longest common subsequence, as places in both.
std::pair<std::vector<int>, std::vector<int>> inBoth(const QStringList& a, const QStringList& b) {
    const auto rows = static_cast<std::size_t>(a.size()), columns = static_cast<std::size_t>(b.size());
    std::vector<int> longest((rows + 1) * (columns + 1), 0); // of what begins at [i, j]
    const auto at = [&](std::size_t i, std::size_t j) -> int& { return longest[i * (columns + 1) + j]; };
    const auto equal = [&](std::size_t i, std::size_t j) {
        return a[static_cast<qsizetype>(i)] == b[static_cast<qsizetype>(j)];
    };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;) {
            at(i, j) = equal(i, j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::pair<std::vector<int>, std::vector<int>> places;
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (equal(i, j)) {
            places.first.push_back(static_cast<int>(i++));
            places.second.push_back(static_cast<int>(j++));
        } else if (at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            ++j;
        }
    }
    return places;
}

} // namespace

MapComparison compareMaps(const Matrix& first, const Matrix& second, double limit) {
    MapComparison result;
    QHash<QString, int> places;
    for (int row = 0; row < second.rows; ++row) {
        places.insert(second.rowNames.value(row), row);
    }
    std::vector<int> ofFirst, ofSecond;
    for (int row = 0; row < first.rows; ++row) {
        if (const auto place = places.constFind(first.rowNames.value(row)); place != places.cend()) {
            ofFirst.push_back(row);
            ofSecond.push_back(*place);
        }
    }
    result.onlyFirst = first.rows - static_cast<int>(ofFirst.size());
    result.onlySecond = second.rows - static_cast<int>(ofSecond.size());
    result.sharesRows = !ofFirst.empty();
    if (!result.sharesRows || first.columnNames.isEmpty() != second.columnNames.isEmpty()) {
        return result;
    }
    Matrix a = onlyRows(first, ofFirst), b = onlyRows(second, ofSecond);
    if (first.columnNames.isEmpty()) {
        const Grid grid = sharedGrid(first, second);
        if (grid.columns == 0) {
            return result;
        }
        a = onGrid(a, grid);
        b = onGrid(b, grid);
    } else if (first.columnNames != second.columnNames) {
        const auto [columnsOfFirst, columnsOfSecond] = inBoth(first.columnNames, second.columnNames);
        result.onlyColumns = first.columns + second.columns - 2 * static_cast<int>(columnsOfFirst.size());
        if (columnsOfFirst.empty()) {
            return result;
        }
        a = onlyColumns(a, columnsOfFirst);
        b = onlyColumns(b, columnsOfSecond);
    }
    result.difference = a;
    std::transform(a.values.begin(), a.values.end(), b.values.begin(), result.difference.values.begin(),
                   std::minus<>());
    result.upper = niceUpper(std::max(highestOf(a), highestOf(b)));
    if (limit > 0) {
        result.upper = std::min(result.upper, limit);
    }
    result.reach = niceUpper(highestOf(result.difference));
    result.first = std::move(a);
    result.second = std::move(b);
    return result;
}

Matrix atTheEnd(const Matrix& map, const QString& columnName) {
    if (map.isEmpty()) {
        return {};
    }
    Matrix result = map;
    result.columns = 1;
    result.columnNames = QStringList{columnName};
    result.tokens = false;
    result.values.assign(static_cast<std::size_t>(map.rows), unknown);
    for (int row = 0; row < map.rows; ++row) {
        for (int column = map.columns - 1; column >= 0; --column) {
            if (std::isfinite(map.at(row, column))) {
                result.values[static_cast<std::size_t>(row)] = map.at(row, column);
                break;
            }
        }
    }
    return result;
}

} // namespace loratrf
