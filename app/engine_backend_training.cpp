// Runs of this process: their beginning, what is shown of them and how they are steered.

#include "app/engine_backend.h"
#include "app/followed_run.h"
#include "app/project_folder.h"
#include "backend/io/files.h"

#include <QDir>
#include <QScopeGuard>

namespace loratrf {

namespace {

const QString train_kind = QStringLiteral("train"), compare_kind = QStringLiteral("compare");
const QString dry_run_kind = QStringLiteral("dry run"), go_back_kind = QStringLiteral("go back");

bool sameFolder(const QString& a, const QString& b) {
    return QDir::cleanPath(QDir(a).absolutePath()) == QDir::cleanPath(QDir(b).absolutePath());
}

// With files this time: the window's questions about options touch no disk.
void refuseProblems(const TrainOptions& options) {
    std::string text;
    for (const Problem& problem : loratrf::validate(options))
        if (!problem.warning)
            text += (text.empty() ? "" : "\n") + problem.field + ": " + problem.message;
    if (!text.empty())
        throw Error(ErrorCode::InvalidOption, text);
}

TrainOptions inItsFolder(TrainOptions options) {
    if (options.run.empty())
        options.run = newRunFolder(QString::fromStdString(options.method)).toStdString();
    return options;
}

// What is known of a run before its folder is looked into.
TrainOptions onlyRun(const QString& run) {
    TrainOptions options;
    options.run = run.toStdString();
    options.method.clear();
    return options;
}

// Those of a run that is there already; what is wrong with its folder the job itself says.
TrainOptions storedOptions(const TrainOptions& asked) {
    try {
        TrainOptions options = options_from_json(read_text_file(asked.run + "/options.json", 16 << 20));
        options.run = asked.run; // the folder may have been moved since
        return options;
    } catch (const std::exception&) {
        return asked;
    }
}

} // namespace

template <class Job>
auto EngineBackend::asTraining(const QString& kind, Job job) {
    const auto ended = qScopeGuard([this] { m_worker.post([this] { trainingEnded(); }); });
    bool begun = false;
    return job(EventSink([this, kind, &begun](const Event& live) {
        const auto* state = std::get_if<StateEvent>(&live);
        if (state && !begun) // of a run that could not begin: it would pass for the end of the one before
            return;
        if (std::holds_alternative<StartEvent>(live))
            begun = true;
        else if (state && !is_under_way(state->state))
            begun = false;
        m_worker.post([this, kind, live] { showLive(kind, live); });
    }));
}

QString EngineBackend::commandLine(const TrainOptions& options) const {
    return QString::fromStdString(command_line(inItsFolder(options)));
}

QString EngineBackend::newRun(const QString& method) const {
    return newRunFolder(method);
}

void EngineBackend::dryRun(const TrainOptions& options) {
    const auto work = [this, options](Control& control) {
        refuseProblems(options);
        const EventSink sink = progressOf(m_worker, dry_run_kind);
        m_worker.post([this, result = dry_run(options, control, sink)] { Q_EMIT dryRunDone(result); });
    };
    m_worker.submit(dry_run_kind, work, dry_run_kind);
}

void EngineBackend::cancelDryRun() {
    m_worker.stopKind(dry_run_kind);
}

void EngineBackend::train(const TrainOptions& asked) {
    const TrainOptions options = inItsFolder(asked);
    startTraining(options, [options](Control& control, const EventSink& sink) {
        refuseProblems(options);
        return loratrf::train(options, control, sink);
    });
}

void EngineBackend::resume(const QString& run, double epochs) {
    startTraining(onlyRun(run), [run, epochs](Control& control, const EventSink& sink) {
        return loratrf::resume(run.toStdString(), epochs, control, sink);
    });
}

void EngineBackend::goBack(const QString& run, qint64 step, double learningRate) {
    if (m_liveRun.isEmpty() || !sameFolder(run, m_liveRun)) {
        startFrom(run, step, learningRate);
        return;
    }
    m_reader.submit(go_back_kind, [this, run, step, learningRate](Control&) {
        way_back(run.toStdString(), step); // a run without a way back is not stopped
        m_reader.post([this, run, step, learningRate] {
            if (!m_liveRun.isEmpty() && sameFolder(run, m_liveRun)) // it may have ended meanwhile
                stop();
            startFrom(run, step, learningRate);
        });
    });
}

void EngineBackend::startFrom(const QString& run, qint64 step, double learningRate) {
    startTraining(onlyRun(run), [run, step, learningRate](Control& control, const EventSink& sink) {
        if (learningRate > 0)
            control.change({.learning_rate = learningRate, .end_step = {}});
        return loratrf::go_back(run.toStdString(), step, control, sink);
    });
}

void EngineBackend::compare(const CompareOptions& options) {
    beginTraining();
    m_worker.submit(compare_kind, [this, options](Control& control) {
        const CompareResult result =
            asTraining(compare_kind, [&](const EventSink& sink) { return loratrf::compare(options, control, sink); });
        m_worker.post([this, result] { Q_EMIT compared(result); });
    });
}

bool EngineBackend::tellTraining(const std::function<void(Control&)>& wish) {
    const bool run = m_worker.tell(train_kind, wish);
    return m_worker.tell(compare_kind, wish) || run;
}

void EngineBackend::beginTraining() {
    cancelDryRun();
    if (++m_trainings > 1)
        return; // it waits, so what is shown stays
    m_opening.reset();
    m_journal.reset();
    m_follow.stop();
    Q_EMIT busyChanged(true);
}

void EngineBackend::startTraining(const TrainOptions& options, TrainingJob job) {
    const bool next = !busy();
    beginTraining();
    m_worker.submit(train_kind, [this, options, job = std::move(job)](Control& control) {
        try {
            const TrainResult result = asTraining(train_kind, [&](const EventSink& sink) {
                m_worker.post([this, stored = storedOptions(options)] { sayPreparing(stored); });
                return job(control, sink);
            });
            m_worker.post([this, result, stored = storedOptions(options)] { Q_EMIT trainFinished(result, stored); });
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Cancelled)
                throw;
            m_worker.post([this, run = options.run, why = QString::fromUtf8(error.what())] {
                Q_EMIT trainCancelled(QString::fromStdString(run), why);
            });
        }
    });
    if (next) // though a job of another kind may come before it
        sayPreparing(options);
}

void EngineBackend::sayPreparing(const TrainOptions& options) {
    m_liveRun = QString::fromStdString(options.run);
    if (m_journal)
        return;
    m_shown = m_liveRun;
    Q_EMIT preparing(options);
}

void EngineBackend::trainingEnded() {
    m_liveRun.clear();
    if (--m_trainings == 0)
        Q_EMIT busyChanged(false);
}

void EngineBackend::showLive(const QString& kind, const Event& live) {
    if (const auto* start = std::get_if<StartEvent>(&live)) {
        m_liveRun = QString::fromStdString(start->run);
        if (!m_journal)
            m_shown = m_liveRun;
    }
    const auto* progress = std::get_if<ProgressEvent>(&live);
    const auto* filter = std::get_if<FilterEvent>(&live);
    const bool ofJournal = !progress && !(filter && filter->probe < 0);
    if (m_journal && (ofJournal || !sameFolder(m_liveRun, m_journal->folder())))
        return;
    if (progress)
        Q_EMIT progressed(kind, *progress);
    else
        Q_EMIT event(live);
}

void EngineBackend::probe(const QString& run, const QString& text) {
    const bool ofLiveRun = busy() && (run.isEmpty() || (!m_liveRun.isEmpty() && sameFolder(run, m_liveRun)));
    if (ofLiveRun && tellTraining([&](Control& control) { control.ask_probe(text.toStdString()); }))
        return;
    const auto work = [this, run, text](Control& control) {
        m_worker.post([this, run, matrix = loratrf::probe(run.toStdString(), "", text.toStdString(), false, control)] {
            if (sameFolder(run, m_shown)) // another may be shown since it was asked for
                Q_EMIT event(matrix);
        });
    };
    m_worker.submit(QStringLiteral("probe"), work, QStringLiteral("probe"));
}

void EngineBackend::setPaused(bool paused) {
    tellTraining([paused](Control& control) { control.pause = paused; });
}

void EngineBackend::stop() {
    const bool run = m_worker.stopKind(train_kind), comparison = m_worker.stopKind(compare_kind);
    if (!run && !comparison)
        m_worker.stopRunning();
}

void EngineBackend::checkpointNow() {
    tellTraining([](Control& control) { control.checkpoint = true; });
}

void EngineBackend::evaluateNow() {
    tellTraining([](Control& control) { control.evaluate = true; });
}

void EngineBackend::changeRecipe(const RecipeChange& change) {
    tellTraining([&](Control& control) { control.change(change); });
}

} // namespace loratrf
