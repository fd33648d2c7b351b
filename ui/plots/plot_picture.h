#pragma once
// A plot as others see it: dark on white, with its title, as it is zoomed.

#include <QByteArray>
#include <QImage>

class QString;

namespace loratrf {

class StepPlot;

QImage plotImage(StepPlot& plot, double scale);
QByteArray plotSvg(StepPlot& plot);

// Writes beside the window, as the file's ending says: .svg, .csv, else PNG. The plot's messageWanted() says how it
// went.
void savePlot(StepPlot& plot, const QString& file);

} // namespace loratrf
