#pragma once
// A menu of things to tick that stays open while they are ticked, by the mouse or the space bar.

#include <QMenu>

namespace loratrf {

class TickMenu : public QMenu {
    Q_OBJECT

public:
    using QMenu::QMenu;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    const QAction* m_pressed = nullptr; // never looked into: it may be gone
};

} // namespace loratrf
