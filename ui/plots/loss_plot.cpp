#include "ui/plots/loss_plot.h"

#include "ui/plots/figures.h"
#include "ui/plots/save_menu.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/words.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace loratrf {

LossPlot::LossPlot(const RunModel& model, QWidget* parent) : StepPlot(model, lossFigure(), parent) {
    QCustomPlot& inner = *plot();
    const auto addGraph = [&inner](const QString& name) {
        QCPGraph* graph = inner.addGraph();
        graph->setName(name);
        return graph;
    };
    m_eval = addGraph(tr("evaluation"));
    m_best = addGraph(tr("best evaluation"));
    m_best->setLineStyle(QCPGraph::lsNone);
    m_best->removeFromLegend();
    m_bestText = new QCPItemText(&inner);
    m_bestText->setPadding(QMargins(4, 2, 4, 12));
    m_bestText->setVisible(false);
    m_patience = new QCPItemStraightLine(&inner);
    m_patience->setVisible(false);
    m_patienceText = new QCPItemText(&inner);
    m_patienceText->setVisible(false);
    m_patienceText->setRotation(-90);
    m_patienceText->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_patienceText->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
    m_patienceText->setPadding(QMargins(2, 0, 2, 2));
    m_patienceText->setText(tr("patience ends"));
    inner.legend->setVisible(true);
    inner.legend->setRowSpacing(0);
    inner.axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    applyColours(PlotColours::fromPalette(palette()));
}

void LossPlot::showMarks() {
    const std::vector<EvalEvent>& evals = model().evals();
    QVector<double> x, y;
    for (const EvalEvent& eval : evals) {
        x << static_cast<double>(eval.step);
        y << eval.loss;
    }
    m_eval->setData(x, y, true);
    const EvalEvent* best = model().bestEval();
    m_best->data()->clear();
    m_bestText->setVisible(best != nullptr);
    if (best != nullptr) {
        const auto bestStep = static_cast<double>(best->step);
        m_best->addData(bestStep, best->loss);
        m_bestText->position->setCoords(bestStep, best->loss);
        m_bestText->setText(tr("best %1").arg(numberText(best->loss, 'f', 3)));
        const bool right = 2 * best->step > model().step(); // towards the middle, so that the edge does not cut it
        m_bestText->setPositionAlignment(Qt::AlignBottom | (right ? Qt::AlignRight : Qt::AlignLeft));
    }
    showPatience();
}

void LossPlot::showPatience() {
    const std::optional<int64_t> end = model().isRunning() ? model().patienceEnd() : std::nullopt;
    m_patience->setVisible(end.has_value());
    m_patienceText->setVisible(end.has_value());
    if (end) {
        const auto x = static_cast<double>(*end);
        m_patience->point1->setCoords(x, 1);
        m_patience->point2->setCoords(x, 2);
        m_patienceText->position->setCoords(x, 0.04);
    }
}

std::vector<QPointF> LossPlot::marks() const {
    std::vector<QPointF> points;
    for (const EvalEvent& eval : model().evals()) {
        points.emplace_back(static_cast<double>(eval.step), eval.loss);
    }
    return points;
}

QString LossPlot::readout(double step) const {
    const std::vector<StepEvent>& steps = model().steps();
    const std::optional<std::size_t> at = nearest(step);
    if (!at || *at >= steps.size()) {
        return {};
    }
    const StepEvent& event = steps[*at];
    QStringList figures{tr("step %1").arg(countText(event.step)),
                        smoothing() > 0
                            ? tr("train %1 (smoothed %2)").arg(lossText(event.loss), lossText(smoothed().y(*at)))
                            : tr("train %1").arg(lossText(event.loss))};
    const std::vector<EvalEvent>& evals = model().evals();
    const auto later = std::upper_bound(evals.begin(), evals.end(), event.step,
                                        [](int64_t value, const EvalEvent& eval) { return value < eval.step; });
    if (later != evals.begin()) {
        figures << tr("eval %1").arg(lossText((later - 1)->loss));
    }
    figures << tr("lr %1").arg(numberText(event.learning_rate, 'g', 3));
    return figures.join(QStringLiteral("   "));
}

QString LossPlot::summary() const {
    const std::vector<EvalEvent>& evals = model().evals();
    const EvalEvent* best = model().bestEval();
    return evals.empty() || best == nullptr
               ? StepPlot::summary()
               : tr("%1 Evaluation loss %2 at step %3, best %4 at step %5.")
                     .arg(StepPlot::summary(), lossText(evals.back().loss), countText(evals.back().step),
                          lossText(best->loss), countText(best->step));
}

QString LossPlot::csv() const {
    QString text = QStringLiteral("step,train_loss,smoothed,eval_loss\n");
    const auto number = [](double value) { return numberCell(value, csvDigits); };
    const std::vector<EvalEvent>& evals = model().evals();
    std::size_t eval = 0;
    const auto row = [&](int64_t step, const QString& train, const QString& smooth) {
        QString measured;
        for (; eval < evals.size() && evals[eval].step <= step; ++eval) {
            measured = number(evals[eval].loss);
        }
        text += QStringLiteral("%1,%2,%3,%4\n").arg(step).arg(train, smooth, measured);
    };
    for (std::size_t i = 0; i < raw().size(); ++i) {
        const auto step = static_cast<int64_t>(raw().x(i));
        if (eval < evals.size() && evals[eval].step < step) { // of the base model, or between two steps that are told
            row(evals[eval].step, {}, {});
        }
        row(step, number(raw().y(i)), number(smoothed().y(i)));
    }
    return text;
}

void LossPlot::colourMarks(const PlotColours& colours) {
    m_eval->setPen(QPen(colours.eval, 1.5));
    m_eval->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colours.eval, colours.eval, 6));
    m_best->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.best, 2), Qt::NoBrush, 13));
    m_bestText->setColor(colours.best);
    m_bestText->setFont(font());
    m_patience->setPen(QPen(colours.eval, 1, Qt::DotLine));
    m_patienceText->setColor(colours.eval);
    m_patienceText->setFont(font());
}

} // namespace loratrf
