#include "ui/filters/vector_comparison.h"

#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"

namespace loratrf {

namespace {

const auto job = QStringLiteral("task_vectors");

Matrix matrixOf(const TaskVectorCosines& cosines) {
    Matrix matrix;
    matrix.rows = static_cast<int>(cosines.rows.size());
    matrix.columns = static_cast<int>(cosines.columns.size());
    matrix.values = cosines.values;
    matrix.tokens = false;
    for (const std::string& name : cosines.rows) {
        matrix.rowNames << siteLabel(name);
    }
    for (const std::string& name : cosines.columns) {
        matrix.columnNames << siteLabel(name);
    }
    return matrix;
}

} // namespace

VectorComparison::VectorComparison(StudioBackend& backend, QObject* parent) : QObject(parent), m_backend(backend) {
    connect(&backend, &StudioBackend::taskVectorsCompared, this, &VectorComparison::take);
    connect(&backend, &StudioBackend::failed, this, [this](const QString&, const QString& message, int id) {
        if (m_jobs.erase(id) > 0) {
            m_problem = message;
            Q_EMIT changed();
        }
    });
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& which, const ProgressEvent& progress) {
        if (which == job && waiting()) {
            m_told = true;
            Q_EMIT progressed(progress);
        }
    });
}

VectorComparison::~VectorComparison() {
    giveUp();
}

void VectorComparison::want(const RunModel& shown, const RunModel& other) {
    const std::pair runs(shown.folder(), other.folder());
    const std::pair state(shown.newestCheckpoint(), shown.isRunning());
    if (runs == m_runs && (state == m_state || m_stopped)) {
        return;
    }
    if (runs != m_runs) { // else the maps of the state before stay until the new ones come
        m_maps = {};
    }
    m_runs = runs;
    m_state = state;
    giveUp();
    m_stopped = false;
    m_problem.clear();
    const auto ask = [this](std::size_t map, const QString& a, const QString& b) {
        const int id = nextJobId();
        m_jobs[id] = map;
        m_backend.compareTaskVectors(id, a, b);
    };
    ask(0, runs.first, runs.first);
    if (!runs.second.isEmpty()) {
        ask(1, runs.second, runs.second);
        ask(2, runs.first, runs.second);
    }
}

void VectorComparison::forget() {
    m_runs = {};
    m_stopped = false;
}

void VectorComparison::stop() {
    if (waiting()) {
        giveUp();
        m_stopped = true;
        Q_EMIT changed();
    }
}

void VectorComparison::giveUp() {
    if (waiting()) {
        m_backend.cancel(job);
    }
    m_jobs.clear();
    m_told = false;
}

void VectorComparison::take(int id, const TaskVectorCosines& cosines) {
    const auto asked = m_jobs.find(id);
    if (asked != m_jobs.end()) {
        m_maps[asked->second] = matrixOf(cosines);
        m_jobs.erase(asked);
        Q_EMIT changed();
    }
}

} // namespace loratrf
