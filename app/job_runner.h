#pragma once
// The one object that owns a worker thread: jobs run on it one at a time, in order of asking.

#include "app/main_thread_queue.h"
#include "backend/api/engine.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace loratrf {

class JobRunner : public QObject {
    Q_OBJECT

public:
    // Runs on the worker; what it throws becomes failed(). Its answers go through post().
    using Work = std::function<void(Control& control)>;

    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override; // drops what waits, asks the running job to stop, joins

    // `kind` names the job in failed(). With a `topic`, an older job of the same topic gives way: dropped where it
    // still waits, stopped and its failure unreported where it runs. `id`: of the question it answers, for failed().
    void submit(const QString& kind, Work work, const QString& topic = {}, int id = 0);

    // For jobs: calls `answer` on the thread this object lives in, after all earlier answers.
    void post(std::function<void()> answer) { m_answers.post(std::move(answer)); }

    // Wishes to the running and the waiting jobs of a kind; false: there is none.
    bool tell(const QString& kind, const std::function<void(Control&)>& wish);
    bool stopKind(const QString& kind);
    void stopRunning(); // whatever it is
    // Of the running and the waiting jobs, each once; without those whose end is told already.
    QStringList kinds() const;

Q_SIGNALS:
    void failed(const QString& kind, const QString& message, int id, bool cancelled);
    // After its answers. `problem`: why it failed; empty where it went well, was cancelled or gave way.
    void finished(const QString& kind, const QString& problem, bool cancelled);

private:
    struct Job {
        QString kind, topic;
        int id = 0;
        Work work;
        Control control;
        std::atomic<bool> superseded = false;
    };
    void loop();
    void run(Job& job);

    MainThreadQueue m_answers;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Job>> m_waiting;
    std::shared_ptr<Job> m_running;
    bool m_quit = false;
    std::thread m_thread; // last: begins when everything above is there
};

} // namespace loratrf
