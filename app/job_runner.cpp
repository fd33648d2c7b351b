#include "app/job_runner.h"

#include "backend/io/error.h"

namespace loratrf {

namespace {

void stop(Control& control) {
    control.stop = true;
    control.pause = false; // a paused job would not see it
}

} // namespace

JobRunner::JobRunner(QObject* parent) : QObject(parent), m_thread([this] { loop(); }) {}

JobRunner::~JobRunner() {
    {
        const std::lock_guard lock(m_mutex);
        m_quit = true;
        m_waiting.clear();
        if (m_running)
            stop(m_running->control);
    }
    m_wake.notify_all();
    m_thread.join();
}

void JobRunner::submit(const QString& kind, Work work, const QString& topic, int id) {
    auto job = std::make_shared<Job>();
    job->kind = kind;
    job->topic = topic;
    job->id = id;
    job->work = std::move(work);
    {
        const std::lock_guard lock(m_mutex);
        if (!topic.isEmpty()) {
            std::erase_if(m_waiting, [&](const auto& other) { return other->topic == topic; });
            if (m_running && m_running->topic == topic) {
                m_running->superseded = true;
                stop(m_running->control);
            }
        }
        m_waiting.push_back(std::move(job));
    }
    m_wake.notify_all();
}

bool JobRunner::tell(const QString& kind, const std::function<void(Control&)>& wish) {
    const std::lock_guard lock(m_mutex);
    bool told = false;
    const auto tellOne = [&](Job& job) {
        if (job.kind == kind) {
            wish(job.control);
            told = true;
        }
    };
    if (m_running)
        tellOne(*m_running);
    for (const auto& job : m_waiting)
        tellOne(*job);
    return told;
}

bool JobRunner::stopKind(const QString& kind) {
    return tell(kind, stop);
}

QStringList JobRunner::kinds() const {
    const std::lock_guard lock(m_mutex);
    QStringList kinds;
    if (m_running)
        kinds << m_running->kind;
    for (const auto& job : m_waiting)
        kinds << job->kind;
    kinds.removeDuplicates();
    return kinds;
}

void JobRunner::stopRunning() {
    const std::lock_guard lock(m_mutex);
    if (m_running)
        stop(m_running->control);
}

void JobRunner::loop() {
    while (true) {
        std::shared_ptr<Job> job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_quit || !m_waiting.empty(); });
            if (m_quit)
                return;
            job = m_running = m_waiting.front();
            m_waiting.pop_front();
        }
        run(*job);
    }
}

void JobRunner::run(Job& job) {
    QString message;
    bool cancelled = false;
    try {
        job.work(job.control);
    } catch (const std::bad_alloc&) {
        message = QStringLiteral("Out of memory. A smaller token budget, a shorter maximum length or bf16 needs less.");
    } catch (const std::exception& error) {
        message = QString::fromUtf8(error.what());
        cancelled = is_cancelled(error);
        if (message.isEmpty())
            message = QStringLiteral("Failed without a message");
    } catch (...) {
        message = QStringLiteral("Failed for an unknown reason");
    }
    {
        const std::lock_guard lock(m_mutex); // whoever is told of its end must not find it any more
        m_running.reset();
    }
    post([this, kind = job.kind, id = job.id, message, cancelled, silent = job.superseded.load()] {
        if (!message.isEmpty() && !silent)
            Q_EMIT failed(kind, message, id, cancelled);
        Q_EMIT finished(kind, cancelled || silent ? QString() : message, cancelled || silent);
    });
}

} // namespace loratrf
