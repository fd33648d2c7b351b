#pragma once
// What can be done with one plot: saved, copied, its axes changed.

class QMenu;

namespace loratrf {

class StepPlot;

QMenu* makePlotMenu(StepPlot& plot); // belongs to the plot

} // namespace loratrf
