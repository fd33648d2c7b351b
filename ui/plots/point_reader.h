#pragma once
// Leads a cursor from point to point of a plot by the keys: the arrows, the page keys (a tenth of what is in view),
// Home and End. Screen readers are told each point, as the name of the widget.

#include <QObject>
#include <QString>

#include <functional>
#include <utility>

class QKeyEvent;
class QWidget;

namespace loratrf {

class PointReader : public QObject {
    Q_OBJECT

public:
    struct Points {
        std::function<std::pair<int, int>()> inView; // the first and one past the last
        std::function<QString(int)> text;
    };

    PointReader(QWidget& widget, Points points); // belongs to the widget, which has its name already
    int at() const { return m_at; }              // -1: nowhere
    void leave();

Q_SIGNALS:
    void moved(int point);  // -1: it left
    void chosen(int point); // by Enter

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool press(const QKeyEvent& event);

    QWidget& m_widget;
    const Points m_points;
    const QString m_title;
    int m_at = -1;
};

} // namespace loratrf
