#include "ui/plots/heatmap.h"

#include "ui/plots/color_scale.h"
#include "ui/runs/activity_history.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/words.h"

#include <QEvent>
#include <QFontMetrics>
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

QCPColorGradient gradient(Heatmap::Scale scale, bool dark) {
    constexpr int stops = 64;
    QMap<double, QColor> colours;
    for (int i = 0; i <= stops; ++i) {
        const double t = static_cast<double>(i) / stops;
        colours[t] = scale == Heatmap::Scale::Amounts ? scaleColour(t, dark) : differenceColour(2 * t - 1, dark);
    }
    QCPColorGradient gradient;
    gradient.setColorStops(colours);
    gradient.setNanHandling(QCPColorGradient::nhTransparent);
    return gradient;
}

int widestOf(const QStringList& texts, const QFontMetrics& metrics) {
    int widest = 0;
    for (const QString& text : texts) {
        widest = std::max(widest, metrics.horizontalAdvance(text));
    }
    return widest;
}

} // namespace

Heatmap::Heatmap(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    m_plot->setMinimumSize(260, 150);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->setFocusProxy(this);
    setFocusPolicy(Qt::StrongFocus);
    new FocusRing(*this);

    m_map = new QCPColorMap(m_plot->xAxis, m_plot->yAxis);
    m_map->setInterpolate(false);
    m_map->setTightBoundary(false);
    m_plot->yAxis->setRangeReversed(true); // the first site on top
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->grid()->setVisible(false);
    }
    m_scale = new QCPColorScale(m_plot);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(12);
    m_plot->plotLayout()->addElement(0, 1, m_scale);
    m_map->setColorScale(m_scale);
    auto* margins = new QCPMarginGroup(m_plot);
    m_plot->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, margins);
    m_scale->setMarginGroup(QCP::msTop | QCP::msBottom, margins);

    // The cursor lives on a layer of its own: moving it does not draw the cells again.
    m_plot->addLayer(QStringLiteral("cursor"));
    m_plot->layer(QStringLiteral("cursor"))->setMode(QCPLayer::lmBuffered);
    for (QCPItemRect** frame : {&m_rowMark, &m_columnMark, &m_cursor}) {
        *frame = new QCPItemRect(m_plot);
        (*frame)->setLayer(QStringLiteral("cursor"));
        (*frame)->setVisible(false);
    }

    m_timer.setSingleShot(true);
    m_timer.setInterval(repaintInterval);
    connect(&m_timer, &QTimer::timeout, this, &Heatmap::flush);
    applyColours(PlotColours::fromPalette(palette()));
    nameCell({});
}

void Heatmap::setMatrix(const Matrix& matrix) {
    m_matrix = matrix;
    if (m_row >= m_matrix.rows || m_column >= m_matrix.columns) { // nothing may ask for a cell that is gone
        leave();
    }
    m_stale = true;
    if (!m_timer.isActive()) {
        m_timer.start();
    }
}

void Heatmap::setLabels(const QString& columns, const QString& values) {
    m_plot->xAxis->setLabel(columns);
    m_scale->axis()->setLabel(values);
    nameCell(m_row < 0 ? QString() : readout(m_row, m_column));
}

QString Heatmap::columnsLabel() const {
    return m_plot->xAxis->label();
}

QString Heatmap::valuesLabel() const {
    return m_scale->axis()->label();
}

void Heatmap::setScale(Scale scale) {
    if (m_kind != scale) {
        m_kind = scale;
        m_scale->setGradient(gradient(m_kind, m_dark));
    }
}

void Heatmap::setUpperLimit(double limit) {
    m_limit = limit;
}

void Heatmap::setFixedUpper(double upper) {
    m_fixed = upper;
}

void Heatmap::markColumn(int column) {
    if (m_markedColumn != column) {
        m_markedColumn = column;
        placeMarks();
    }
}

void Heatmap::markRow(int row) {
    if (m_markedRow != row) {
        m_markedRow = row;
        placeMarks();
    }
}

void Heatmap::placeMarks() {
    m_rowMark->setVisible(m_markedRow >= 0 && m_markedRow < m_matrix.rows);
    m_rowMark->topLeft->setCoords(-0.5, m_markedRow - 0.5);
    m_rowMark->bottomRight->setCoords(m_matrix.columns - 0.5, m_markedRow + 0.5);
    m_columnMark->setVisible(m_markedColumn >= 0 && m_markedColumn < m_matrix.columns);
    m_columnMark->topLeft->setCoords(m_markedColumn - 0.5, -0.5);
    m_columnMark->bottomRight->setCoords(m_markedColumn + 0.5, m_matrix.rows - 0.5);
    m_plot->layer(QStringLiteral("cursor"))->replot();
}

void Heatmap::flush() {
    m_timer.stop();
    if (m_stale) {
        m_stale = false;
        fillCells();
        updateTicks();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Heatmap::fillCells() {
    m_plot->axisRect()->setVisible(!m_matrix.isEmpty());
    m_scale->setVisible(!m_matrix.isEmpty());
    m_map->setVisible(!m_matrix.isEmpty());
    if (m_matrix.isEmpty()) {
        leave();
        return;
    }
    // A single row or column is stored twice at half the size: the library has no extent for one alone.
    const int across = m_matrix.columns == 1 ? 2 : 1;
    const int down = m_matrix.rows == 1 ? 2 : 1;
    QCPColorMapData* cells = m_map->data();
    cells->setSize(m_matrix.columns * across, m_matrix.rows * down);
    cells->setRange(QCPRange(across == 1 ? 0 : -0.25, across == 1 ? m_matrix.columns - 1 : 0.25),
                    QCPRange(down == 1 ? 0 : -0.25, down == 1 ? m_matrix.rows - 1 : 0.25));
    double highest = 0, lowest = std::numeric_limits<double>::infinity();
    for (int row = 0; row < m_matrix.rows * down; ++row) {
        for (int column = 0; column < m_matrix.columns * across; ++column) {
            const double value = m_matrix.at(row / down, column / across);
            cells->setCell(column, row, value);
            if (std::isfinite(value)) {
                highest = std::max(highest, m_kind == Scale::Amounts ? value : std::abs(value));
                lowest = std::min(lowest, value);
            }
        }
    }
    const bool close = m_kind == Scale::Amounts && m_limit <= 0 && m_fixed <= 0 && 2 * lowest > highest;
    const bool apart = close && highest - lowest > 1e-6 * highest;
    m_upper = apart ? highest : niceUpper(highest);
    if (m_limit > 0) {
        m_upper = std::min(m_upper, m_limit);
    }
    if (m_fixed > 0) {
        m_upper = m_fixed;
    }
    m_lower = m_kind == Scale::Differences ? -m_upper : apart ? lowest : 0;
    m_map->setDataRange(QCPRange(m_lower, m_upper));
    placeMarks();
    if (m_row >= 0) { // the value under the cursor may be another now
        say(readout(m_row, m_column));
    }
    m_plot->xAxis->setRange(-0.5, m_matrix.columns - 0.5);
    m_plot->yAxis->setRange(-0.5, m_matrix.rows - 0.5);
}

void Heatmap::updateTicks() {
    if (m_matrix.isEmpty()) {
        return;
    }
    const QFontMetrics metrics(m_plot->xAxis->tickLabelFont());
    QStringList rows;
    for (const QString& name : m_matrix.rowNames) {
        rows << siteText(name);
    }
    const int left = widestOf(rows, metrics) + 16;
    const int legend = 5 * metrics.height();
    const int below = labelColumns(m_plot->width() - left - legend) + 2 * metrics.height();
    labelRows(m_plot->height() - below);
}

void Heatmap::labelRows(int height) {
    const QFontMetrics metrics(m_plot->yAxis->tickLabelFont());
    const int fitting = std::max(1, height / (metrics.height() + 2));
    const int stride = (m_matrix.rows + fitting - 1) / fitting;
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (int row = 0; row < m_matrix.rows; row += stride) {
        ticker->addTick(row, siteText(m_matrix.rowNames.value(row)));
    }
    m_plot->yAxis->setTicker(ticker);
}

int Heatmap::labelColumns(int width) {
    const QFontMetrics metrics(m_plot->xAxis->tickLabelFont());
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    QCPAxis* axis = m_plot->xAxis;
    axis->setTicker(ticker);
    if (m_matrix.columnNames.isEmpty()) {
        // Round step numbers, about one per 80 px, placed in the columns that hold them.
        const double first = m_matrix.firstKey;
        const double last = first + m_matrix.keyStep * m_matrix.columns - 1;
        const double gap = std::max(1.0, niceUpper((last - first + 1) / std::max(1, width / 80)));
        axis->setTickLabelRotation(0);
        for (double step = std::ceil(first / gap) * gap; step <= last; step += std::ceil(gap)) {
            ticker->addTick(std::floor((step - first) / m_matrix.keyStep), countText(std::llround(step)));
        }
        if (ticker->ticks().isEmpty()) {
            ticker->addTick(0, countText(std::llround(first)));
        }
        return metrics.height();
    }
    QStringList labels;
    for (const QString& name : m_matrix.columnNames) {
        labels << (m_matrix.tokens ? tokenLabel(name) : siteText(name));
    }
    const int widest = widestOf(labels, metrics);
    const double cell = static_cast<double>(width) / m_matrix.columns;
    const bool flat = cell > widest + 8;
    axis->setTickLabelRotation(flat ? 0 : -90);
    const int stride =
        flat ? 1 : std::max(1, static_cast<int>(std::ceil((metrics.height() - 2) / std::max(cell, 0.01))));
    for (int column = 0; column < m_matrix.columns; column += stride) {
        ticker->addTick(column, labels[column]);
    }
    return flat ? metrics.height() : widest;
}

QString Heatmap::readout(int row, int column) const {
    const QString site = siteText(m_matrix.rowNames.value(row));
    const float value = m_matrix.at(row, column);
    const QString number = std::isfinite(value) ? numberText(value, 'g', 3) : tr("nothing reported");
    if (!m_matrix.columnNames.isEmpty() && !m_matrix.tokens) {
        return tr("%1, %2: %3").arg(site, siteText(m_matrix.columnNames[column]), number);
    }
    if (!m_matrix.columnNames.isEmpty()) {
        return tr("%1, token %2 “%3”: %4")
            .arg(site, QString::number(column + 1), tokenLabel(m_matrix.columnNames[column], 40), number);
    }
    const double first = m_matrix.firstKey + column * m_matrix.keyStep;
    const QString step = countText(std::llround(first));
    return m_matrix.keyStep == 1 ? tr("%1, step %2: %3").arg(site, step, number)
                                 : tr("%1, steps %2–%3: %4")
                                       .arg(site, step, countText(std::llround(first + m_matrix.keyStep - 1)), number);
}

bool Heatmap::cellAt(const QPointF& position, int* row, int* column) const {
    if (m_matrix.isEmpty() || !m_plot->axisRect()->rect().contains(position.toPoint())) {
        return false;
    }
    *column = static_cast<int>(std::floor(m_plot->xAxis->pixelToCoord(position.x()) + 0.5));
    *row = static_cast<int>(std::floor(m_plot->yAxis->pixelToCoord(position.y()) + 0.5));
    return *row >= 0 && *row < m_matrix.rows && *column >= 0 && *column < m_matrix.columns;
}

QString Heatmap::readoutAt(const QPointF& position) const {
    int row = 0, column = 0;
    return cellAt(position, &row, &column) ? readout(row, column) : QString();
}

void Heatmap::hover(const QPointF& position) {
    int row = 0, column = 0;
    m_byKeys = false;
    if (!cellAt(position, &row, &column)) {
        leave();
    } else if (row != m_row || column != m_column) {
        selectCell(row, column);
    }
}

bool Heatmap::selectCell(int row, int column) {
    if (row < 0 || row >= m_matrix.rows || column < 0 || column >= m_matrix.columns) {
        return false;
    }
    m_row = row;
    m_column = column;
    m_cursor->topLeft->setCoords(column - 0.5, row - 0.5);
    m_cursor->bottomRight->setCoords(column + 0.5, row + 0.5);
    m_cursor->setVisible(true);
    m_plot->layer(QStringLiteral("cursor"))->replot();
    say(readout(row, column));
    return true;
}

void Heatmap::leave() {
    m_row = m_column = -1;
    if (m_cursor->visible()) {
        m_cursor->setVisible(false);
        m_plot->layer(QStringLiteral("cursor"))->replot();
    }
    say({});
}

void Heatmap::say(const QString& readout) {
    nameCell(readout);
    Q_EMIT readoutChanged(readout);
}

// Screen readers read the name of the focused widget anew when it changes.
void Heatmap::nameCell(const QString& readout) {
    const QString what = valuesLabel().isEmpty() ? tr("Map") : tr("Map: %1").arg(valuesLabel());
    setAccessibleName(readout.isEmpty() ? what : tr("%1. %2").arg(readout, what));
}

void Heatmap::keyPressEvent(QKeyEvent* event) {
    if (m_matrix.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int page = std::max(1, m_matrix.rows / 10);
    const bool whole = event->modifiers().testFlag(Qt::ControlModifier);
    int row = std::max(0, m_row), column = std::max(0, m_column);
    switch (event->key()) {
    case Qt::Key_Left:
        --column;
        break;
    case Qt::Key_Right:
        ++column;
        break;
    case Qt::Key_Up:
        --row;
        break;
    case Qt::Key_Down:
        ++row;
        break;
    case Qt::Key_PageUp:
        row -= page;
        break;
    case Qt::Key_PageDown:
        row += page;
        break;
    case Qt::Key_Home:
        column = 0;
        row = whole ? 0 : row;
        break;
    case Qt::Key_End:
        column = m_matrix.columns - 1;
        row = whole ? m_matrix.rows - 1 : row;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_row >= 0) {
            Q_EMIT cellChosen(m_row, m_column);
        }
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_row < 0) { // the first key shows where the cursor is
        row = column = 0;
    }
    m_byKeys = true;
    selectCell(std::clamp(row, 0, m_matrix.rows - 1), std::clamp(column, 0, m_matrix.columns - 1));
}

void Heatmap::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    const bool byKeys = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                        event->reason() == Qt::ShortcutFocusReason;
    if (byKeys && m_row < 0) {
        m_byKeys = selectCell(0, 0);
    }
}

void Heatmap::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        leave();
    }
}

bool Heatmap::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        hover(static_cast<QMouseEvent*>(event)->position());
    } else if (watched == m_plot && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        int row = 0, column = 0;
        if (mouse->button() == Qt::LeftButton && cellAt(mouse->position(), &row, &column)) {
            selectCell(row, column);
            Q_EMIT cellChosen(row, column);
        }
    } else if (watched == m_plot && event->type() == QEvent::Leave && !m_byKeys) {
        leave();
    }
    return QWidget::eventFilter(watched, event);
}

void Heatmap::applyColours(const PlotColours& colours) {
    stylePlot(*m_plot, colours, font());
    styleAxis(*m_scale->axis(), colours, font());
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
    }
    for (QCPAxis* axis : m_scale->axis()->axisRect()->axes()) {
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
    }
    m_dark = colours.dark;
    m_scale->setGradient(gradient(m_kind, m_dark));
    m_cursor->setPen(QPen(colours.text, 1.5));
    for (QCPItemRect* mark : {m_rowMark, m_columnMark}) {
        mark->setPen(QPen(colours.eval, 1.5));
        mark->setSelectable(false);
    }
    updateTicks();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void Heatmap::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColours(PlotColours::fromPalette(palette()));
    }
    QWidget::changeEvent(event);
}

void Heatmap::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!m_timer.isActive()) {
        m_stale = true;
        m_timer.start();
    }
}

void Heatmap::showEvent(QShowEvent* event) {
    m_plot->setBufferDevicePixelRatio(devicePixelRatioF()); // the screen may differ from the one at construction
    QWidget::showEvent(event);
}

QString tokenLabel(const QString& token, int maxLength) {
    QString label;
    for (const QChar c : token) {
        label += c == QLatin1Char(' ')    ? QChar(0x00b7)
                 : c == QLatin1Char('\n') ? QChar(0x21b5)
                 : c == QLatin1Char('\t') ? QChar(0x21e5)
                                          : c;
    }
    return label.size() <= maxLength ? label : label.left(maxLength - 1) + QChar(0x2026);
}

} // namespace loratrf
