#include "app/method_comparison.h"

#include "app/engine_backend.h"
#include "backend/io/journal.h"
#include "ui/run/run_queue.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace loratrf {

namespace {

const auto keeping = QStringLiteral("keep"), opening = QStringLiteral("open"), finding = QStringLiteral("find");

} // namespace

EngineComparison::EngineComparison(EngineBackend& backend, const RunQueue* queue, QObject* parent)
    : MethodComparison(parent), m_backend(backend), m_queue(queue) {
    qRegisterMetaType<CompareOptions>("loratrf::CompareOptions");
    connect(&backend, &EngineBackend::compared, this, &MethodComparison::compared);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (job == QLatin1String("compare"))
            Q_EMIT failed(message);
    });
    connect(&m_reader, &JobRunner::failed, this, [this](const QString& job, const QString& message) {
        if (job == opening) {
            Q_EMIT unreadable(message);
        } else if (job == keeping && m_waiting) {
            m_waiting.reset();
            Q_EMIT failed(message);
        }
    });
    // Queued, as the answers of the job that has just ended come first.
    connect(&backend, &StudioBackend::busyChanged, this, &EngineComparison::advance, Qt::QueuedConnection);
    if (queue != nullptr)
        connect(queue, &RunQueue::changed, this, &EngineComparison::advance, Qt::QueuedConnection);
}

bool EngineComparison::queued(bool paused) const {
    return m_queue != nullptr && std::ranges::any_of(m_queue->entries(), [&](const QueuedRun& entry) {
               return entry.state == QueueState::Running ||
                      (entry.state == QueueState::Waiting && (paused || !m_queue->paused()));
           });
}

bool EngineComparison::mustWait() const {
    return m_backend.busy() || queued(false);
}

bool EngineComparison::willBegin() const {
    const bool held = m_queue != nullptr && m_queue->paused() &&
                      std::ranges::count(m_queue->entries(), QueueState::Waiting, &QueuedRun::state) > 0;
    return m_waiting && !held;
}

void EngineComparison::compare(const CompareOptions& options) {
    if (!mustWait()) {
        begin(options);
        return;
    }
    m_waiting = options;
    m_reader.submit(keeping, [options](Control&) { keep_comparison(options); });
}

void EngineComparison::begin(const CompareOptions& options) {
    Q_EMIT begun();
    m_backend.compare(options);
}

// A queue that paused since goes first all the same: whoever stops a run wants the machine.
void EngineComparison::advance() {
    if (m_waiting && !m_backend.busy() && !queued(true))
        begin(*std::exchange(m_waiting, std::nullopt));
}

void EngineComparison::open(const QString& folder) {
    const auto work = [this, folder](Control&) {
        if (const auto options = unfinished_comparison(folder.toStdString()))
            m_reader.post([this, options] { Q_EMIT unfinished(*options); });
        else
            m_reader.post([this, result = read_comparison(folder.toStdString())] { Q_EMIT compared(result); });
    };
    m_reader.submit(opening, work, opening);
}

void EngineComparison::findUnfinished(const QString& folder) {
    const auto work = [this, folder](Control&) {
        for (const QFileInfo& one : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time)) {
            if (journal_is_written((one.filePath() + QStringLiteral("/journal.jsonl")).toStdString()))
                continue; // some process is at it
            try {
                if (const auto options = unfinished_comparison(one.filePath().toStdString())) {
                    m_reader.post([this, options] { Q_EMIT unfinished(*options); });
                    return;
                }
            } catch (const std::exception&) {
                continue; // it cannot be read: whoever opens it is told why
            }
        }
    };
    m_reader.submit(finding, work, finding);
}

} // namespace loratrf
