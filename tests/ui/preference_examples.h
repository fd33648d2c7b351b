#pragma once
// A made-up pair of answers, and a run on such pairs as the engine would report it.

#include "run_events.h"
#include "ui/runs/run_model.h"

#include <limits>

namespace loratrf {

constexpr int pairSteps = 40;

inline PreviewRow pairRow() {
    PreviewRow row;
    row.line = 7;
    row.tokens = {{11, "Ask", false}, {12, " good", true}, {13, "!", true}};
    row.rejected = {{11, "Ask", false}, {24, " bad", true}};
    return row;
}

inline PairFigures figuresAt(int64_t step) {
    const double way = static_cast<double>(step) / pairSteps;
    return {0.5 + 0.375 * way, 0.25 * way, 1.5 * way};
}

inline StepEvent pairStep(int64_t number) {
    StepEvent event = sample::step(number, pairSteps);
    event.pairs = figuresAt(number);
    return event;
}

inline EvalEvent pairEval(int64_t number, bool best = false) {
    EvalEvent event = sample::eval(number, 0.7 - 0.005 * static_cast<double>(number), best);
    event.perplexity = std::numeric_limits<double>::quiet_NaN();
    event.pairs = PairFigures{figuresAt(number).preferred - 0.125, 0.125, 0.75};
    return event;
}

inline void playPairs(RunModel& model) {
    model.append(sample::start(pairSteps, 4));
    model.append(pairEval(0));
    for (int i = 1; i <= pairSteps; ++i) {
        model.append(pairStep(i));
    }
    model.append(pairEval(pairSteps, true));
}

} // namespace loratrf
