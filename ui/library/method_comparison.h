#pragma once
// What the window asks of the engine to compare methods. app/ implements it; nothing here waits.

#include "backend/api/compare.h"

#include <QObject>
#include <QString>

namespace loratrf {

class MethodComparison : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // All trials, as one training job: the backend is busy meanwhile, its stop() ends it, its events tell how far it
    // is. While something trains or runs of the queue have their turn it waits, kept in its folder.
    virtual void compare(const CompareOptions& options) = 0; // -> begun, then compared | failed
    virtual bool mustWait() const = 0;                       // one that is asked for now
    virtual bool willBegin() const = 0;                      // one waits, and for nothing that a user has paused
    virtual void takeBack() = 0;                             // the one that waits; its folder stays
    // A comparison from its folder: the report of a finished one, or what was asked of one that can go on.
    virtual void open(const QString& folder) = 0;           // -> compared | unfinished | unreadable
    virtual void findUnfinished(const QString& folder) = 0; // the newest below it -> unfinished; there may be none

Q_SIGNALS:
    void begun();
    void unfinished(const loratrf::CompareOptions& options);
    void compared(const loratrf::CompareResult& result);
    void failed(const QString& message);
    void unreadable(const QString& message);
};

} // namespace loratrf
