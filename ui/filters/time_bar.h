#pragma once
// The slider and the play button of a TimeCursor.

#include <QWidget>

class QLabel;
class QPushButton;
class QSlider;

namespace loratrf {

class TimeCursor;

class TimeBar : public QWidget {
    Q_OBJECT

public:
    explicit TimeBar(TimeCursor& cursor, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void update();
    void updateButton();

    TimeCursor& m_cursor;
    QPushButton* m_play;
    QSlider* m_slider;
    QLabel* m_label;
};

} // namespace loratrf
