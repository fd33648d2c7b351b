#include "ui/plots/loss_plot.h"

#include "ui/runs/run_model.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr int repaintInterval = 50; // ms
const auto cursorLayer = QStringLiteral("cursor");

// Steps are whole numbers.
class StepTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override {
        return std::max(1.0, std::ceil(QCPAxisTicker::getTickStep(range)));
    }
};

// 1-2-5 on a logarithmic axis; powers of ten alone where many are visible, round numbers where not even one is.
class LogTicker : public QCPAxisTicker {
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override {
        if (!(range.lower > 0) || range.upper / range.lower < 4) {
            return QCPAxisTicker::createTickVector(tickStep, range);
        }
        const double first = std::floor(std::log10(range.lower)), last = std::ceil(std::log10(range.upper));
        QVector<double> ticks;
        for (double power = first; power <= last; ++power) {
            for (const double factor : {1.0, 2.0, 5.0}) {
                if (factor == 1 || last - first < 5) {
                    ticks << factor * std::pow(10.0, power);
                }
            }
        }
        return ticks;
    }
};

QPen curve(const QColor& colour, double width) {
    QPen pen(colour, width);
    pen.setJoinStyle(Qt::RoundJoin);
    return pen;
}

} // namespace

LossPlot::LossPlot(const RunModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_plot(new QCustomPlot(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setFocusPolicy(Qt::StrongFocus);
    m_plot->setMinimumSize(280, 180);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->setAccessibleName(tr("Loss plot"));
    m_plot->setToolTip(tr("Wheel: zoom · drag: zoom into a rectangle · Shift + drag: move · double click: everything"));

    const auto addGraph = [this](const QString& name) {
        QCPGraph* graph = m_plot->addGraph();
        graph->setName(name);
        graph->setAdaptiveSampling(true);
        return graph;
    };
    m_raw = addGraph(tr("training"));
    m_smooth = addGraph(tr("smoothed"));
    m_eval = addGraph(tr("evaluation"));
    m_best = addGraph(tr("best evaluation"));
    m_best->setLineStyle(QCPGraph::lsNone);
    m_best->removeFromLegend();
    m_bestText = new QCPItemText(m_plot);
    m_bestText->setPadding(QMargins(4, 2, 4, 12));
    m_bestText->setVisible(false);
    m_patience = new QCPItemStraightLine(m_plot);
    m_patience->setVisible(false);

    m_plot->xAxis->setLabel(tr("step"));
    m_plot->yAxis->setLabel(tr("loss"));
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new StepTicker));
    m_plot->legend->setVisible(true);
    m_plot->legend->setRowSpacing(0);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    m_plot->axisRect()->setupFullAxesBox(false);
    for (QCPAxis* axis : {m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setVisible(false);
    }
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setSelectionRectMode(QCP::srmZoom);
    m_plot->setNoAntialiasingOnDrag(true);
    connect(m_plot, &QCustomPlot::mousePress, this, [this](const QMouseEvent* event) {
        m_plot->setSelectionRectMode(event->modifiers() & Qt::ShiftModifier ? QCP::srmNone : QCP::srmZoom);
    });
    connect(m_plot->selectionRect(), &QCPSelectionRect::accepted, this, [this] { m_follow = false; });
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this] { m_follow = false; });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &LossPlot::resetView);

    // The cursor lives on a layer of its own: moving it does not draw the curves again.
    m_plot->addLayer(cursorLayer);
    m_plot->layer(cursorLayer)->setMode(QCPLayer::lmBuffered);
    m_cursor = new QCPItemStraightLine(m_plot);
    m_cursor->setLayer(cursorLayer);
    m_cursor->setVisible(false);

    m_timer.setSingleShot(true);
    m_timer.setInterval(repaintInterval);
    connect(&m_timer, &QTimer::timeout, this, &LossPlot::flush);
    connect(&model, &RunModel::reset, this, &LossPlot::rebuild);
    connect(&model, &RunModel::stepsGrew, this, &LossPlot::schedule);
    connect(&model, &RunModel::evalsGrew, this, &LossPlot::schedule);
    applyColours(PlotColours::fromPalette(palette()));
    schedule();
}

void LossPlot::schedule() {
    if (!m_timer.isActive()) {
        m_timer.start();
    }
}

void LossPlot::rebuild() {
    m_rebuild = true;
    schedule();
}

void LossPlot::setSmoothing(double weight) {
    m_smoothing = std::clamp(weight, 0.0, 0.999);
    rebuild();
}

bool LossPlot::isLogarithmic() const {
    return m_plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
}

void LossPlot::setLogarithmic(bool on) {
    m_plot->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(on ? new LogTicker : new QCPAxisTicker));
    resetView();
}

void LossPlot::resetView() {
    m_follow = true;
    schedule();
}

void LossPlot::zoom(double factor) {
    m_follow = false;
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->scaleRange(factor);
    }
    schedule();
}

void LossPlot::pan(double x, double y) {
    m_follow = false;
    m_plot->xAxis->moveRange(x * m_plot->xAxis->range().size());
    if (isLogarithmic()) {
        const QCPRange range = m_plot->yAxis->range();
        m_plot->yAxis->moveRange(std::pow(range.upper / range.lower, y)); // a factor on this axis
    } else {
        m_plot->yAxis->moveRange(y * m_plot->yAxis->range().size());
    }
    schedule();
}

void LossPlot::flush() {
    m_timer.stop();
    if (m_rebuild) {
        m_rebuild = false;
        m_drawn = 0;
        m_smoother = Smoother(m_smoothing);
        m_raw->data()->clear();
        m_smooth->data()->clear();
    }
    appendSteps();
    showEvals();
    if (m_follow) {
        rescale();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    if (!m_cursor->visible()) {
        Q_EMIT readoutChanged(latestReadout());
    }
}

void LossPlot::appendSteps() {
    const std::vector<StepEvent>& steps = m_model.steps();
    QVector<double> x, raw, smooth;
    for (; m_drawn < steps.size(); ++m_drawn) {
        x << static_cast<double>(steps[m_drawn].step);
        const double loss = steps[m_drawn].loss;
        raw << (std::isfinite(loss) ? loss : std::nan("")); // a gap in the curve
        smooth << m_smoother.next(loss);
    }
    m_raw->addData(x, raw, true);
    m_smooth->addData(x, smooth, true);
    const bool smoothed = m_smoothing > 0;
    m_smooth->setVisible(smoothed);
    if (smoothed) {
        m_smooth->addToLegend();
    } else {
        m_smooth->removeFromLegend();
    }
}

void LossPlot::showEvals() {
    const std::vector<EvalEvent>& evals = m_model.evals();
    QVector<double> x, y;
    for (const EvalEvent& eval : evals) {
        x << static_cast<double>(eval.step);
        y << eval.loss;
    }
    m_eval->setData(x, y, true);
    const EvalEvent* best = m_model.bestEval();
    m_best->data()->clear();
    m_bestText->setVisible(best != nullptr);
    m_patience->setVisible(false);
    if (best == nullptr) {
        return;
    }
    const auto bestStep = static_cast<double>(best->step);
    m_best->addData(bestStep, best->loss);
    m_bestText->position->setCoords(bestStep, best->loss);
    m_bestText->setText(tr("best %1").arg(best->loss, 0, 'f', 3));
    const bool right = 2 * best->step > m_model.step(); // towards the middle, so that the edge does not cut it
    m_bestText->setPositionAlignment(Qt::AlignBottom | (right ? Qt::AlignRight : Qt::AlignLeft));
    const int64_t patience = m_model.info() ? m_model.info()->options.patience : 0;
    if (patience > 0 && evals.size() >= 2 && m_model.isRunning()) {
        const int64_t between = evals.back().step - evals[evals.size() - 2].step;
        m_patience->setVisible(true);
        const auto end = bestStep + static_cast<double>(patience * between);
        m_patience->point1->setCoords(end, 1);
        m_patience->point2->setCoords(end, 2);
    }
}

void LossPlot::rescale() {
    const QCP::SignDomain domain = isLogarithmic() ? QCP::sdPositive : QCP::sdBoth;
    QCPRange keys, values;
    bool found = false;
    for (const QCPGraph* graph : {m_raw, m_eval}) {
        bool hasKeys = false, hasValues = false;
        const QCPRange graphKeys = graph->getKeyRange(hasKeys);
        const QCPRange graphValues = graph->getValueRange(hasValues, domain);
        if (!hasKeys || !hasValues) {
            continue;
        }
        keys = found ? keys.expanded(graphKeys) : graphKeys;
        values = found ? values.expanded(graphValues) : graphValues;
        found = true;
    }
    if (!found) {
        keys = QCPRange(0, 1);
        values = QCPRange(isLogarithmic() ? 0.1 : 0, 1);
    }
    const double widest = std::max(1.0, keys.size());
    m_plot->xAxis->setRange(keys.lower - 0.02 * widest, std::max(keys.upper, keys.lower + 1) + 0.02 * widest);
    if (isLogarithmic()) {
        const double ratio = std::max(1.05, std::pow(values.upper / values.lower, 0.08));
        m_plot->yAxis->setRange(values.lower / ratio, values.upper * ratio);
    } else {
        const double margin = values.size() > 0 ? 0.08 * values.size() : std::max(0.05, 0.1 * std::abs(values.upper));
        const double lower = values.lower - margin; // losses are not negative, so neither is the axis
        m_plot->yAxis->setRange(values.lower >= 0 ? std::max(0.0, lower) : lower, values.upper + margin);
    }
}

QString LossPlot::readout(double step) const {
    const std::vector<StepEvent>& steps = m_model.steps();
    if (steps.empty()) {
        return {};
    }
    auto after = std::lower_bound(steps.begin(), steps.end(), step, [](const StepEvent& event, double value) {
        return static_cast<double>(event.step) < value;
    });
    if (after == steps.end() || (after != steps.begin() && static_cast<double>(after->step) - step >
                                                               step - static_cast<double>((after - 1)->step))) {
        --after;
    }
    const auto smooth = m_smooth->data()->findBegin(static_cast<double>(after->step), false);
    QString text = tr("step %1   train %2").arg(after->step).arg(after->loss, 0, 'f', 4);
    if (m_smoothing > 0 && smooth != m_smooth->data()->constEnd()) {
        text += tr(" (smoothed %1)").arg(smooth->value, 0, 'f', 4);
    }
    const std::vector<EvalEvent>& evals = m_model.evals();
    const auto later = std::upper_bound(evals.begin(), evals.end(), after->step,
                                        [](int64_t value, const EvalEvent& event) { return value < event.step; });
    if (later != evals.begin()) {
        text += tr("   eval %1").arg((later - 1)->loss, 0, 'f', 4);
    }
    return text + tr("   lr %1").arg(after->learning_rate, 0, 'g', 3);
}

QString LossPlot::latestReadout() const {
    return readout(std::numeric_limits<double>::max());
}

void LossPlot::moveCursor(double x) {
    if (m_model.steps().empty() || !m_plot->axisRect()->rect().contains(qRound(x), m_plot->axisRect()->center().y())) {
        hideCursor();
        return;
    }
    const double step = m_plot->xAxis->pixelToCoord(x);
    m_cursor->point1->setCoords(step, 1);
    m_cursor->point2->setCoords(step, 2);
    m_cursor->setVisible(true);
    m_plot->layer(cursorLayer)->replot();
    Q_EMIT readoutChanged(readout(step));
}

void LossPlot::hideCursor() {
    if (m_cursor->visible()) {
        m_cursor->setVisible(false);
        m_plot->layer(cursorLayer)->replot();
        Q_EMIT readoutChanged(latestReadout());
    }
}

bool LossPlot::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        moveCursor(mouse->position().x());
        if (mouse->buttons() != Qt::NoButton && m_plot->selectionRectMode() == QCP::srmNone) {
            m_follow = false;
        }
    } else if (watched == m_plot && event->type() == QEvent::Leave) {
        hideCursor();
    }
    return QWidget::eventFilter(watched, event);
}

void LossPlot::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Plus:
        zoom(0.8);
        break;
    case Qt::Key_Minus:
        zoom(1.25);
        break;
    case Qt::Key_Left:
        pan(-0.1, 0);
        break;
    case Qt::Key_Right:
        pan(0.1, 0);
        break;
    case Qt::Key_Up:
        pan(0, 0.1);
        break;
    case Qt::Key_Down:
        pan(0, -0.1);
        break;
    case Qt::Key_0:
        resetView();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LossPlot::applyColours(const PlotColours& colours) {
    stylePlot(*m_plot, colours, font());
    m_raw->setPen(curve(colours.trainRaw, 1));
    m_smooth->setPen(curve(colours.train, 2));
    m_eval->setPen(curve(colours.eval, 1.5));
    m_eval->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colours.eval, colours.eval, 6));
    m_best->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colours.best, 2), Qt::NoBrush, 13));
    m_bestText->setColor(colours.best);
    m_bestText->setFont(font());
    m_cursor->setPen(QPen(colours.muted, 1, Qt::DashLine));
    m_patience->setPen(QPen(colours.eval, 1, Qt::DotLine));
    QColor zone = colours.train;
    m_plot->selectionRect()->setPen(QPen(zone));
    zone.setAlpha(40);
    m_plot->selectionRect()->setBrush(zone);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LossPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColours(PlotColours::fromPalette(palette()));
    }
    QWidget::changeEvent(event);
}

void LossPlot::showEvent(QShowEvent* event) {
    m_plot->setBufferDevicePixelRatio(devicePixelRatioF()); // the screen may differ from the one at construction
    QWidget::showEvent(event);
}

} // namespace loratrf
