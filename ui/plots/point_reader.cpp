#include "ui/plots/point_reader.h"

#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

namespace loratrf {

namespace {

constexpr int strides = 200; // to cross what is in view: more points than that cannot be told apart
constexpr int pages = 10;

} // namespace

PointReader::PointReader(QWidget& widget, Points points)
    : QObject(&widget), m_widget(widget), m_points(std::move(points)), m_title(widget.accessibleName()) {
    widget.installEventFilter(this);
}

void PointReader::leave() {
    if (m_at >= 0) {
        m_at = -1;
        m_widget.setAccessibleName(m_title);
        Q_EMIT moved(-1);
    }
}

bool PointReader::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && press(*static_cast<QKeyEvent*>(event))) {
        return true;
    }
    if (event->type() == QEvent::FocusOut) {
        leave();
    }
    return QObject::eventFilter(watched, event);
}

bool PointReader::press(const QKeyEvent& event) {
    const auto [first, end] = m_points.inView();
    if (first >= end || (event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) {
        return false;
    }
    const int stride = std::max(1, (end - first) / strides), page = std::max(1, (end - first) / pages);
    int to = m_at;
    switch (event.key()) {
    case Qt::Key_Left:
        to -= stride;
        break;
    case Qt::Key_Right:
        to += stride;
        break;
    case Qt::Key_PageUp:
        to -= page;
        break;
    case Qt::Key_PageDown:
        to += page;
        break;
    case Qt::Key_Home:
        to = first;
        break;
    case Qt::Key_End:
        to = end - 1;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_at < 0) {
            return false;
        }
        Q_EMIT chosen(m_at);
        return true;
    case Qt::Key_Escape:
        if (m_at < 0) {
            return false;
        }
        leave();
        return true;
    default:
        return false;
    }
    const bool jumps = event.key() == Qt::Key_Home || event.key() == Qt::Key_End;
    if (m_at < 0 && !jumps) { // the first key shows where the cursor is
        to = end - 1;
    }
    m_at = std::clamp(to, first, end - 1);
    // Screen readers read the name of the focused widget anew when it changes.
    m_widget.setAccessibleName(tr("%1. %2").arg(m_points.text(m_at), m_title));
    Q_EMIT moved(m_at);
    return true;
}

} // namespace loratrf
