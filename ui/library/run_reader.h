#pragma once
// Runs as their folders have them, read once and kept while somebody asks for them.

#include "backend/api/engine.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace loratrf {

class RunModel;
class StudioBackend;

class RunReader : public QObject {
    Q_OBJECT

public:
    explicit RunReader(StudioBackend& backend, QObject* parent = nullptr);
    ~RunReader() override;

    // Keeps these and forgets the others; asks for what is missing -> arrived for each.
    void want(const QStringList& folders);
    void forget(const QString& folder);               // it changed; asked again by the next want()
    const RunModel* run(const QString& folder) const; // null: not there yet, or unreadable
    QString problem(const QString& folder) const;     // why it cannot be read; empty: none

Q_SIGNALS:
    void arrived(const QString& folder);

private:
    StudioBackend& m_backend;
    QHash<int, QString> m_asked; // by the question's number
    QHash<QString, std::shared_ptr<RunModel>> m_runs;
    QHash<QString, QString> m_problems;
};

} // namespace loratrf
