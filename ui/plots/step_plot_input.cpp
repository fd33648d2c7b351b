// What wheel, mouse and keys do to a plot.

#include "ui/plots/point_reader.h"
#include "ui/plots/step_plot.h"
#include "ui/widgets/focus_ring.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <qcustomplot.h>

#include <cmath>

namespace loratrf {

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
}

void StepPlot::zoom(double factor) {
    m_plot->xAxis->scaleRange(factor);
}

void StepPlot::pan(double x, double y) {
    const auto move = [](QCPAxis& axis, double share) {
        const QCPRange range = axis.range();
        if (share != 0) {
            axis.moveRange(axis.scaleType() == QCPAxis::stLogarithmic ? std::pow(range.upper / range.lower, share)
                                                                      : share * range.size());
        }
    };
    move(*m_plot->xAxis, x);
    move(*m_plot->yAxis, y);
}

void StepPlot::moveCursor(QPointF at) {
    const QRect drawn = m_plot->axisRect()->rect();
    if (m_raw.size() == 0 || !drawn.contains(qRound(at.x()), drawn.center().y())) {
        leaveCursor();
        return;
    }
    const double step = m_plot->xAxis->pixelToCoord(at.x());
    showAcross(drawn.contains(at.toPoint()) ? std::optional(m_plot->yAxis->pixelToCoord(at.y())) : std::nullopt);
    showCursor(step);
    Q_EMIT cursorMoved(step);
}

void StepPlot::leaveCursor() {
    if (m_cursor->visible()) {
        showAcross(std::nullopt);
        showCursor(std::nullopt);
        Q_EMIT cursorMoved(std::nullopt);
    }
}

// Drawn with the cursor that is moved next.
void StepPlot::showAcross(std::optional<double> value) {
    m_across->setVisible(value.has_value());
    m_acrossText->setVisible(value.has_value());
    if (value) {
        m_across->point1->setCoords(0, *value);
        m_across->point2->setCoords(1, *value);
        const bool high = *value > m_plot->yAxis->pixelToCoord(m_plot->axisRect()->center().y());
        m_acrossText->setPositionAlignment(Qt::AlignLeft | (high ? Qt::AlignTop : Qt::AlignBottom));
        m_acrossText->position->setCoords(0, *value);
        m_acrossText->setText(m_figure.text(*value));
    }
}

bool StepPlot::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_plot && event->type() == QEvent::MouseMove) {
        moveCursor(static_cast<QMouseEvent*>(event)->position());
    } else if (watched == m_plot && event->type() == QEvent::Leave) {
        leaveCursor();
    } else if (watched == m_plot && event->type() == QEvent::Wheel) {
        const bool values = static_cast<QWheelEvent*>(event)->modifiers() & Qt::ControlModifier;
        m_plot->axisRect()->setRangeZoom(values ? Qt::Vertical : Qt::Horizontal);
    }
    return QWidget::eventFilter(watched, event);
}

void StepPlot::readByKeys() {
    const auto inView = [this] {
        const QCPRange steps = m_plot->xAxis->range();
        const auto [begin, end] = m_raw.span(steps.lower, steps.upper);
        std::size_t first = begin, last = end; // one beside the view on either side
        first += first < last && m_raw.x(first) < steps.lower ? 1 : 0;
        last -= last > first && m_raw.x(last - 1) > steps.upper ? 1 : 0;
        return std::pair(static_cast<int>(first), static_cast<int>(last));
    };
    const auto text = [this](int point) { return readout(m_raw.x(static_cast<std::size_t>(point))); };
    m_reader = new PointReader(*this, {inView, text});
    new FocusRing(*this);
    connect(m_reader, &PointReader::moved, this, [this](int point) {
        if (point < 0) {
            leaveCursor();
            return;
        }
        const double step = m_raw.x(static_cast<std::size_t>(point));
        showAcross(std::nullopt);
        showCursor(step);
        Q_EMIT cursorMoved(step);
    });
}

// The arrow keys alone read; with Shift, as with the mouse, they move what is in view.
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

} // namespace loratrf
