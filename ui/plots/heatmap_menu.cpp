#include "ui/plots/heatmap_menu.h"

#include "ui/plots/heatmap.h"
#include "ui/plots/picture_file.h"

namespace loratrf {

namespace {

void printMap(const Heatmap& source, const QString& title, const std::function<void(QCustomPlot&)>& take) {
    Heatmap heatmap;
    heatmap.setLabels(source.columnsLabel(), source.valuesLabel());
    heatmap.setScale(source.scale());
    heatmap.setUpperLimit(source.upperLimit());
    heatmap.setFixedUpper(source.fixedUpper());
    heatmap.setMatrix(source.matrix());
    prepareForPrint(heatmap, title);
    take(*heatmap.plot());
}

QString columnName(const Matrix& matrix, int column) {
    return matrix.columnNames.isEmpty() ? QString::number(matrix.firstKey + column * matrix.keyStep, 'f', 0)
                                        : matrix.columnNames[column];
}

QString table(const Matrix& matrix, QChar separator) {
    // On the clipboard white space within a token is shown, as in the map.
    const auto cell = [separator](const QString& text) {
        return separator == QLatin1Char(',') ? textCell(text, separator)
                                             : tokenLabel(text, static_cast<int>(text.size()));
    };
    QString text;
    for (int column = 0; column < matrix.columns; ++column) {
        text += separator + cell(columnName(matrix, column));
    }
    text += QLatin1Char('\n');
    for (int row = 0; row < matrix.rows; ++row) {
        text += cell(matrix.rowNames.value(row));
        for (int column = 0; column < matrix.columns; ++column) {
            text += separator + numberCell(matrix.at(row, column), 9);
        }
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace

QString matrixCsv(const Matrix& matrix) {
    return table(matrix, QLatin1Char(','));
}

HeatmapMenu::HeatmapMenu(Heatmap& heatmap, const std::function<QString()>& name, QWidget* parent)
    : SaveMenu(tr("S&ave map"), heatmap,
               {.name = name,
                .isEmpty = [&heatmap] { return heatmap.matrix().isEmpty(); },
                .print = [&heatmap,
                          name](const std::function<void(QCustomPlot&)>& take) { printMap(heatmap, name(), take); },
                .values = [&heatmap](QChar separator) { return table(heatmap.matrix(), separator); }},
               parent) {
    setObjectName(QStringLiteral("saveMap"));
    setToolTip(tr("Save this map as a picture or as numbers, or copy it"));
}

} // namespace loratrf
