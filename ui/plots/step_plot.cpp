#include "ui/plots/step_plot.h"

#include "ui/plots/plot_menu.h"
#include "ui/plots/save_menu.h"
#include "ui/plots/tickers.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
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
constexpr double rightEdge = 0.25; // of the steps in view, which the name of a line across reaches
const auto cursorLayer = QStringLiteral("cursor");

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
    m_across = new QCPItemStraightLine(m_plot);
    m_acrossText = new QCPItemText(m_plot);
    m_acrossText->setObjectName(m_figure.key + QStringLiteral("Across"));
    m_acrossText->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
    m_acrossText->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_acrossText->setPadding(QMargins(4, 1, 4, 1));
    for (QCPAbstractItem* item : std::initializer_list<QCPAbstractItem*>{m_cursor, m_across, m_acrossText}) {
        item->setLayer(cursorLayer);
        item->setVisible(false);
    }
    if (m_figure.level) {
        m_level = new QCPItemStraightLine(m_plot);
        m_levelText = new QCPItemText(m_plot);
        m_levelText->setObjectName(m_figure.key + QStringLiteral("Level"));
        m_levelText->setLayer(QStringLiteral("axes")); // above the curves
        m_levelText->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        m_levelText->setPadding(QMargins(4, 2, 8, 2));
    }
    makeInteractions();
    readByKeys();
    m_timer.setSingleShot(true);
    m_timer.setInterval(repaintInterval);
    connect(&m_timer, &QTimer::timeout, this, &StepPlot::flush);
    connect(&m_model, &RunModel::reset, this, &StepPlot::rebuild);
    for (const auto signal : {&RunModel::stepsGrew, &RunModel::evalsGrew, &RunModel::activityGrew}) {
        connect(&m_model, signal, this, &StepPlot::schedule);
    }
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
                          "move. Double click: everything. Arrow keys: read the values.")
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

bool StepPlot::hasLogarithmicSteps() const {
    return m_plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
}

void StepPlot::setLogarithmicSteps(bool on) {
    if (on == hasLogarithmicSteps()) {
        return;
    }
    m_plot->xAxis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_plot->xAxis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new LogTicker)
                                : QSharedPointer<QCPAxisTicker>(new StepTicker));
    resetView();
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
    summarise();
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

// One stretch a pixel.
int StepPlot::columns() const {
    return std::max(fewestColumns, m_plot->axisRect()->width() / 2);
}

void StepPlot::draw() {
    const QCPRange steps = m_plot->xAxis->range();
    // Where each stretch is full of points, smooth edges cannot be seen and cost most of the time.
    const auto [begin, end] = m_raw.span(steps.lower, steps.upper);
    const bool dense = end - begin > 4 * static_cast<std::size_t>(columns());
    m_plot->setPlottingHint(QCP::phFastPolylines, dense);
    for (QCPGraph* graph : {m_rawGraph, m_smoothGraph}) {
        graph->setAntialiased(!dense);
        const double usual = graph == m_smoothGraph ? 2 : m_figure.smooth ? 1 : 1.5;
        if (QPen pen = graph->pen(); pen.widthF() != (dense ? 1 : usual)) {
            pen.setWidthF(dense ? 1 : usual);
            graph->setPen(pen);
        }
    }
    drawCurve(*m_rawGraph, m_raw);
    const bool smoothed = m_figure.smooth && m_smoothing > 0;
    if (smoothed) {
        drawCurve(*m_smoothGraph, m_smooth);
    } else {
        m_smoothGraph->data()->clear();
    }
    m_smoothGraph->setVisible(smoothed);
    if (m_plot->legend != nullptr) {
        if (smoothed) {
            m_smoothGraph->addToLegend();
        } else {
            m_smoothGraph->removeFromLegend();
        }
    }
}

void StepPlot::drawCurve(QCPGraph& graph, const Curve& curve) const {
    fill(graph, visible(curve));
}

// The points in view, thinned to as many stretches as there are columns; on a logarithmic axis decade by decade.
std::vector<QPointF> StepPlot::visible(const Curve& curve) const {
    const QCPRange steps = m_plot->xAxis->range();
    if (!hasLogarithmicSteps()) {
        return curve.thinned(steps.lower, steps.upper, columns());
    }
    const double decades = std::max(1.0, std::log10(steps.upper / steps.lower));
    const int each = std::max(1, static_cast<int>(columns() / decades));
    std::vector<QPointF> points;
    for (double from = steps.lower; from < steps.upper; from *= 10) {
        for (const QPointF& point : curve.thinned(from, std::min(10 * from, steps.upper), each)) {
            if (points.empty() || point.x() > points.back().x()) { // neighbours of a decade are given for both
                points.push_back(point);
            }
        }
    }
    return points;
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
        m_levelText->setPositionAlignment(Qt::AlignRight | (endsAbove(level) ? Qt::AlignTop : Qt::AlignBottom));
        m_levelText->setText(m_figure.levelName.arg(m_figure.text(level)));
    }
}

bool StepPlot::endsAbove(double level) const {
    const QCPRange steps = m_plot->xAxis->range();
    int balance = 0;
    for (const QCPGraphData& point : *(m_smoothGraph->visible() ? m_smoothGraph : m_rawGraph)->data()) {
        if (point.key >= steps.upper - rightEdge * steps.size() && point.key <= steps.upper) {
            balance += point.value > level ? 1 : -1;
        }
    }
    return balance > 0;
}

void StepPlot::putLegendAbove() {
    m_legendAbove = true;
    QCPLegend* legend = m_plot->legend;
    legend->setFillOrder(QCPLegend::foColumnsFirst);
    legend->setMargins(QMargins(0, 0, 0, 0));
    auto* line = new QCPLayoutGrid;
    m_plot->plotLayout()->insertRow(0);
    m_plot->plotLayout()->addElement(0, 0, line);
    m_plot->plotLayout()->setRowSpacing(0);
    line->addElement(0, 0, legend);
    line->addElement(0, 1, new QCPLayoutElement(m_plot)); // the rest of the line
    constexpr double smallest = 0.001;                    // as little as its content needs
    line->setColumnStretchFactor(0, smallest);
    m_plot->plotLayout()->setRowStretchFactor(0, smallest);
    m_plot->setMinimumHeight(m_plot->minimumHeight() + QFontMetrics(font()).height()); // the axes stay as high
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
    const QString number = countText(std::llround(m_raw.x(*at)));
    const QString value = m_figure.text(m_raw.y(*at));
    return m_figure.smooth && m_smoothing > 0
               ? tr("step %1   %2 (smoothed %3)").arg(number).arg(value, m_figure.text(m_smooth.y(*at)))
               : tr("step %1   %2").arg(number).arg(value);
}

QString StepPlot::latestReadout() const {
    return readout(std::numeric_limits<double>::max());
}

QString StepPlot::summary() const {
    if (m_raw.size() == 0) {
        return tr("There are no values yet.");
    }
    const QCPRange steps = m_plot->xAxis->range();
    const QCPGraphData *lowest = nullptr, *highest = nullptr;
    for (const QCPGraphData& point : *m_rawGraph->data()) { // thinned: the extremes are among what is left
        if (std::isfinite(point.value) && steps.contains(point.key)) {
            lowest = lowest == nullptr || point.value < lowest->value ? &point : lowest;
            highest = highest == nullptr || point.value > highest->value ? &point : highest;
        }
    }
    const std::size_t last = m_raw.size() - 1;
    const auto at = [](double step) { return countText(static_cast<qint64>(step)); };
    const QString& subject = m_figure.subject.isEmpty() ? m_figure.title : m_figure.subject;
    const QString newest = tr("%1 %2 at step %3.").arg(subject, m_figure.text(m_raw.y(last)), at(m_raw.x(last)));
    return lowest == nullptr
               ? newest
               : tr("%1 In view the lowest is %2 at step %3, the highest %4 at step %5.")
                     .arg(newest, m_figure.text(lowest->value), at(lowest->key), m_figure.text(highest->value))
                     .arg(at(highest->key));
}

// Screen readers are told it when they come to the plot. While they are there a live run must not talk into it.
void StepPlot::summarise() {
    if (!hasFocus()) {
        setAccessibleDescription(summary());
    }
}

QString StepPlot::csv() const {
    QString text = QStringLiteral("step,%1%2\n").arg(m_figure.key, m_figure.smooth ? QStringLiteral(",smoothed") : "");
    const auto number = [](double value) { return numberCell(value, csvDigits); };
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

void StepPlot::applyColours(const PlotColours& colours) {
    stylePlot(*m_plot, colours, font());
    m_rawGraph->setPen(curvePen(m_figure.smooth ? colours.trainRaw : colours.train, m_figure.smooth ? 1 : 1.5));
    m_smoothGraph->setPen(curvePen(colours.train, 2));
    for (QCPItemStraightLine* line : {m_cursor, m_across}) {
        line->setPen(QPen(colours.muted, 1, Qt::DashLine));
    }
    QColor behind = colours.background;
    behind.setAlpha(200);
    m_acrossText->setBrush(behind);
    m_acrossText->setColor(colours.text);
    m_acrossText->setFont(font());
    if (m_level != nullptr) {
        m_levelText->setBrush(behind);
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
    if (m_plot->legend != nullptr && !m_legendAbove && m_plot->graphCount() > 2) {
        m_plot->legend->setVisible(height >= legendNeeds);
    }
    schedule(); // more pixels show more points
}

} // namespace loratrf
