#pragma once
// The queue as a file of the project folder, queue.json, and what works through it. One process at a time holds the
// queue of a folder; another one's says so as its problem and takes nothing.

#include "app/job_runner.h"
#include "backend/io/posix.h"
#include "ui/run/run_queue.h"

#include <QTimer>

#include <memory>

namespace loratrf {

class StudioBackend;
struct RunInfo;
struct TrainResult;

class StoredQueue : public RunQueue {
    Q_OBJECT

public:
    // What `folder` keeps is there at once; a queue with waiting entries begins paused.
    StoredQueue(StudioBackend& backend, const QString& folder, QObject* parent = nullptr);
    ~StoredQueue() override; // what was asked is on the disk

    // Takes up the queue of another project folder, once the run that this one has under way has ended.
    void setFolder(const QString& folder);

    const std::vector<QueuedRun>& entries() const override { return m_entries; }
    bool paused() const override { return m_paused; }
    QString problem() const override { return m_problem; }
    Level problemLevel() const override { return m_problemLevel; }
    void add(const TrainOptions& options) override;
    void move(qint64 id, int to) override;
    void remove(qint64 id) override;
    void setPaused(bool paused) override;

Q_SIGNALS:
    void stored(); // all that was asked so far is on the disk

private:
    enum class Launch { None, Fresh, Resume };

    QString file() const;
    void open(const QString& folder);
    bool hold(); // the folder's queue is this process's; takes up what it holds when it becomes so
    void load();
    void say(const QString& problem, Level level = Level::Problem);
    void keep();
    void written(quint64 version);
    void notWritten(quint64 version, const QString& why);
    void advance();
    void begin(QueuedRun& entry, Launch how);
    void launch();
    void takeBack(QueuedRun& entry);
    void lookedInto(const RunInfo& info);
    void cannotLookInto();
    void finished(const TrainResult& result);
    void cancelled(const QString& run); // before it began
    void ended(QueueState state, const QString& message);
    QueuedRun* find(qint64 id);
    QueuedRun* running();

    StudioBackend& m_backend;
    QString m_folder, m_nextFolder;
    Fd m_lock; // held while the queue is this process's
    std::vector<QueuedRun> m_entries;
    bool m_paused = false;
    QString m_problem;
    Level m_problemLevel = Level::Problem;
    quint64 m_version = 0, m_stored = 0; // of the entries; on the disk
    Launch m_launch = Launch::None;      // of the running entry, as soon as the disk says that it runs
    bool m_live = false;                 // the backend was asked for the running entry
    int m_question = 0;                  // to the backend, about the folder of
    qint64 m_asked = 0;                  // this entry
    QTimer m_settle;                     // another job's answer may still be on its way when the backend is free
    std::unique_ptr<JobRunner> m_worker; // writes
};

} // namespace loratrf
