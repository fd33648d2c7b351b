#pragma once
// How alike the task vectors are: of the shown run's layers, of another run's, and between the two.

#include "backend/api/events.h"
#include "backend/api/task_vectors.h"
#include "ui/plots/matrix.h"

#include <QObject>
#include <QString>

#include <array>
#include <map>
#include <utility>

namespace loratrf {

class RunModel;
class StudioBackend;

class VectorComparison : public QObject {
    Q_OBJECT

public:
    explicit VectorComparison(StudioBackend& backend, QObject* parent = nullptr);
    ~VectorComparison() override; // nobody waits for the answers any more

    // Asks where it was not asked about these runs yet, or the shown one has a newer state since.
    void want(const RunModel& shown, const RunModel& other);
    void forget();                                                       // asks again when next wanted
    void stop();                                                         // the maps that are there stay
    bool stopped() const { return m_stopped; }                           // until it is forgotten
    const Matrix& map(std::size_t index) const { return m_maps[index]; } // shown, other, both; empty: not known yet
    bool waiting() const { return !m_jobs.empty(); }
    bool takesLong() const { return waiting() && m_told; } // it has said how far it is
    const QString& problem() const { return m_problem; }   // why one of them will not be known; empty: none did fail

Q_SIGNALS:
    void changed();
    void progressed(const loratrf::ProgressEvent& progress);

private:
    void giveUp();
    void take(int id, const TaskVectorCosines& cosines);

    StudioBackend& m_backend;
    std::map<int, std::size_t> m_jobs; // id -> map
    std::array<Matrix, 3> m_maps;
    QString m_problem;
    std::pair<QString, QString> m_runs; // folders that the maps belong to
    bool m_stopped = false;
    bool m_told = false;
    std::pair<int64_t, bool> m_state; // the shown run's newest checkpoint then, and whether it was running
};

} // namespace loratrf
