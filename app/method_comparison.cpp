#include "app/method_comparison.h"

#include "app/engine_backend.h"

namespace loratrf {

EngineComparison::EngineComparison(EngineBackend& backend, QObject* parent)
    : MethodComparison(parent), m_backend(backend) {
    connect(&backend, &EngineBackend::compared, this, &MethodComparison::compared);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == QLatin1String("compare"))
            Q_EMIT failed(message);
        else if (job == QLatin1String("comparison"))
            Q_EMIT unreadable(message);
    });
}

void EngineComparison::compare(const CompareOptions& options) {
    m_backend.compare(options);
}

void EngineComparison::open(const QString& folder) {
    m_backend.openComparison(folder);
}

} // namespace loratrf
