#pragma once
// What is wrong with the run, and the way back to its last good state.

#include "backend/api/events.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace loratrf {

class WatchStrip : public QFrame {
    Q_OBJECT

public:
    explicit WatchStrip(QWidget* parent = nullptr);

    // An empty text hides it. `goBack`: whether the way back is offered; `why`: why it cannot be taken, empty: it can.
    void setMessage(Level level, const QString& text, bool goBack = false, const QString& why = {});
    void setDismissible(bool on);

Q_SIGNALS:
    void goBackWanted();
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Level m_level = Level::Info;
    QLabel* m_text;
    QPushButton* m_back;
    QToolButton* m_close;
};

} // namespace loratrf
