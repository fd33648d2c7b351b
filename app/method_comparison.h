#pragma once
// Comparisons on the engine's own thread, in line with everything else it trains.

#include "app/job_runner.h"
#include "ui/library/method_comparison.h"

#include <optional>

namespace loratrf {

class EngineBackend;
class RunQueue;

class EngineComparison : public MethodComparison {
    Q_OBJECT

public:
    // Runs that wait in `queue` go first.
    explicit EngineComparison(EngineBackend& backend, const RunQueue* queue = nullptr, QObject* parent = nullptr);
    void compare(const CompareOptions& options) override;
    bool mustWait() const override;
    bool willBegin() const override;
    void takeBack() override { m_waiting.reset(); }
    void open(const QString& folder) override;
    void findUnfinished(const QString& folder) override;

private:
    bool queued(bool paused) const; // whether a run of the queue has its turn, or shall have it once it is not paused
    void begin(const CompareOptions& options);
    void advance();

    EngineBackend& m_backend;
    const RunQueue* m_queue;
    std::optional<CompareOptions> m_waiting;
    JobRunner m_reader; // looks into folders
};

} // namespace loratrf
