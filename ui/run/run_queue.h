#pragma once
// Runs that wait for their turn. app/ implements it; nothing here waits. What is asked shows at once in entries() and
// lies on the disk before a run begins because of it.

#include "backend/api/events.h"
#include "backend/api/options.h"

#include <QObject>
#include <QString>

#include <vector>

namespace loratrf {

enum class QueueState { Waiting, Running, Done, Failed };

struct QueuedRun {
    qint64 id = 0; // never given twice
    TrainOptions options;
    QueueState state = QueueState::Waiting;
    QString message; // why it failed or stopped
    QString run;     // its folder; empty: it has not begun. A waiting one with a folder goes on where it was
};

class RunQueue : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // At once.
    virtual const std::vector<QueuedRun>& entries() const = 0; // the first that waits is the next
    virtual bool paused() const = 0;                           // nothing begins; what is under way goes on
    virtual QString problem() const = 0;    // why entries cannot be kept or read, a whole sentence; empty: they can
    virtual Level problemLevel() const = 0; // Info: nothing is wrong, such as where another window has the queue

    virtual void add(const TrainOptions& options) = 0; // at the end
    virtual void move(qint64 id, int to) = 0;          // to that place among the entries, the nearest there is
    virtual void remove(qint64 id) = 0;                // not the one under way
    virtual void setPaused(bool paused) = 0;

Q_SIGNALS:
    void changed(); // anything of the above
};

} // namespace loratrf
