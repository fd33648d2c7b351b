#pragma once
// What the library's plots share.

#include "ui/plots/plot_theme.h"

#include <QPen>

class QCPAxis;
class QCustomPlot;

namespace loratrf {

void setUpPlot(QCustomPlot& plot); // axes left and below, zoom by the wheel, move by dragging
void setLogarithmic(QCPAxis& axis, bool on);
void widen(QCPAxis& axis); // a little room around the data, also where all of it has one value

// Runs are told apart by colour and by dashes, through which one shows that lies below another; distinct for every kind
// of colour vision.
QPen runPen(int number, bool dark);

} // namespace loratrf
