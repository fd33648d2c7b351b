#pragma once
// What became of jobs that take long, in the words that the desktop is told, and which of the engine's a closed window
// would end.

#include "backend/api/events.h"

#include <QObject>
#include <QString>

namespace loratrf {

class ModelShelf;
class RunLibrary;
class StudioBackend;
struct Services;

class JobNews : public QObject {
    Q_OBJECT

public:
    explicit JobNews(const Services& services, QObject* parent = nullptr);

    // "An export is under way.", a sentence for each job that takes long; empty: nothing would be lost.
    static QString underWay(const StudioBackend& backend);

Q_SIGNALS:
    void arrived(const QString& title, const QString& text);

private:
    void ended(const QString& job, const QString& problem, bool cancelled);
    void trainingEnded(const QString& run, const StateEvent& end);
    void followedEnded(const QString& run, const StateEvent& end);
    void listenToReading();
    void listenToRows();
    void listenToVectors();
    void listenToLibrary(const RunLibrary& library);
    void listenToModels(const ModelShelf& models);

    StudioBackend& m_backend;
    QString m_own;              // run of this process whose end was told last
    bool m_vectorsTold = false; // how far their comparison is: it takes long
    bool m_rowsTold = false;    // the same of reading all rows
    bool m_lookedAt = false;    // the run whose events come is not the one under way
};

} // namespace loratrf
