#include "ui/widgets/tick_menu.h"

#include <QAction>
#include <QKeyEvent>
#include <QMouseEvent>

namespace loratrf {

namespace {

bool isTickable(const QAction* action) {
    return action != nullptr && action->isCheckable() && action->isEnabled();
}

} // namespace

void TickMenu::keyPressEvent(QKeyEvent* event) {
    if (QAction* action = activeAction(); event->key() == Qt::Key_Space && isTickable(action)) {
        action->trigger();
    } else {
        QMenu::keyPressEvent(event);
    }
}

void TickMenu::mousePressEvent(QMouseEvent* event) {
    m_pressed = actionAt(event->position().toPoint());
    QMenu::mousePressEvent(event);
}

// A release alone is that of the press which opened the menu.
void TickMenu::mouseReleaseEvent(QMouseEvent* event) {
    QAction* action = actionAt(event->position().toPoint());
    const bool ticks = action == m_pressed && isTickable(action);
    m_pressed = nullptr;
    if (ticks) {
        action->trigger();
    } else {
        QMenu::mouseReleaseEvent(event);
    }
}

} // namespace loratrf
