#include "ui/plots/step_plot.h"

#include "ui/plots/plot_menu.h"
#include "ui/runs/run_model.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QToolButton>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr int repaintInterval = 50; // ms
constexpr int legendNeeds = 150;    // pixels of height
constexpr int tickNeeds = 28;
constexpr int fewestColumns = 400; // of a plot that has no size yet
constexpr double clippedShare = 0.01;
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

QPen curvePen(const QColor& colour, double width) {
    QPen pen(colour, width);
    pen.setJoinStyle(Qt::BevelJoin);
    return pen;
}

void fill(QCPGraph& graph, const std::vector<QPointF>& points) {
    QVector<QCPGraphData> data;
    data.reserve(static_cast<qsizetype>(points.size()));
    for (const QPointF& point : points) {
        data.append(QCPGraphData(point.x(), point.y()));
    }
    graph.data()->set(data, true);
}

} // namespace

StepPlot::StepPlot(const RunModel& model, Figure figure, QWidget* parent)
    : QWidget(parent), m_model(model), m_figure(std::move(figure)), m_title(new QLabel(m_figure.title, this)),
      m_readout(new QLabel(this)), m_more(new QToolButton(this)), m_plot(new QCustomPlot(this)) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(m_figure.title);
    makeTop();

    const auto addGraph = [this](const QString& name) {
        QCPGraph* graph = m_plot->addGraph();
        graph->setName(name);
        graph->setAdaptiveSampling(false); // what it is given is thinned already
        return graph;
    };
    m_rawGraph = addGraph(tr("training"));
    m_smoothGraph = addGraph(tr("smoothed"));
    m_plot->xAxis->setLabel(tr("step"));
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new StepTicker));
    m_plot->axisRect()->setupFullAxesBox(false);
    for (QCPAxis* axis : {m_plot->xAxis2, m_plot->yAxis2}) {
        axis->setVisible(false);
    }
    m_plot->yAxis->setNumberPrecision(4);
    m_plot->axisRect()->setAutoMargins(QCP::msRight | QCP::msTop | QCP::msBottom); // left: the same in every plot
    // Lives on a layer of its own: moving it does not draw the curves again.
    m_plot->addLayer(cursorLayer);
    m_plot->layer(cursorLayer)->setMode(QCPLayer::lmBuffered);
    m_cursor = new QCPItemStraightLine(m_plot);
    m_cursor->setLayer(cursorLayer);
    m_cursor->setVisible(false);
    if (m_figure.level) {
        m_level = new QCPItemStraightLine(m_plot);
        m_levelText = new QCPItemText(m_plot);
        m_levelText->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        m_levelText->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
        m_levelText->setPadding(QMargins(4, 2, 8, 2));
    }
    makeInteractions();
    updateFonts();
    applyColours(PlotColours::fromPalette(palette()));
    schedule();
}

StepPlot::~StepPlot() = default;

void StepPlot::makeTop() {
    m_title->setToolTip(m_figure.help);
    m_readout->setObjectName(m_figure.key + QStringLiteral("Readout"));
    m_readout->setForegroundRole(QPalette::PlaceholderText);
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_more->setObjectName(m_figure.key + QStringLiteral("More"));
    m_more->setText(QStringLiteral("⋯"));
    m_more->setAutoRaise(true);
    m_more->setAccessibleName(tr("More about the plot %1").arg(m_figure.title));
    m_more->setToolTip(tr("Save this plot as a picture or as numbers, copy it, or change its axis"));
    m_menu = makePlotMenu(*this);
    connect(m_more, &QToolButton::clicked, this,
            [this] { m_menu->popup(m_more->mapToGlobal(m_more->rect().bottomLeft())); });
    m_plot->setMinimumSize(200, 104);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->setAccessibleName(m_figure.title);
    m_plot->setToolTip(tr("%1\nWheel: zoom the steps (Ctrl: the values). Drag: zoom into a rectangle. Shift + drag: "
                          "move. Double click: everything.")
                           .arg(m_figure.help));

    auto* top = new QHBoxLayout;
    top->setSpacing(12);
    top->addWidget(m_title);
    top->addWidget(m_readout, 1);
    top->addWidget(m_more);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
}

void StepPlot::makeInteractions() {
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setSelectionRectMode(QCP::srmZoom);
    m_plot->setNoAntialiasingOnDrag(true);
    connect(m_plot, &QCustomPlot::mousePress, this, [this](const QMouseEvent* event) {
        const bool zooms = event->button() == Qt::LeftButton && !(event->modifiers() & Qt::ShiftModifier);
        m_plot->setSelectionRectMode(zooms ? QCP::srmZoom : QCP::srmNone);
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] {
        resetView();
        Q_EMIT viewReset();
    });
    connect(m_plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this](const QCPRange& range) {
        if (!m_fitting) {
            m_follow = false;
            schedule();
            Q_EMIT stepsChosen(range.lower, range.upper);
        }
    });
    connect(m_plot->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
        if (!m_fitting) {
            m_followValues = false;
            schedule();
        }
    });
    m_timer.setSingleShot(true);
    m_timer.setInterval(repaintInterval);
    connect(&m_timer, &QTimer::timeout, this, &StepPlot::flush);
    connect(&m_model, &RunModel::reset, this, &StepPlot::rebuild);
    for (const auto signal : {&RunModel::stepsGrew, &RunModel::evalsGrew, &RunModel::activityGrew}) {
        connect(&m_model, signal, this, &StepPlot::schedule);
    }
}

void StepPlot::schedule() {
    if (!m_timer.isActive() && isVisible()) { // it catches up when it is shown
        m_timer.start();
    }
}

void StepPlot::rebuild() {
    m_rebuild = true;
    schedule();
}

void StepPlot::setSmoothing(double weight) {
    m_smoothing = std::clamp(weight, 0.0, 0.999);
    rebuild();
}

bool StepPlot::isLogarithmic() const {
    return m_plot->yAxis->scaleType() == QCPAxis::stLogarithmic;
}

void StepPlot::setLogarithmic(bool on) {
    m_plot->yAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(on ? new LogTicker : new QCPAxisTicker));
    m_plot->yAxis->ticker()->setTickCount(std::clamp(m_plot->height() / tickNeeds, 2, 6));
    m_followValues = true;
    schedule();
}

void StepPlot::setClipsOutliers(bool on) {
    m_clip = on;
    m_followValues = true;
    schedule();
}

void StepPlot::resetView() {
    m_follow = m_followValues = true;
    schedule();
}

void StepPlot::zoom(double factor) {
    m_plot->xAxis->scaleRange(factor);
}

void StepPlot::pan(double x, double y) {
    if (x != 0) {
        m_plot->xAxis->moveRange(x * m_plot->xAxis->range().size());
    }
    if (y != 0 && isLogarithmic()) {
        const QCPRange range = m_plot->yAxis->range();
        m_plot->yAxis->moveRange(std::pow(range.upper / range.lower, y)); // a factor on this axis
    } else if (y != 0) {
        m_plot->yAxis->moveRange(y * m_plot->yAxis->range().size());
    }
}

void StepPlot::showSteps(double lower, double upper) {
    m_follow = false;
    m_fitting = true;
    m_plot->xAxis->setRange(lower, upper);
    m_fitting = false;
    schedule();
}

void StepPlot::flush() {
    m_timer.stop();
    append();
    m_fitting = true;
    if (m_follow) {
        fitSteps();
    }
    draw();
    showMarks();
    showLevel();
    if (m_followValues) {
        fitValues();
    }
    m_fitting = false;
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    if (!m_cursor->visible()) {
        setReadout(latestReadout());
    }
}

void StepPlot::append() {
    const std::size_t count = m_figure.count(m_model);
    if (m_rebuild || count < m_raw.size()) {
        m_rebuild = false;
        m_smoother = Smoother(m_smoothing);
        m_raw.clear();
        m_smooth.clear();
    }
    while (m_raw.size() < count) {
        const QPointF point = m_figure.point(m_model, m_raw.size());
        m_raw.append(point.x(), point.y());
        m_smooth.append(point.x(), m_smoother.next(point.y()));
    }
}

void StepPlot::draw() {
    const QCPRange steps = m_plot->xAxis->range();
    // One stretch a pixel. Where each is full of points, smooth edges cannot be seen and cost most of the time.
    const int columns = std::max(fewestColumns, m_plot->axisRect()->width() / 2);
    const auto [begin, end] = m_raw.span(steps.lower, steps.upper);
    const bool dense = end - begin > 4 * static_cast<std::size_t>(columns);
    m_plot->setPlottingHint(QCP::phFastPolylines, dense);
    for (QCPGraph* graph : {m_rawGraph, m_smoothGraph}) {
        graph->setAntialiased(!dense);
        const double usual = graph == m_smoothGraph ? 2 : m_figure.smooth ? 1 : 1.5;
        if (QPen pen = graph->pen(); pen.widthF() != (dense ? 1 : usual)) {
            pen.setWidthF(dense ? 1 : usual);
            graph->setPen(pen);
        }
    }
    fill(*m_rawGraph, m_raw.thinned(steps.lower, steps.upper, columns));
    const bool smoothed = m_figure.smooth && m_smoothing > 0;
    fill(*m_smoothGraph, smoothed ? m_smooth.thinned(steps.lower, steps.upper, columns) : std::vector<QPointF>());
    m_smoothGraph->setVisible(smoothed);
    if (m_plot->legend != nullptr) {
        if (smoothed) {
            m_smoothGraph->addToLegend();
        } else {
            m_smoothGraph->removeFromLegend();
        }
    }
}

void StepPlot::fitSteps() {
    double lower = 0, upper = 1;
    if (m_raw.size() > 0) {
        lower = m_raw.x(0);
        upper = m_raw.x(m_raw.size() - 1);
    }
    for (const QPointF& mark : marks()) {
        lower = m_raw.size() > 0 ? std::min(lower, mark.x()) : mark.x();
        upper = std::max(upper, mark.x());
    }
    const double widest = std::max(1.0, upper - lower);
    m_plot->xAxis->setRange(lower - 0.02 * widest, std::max(upper, lower + 1) + 0.02 * widest);
}

void StepPlot::fitValues() {
    const QCPRange steps = m_plot->xAxis->range();
    const bool logarithmic = isLogarithmic();
    double lower = std::numeric_limits<double>::infinity(), upper = -lower;
    const auto hold = [&](double value) {
        if (std::isfinite(value) && (!logarithmic || value > 0)) {
            lower = std::min(lower, value);
            upper = std::max(upper, value);
        }
    };
    const auto usual =
        m_clip ? m_raw.quantiles(steps.lower, steps.upper, clippedShare, 1 - clippedShare) : std::nullopt;
    if (usual) {
        hold(usual->first);
        hold(usual->second);
    } else {
        for (const QCPGraphData& point : *m_rawGraph->data()) {
            if (steps.contains(point.key)) {
                hold(point.value);
            }
        }
    }
    for (const QPointF& mark : marks()) {
        if (steps.contains(mark.x())) {
            hold(mark.y());
        }
    }
    if (m_level != nullptr && m_level->visible()) {
        hold(m_level->point1->value());
    }
    if (lower > upper) {
        lower = logarithmic ? 0.1 : 0;
        upper = 1;
    }
    if (logarithmic) {
        const double ratio = std::max(1.05, std::pow(upper / lower, 0.08));
        m_plot->yAxis->setRange(lower / ratio, upper * ratio);
        return;
    }
    const double margin = upper > lower ? 0.08 * (upper - lower) : upper == 0 ? 1 : 0.05 * std::abs(upper);
    // What is never negative has an axis that is not either.
    const double below = m_figure.fromZero && lower >= 0 ? std::max(0.0, lower - margin) : lower - margin;
    m_plot->yAxis->setRange(below, upper + margin);
}

void StepPlot::showLevel() {
    if (m_level == nullptr) {
        return;
    }
    const double level = m_figure.level(m_model);
    const bool known = level > 0 && m_raw.size() > 0;
    m_level->setVisible(known);
    m_levelText->setVisible(known);
    if (known) {
        m_level->point1->setCoords(0, level);
        m_level->point2->setCoords(1, level);
        m_levelText->position->setCoords(1, level);
        m_levelText->setText(m_figure.levelName.arg(m_figure.text(level)));
    }
}

std::optional<std::size_t> StepPlot::nearest(double step) const {
    if (m_raw.size() == 0) {
        return std::nullopt;
    }
    const auto [begin, end] = m_raw.span(step, step);
    std::size_t best = begin;
    for (std::size_t i = begin; i < end; ++i) {
        if (std::abs(m_raw.x(i) - step) < std::abs(m_raw.x(best) - step)) {
            best = i;
        }
    }
    return best;
}

QString StepPlot::readout(double step) const {
    const std::optional<std::size_t> at = nearest(step);
    if (!at) {
        return {};
    }
    const auto number = static_cast<qlonglong>(m_raw.x(*at));
    const QString value = m_figure.text(m_raw.y(*at));
    return m_figure.smooth && m_smoothing > 0
               ? tr("step %1   %2 (smoothed %3)").arg(number).arg(value, m_figure.text(m_smooth.y(*at)))
               : tr("step %1   %2").arg(number).arg(value);
}

QString StepPlot::latestReadout() const {
    return readout(std::numeric_limits<double>::max());
}

QString StepPlot::csv() const {
    QString text = QStringLiteral("step,%1%2\n").arg(m_figure.key, m_figure.smooth ? QStringLiteral(",smoothed") : "");
    const auto number = [](double value) { return std::isfinite(value) ? QString::number(value, 'g', 9) : QString(); };
    for (std::size_t i = 0; i < m_raw.size(); ++i) {
        text += QString::number(static_cast<qlonglong>(m_raw.x(i))) + u',' + number(m_raw.y(i));
        if (m_figure.smooth) {
            text += u',' + number(m_smooth.y(i));
        }
        text += u'\n';
    }
    return text;
}

void StepPlot::showCursor(std::optional<double> step) {
    const bool shown = step && m_raw.size() > 0;
    if (!shown && !m_cursor->visible()) {
        return;
    }
    m_cursor->setVisible(shown);
    if (shown) {
        m_cursor->point1->setCoords(*step, 1);
        m_cursor->point2->setCoords(*step, 2);
    }
    m_plot->layer(cursorLayer)->replot();
    setReadout(shown ? readout(*step) : latestReadout());
}

void StepPlot::setReadout(const QString& text) {
    m_readout->setText(text);
    m_readout->setToolTip(text);
    Q_EMIT readoutChanged(text);
}

void StepPlot::moveCursor(double x) {
    if (m_raw.size() == 0 || !m_plot->axisRect()->rect().contains(qRound(x), m_plot->axisRect()->center().y())) {
        leaveCursor();
        return;
    }
    const double step = m_plot->xAxis->pixelToCoord(x);
    showCursor(step);
    Q_EMIT cursorMoved(step);
}

void StepPlot::leaveCursor() {
    if (m_cursor->visible()) {
        showCursor(std::nullopt);
        Q_EMIT cursorMoved(std::nullopt);
    }
}

bool StepPlot::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        moveCursor(static_cast<QMouseEvent*>(event)->position().x());
    } else if (watched == m_plot && event->type() == QEvent::Leave) {
        leaveCursor();
    } else if (watched == m_plot && event->type() == QEvent::Wheel) {
        const bool values = static_cast<QWheelEvent*>(event)->modifiers() & Qt::ControlModifier;
        m_plot->axisRect()->setRangeZoom(values ? Qt::Vertical : Qt::Horizontal);
    }
    return QWidget::eventFilter(watched, event);
}

void StepPlot::keyPressEvent(QKeyEvent* event) {
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
        Q_EMIT viewReset();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void StepPlot::contextMenuEvent(QContextMenuEvent* event) {
    m_menu->popup(event->globalPos());
}

void StepPlot::applyColours(const PlotColours& colours) {
    stylePlot(*m_plot, colours, font());
    m_rawGraph->setPen(curvePen(m_figure.smooth ? colours.trainRaw : colours.train, m_figure.smooth ? 1 : 1.5));
    m_smoothGraph->setPen(curvePen(colours.train, 2));
    m_cursor->setPen(QPen(colours.muted, 1, Qt::DashLine));
    if (m_level != nullptr) {
        m_level->setPen(QPen(colours.eval, 1, Qt::DashDotLine));
        m_levelText->setColor(colours.eval);
        m_levelText->setFont(font());
    }
    QColor zone = colours.train;
    m_plot->selectionRect()->setPen(QPen(zone));
    zone.setAlpha(40);
    m_plot->selectionRect()->setBrush(zone);
    colourMarks(colours);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void StepPlot::updateFonts() {
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    const QMargins margins = m_plot->axisRect()->margins();
    const int left = QFontMetrics(font()).horizontalAdvance(QStringLiteral("0.00000")) + 12;
    m_plot->axisRect()->setMargins(QMargins(left, margins.top(), margins.right(), margins.bottom()));
}

void StepPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        updateFonts();
        applyColours(PlotColours::fromPalette(palette()));
    }
    QWidget::changeEvent(event);
}

void StepPlot::showEvent(QShowEvent* event) {
    m_plot->setBufferDevicePixelRatio(devicePixelRatioF()); // the screen may differ from the one at construction
    schedule();
    QWidget::showEvent(event);
}

void StepPlot::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int height = m_plot->height();
    m_plot->yAxis->ticker()->setTickCount(std::clamp(height / tickNeeds, 2, 6));
    if (m_plot->legend != nullptr && m_plot->legend->visible() != (height >= legendNeeds) && m_plot->graphCount() > 2) {
        m_plot->legend->setVisible(height >= legendNeeds);
    }
    schedule(); // more pixels show more points
}

} // namespace loratrf
