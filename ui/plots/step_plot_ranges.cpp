// Which part of a run a plot shows while it follows it.

#include "ui/plots/step_plot.h"
#include "ui/runs/run_model.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr double clippedShare = 0.01;
constexpr double mostAhead = 0.5; // of what the run has done, left free for what lies ahead of it
constexpr double rim = 0.04;      // of a fixed range, so that lines at its ends are whole

// Grows to hold what it is given, where an axis can show it.
struct Extent {
    bool logarithmic = false;
    double lower = std::numeric_limits<double>::infinity(), upper = -lower;

    bool isEmpty() const { return lower > upper; }
    void hold(double value) {
        if (std::isfinite(value) && (!logarithmic || value > 0)) {
            lower = std::min(lower, value);
            upper = std::max(upper, value);
        }
    }
    // The extent and once more its height on either side
    Extent around() const {
        Extent wide = *this;
        if (logarithmic) {
            const double ratio = std::max(2.0, upper / lower);
            wide.lower /= ratio;
            wide.upper *= ratio;
        } else {
            const double height = std::max(upper - lower, 0.5 * std::abs(upper));
            wide.lower -= height;
            wide.upper += height;
        }
        return wide;
    }
    bool contains(double value) const { return value >= lower && value <= upper; }
};

} // namespace

// From the run's first evaluation or step on, whatever this figure has: so all plots of a run are alike.
void StepPlot::fitSteps() {
    Extent steps{.logarithmic = hasLogarithmicSteps()}; // step 0, the base model, has no place there
    if (m_raw.size() > 0) {
        steps.hold(m_raw.x(0));
        steps.hold(m_raw.x(m_raw.size() - 1));
    }
    if (const std::vector<EvalEvent>& evals = m_model.evals(); !evals.empty()) {
        steps.hold(static_cast<double>(evals.front().step));
        steps.hold(static_cast<double>(evals.back().step));
    }
    if (steps.isEmpty()) {
        steps.hold(steps.logarithmic ? 1 : 0);
        steps.hold(1);
    }
    const double done = std::max(1.0, steps.upper - steps.lower);
    if (const std::optional<int64_t> patience = m_model.isRunning() ? m_model.patienceEnd() : std::nullopt) {
        const int64_t total = m_model.totalSteps();
        const auto end = static_cast<double>(*patience);
        if (end <= steps.upper + mostAhead * done && (total <= 0 || *patience <= total)) {
            steps.hold(end);
        }
    }
    if (steps.logarithmic) {
        m_plot->xAxis->setRange(steps.lower / 1.05, std::max(steps.upper, 2 * steps.lower) * 1.05);
        return;
    }
    const double widest = std::max(1.0, steps.upper - steps.lower);
    m_plot->xAxis->setRange(steps.lower - 0.02 * widest, std::max(steps.upper, steps.lower + 1) + 0.02 * widest);
}

void StepPlot::fitValues() {
    if (m_figure.top > 0 && !isLogarithmic()) {
        m_plot->yAxis->setRange(-rim * m_figure.top, (1 + rim) * m_figure.top);
        return;
    }
    const QCPRange steps = m_plot->xAxis->range();
    Extent values{.logarithmic = isLogarithmic()};
    const auto usual =
        m_clip ? m_raw.quantiles(steps.lower, steps.upper, clippedShare, 1 - clippedShare) : std::nullopt;
    if (usual) {
        values.hold(usual->first);
        values.hold(usual->second);
    } else {
        for (const QCPGraphData& point : *m_rawGraph->data()) {
            if (steps.contains(point.key)) {
                values.hold(point.value);
            }
        }
    }
    Extent marked{.logarithmic = values.logarithmic};
    std::vector<double> inView;
    for (const QPointF& mark : marks()) {
        if (steps.contains(mark.x())) {
            inView.push_back(mark.y());
            marked.hold(mark.y());
        }
    }
    // Of the marks the lowest counts always; the base model's, far above all others, is an outlier like any.
    if (usual && !marked.isEmpty()) {
        values.hold(marked.lower);
    }
    const Extent near = usual && !values.isEmpty() ? values.around() : marked;
    for (const double mark : inView) {
        if (near.contains(mark)) {
            values.hold(mark);
        }
    }
    if (m_level != nullptr && m_level->visible()) {
        values.hold(m_level->point1->value());
    }
    if (values.isEmpty()) {
        values.hold(values.logarithmic ? 0.1 : 0);
        values.hold(1);
    }
    const double lower = values.lower, upper = values.upper;
    if (values.logarithmic) {
        const double ratio = std::max(1.05, std::pow(upper / lower, 0.08));
        m_plot->yAxis->setRange(lower / ratio, upper * ratio);
        return;
    }
    const double margin = upper > lower ? 0.08 * (upper - lower) : upper == 0 ? 1 : 0.05 * std::abs(upper);
    // What is never negative has an axis that is not either.
    const double below = m_figure.fromZero && lower >= 0 ? std::max(0.0, lower - margin) : lower - margin;
    m_plot->yAxis->setRange(below, upper + margin);
}

} // namespace loratrf
