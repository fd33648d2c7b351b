#pragma once
// One plot as a picture file, and what makes a plot of the window fit for paper.

#include "ui/plots/plot_theme.h"

#include <QString>

class QCustomPlot;

namespace loratrf {

class Heatmap;

constexpr int pictureWidth = 1000, pictureHeight = 520; // of exported pictures, in pixels at scale 1

// By the name's end: .svg in lines and letters, anything else as PNG in twice the plot's pixels. Throws Error(Io) where
// the file cannot be written.
void writePicture(QCustomPlot& plot, const QString& path);

void addTitle(QCustomPlot& plot, const QString& text, const PlotColours& colours); // above everything
void prepareForPrint(Heatmap& heatmap, const QString& title);  // size, colours on white, title; draws what is pending
void prepareForPrint(QCustomPlot& plot, const QString& title); // size and title; it has its colours already

} // namespace loratrf
