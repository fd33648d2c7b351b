#include "app/run_queue.h"

#include "app/project_folder.h"
#include "app/queue_file.h"
#include "backend/io/files.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"

#include <QDir>

#include <algorithm>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <utility>

namespace loratrf {

namespace {

using namespace std::chrono_literals;

constexpr auto settle_time = 500ms;
constexpr uint64_t largest_file = 64ULL << 20;
const auto fileName = QStringLiteral("queue.json"), lockName = QStringLiteral("queue.lock");

QString cleaned(const QString& folder) {
    return QDir::cleanPath(QDir(folder).absolutePath());
}

bool sameFolder(const QString& a, const QString& b) {
    const QString real = QFileInfo(a).canonicalFilePath(); // without links; empty: it is not there
    return cleaned(a) == cleaned(b) || (!real.isEmpty() && real == QFileInfo(b).canonicalFilePath());
}

} // namespace

StoredQueue::StoredQueue(StudioBackend& backend, const QString& folder, QObject* parent)
    : RunQueue(parent), m_backend(backend), m_worker(std::make_unique<JobRunner>()) {
    m_settle.setSingleShot(true);
    m_settle.setInterval(settle_time);
    connect(&m_settle, &QTimer::timeout, this, &StoredQueue::advance);
    connect(&backend, &StudioBackend::busyChanged, this, [this](bool busy) {
        if (!busy && !m_live)
            m_settle.start();
    });
    connect(&backend, &StudioBackend::trainFinished, this, &StoredQueue::finished);
    connect(&backend, &StudioBackend::trainCancelled, this, &StoredQueue::cancelled);
    connect(&backend, &StudioBackend::failed, this, [this](const QString& job, const QString& message) {
        if (m_live && job == QLatin1String("train"))
            ended(QueueState::Failed, message);
    });
    connect(&backend, &StudioBackend::runRead, this, [this](int id, const RunInfo& info) {
        if (id == m_question)
            lookedInto(info);
    });
    connect(&backend, &StudioBackend::runUnreadable, this, [this](int id) {
        if (id == m_question)
            cannotLookInto();
    });
    open(folder);
}

StoredQueue::~StoredQueue() {
    m_worker.reset(); // drops what it has not begun
    if (m_stored == m_version || !m_lock.valid())
        return;
    try {
        write_file_atomically(file().toStdString(), queueText(m_entries));
    } catch (const std::exception& error) {
        qWarning("%s", error.what()); // there is no window left to say it in
    }
}

QString StoredQueue::file() const {
    return QDir(m_folder).filePath(fileName);
}

void StoredQueue::setFolder(const QString& folder) {
    m_nextFolder = folder;
    if (m_stored != m_version) // whether it can be written now or not, the answer goes on
        keep();
    else
        advance();
}

void StoredQueue::open(const QString& folder) {
    if (cleaned(folder) == m_folder)
        return;
    m_folder = cleaned(folder);
    m_lock.close();
    m_entries.clear();
    m_paused = false;
    m_problem.clear();
    m_question = 0;
    m_stored = m_version;
    if (QDir(m_folder).exists())
        hold();
    Q_EMIT changed();
}

bool StoredQueue::hold() {
    if (m_lock.valid())
        return true;
    const QString path = QDir(m_folder).filePath(lockName);
    QDir().mkpath(m_folder);
    Fd lock(::open(path.toUtf8().constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!lock.valid()) {
        const int why = errno;
        if (why == EACCES || why == EROFS || why == EPERM)
            say(tr("The folder %1 can only be read: the runs in it can be looked at, but none can be trained or queued "
                   "there. To train, choose another project folder in the library.")
                    .arg(m_folder),
                Level::Info);
        else
            say(tr("%1 cannot be written, so no queue can be kept there: %2").arg(path, qt_error_string(why)));
        return false;
    }
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        say(tr("Another window works through the queue of %1, or the program in the background since its window was "
               "closed. Runs can be queued there, or here once it has ended. Everything else works here as usual.")
                .arg(m_folder),
            Level::Info);
        return false;
    }
    m_lock = std::move(lock);
    m_problem.clear();
    m_worker->submit(QStringLiteral("tidy"), [folder = m_folder](Control&) { remove_leftovers(folder.toStdString()); });
    load();
    return true;
}

void StoredQueue::say(const QString& problem, Level level) {
    m_problem = problem;
    m_problemLevel = level;
}

void StoredQueue::load() {
    if (!QFileInfo::exists(file()))
        return;
    try {
        m_entries = readQueue(read_text_file(file().toStdString(), largest_file), file().toStdString());
    } catch (const std::exception& error) {
        QString aside = file() + QStringLiteral(".unreadable");
        for (int number = 2; QFileInfo::exists(aside); ++number)
            aside = QStringLiteral("%1.unreadable-%2").arg(file()).arg(number);
        const bool moved = QFile::rename(file(), aside);
        say(moved ? tr("The queue of last time cannot be read (%1). It is kept as %2, and a new one has begun.")
                        .arg(engineText(error.what()), aside)
                  : tr("The queue of last time cannot be read: %1").arg(engineText(error.what())));
        if (!moved)
            m_lock.close(); // what is there must not be written over
        return;
    }
    for (QueuedRun& entry : m_entries)
        if (entry.state == QueueState::Running) // its process was killed
            entry.state = QueueState::Waiting;
    m_paused = std::ranges::any_of(m_entries, [](const auto& entry) { return entry.state == QueueState::Waiting; });
}

// Serialised here, written over there: a disk may take its time.
void StoredQueue::keep() {
    JobRunner* worker = m_worker.get();
    const auto work = [this, worker, version = ++m_version, path = file(), text = queueText(m_entries)](Control&) {
        try {
            write_file_atomically(path.toStdString(), text);
            worker->post([this, version] { written(version); });
        } catch (const std::exception& error) {
            worker->post([this, version, why = QString::fromUtf8(error.what())] { notWritten(version, why); });
        }
    };
    m_worker->submit(QStringLiteral("queue"), work, file()); // an older text need not be written any more
    Q_EMIT changed();
}

void StoredQueue::written(quint64 version) {
    if (version != m_version)
        return;
    m_stored = version;
    if (!m_problem.isEmpty()) {
        m_problem.clear();
        Q_EMIT changed();
    }
    Q_EMIT stored();
    advance();
}

void StoredQueue::notWritten(quint64 version, const QString& why) {
    if (version != m_version)
        return;
    say(tr("The queue cannot be kept, so it pauses: %1").arg(engineText(why)));
    m_paused = true;
    if (QueuedRun* entry = running(); entry != nullptr && m_launch != Launch::None)
        takeBack(*entry);
    Q_EMIT changed();
    if (!m_nextFolder.isEmpty() && running() == nullptr)
        open(std::exchange(m_nextFolder, {})); // what the disk has of this one stays there
}

void StoredQueue::add(const TrainOptions& options) {
    if (!hold()) {
        Q_EMIT changed();
        return;
    }
    qint64 newest = 0;
    for (const QueuedRun& entry : m_entries)
        newest = std::max(newest, entry.id);
    m_entries.push_back({newest + 1, options, QueueState::Waiting, {}, {}});
    keep();
}

void StoredQueue::move(qint64 id, int to) {
    const auto from = std::ranges::find(m_entries, id, &QueuedRun::id);
    if (from == m_entries.end())
        return;
    const auto target = m_entries.begin() + std::clamp(to, 0, static_cast<int>(m_entries.size()) - 1);
    if (from < target)
        std::rotate(from, from + 1, target + 1);
    else
        std::rotate(target, from, from + 1);
    keep();
}

void StoredQueue::remove(qint64 id) {
    const QueuedRun* entry = find(id);
    if (entry == nullptr || entry->state == QueueState::Running)
        return;
    std::erase_if(m_entries, [id](const QueuedRun& one) { return one.id == id; });
    keep();
}

void StoredQueue::setPaused(bool paused) {
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (m_stored != m_version) // perhaps the disk has room again
        keep();
    else
        Q_EMIT changed();
    advance();
}

void StoredQueue::advance() {
    if (m_stored != m_version)
        return;
    if (m_launch != Launch::None) {
        launch();
        return;
    }
    if (running() != nullptr)
        return;
    if (!m_nextFolder.isEmpty())
        open(std::exchange(m_nextFolder, {}));
    if (m_paused || m_question != 0 || m_settle.isActive() || m_backend.busy())
        return;
    const auto next = std::ranges::find(m_entries, QueueState::Waiting, &QueuedRun::state);
    if (next == m_entries.end())
        return;
    if (next->run.isEmpty()) {
        begin(*next, Launch::Fresh);
    } else { // it had begun
        m_question = nextJobId();
        m_asked = next->id;
        m_backend.readRun(m_question, next->run);
    }
}

void StoredQueue::begin(QueuedRun& entry, Launch how) {
    if (how == Launch::Fresh)
        entry.run = entry.options.run.empty() ? newRunFolder(QString::fromStdString(entry.options.method))
                                              : QString::fromStdString(entry.options.run);
    entry.state = QueueState::Running;
    m_launch = how;
    keep();
}

void StoredQueue::launch() {
    QueuedRun* entry = running();
    if (m_paused || m_backend.busy()) { // since it was written down
        takeBack(*entry);
        keep();
        return;
    }
    const Launch how = std::exchange(m_launch, Launch::None);
    m_live = true;
    if (how == Launch::Resume) {
        m_backend.resume(entry->run, 0);
        return;
    }
    TrainOptions options = entry->options;
    options.run = entry->run.toStdString();
    m_backend.train(options);
}

void StoredQueue::takeBack(QueuedRun& entry) {
    entry.state = QueueState::Waiting;
    if (m_launch == Launch::Fresh)
        entry.run.clear();
    m_launch = Launch::None;
}

void StoredQueue::lookedInto(const RunInfo& info) {
    m_question = 0;
    QueuedRun* entry = find(m_asked);
    if (m_paused || entry == nullptr || entry->state != QueueState::Waiting) {
        advance();
    } else if (info.resumable) {
        begin(*entry, Launch::Resume);
    } else if (info.state == RunState::Finished) { // it ended before the queue could write so
        entry->state = QueueState::Done;
        keep();
    } else if (is_under_way(info.state)) {
        entry->state = QueueState::Failed;
        entry->message = QString::fromStdString(info.why_not);
        keep();
    } else {
        cannotLookInto();
    }
}

// What lies there cannot be gone on with, so the run begins afresh, in a folder of its own.
void StoredQueue::cannotLookInto() {
    m_question = 0;
    QueuedRun* entry = find(m_asked);
    if (m_paused || entry == nullptr || entry->state != QueueState::Waiting) {
        advance();
        return;
    }
    if (QFileInfo::exists(entry->run))
        entry->options.run.clear();
    begin(*entry, Launch::Fresh);
}

void StoredQueue::finished(const TrainResult& result) {
    const QueuedRun* entry = running();
    if (!m_live || entry == nullptr || !sameFolder(QString::fromStdString(result.run), entry->run))
        return;
    const QString message = QString::fromStdString(result.message);
    if (result.state == RunState::Stopped && !m_backend.busy()) // by the user, who wants the machine
        m_paused = true;
    ended(result.state == RunState::Failed ? QueueState::Failed : QueueState::Done,
          result.state == RunState::Stopped && message.isEmpty()
              ? tr("Stopped after %n step(s). The library can resume it.", nullptr, static_cast<int>(result.steps))
              : message);
}

// By the user, who wants the machine; nothing came of it, so it may still have its turn.
void StoredQueue::cancelled(const QString& run) {
    const QueuedRun* entry = running();
    if (!m_live || entry == nullptr || !sameFolder(run, entry->run))
        return;
    m_paused = true;
    ended(QueueState::Waiting, {});
}

void StoredQueue::ended(QueueState state, const QString& message) {
    m_live = false;
    if (QueuedRun* entry = running()) {
        entry->state = state;
        entry->message = message;
    }
    keep();
}

QueuedRun* StoredQueue::find(qint64 id) {
    const auto found = std::ranges::find(m_entries, id, &QueuedRun::id);
    return found != m_entries.end() ? &*found : nullptr;
}

QueuedRun* StoredQueue::running() {
    const auto found = std::ranges::find(m_entries, QueueState::Running, &QueuedRun::state);
    return found != m_entries.end() ? &*found : nullptr;
}

} // namespace loratrf
