#pragma once
// Comparisons on the engine's own thread, in line with everything else it trains.

#include "ui/library/method_comparison.h"

namespace loratrf {

class EngineBackend;

class EngineComparison : public MethodComparison {
    Q_OBJECT

public:
    explicit EngineComparison(EngineBackend& backend, QObject* parent = nullptr);
    void compare(const CompareOptions& options) override;
    void open(const QString& folder) override;

private:
    EngineBackend& m_backend;
};

} // namespace loratrf
