#include "app/engine_backend.h"

#include "app/diagnostics.h"
#include "app/project_folder.h"
#include "backend/api/event_json.h"
#include "backend/io/journal.h"

#include <QCoreApplication>
#include <QDir>
#include <QScopeGuard>

#include <chrono>
#include <filesystem>

namespace loratrf {

namespace {

using namespace std::chrono_literals;

constexpr auto follow_interval = 500ms;
const QString train_kind = QStringLiteral("train"), compare_kind = QStringLiteral("compare");
const QString dry_run_kind = QStringLiteral("dry run");

std::filesystem::path journalOf(const QString& run) {
    return std::filesystem::path(run.toStdString()) / "journal.jsonl";
}

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

std::vector<Event> newEvents(JournalReader& journal, const QString& run) {
    std::vector<Event> events;
    int64_t unreadable = 0;
    for (const Json& line : journal.read_new()) {
        try {
            events.push_back(event_from_json(line));
            if (auto* start = std::get_if<StartEvent>(&events.back()))
                start->run = run.toStdString(); // the folder may have been moved since
        } catch (const Error&) {
            ++unreadable;
        }
    }
    if (unreadable > 0)
        events.emplace_back(
            NoteEvent{Level::Warning, 0, std::to_string(unreadable) + " lines of the journal cannot be read"});
    return events;
}

} // namespace

EngineBackend::EngineBackend(QObject* parent) : StudioBackend(parent) {
    qRegisterMetaType<Event>("loratrf::Event");
    qRegisterMetaType<ModelInfo>("loratrf::ModelInfo");
    qRegisterMetaType<std::vector<PreviewRow>>("std::vector<loratrf::PreviewRow>");
    qRegisterMetaType<DataReport>("loratrf::DataReport");
    qRegisterMetaType<MemoryPlan>("loratrf::MemoryPlan");
    qRegisterMetaType<DryRun>("loratrf::DryRun");
    qRegisterMetaType<TrainResult>("loratrf::TrainResult");
    qRegisterMetaType<CompareResult>("loratrf::CompareResult");
    qRegisterMetaType<AnswerResult>("loratrf::AnswerResult");
    qRegisterMetaType<EvaluateResult>("loratrf::EvaluateResult");
    qRegisterMetaType<ExportForesight>("loratrf::ExportForesight");
    qRegisterMetaType<ExportResult>("loratrf::ExportResult");
    qRegisterMetaType<FilterStatistics>("loratrf::FilterStatistics");
    qRegisterMetaType<TaskVectorCosines>("loratrf::TaskVectorCosines");
    qRegisterMetaType<std::vector<SavedCheckpoint>>("std::vector<loratrf::SavedCheckpoint>");
    qRegisterMetaType<std::vector<Vote>>("std::vector<loratrf::Vote>");
    qRegisterMetaType<RunInfo>("loratrf::RunInfo");
    qRegisterMetaType<std::vector<Event>>("std::vector<loratrf::Event>");
    connect(&m_worker, &JobRunner::failed, this, &StudioBackend::failed);
    connect(&m_reader, &JobRunner::failed, this, &StudioBackend::failed);
    connect(&m_follow, &QTimer::timeout, this, [this] { readJournal(false); });
    m_follow.setInterval(follow_interval);
}

EngineBackend::~EngineBackend() = default;

EventSink EngineBackend::progressOf(JobRunner& runner) {
    return [this, &runner](const Event& progress) { runner.post([this, progress] { Q_EMIT event(progress); }); };
}

template <class Job>
auto EngineBackend::asTraining(Job job) {
    const auto ended = qScopeGuard([this] { m_worker.post([this] { trainingEnded(); }); });
    return job(EventSink([this](const Event& live) { m_worker.post([this, live] { showLive(live); }); }));
}

const std::vector<MethodInfo>& EngineBackend::methods() const {
    return loratrf::methods();
}

ParameterCount EngineBackend::countParameters(const ModelInfo& model, const QString& method,
                                              const MethodOptions& options) const {
    return count_parameters(model, method.toStdString(), options);
}

MethodOptions EngineBackend::fitBudget(const ModelInfo& model, const QString& method, const MethodOptions& options,
                                       qint64 loraRank) const {
    return fit_budget(model, method.toStdString(), options, loraRank);
}

std::vector<Problem> EngineBackend::validate(const TrainOptions& options) const {
    return loratrf::validate(options, false);
}

RecipeOutline EngineBackend::outlineRecipe(const TrainOptions& options, qint64 rows) const {
    return outline_recipe(options, rows);
}

QString EngineBackend::commandLine(const TrainOptions& options) const {
    return QString::fromStdString(command_line(options));
}

QString EngineBackend::toJson(const TrainOptions& options) const {
    return QString::fromStdString(to_json(options));
}

TrainOptions EngineBackend::fromJson(const QString& text, std::vector<Problem>* unknownKeys) const {
    return options_from_json(text.toStdString(), unknownKeys);
}

void EngineBackend::inspectModel(const QString& path) {
    const auto work = [this, path](Control&) {
        m_reader.post([this, info = inspect_model(path.toStdString())] { Q_EMIT modelInspected(info); });
    };
    m_reader.submit(QStringLiteral("model"), work, QStringLiteral("inspect"));
}

void EngineBackend::preview(const QString& model, const QString& data, const DataOptions& options, int rows) {
    const auto work = [this, model, data, options, rows](Control&) {
        m_reader.post([this, data, shown = preview_rows(model.toStdString(), data.toStdString(), options, rows)] {
            Q_EMIT previewReady(data, shown);
        });
    };
    m_reader.submit(QStringLiteral("data"), work, QStringLiteral("preview"));
}

void EngineBackend::reportData(const QString& model, const QString& data, const DataOptions& options) {
    const auto work = [this, model, data, options](Control& control) {
        const EventSink sink = progressOf(m_reader);
        m_reader.post([this, report = report_data(model.toStdString(), data.toStdString(), options, control, sink)] {
            Q_EMIT dataReported(report);
        });
    };
    m_reader.submit(QStringLiteral("data"), work, QStringLiteral("report"));
}

void EngineBackend::foreseeMemory(const ModelInfo& model, const TrainOptions& options) {
    if (busy()) // a second one cannot start, and the first has the threads
        return;
    TrainOptions asked = options;
    asked.model = model.path;
    const auto work = [this, asked](Control&) {
        try {
            const int64_t free = memory_within_reach();
            const MemoryCosts costs = memory_costs(asked);
            const MemoryPlan plan = plan_memory(costs, asked, free);
            const int64_t largest = largest_token_budget(costs, plan.recompute, free - free / 10);
            m_reader.post([this, free, plan, largest] { Q_EMIT memoryForeseen(plan, free, largest); });
        } catch (const std::exception& error) {
            m_reader.post([this, why = QString::fromUtf8(error.what())] { Q_EMIT memoryUnknown(why); });
        }
    };
    m_reader.submit(QStringLiteral("memory"), work, QStringLiteral("memory"));
}

void EngineBackend::dryRun(const TrainOptions& options) {
    const auto work = [this, options](Control& control) {
        refuseProblems(options);
        const EventSink sink = progressOf(m_worker);
        m_worker.post([this, result = dry_run(options, control, sink)] { Q_EMIT dryRunDone(result); });
    };
    m_worker.submit(dry_run_kind, work, dry_run_kind);
}

void EngineBackend::cancelDryRun() {
    m_worker.tell(dry_run_kind, [](Control& control) { control.stop = true; });
}

void EngineBackend::train(const TrainOptions& asked) {
    TrainOptions options = asked;
    if (options.run.empty())
        options.run = newRunFolder(QString::fromStdString(options.method)).toStdString();
    startTraining([options](Control& control, const EventSink& sink) {
        refuseProblems(options);
        return loratrf::train(options, control, sink);
    });
}

void EngineBackend::resume(const QString& run, double epochs) {
    startTraining([run, epochs](Control& control, const EventSink& sink) {
        return loratrf::resume(run.toStdString(), epochs, control, sink);
    });
}

void EngineBackend::goBack(const QString& run, qint64 step, double learningRate) {
    if (!m_liveRun.isEmpty() && sameFolder(run, m_liveRun))
        stop();
    startTraining([run, step, learningRate](Control& control, const EventSink& sink) {
        if (learningRate > 0)
            control.change({.learning_rate = learningRate, .end_step = {}});
        return loratrf::go_back(run.toStdString(), step, control, sink);
    });
}

void EngineBackend::openComparison(const QString& folder) {
    const auto work = [this, folder](Control&) {
        m_reader.post([this, result = read_comparison(folder.toStdString())] { Q_EMIT compared(result); });
    };
    m_reader.submit(QStringLiteral("comparison"), work, QStringLiteral("comparison"));
}

void EngineBackend::compare(const CompareOptions& options) {
    beginTraining();
    m_worker.submit(compare_kind, [this, options](Control& control) {
        const CompareResult result =
            asTraining([&](const EventSink& sink) { return loratrf::compare(options, control, sink); });
        m_worker.post([this, result] { Q_EMIT compared(result); });
    });
}

bool EngineBackend::tellTraining(const std::function<void(Control&)>& wish) {
    const bool run = m_worker.tell(train_kind, wish);
    return m_worker.tell(compare_kind, wish) || run;
}

void EngineBackend::beginTraining() {
    cancelDryRun();
    m_journal.reset();
    m_follow.stop();
    if (++m_trainings == 1)
        Q_EMIT busyChanged(true);
}

void EngineBackend::startTraining(TrainingJob job) {
    beginTraining();
    m_worker.submit(train_kind, [this, job = std::move(job)](Control& control) {
        const TrainResult result = asTraining([&](const EventSink& sink) { return job(control, sink); });
        m_worker.post([this, result] { Q_EMIT trainFinished(result); });
    });
}

void EngineBackend::trainingEnded() {
    m_liveRun.clear();
    if (--m_trainings == 0)
        Q_EMIT busyChanged(false);
}

void EngineBackend::showLive(const Event& live) {
    if (const auto* start = std::get_if<StartEvent>(&live))
        m_liveRun = QString::fromStdString(start->run);
    const auto* filter = std::get_if<FilterEvent>(&live);
    const bool ofJournal = !std::holds_alternative<ProgressEvent>(live) && !(filter && filter->probe < 0);
    if (!m_journal || (!ofJournal && sameFolder(m_liveRun, m_journalRun)))
        Q_EMIT event(live);
}

void EngineBackend::generate(int id, const AnswerRequest& request) {
    m_worker.submit(QStringLiteral("generate"), [this, id, request](Control& control) {
        const auto onText = [this, id](const std::string& piece) {
            m_worker.post([this, id, text = QString::fromStdString(piece)] { Q_EMIT generatedPiece(id, text); });
        };
        m_worker.post([this, id, result = loratrf::answer(request, control, onText)] { Q_EMIT generated(id, result); });
    });
}

void EngineBackend::evaluate(int id, const EvaluateRequest& request) {
    m_worker.submit(QStringLiteral("evaluate"), [this, id, request](Control& control) {
        const EventSink sink = progressOf(m_worker);
        m_worker.post([this, id, result = loratrf::evaluate(request, control, sink)] { Q_EMIT evaluated(id, result); });
    });
}

void EngineBackend::foreseeExport(const ExportRequest& request) {
    const auto work = [this, request](Control&) {
        m_reader.post([this, foresight = foresee_export(request)] { Q_EMIT exportForeseen(foresight); });
    };
    m_reader.submit(QStringLiteral("export foresight"), work, QStringLiteral("export foresight"));
}

void EngineBackend::exportFiles(const ExportRequest& request) {
    m_worker.submit(QStringLiteral("export"), [this, request](Control& control) {
        const EventSink sink = progressOf(m_worker);
        m_worker.post([this, result = export_files(request, control, sink)] { Q_EMIT exported(result); });
    });
}

void EngineBackend::cancel(const QString& job) {
    m_worker.tell(job, [](Control& control) { control.stop = true; });
}

void EngineBackend::readUses(const QString& run) {
    m_reader.submit(QStringLiteral("votes"), [this, run](Control&) { sayUses(run); });
}

void EngineBackend::addVote(const QString& run, const Vote& vote) {
    m_reader.submit(QStringLiteral("votes"), [this, run, vote](Control&) {
        add_vote(run.toStdString(), vote);
        sayUses(run);
    });
}

void EngineBackend::sayUses(const QString& run) {
    m_reader.post([this, run, checkpoints = saved_checkpoints(run.toStdString()),
                   votes = read_votes(run.toStdString())] { Q_EMIT usesRead(run, checkpoints, votes); });
}

void EngineBackend::probe(const QString& run, const QString& text) {
    const bool ofLiveRun = busy() && (run.isEmpty() || m_liveRun.isEmpty() || sameFolder(run, m_liveRun));
    if (ofLiveRun && tellTraining([&](Control& control) { control.ask_probe(text.toStdString()); }))
        return;
    const auto work = [this, run, text](Control& control) {
        m_worker.post([this, matrix = loratrf::probe(run.toStdString(), "", text.toStdString(), false, control)] {
            Q_EMIT event(matrix);
        });
    };
    m_worker.submit(QStringLiteral("probe"), work, QStringLiteral("probe"));
}

void EngineBackend::diagnose(const QString& run) {
    const auto work = [this, run, version = QCoreApplication::applicationVersion()](Control&) {
        m_reader.post([this, report = diagnostics(run.toStdString(), version.toStdString())] {
            Q_EMIT diagnosed(QString::fromStdString(report));
        });
    };
    m_reader.submit(QStringLiteral("diagnose"), work);
}

void EngineBackend::filterStatistics(int id, const FilterStatisticsRequest& request) {
    const auto work = [this, id, request](Control& control) {
        const EventSink sink = progressOf(m_worker);
        m_worker.post([this, id, result = loratrf::filter_statistics(request, control, sink)] {
            Q_EMIT filterStatisticsReady(id, result);
        });
    };
    m_worker.submit(QStringLiteral("statistics"), work, QStringLiteral("statistics"));
}

void EngineBackend::compareTaskVectors(int id, const QString& a, const QString& b) {
    m_reader.submit(QStringLiteral("task_vectors"), [this, id, a, b](Control&) {
        m_reader.post([this, id, cosines = compare_task_vectors(a.toStdString(), b.toStdString())] {
            Q_EMIT taskVectorsCompared(id, cosines);
        });
    });
}

void EngineBackend::setPaused(bool paused) {
    tellTraining([paused](Control& control) { control.pause = paused; });
}

void EngineBackend::stop() {
    const bool training = tellTraining([](Control& control) {
        control.stop = true;
        control.pause = false;
    });
    if (!training)
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

void EngineBackend::openRun(const QString& folder) {
    m_journal = std::make_shared<JournalReader>(journalOf(folder));
    m_journalRun = folder;
    readJournal(true);
    m_follow.start();
}

void EngineBackend::readRun(int id, const QString& folder) {
    const auto work = [this, id, folder](Control&) {
        try {
            const RunInfo info = inspect_run(folder.toStdString());
            JournalReader journal(journalOf(folder));
            m_reader.post([this, id, info, events = newEvents(journal, folder)] { Q_EMIT runRead(id, info, events); });
        } catch (const std::exception& error) {
            m_reader.post([this, id, message = QString::fromUtf8(error.what())] { Q_EMIT runUnreadable(id, message); });
        }
    };
    m_reader.submit(QStringLiteral("run"), work);
}

void EngineBackend::readJournal(bool first) {
    if (m_reading && !first)
        return;
    m_reading = true;
    const auto work = [this, first, run = m_journalRun, journal = m_journal](Control&) {
        const auto answer = [this, journal](auto say) { // a run opened since then takes this one's place
            m_reader.post([this, journal, say = std::move(say)] {
                if (m_journal == journal)
                    say();
            });
        };
        const auto read = qScopeGuard([&] { answer([this] { m_reading = false; }); });
        RunInfo info;
        if (first) // says in clear words what is wrong with the folder, before anything is shown of it
            info = inspect_run(run.toStdString());
        for (Event& found : newEvents(*journal, run))
            answer([this, found = std::move(found)] { Q_EMIT event(found); });
        if (first)
            answer([this, info] { Q_EMIT runOpened(info); });
    };
    m_reader.submit(QStringLiteral("run"), work, first ? QStringLiteral("open") : QString());
}

} // namespace loratrf
