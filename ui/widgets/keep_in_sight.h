#pragma once
// Scrolls a page along with what grows on it, until the reader scrolls away; back at the end it follows again.

#include <QObject>
#include <QPointer>
#include <QScrollArea>
#include <QTimer>
#include <QWidget>

namespace loratrf {

class KeepInSight : public QObject {
    Q_OBJECT

public:
    explicit KeepInSight(QObject* parent = nullptr);

    // From now on all from the top of `first` to the bottom of `last`, and where there is no room for that its end.
    // Both lie in the same scroll area; without one nothing happens.
    void begin(QWidget* first, QWidget* last);
    void end(); // no longer, once what has just changed is in sight

private:
    bool known() const { return m_area != nullptr && m_first != nullptr && m_last != nullptr; }
    int wanted(int value) const; // of the scroll bar, which is at `value`
    void follow();
    void scrolled(int value);

    QPointer<QScrollArea> m_area;
    QPointer<QWidget> m_first, m_last;
    QTimer m_later; // when all is laid out
    bool m_active = false, m_ending = false, m_away = false;
    bool m_moving = false; // it is not the reader who scrolls
};

} // namespace loratrf
