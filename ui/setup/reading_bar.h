#pragma once
// How far rows are being read, with a button to stop it, and one to read them after all.

#include "ui/widgets/remaining_time.h"

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace loratrf {

class TextLabel;

class ReadingBar : public QWidget {
    Q_OBJECT

public:
    // `stopped`: what is said where the reading was stopped.
    ReadingBar(const QString& stopped, QWidget* parent = nullptr);

    void begin(); // shown once it takes a moment
    void setDone(double share);
    void end();
    void clear(); // of other rows: what was stopped is no longer of interest

Q_SIGNALS:
    void stopWanted();
    void readWanted();

private:
    void showState();

    QString m_stoppedText, m_doing;
    bool m_reading = false, m_stopped = false;
    RemainingTime m_left;
    QProgressBar* m_bar;
    TextLabel* m_text;
    QPushButton* m_button;
    QTimer m_soon;
};

} // namespace loratrf
