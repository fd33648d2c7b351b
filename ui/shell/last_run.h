#pragma once
// The run that was shown when the program ended is shown again at the next start. One that was being trained then, so
// that it could not be ended in order, is offered to be resumed.

#include "ui/services.h"

#include <QObject>
#include <QString>

class QWidget;

namespace loratrf {

class ShownRun;
struct RunInfo;

class LastRun : public QObject {
    Q_OBJECT

public:
    LastRun(const Services& services, const ShownRun& shown, QWidget& window);
    void open(); // at the start

Q_SIGNALS:
    void resumeWanted(const QString& folder);

private:
    void remember();
    void offer(const RunInfo& info);
    void ask(const RunInfo& info);
    bool isQueued(const QString& folder) const; // then it goes on by itself

    Services m_services;
    const ShownRun& m_shown;
    QWidget& m_window;
    QString m_remembered;
    QString m_interrupted; // folder of the run that was being trained
};

} // namespace loratrf
