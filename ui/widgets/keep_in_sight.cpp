#include "ui/widgets/keep_in_sight.h"

#include "ui/widgets/theme.h"

#include <QScrollBar>

#include <algorithm>
#include <cstdlib>

namespace loratrf {

namespace {

constexpr int slack = 24; // pixels at scale 1: so near to where it should be the reader has not scrolled away

QScrollArea* areaOf(QWidget* widget) {
    for (QWidget* parent = widget->parentWidget(); parent != nullptr; parent = parent->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(parent)) {
            return area;
        }
    }
    return nullptr;
}

} // namespace

KeepInSight::KeepInSight(QObject* parent) : QObject(parent) {
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &KeepInSight::follow);
}

void KeepInSight::begin(QWidget* first, QWidget* last) {
    if (m_area == nullptr) {
        m_area = areaOf(last);
        if (m_area != nullptr) {
            const QScrollBar* bar = m_area->verticalScrollBar();
            connect(bar, &QScrollBar::rangeChanged, this, [this] { m_later.start(0); });
            connect(bar, &QScrollBar::valueChanged, this, &KeepInSight::scrolled);
        }
    }
    m_first = first;
    m_last = last;
    m_active = true;
    m_ending = m_away = false;
    m_later.start(0);
}

void KeepInSight::end() {
    if (m_active) {
        m_ending = true;
        m_later.start(0);
    }
}

int KeepInSight::wanted(int value) const {
    const QWidget* page = m_area->widget();
    const QScrollBar* bar = m_area->verticalScrollBar();
    const int top = m_first->mapTo(page, QPoint()).y() - space::normal;
    const int bottom = m_last->mapTo(page, QPoint(0, m_last->height())).y() + space::normal;
    const int place = std::max(std::min(value, top), bottom - m_area->viewport()->height());
    return std::clamp(place, bar->minimum(), bar->maximum());
}

void KeepInSight::follow() {
    if (m_active && !m_away && known()) {
        QScrollBar* bar = m_area->verticalScrollBar();
        m_moving = true;
        bar->setValue(wanted(bar->value()));
        m_moving = false;
    }
    m_active = m_active && !m_ending;
}

void KeepInSight::scrolled(int value) {
    if (m_active && !m_moving && known()) {
        m_away = std::abs(wanted(value) - value) > slack;
    }
}

} // namespace loratrf
