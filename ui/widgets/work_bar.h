#pragma once
// Work that somebody waits for: how far it is, how long it will take, and a button to stop it.

#include "backend/api/events.h"
#include "ui/widgets/remaining_time.h"

#include <QWidget>

class QProgressBar;

namespace loratrf {

class TextLabel;

class WorkBar : public QWidget {
    Q_OBJECT

public:
    // Its button is named `name` and "Stop", says `stop`, and explains with `help` what becomes of the work then.
    WorkBar(const QString& name, const QString& stop, const QString& help, QWidget* parent = nullptr);

    void begin();                                                         // it waits for its turn
    void setProgress(const QString& what, const ProgressEvent& progress); // `what`: as the user is told

Q_SIGNALS:
    void stopWanted();

private:
    TextLabel* m_doing;
    QProgressBar* m_progress;
    RemainingTime m_left;
};

} // namespace loratrf
