#include "ui/plots/pair_plot.h"

#include "ui/plots/figures.h"
#include "ui/plots/save_menu.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/words.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

double chosenReward(const PairFigures& pairs) {
    return pairs.chosen_reward;
}

double rejectedReward(const PairFigures& pairs) {
    return pairs.chosen_reward - pairs.margin;
}

} // namespace

PairPlot::PairPlot(const RunModel& model, Shows shows, QWidget* parent)
    : StepPlot(model, shows == Shows::Preferred ? preferredFigure() : rewardsFigure(), parent), m_shows(shows),
      m_eval(addGraph(tr("evaluation"))) {
    QCustomPlot& inner = *plot();
    if (m_shows == Shows::Rewards) {
        inner.graph(0)->setName(tr("margin"));
        inner.graph(1)->setName(tr("margin"));
        m_eval->setLineStyle(QCPGraph::lsNone);
        addReward(chosenReward, tr("chosen"));
        addReward(rejectedReward, tr("rejected"));
        putLegendAbove();
    } else {
        inner.axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    }
    inner.legend->setVisible(true);
    inner.legend->setRowSpacing(0);
    connect(&model, &RunModel::reset, this, [this] { m_stale = true; });
    applyColours(PlotColours::fromPalette(palette()));
}

QCPGraph* PairPlot::addGraph(const QString& name) {
    QCPGraph* graph = plot()->addGraph();
    graph->setName(name);
    graph->setAdaptiveSampling(false); // what it is given is thinned already, or little
    return graph;
}

void PairPlot::addReward(double (*of)(const PairFigures&), const QString& name) {
    m_rewards.push_back({of, name, addGraph(name), {}, Smoother(0)});
}

std::vector<QPointF> PairPlot::evaluations() const {
    std::vector<QPointF> points;
    for (const EvalEvent& eval : model().evals()) {
        if (eval.pairs) {
            points.emplace_back(static_cast<double>(eval.step),
                                m_shows == Shows::Preferred ? eval.pairs->preferred : eval.pairs->margin);
        }
    }
    return points;
}

void PairPlot::showMarks() {
    QVector<double> x, y;
    for (const QPointF& point : evaluations()) {
        x << point.x();
        y << point.y();
    }
    m_eval->setData(x, y, true);
    if (m_shows == Shows::Rewards) {
        showRewards();
        listCurves();
    }
}

void PairPlot::showRewards() {
    const std::vector<StepEvent>& steps = model().steps();
    const bool anew = m_stale || m_smoothedBy != smoothing();
    m_stale = false;
    m_smoothedBy = smoothing();
    for (Reward& reward : m_rewards) {
        if (anew || reward.curve.size() > raw().size()) {
            reward.curve.clear();
            reward.smoother = Smoother(smoothing());
        }
        while (reward.curve.size() < raw().size()) {
            const StepEvent& step = steps[reward.curve.size()];
            const double value = step.pairs ? reward.of(*step.pairs) : std::numeric_limits<double>::quiet_NaN();
            reward.curve.append(static_cast<double>(step.step), reward.smoother.next(value));
        }
        drawCurve(*reward.graph, reward.curve);
    }
}

// Of the margin's two curves the smoothed one where it is drawn. Last what a narrow plot has no room for.
void PairPlot::listCurves() {
    QCPLegend& legend = *plot()->legend;
    const bool smooth = smoothing() > 0;
    if (legend.hasItemWithPlottable(plot()->graph(0)) == smooth) {
        legend.clearItems();
        plot()->graph(smooth ? 1 : 0)->addToLegend();
        for (const Reward& reward : m_rewards) {
            reward.graph->addToLegend();
        }
    }
    m_eval->addToLegend();
    if (legend.minimumOuterSizeHint().width() > plot()->width()) {
        m_eval->removeFromLegend();
    }
}

std::vector<QPointF> PairPlot::marks() const {
    std::vector<QPointF> points = evaluations();
    for (const Reward& reward : m_rewards) {
        for (const QCPGraphData& point : *reward.graph->data()) {
            points.emplace_back(point.key, point.value);
        }
    }
    return points;
}

QString PairPlot::readout(double step) const {
    const std::vector<StepEvent>& steps = model().steps();
    const std::optional<std::size_t> at = nearest(step);
    if (!at || *at >= steps.size()) {
        return {};
    }
    const StepEvent& event = steps[*at];
    const auto text = [this](double value) { return figure().text(value); };
    const QString name = m_shows == Shows::Preferred ? tr("train") : tr("margin");
    QStringList figures{tr("step %1").arg(countText(event.step)),
                        smoothing() > 0
                            ? tr("%1 %2 (smoothed %3)").arg(name, text(raw().y(*at)), text(smoothed().y(*at)))
                            : tr("%1 %2").arg(name, text(raw().y(*at)))};
    for (const Reward& reward : m_rewards) {
        if (event.pairs) {
            figures << tr("%1 %2").arg(reward.name, text(reward.of(*event.pairs)));
        }
    }
    const std::vector<QPointF> evals = evaluations();
    const auto later = std::upper_bound(evals.begin(), evals.end(), static_cast<double>(event.step),
                                        [](double value, const QPointF& eval) { return value < eval.x(); });
    if (later != evals.begin()) {
        figures << tr("eval %1").arg(text((later - 1)->y()));
    }
    return figures.join(QStringLiteral("   "));
}

QString PairPlot::summary() const {
    QString told = StepPlot::summary();
    const std::vector<StepEvent>& steps = model().steps();
    if (!m_rewards.empty() && !steps.empty() && steps.back().pairs) {
        const PairFigures& pairs = *steps.back().pairs;
        told = tr("%1 The reward of the chosen answers is %2, that of the rejected ones %3.")
                   .arg(told, figure().text(chosenReward(pairs)), figure().text(rejectedReward(pairs)));
    }
    const std::vector<QPointF> evals = evaluations();
    return evals.empty() ? told
                         : tr("%1 Evaluation: %2 at step %3.")
                               .arg(told, figure().text(evals.back().y()), countText(std::llround(evals.back().x())));
}

QString PairPlot::csv() const {
    QString text = m_shows == Shows::Preferred
                       ? QStringLiteral("step,preferred,smoothed,eval_preferred\n")
                       : QStringLiteral("step,margin,smoothed,chosen_reward,rejected_reward,eval_margin\n");
    const std::vector<QPointF> evals = evaluations();
    std::size_t eval = 0;
    const auto row = [&](double step, const QStringList& values) {
        QString measured;
        for (; eval < evals.size() && evals[eval].x() <= step; ++eval) {
            measured = numberCell(evals[eval].y(), csvDigits);
        }
        const QStringList cells = QStringList(QString::number(std::llround(step))) + values + QStringList(measured);
        text += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    };
    const std::vector<StepEvent>& steps = model().steps();
    for (std::size_t i = 0; i < std::min(raw().size(), steps.size()); ++i) {
        QStringList values{numberCell(raw().y(i), csvDigits), numberCell(smoothed().y(i), csvDigits)};
        for (const Reward& reward : m_rewards) {
            values << (steps[i].pairs ? numberCell(reward.of(*steps[i].pairs), csvDigits) : QString());
        }
        if (eval < evals.size() && evals[eval].x() < raw().x(i)) { // of the base model, or between two steps told
            row(evals[eval].x(), QStringList(values.size(), QString()));
        }
        row(raw().x(i), values);
    }
    return text;
}

// The rewards are told apart without colour too.
void PairPlot::colourMarks(const PlotColours& colours) {
    m_eval->setPen(QPen(colours.eval, 1.5));
    m_eval->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colours.eval, colours.eval, 6));
    for (const Reward& reward : m_rewards) {
        const bool chosen = reward.of == chosenReward;
        reward.graph->setPen(QPen(chosen ? colours.text : colours.muted, 1.5, chosen ? Qt::SolidLine : Qt::DashLine));
    }
}

} // namespace loratrf
