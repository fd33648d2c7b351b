#pragma once
// Steps for a plot of losses, and which of its graphs is which.

#include "run_events.h"
#include "ui/plots/loss_plot.h"
#include "ui/runs/run_model.h"

#include <qcustomplot.h>

namespace loratrf {

enum LossGraph { Raw, Smoothed, Evaluation, Best };

inline void play(RunModel& model, int from, int to, int total) {
    for (int i = from; i <= to; ++i) {
        model.append(sample::step(i, total));
    }
}

} // namespace loratrf
