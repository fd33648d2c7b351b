#include "app/engine_backend.h"

#include "app/diagnostics.h"
#include "app/followed_run.h"
#include "app/now_and_then.h"
#include "backend/text/chat_template.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <chrono>

namespace loratrf {

namespace {

using namespace std::chrono_literals;

constexpr auto follow_interval = 500ms;
// It computes, but so little that it is the reader's and waits for no training.
const QString vectors_kind = QStringLiteral("task_vectors");

// Null: the event is not the end of a run.
const StateEvent* endIn(const Event& event) {
    const auto* state = std::get_if<StateEvent>(&event);
    return state && !is_under_way(state->state) ? state : nullptr;
}

} // namespace

EngineBackend::EngineBackend(QObject* parent) : StudioBackend(parent) {
    qRegisterMetaType<Event>("loratrf::Event");
    qRegisterMetaType<ProgressEvent>("loratrf::ProgressEvent");
    qRegisterMetaType<TrainOptions>("loratrf::TrainOptions");
    qRegisterMetaType<ModelInfo>("loratrf::ModelInfo");
    qRegisterMetaType<std::vector<PreviewRow>>("std::vector<loratrf::PreviewRow>");
    qRegisterMetaType<DataReport>("loratrf::DataReport");
    qRegisterMetaType<MemoryPlan>("loratrf::MemoryPlan");
    qRegisterMetaType<DiskCosts>("loratrf::DiskCosts");
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
    qRegisterMetaType<GpuReading>("loratrf::GpuReading");
    qRegisterMetaType<StateEvent>("loratrf::StateEvent");
    qRegisterMetaType<std::vector<Event>>("std::vector<loratrf::Event>");
    connect(&m_worker, &JobRunner::failed, this, &StudioBackend::failed);
    connect(&m_reader, &JobRunner::failed, this, &StudioBackend::failed);
    connect(&m_worker, &JobRunner::finished, this, &StudioBackend::jobEnded);
    connect(&m_reader, &JobRunner::finished, this, [this](const QString& kind, const QString& problem, bool cancelled) {
        if (kind == vectors_kind)
            Q_EMIT jobEnded(kind, problem, cancelled);
    });
    connect(&m_follow, &QTimer::timeout, this, &EngineBackend::followJournal);
    connect(&m_gpuWatch, &GpuWatch::read, this, &StudioBackend::gpuRead);
    m_follow.setInterval(follow_interval);
}

EngineBackend::~EngineBackend() = default;

EventSink EngineBackend::progressOf(JobRunner& runner, const QString& job) {
    return [this, &runner, job](const Event& one) {
        if (const auto* progress = std::get_if<ProgressEvent>(&one))
            runner.post([this, job, progress = *progress] { Q_EMIT progressed(job, progress); });
    };
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

QStringList EngineBackend::jobs() const {
    QStringList kinds = m_worker.kinds();
    if (m_reader.kinds().contains(vectors_kind))
        kinds << vectors_kind;
    return kinds;
}

QStringList EngineBackend::chatTemplates() const {
    QStringList names;
    for (const std::string& name : preset_template_names())
        names << QString::fromStdString(name);
    return names;
}

std::vector<Problem> EngineBackend::validate(const TrainOptions& options) const {
    return loratrf::validate(options, false);
}

RecipeOutline EngineBackend::outlineRecipe(const TrainOptions& options, const std::vector<int64_t>& rows) const {
    return outline_recipe(options, rows);
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

void EngineBackend::reportData(const QString& model, const QStringList& files, const DataOptions& options) {
    std::vector<std::string> paths;
    for (const QString& file : files)
        paths.push_back(file.toStdString());
    const auto work = [this, model, paths, options](Control& control) {
        const EventSink sink = progressOf(m_reader, QStringLiteral("data"));
        m_reader.post([this, reports = report_data(model.toStdString(), paths, options, control, sink)] {
            for (const DataReport& report : reports)
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
    if (asked.run.empty())
        asked.run = newRun(QString::fromStdString(asked.method)).toStdString();
    const auto work = [this, asked](Control&) {
        sayDisk(asked);
        try {
            if (!foresees_memory(asked)) {
                m_reader.post([this] {
                    Q_EMIT memoryUnknown(tr("On a GPU the memory that a run needs is not foreseen. Where it runs out, "
                                            "fewer tokens at a time need less."));
                });
                return;
            }
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

void EngineBackend::sayDisk(const TrainOptions& options) {
    try {
        const DiskCosts costs = disk_costs(options);
        const int64_t free = disk_within_reach(options.run, free_disk(options.run));
        m_reader.post([this, costs, free] { Q_EMIT diskForeseen(costs, free); });
    } catch (const std::exception&) {
        // Of options or a model that cannot be used; what is said of the memory tells why.
    }
}

void EngineBackend::generate(int id, const AnswerRequest& request) {
    const auto work = [this, id, request](Control& control) {
        const auto onText = [this, id](const std::string& piece) {
            m_worker.post([this, id, text = QString::fromStdString(piece)] { Q_EMIT generatedPiece(id, text); });
        };
        m_worker.post([this, id, result = loratrf::answer(request, control, onText)] { Q_EMIT generated(id, result); });
    };
    m_worker.submit(QStringLiteral("generate"), work, {}, id);
}

void EngineBackend::evaluate(int id, const EvaluateRequest& request) {
    const auto work = [this, id, request](Control& control) {
        const EventSink sink = progressOf(m_worker, QStringLiteral("evaluate"));
        m_worker.post([this, id, result = loratrf::evaluate(request, control, sink)] { Q_EMIT evaluated(id, result); });
    };
    m_worker.submit(QStringLiteral("evaluate"), work, {}, id);
}

void EngineBackend::foreseeExport(const ExportRequest& request) {
    const auto work = [this, request](Control&) {
        m_reader.post([this, foresight = foresee_export(request)] { Q_EMIT exportForeseen(foresight); });
    };
    m_reader.submit(QStringLiteral("export foresight"), work, QStringLiteral("export foresight"));
}

void EngineBackend::exportFiles(const ExportRequest& request) {
    m_worker.submit(QStringLiteral("export"), [this, request](Control& control) {
        const EventSink sink = progressOf(m_worker, QStringLiteral("export"));
        m_worker.post([this, result = export_files(request, control, sink)] { Q_EMIT exported(result); });
    });
}

void EngineBackend::cancel(const QString& job) {
    for (JobRunner* runner : {&m_worker, &m_reader})
        runner->stopKind(job);
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

void EngineBackend::lookAtText(int id, const QString& run, const QString& text) {
    const QString job = QStringLiteral("look at text");
    const auto work = [this, job, id, run, text](Control& control) {
        m_worker.post([this, job] {
            Q_EMIT progressed(job, ProgressEvent{.what = "Looking at the text", .done = 0, .total = 0});
        });
        m_worker.post([this, id, map = loratrf::probe(run.toStdString(), "", text.toStdString(), false, control)] {
            Q_EMIT lookedAtText(id, map);
        });
    };
    m_worker.submit(job, work, {}, id);
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
        const EventSink sink = progressOf(m_worker, QStringLiteral("statistics"));
        m_worker.post([this, id, result = loratrf::filter_statistics(request, control, sink)] {
            Q_EMIT filterStatisticsReady(id, result);
        });
    };
    m_worker.submit(QStringLiteral("statistics"), work, QStringLiteral("statistics"), id);
}

void EngineBackend::compareTaskVectors(int id, const QString& a, const QString& b) {
    const auto work = [this, id, a, b](Control& control) {
        NowAndThen report;
        const auto goOn = [&](int64_t done, int64_t total) {
            if (report.isDue())
                m_reader.post([this, done, total] {
                    Q_EMIT progressed(vectors_kind, ProgressEvent{"Comparing task vectors", done, total});
                });
            return !control.stop;
        };
        m_reader.post([this, id, cosines = compare_task_vectors(a.toStdString(), b.toStdString(), goOn)] {
            Q_EMIT taskVectorsCompared(id, cosines);
        });
    };
    m_reader.submit(vectors_kind, work, {}, id);
}

void EngineBackend::openRun(const QString& folder) {
    m_opening = std::make_shared<FollowedRun>(folder);
    readJournal(m_opening, true);
}

void EngineBackend::readRun(int id, const QString& folder) {
    const auto work = [this, id, folder](Control&) {
        try {
            FollowedRun run(folder);
            run.open();
            std::vector<Event> events;
            const RunInfo info = run.readAll([&](const Event& found) { events.push_back(found); });
            m_reader.post([this, id, info, events = std::move(events)] { Q_EMIT runRead(id, info, events); });
        } catch (const std::exception& error) {
            m_reader.post([this, id, message = QString::fromUtf8(error.what())] { Q_EMIT runUnreadable(id, message); });
        }
    };
    m_reader.submit(QStringLiteral("run"), work);
}

void EngineBackend::watchGpu(const QString& device) {
    m_gpuWatch.watch(device, m_journal ? m_journal->folder() + QStringLiteral("/journal.jsonl") : QString());
}

void EngineBackend::followJournal() {
    if (m_journal && !std::exchange(m_reading, true))
        readJournal(m_journal, false);
}

// From now on the journal is shown and followed, unless something else was begun or opened since it was asked for.
void EngineBackend::showJournal(const std::shared_ptr<FollowedRun>& journal) {
    if (m_opening != journal)
        return;
    m_journal = std::exchange(m_opening, nullptr);
    m_shown = m_journal->folder();
    m_reading = true;
    m_follow.start();
}

void EngineBackend::readJournal(const std::shared_ptr<FollowedRun>& journal, bool first) {
    const auto work = [this, first, journal](Control&) {
        const auto answer = [this, journal](auto say) { // a run opened since then takes this one's place
            m_reader.post([this, journal, say = std::move(say)] {
                if (m_journal == journal)
                    say();
            });
        };
        const auto read = qScopeGuard([&] { answer([this] { m_reading = false; }); });
        const EventSink sink = [&](const Event& found) { answer([this, found] { Q_EMIT event(found); }); };
        if (!first) {
            journal->readNew([&](const Event& found) {
                sink(found);
                if (const StateEvent* end = endIn(found))
                    answer([this, journal, how = *end] { Q_EMIT followedEnded(journal->folder(), how); });
            });
            return;
        }
        journal->open(); // says in clear words what is wrong with the folder, before anything is shown of it
        m_reader.post([this, journal] { showJournal(journal); });
        answer([this, info = journal->readAll(sink)] { Q_EMIT runOpened(info); });
    };
    if (first)
        m_reader.submit(QStringLiteral("run"), work, QStringLiteral("open"));
    else
        m_reader.submit(QStringLiteral("follow"), work); // may work again the next time
}

} // namespace loratrf
