#include "ui/library/run_reader.h"

#include "ui/runs/run_model.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"

#include <algorithm>

namespace loratrf {

RunReader::RunReader(StudioBackend& backend, QObject* parent) : QObject(parent), m_backend(backend) {
    connect(&backend, &StudioBackend::runRead, this,
            [this](int id, const RunInfo& info, const std::vector<Event>& events) {
                const QString folder = m_asked.take(id);
                if (folder.isEmpty()) {
                    return; // another's question, or not wanted any more
                }
                auto run = std::make_shared<RunModel>();
                run->setInfo(info);
                for (const Event& event : events) {
                    // Reports of the sites are the bulk of a run, and nobody here draws them.
                    if (!std::holds_alternative<ActivityEvent>(event) && !std::holds_alternative<FilterEvent>(event)) {
                        run->append(event);
                    }
                }
                m_runs.insert(folder, run);
                Q_EMIT arrived(folder);
            });
    connect(&backend, &StudioBackend::runUnreadable, this, [this](int id, const QString& message) {
        const QString folder = m_asked.take(id);
        if (!folder.isEmpty()) {
            m_problems.insert(folder, engineText(message));
            Q_EMIT arrived(folder);
        }
    });
}

RunReader::~RunReader() = default;

void RunReader::want(const QStringList& folders) {
    const auto unwanted = [&](const auto& entry) { return !folders.contains(entry.key()); };
    m_runs.removeIf(unwanted);
    m_problems.removeIf(unwanted);
    m_asked.removeIf([&](const auto& entry) { return !folders.contains(entry.value()); });
    for (const QString& folder : folders) {
        const bool asked = std::find(m_asked.cbegin(), m_asked.cend(), folder) != m_asked.cend();
        if (!asked && !m_runs.contains(folder) && !m_problems.contains(folder)) {
            const int id = nextJobId();
            m_asked.insert(id, folder);
            m_backend.readRun(id, folder);
        }
    }
}

void RunReader::forget(const QString& folder) {
    m_runs.remove(folder);
    m_problems.remove(folder);
}

const RunModel* RunReader::run(const QString& folder) const {
    return m_runs.value(folder).get();
}

QString RunReader::problem(const QString& folder) const {
    return m_problems.value(folder);
}

} // namespace loratrf
