#pragma once
// The figures of a run that are drawn over its steps.

#include "ui/plots/step_plot.h"

namespace loratrf {

Figure lossFigure();
std::vector<Figure> otherFigures(); // learning rate, gradient norm, tokens a second, memory, activity
// Of runs on preference pairs alone.
Figure preferredFigure();
Figure rewardsFigure();

} // namespace loratrf
