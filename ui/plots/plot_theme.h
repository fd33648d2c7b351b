#pragma once
// How plots look: colours taken from the palette, so that they follow the application into dark mode.

#include <QColor>
#include <QFont>
#include <QPalette>

class QCustomPlot;
class QCPAxis;

namespace loratrf {

struct PlotColours {
    bool dark = false;
    QColor background, text, muted, grid;
    QColor train, trainRaw, eval, best; // distinct for every kind of colour vision: blue against orange

    static PlotColours fromPalette(const QPalette& palette);
    static PlotColours print(); // for exported pictures: dark on white
};

void styleAxis(QCPAxis& axis, const PlotColours& colours, const QFont& font);
void stylePlot(QCustomPlot& plot, const PlotColours& colours, const QFont& font); // background, axes, grid, legend

} // namespace loratrf
