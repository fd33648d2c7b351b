#include "ui/setup/data_length_plot.h"

#include "ui/plots/plot_theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace loratrf {

namespace {

constexpr int mostBars = 60;
constexpr int64_t shortestLimit = 2; // a token and the one before it

} // namespace

LengthPlot::LengthPlot(QWidget* parent)
    : QWidget(parent), m_plot(new QCustomPlot), m_kept(new QCPBars(m_plot->xAxis, m_plot->yAxis)),
      m_lost(new QCPBars(m_plot->xAxis, m_plot->yAxis)), m_line(new QCPItemStraightLine(m_plot)),
      m_cost(new TextLabel({}, TextLabel::Rank::Muted)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    layout->addWidget(m_plot);
    m_cost->setObjectName("lengthCost");
    layout->addWidget(m_cost);
    m_lost->moveAbove(m_kept); // the line may cut through a bar
    setObjectName("lengthPlot");
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Lengths of the rows, and where they are cut off"));
    setToolTip(tr("Drag the line, or press the arrow keys, to set the longest row. Longer rows need more memory and "
                  "time; 256 to 2,048 tokens are usual"));
    m_plot->setFixedHeight(120);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setCursor(Qt::SizeHorCursor);
    m_plot->installEventFilter(this);
    m_plot->xAxis->setLabel(tr("tokens a row"));
    m_plot->yAxis->setLabel(tr("rows"));
    m_plot->yAxis->ticker()->setTickCount(3);
    m_plot->xAxis->grid()->setVisible(false);
    applyColours();
}

void LengthPlot::setLengths(const std::vector<LengthCount>& histogram) {
    m_tally = LengthTally(histogram);
    draw();
}

void LengthPlot::setLimit(int64_t limit, OverLength policy) {
    m_limit = limit;
    m_policy = policy;
    draw();
}

void LengthPlot::draw() {
    QVector<double> at, kept, lostAt, lost;
    double width = 1, highest = 1;
    for (const LengthTally::Bar& bar : m_tally.bars(mostBars, m_limit)) {
        width = bar.end - bar.begin;
        highest = std::max(highest, static_cast<double>(bar.rows));
        at << (bar.begin + bar.end) / 2;
        kept << static_cast<double>(bar.rows - bar.over);
        if (bar.over > 0) { // an empty bar would still have an outline
            lostAt << at.last();
            lost << static_cast<double>(bar.over);
        }
    }
    m_kept->setWidth(width * 0.9);
    m_lost->setWidth(width * 0.9);
    m_kept->setData(at, kept, true);
    m_lost->setData(lostAt, lost, true);
    const auto limit = static_cast<double>(m_limit);
    m_line->point1->setCoords(limit, 0);
    m_line->point2->setCoords(limit, 1);
    if (!m_dragging) { // the axis stays while the line is held
        const auto longest = static_cast<double>(m_tally.longest());
        // A limit far beyond all rows would press them together: it lies outside then.
        m_plot->xAxis->setRange(0, std::max(longest, std::min(limit, 1.5 * longest)) * 1.04 + 1);
        m_plot->yAxis->setRange(0, highest * 1.1);
    }
    m_cost->setText(costText());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString LengthPlot::costText() const {
    const int64_t rows = m_tally.rowsOver(m_limit);
    if (rows == 0) {
        return tr("No row is longer than %1 tokens.").arg(countText(m_limit));
    }
    const bool cut = m_policy == OverLength::TruncateEnd || m_policy == OverLength::TruncatePrompt;
    const int64_t tokens = cut ? m_tally.tokensBeyond(m_limit) : m_tally.tokensOver(m_limit);
    const QString share = percentText(static_cast<double>(tokens) / static_cast<double>(m_tally.tokens()));
    const QString longer = tr("%1 of %2 rows are longer than %3 tokens")
                               .arg(countText(rows), countText(m_tally.rows()), countText(m_limit));
    if (m_policy == OverLength::Error) {
        return tr("%1, so the run would not start.").arg(longer);
    }
    if (m_policy == OverLength::Split) {
        return tr("%1: they are split into several sequences.").arg(longer);
    }
    return cut ? tr("%1: at least %2 tokens (%3) are cut off.").arg(longer, countText(tokens), share)
               : tr("%1: they are left out with their %2 tokens (%3).").arg(longer, countText(tokens), share);
}

void LengthPlot::moveLine(double x) {
    const double at = std::round(m_plot->xAxis->pixelToCoord(x));
    m_limit = static_cast<int64_t>(
        std::clamp(at, static_cast<double>(shortestLimit), static_cast<double>(std::numeric_limits<int>::max())));
    draw();
}

bool LengthPlot::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && m_tally.rows() > 0) {
        const bool press = event->type() == QEvent::MouseButtonPress, move = event->type() == QEvent::MouseMove,
                   release = event->type() == QEvent::MouseButtonRelease;
        if (press || move || release) {
            const auto* mouse = static_cast<QMouseEvent*>(event);
            if (press && mouse->button() == Qt::LeftButton) {
                setFocus(Qt::MouseFocusReason);
                m_dragging = true;
            }
            if (m_dragging) {
                moveLine(mouse->position().x());
            }
            if (release && m_dragging) {
                m_dragging = false;
                Q_EMIT limitChosen(static_cast<int>(m_limit));
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void LengthPlot::keyPressEvent(QKeyEvent* event) {
    const bool left = event->key() == Qt::Key_Left, right = event->key() == Qt::Key_Right;
    if (!(left || right) || m_tally.rows() == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int64_t step = event->modifiers() & Qt::ShiftModifier ? 1 : std::max<int64_t>(1, m_tally.longest() / 50);
    m_limit = std::clamp<int64_t>(m_limit + (left ? -step : step), shortestLimit, std::numeric_limits<int>::max());
    draw();
    Q_EMIT limitChosen(static_cast<int>(m_limit));
}

void LengthPlot::applyColours() {
    QPalette onCard = palette();
    onCard.setColor(QPalette::Window, themeColours(palette()).surface);
    const PlotColours colours = PlotColours::fromPalette(onCard);
    stylePlot(*m_plot, colours, font());
    m_kept->setPen(Qt::NoPen);
    m_kept->setBrush(colours.train);
    m_lost->setPen(QPen(colours.eval, 1));
    m_lost->setBrush(QBrush(colours.eval, Qt::Dense5Pattern)); // told apart without colour too
    m_line->setPen(QPen(hasFocus() ? themeColours(palette()).accent : colours.text, hasFocus() ? 3 : 2));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LengthPlot::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyColours();
    }
    QWidget::changeEvent(event);
}

void LengthPlot::showEvent(QShowEvent* event) {
    m_plot->setBufferDevicePixelRatio(devicePixelRatioF()); // the screen may differ from the one at construction
    QWidget::showEvent(event);
}

void LengthPlot::focusInEvent(QFocusEvent* event) {
    applyColours();
    QWidget::focusInEvent(event);
}

void LengthPlot::focusOutEvent(QFocusEvent* event) {
    applyColours();
    QWidget::focusOutEvent(event);
}

} // namespace loratrf
