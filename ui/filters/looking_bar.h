#pragma once
// What the engine looks at for somebody who waits for it: how far it is, how long it will take, and a button to stop
// it.

#include "backend/api/events.h"
#include "ui/widgets/remaining_time.h"

#include <QWidget>

class QProgressBar;

namespace loratrf {

class TextLabel;

class LookingBar : public QWidget {
    Q_OBJECT

public:
    explicit LookingBar(const QString& name, QWidget* parent = nullptr); // its button is named so too, and "Stop"

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
