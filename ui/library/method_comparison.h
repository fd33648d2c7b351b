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
    // is.
    virtual void compare(const CompareOptions& options) = 0; // -> compared | failed
    // The report of a finished one, from its folder.
    virtual void open(const QString& folder) = 0; // -> compared | unreadable

Q_SIGNALS:
    void compared(const loratrf::CompareResult& result);
    void failed(const QString& message);
    void unreadable(const QString& message);
};

} // namespace loratrf
