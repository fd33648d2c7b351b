#include "ui/shell/job_news.h"

#include "ui/library/run_library.h"
#include "ui/runs/run_model.h"
#include "ui/services.h"
#include "ui/setup/model_shelf.h"
#include "ui/setup/row_files.h"
#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QFileInfo>

#include <utility>

namespace loratrf {

namespace {

const auto vectors = QStringLiteral("task_vectors"), reading = QStringLiteral("data");

} // namespace

JobNews::JobNews(const Services& services, QObject* parent) : QObject(parent), m_backend(services.backend) {
    const StudioBackend& backend = m_backend;
    connect(&backend, &StudioBackend::trainFinished, this, [this](const TrainResult& result) {
        m_own = absoluteFolder(qs(result.run));
        const bool failed = result.state == RunState::Failed; // else the state needs no words
        trainingEnded(qs(result.run), {result.state, result.steps, failed ? result.message : std::string()});
    });
    connect(&backend, &StudioBackend::followedEnded, this, &JobNews::followedEnded);
    connect(&backend, &StudioBackend::runOpened, this, [this] { m_own.clear(); }); // of its end nobody tells again
    connect(&backend, &StudioBackend::exported, this,
            [this](const ExportResult& result) { Q_EMIT arrived(tr("Export is written"), qs(result.folder)); });
    connect(&backend, &StudioBackend::evaluated, this, [this](int, const EvaluateResult& result) {
        Q_EMIT arrived(tr("Evaluation has ended"), tr("%n row(s) looked at.", nullptr, static_cast<int>(result.rows)));
    });
    connect(&backend, &StudioBackend::filterStatisticsReady, this, [this](int, const FilterStatistics& statistics) {
        Q_EMIT arrived(tr("Row statistics are ready"),
                       tr("%n row(s) looked at.", nullptr, static_cast<int>(statistics.rows)));
    });
    connect(&backend, &StudioBackend::dryRunDone, this, [this](const DryRun& result) {
        Q_EMIT arrived(tr("Three steps are measured"),
                       result.steps > 0 ? tr("The whole run would take about %1.").arg(durationText(result.seconds))
                                        : tr("A long step takes %1.").arg(durationText(result.step_seconds)));
    });
    connect(&backend, &StudioBackend::dataReported, this, [this](const DataReport& report) {
        m_rowsTold = false;
        Q_EMIT arrived(tr("Data report is ready"),
                       tr("%1: %n row(s) can be used.", nullptr, static_cast<int>(report.used))
                           .arg(QFileInfo(qs(report.file)).fileName()));
    });
    connect(&backend, &StudioBackend::event, this, [this](const Event& event) {
        if (const auto* start = std::get_if<StartEvent>(&event)) {
            m_lookedAt = absoluteFolder(qs(start->run)) != absoluteFolder(m_backend.liveRun());
        }
        const auto* note = std::get_if<NoteEvent>(&event);
        if (note != nullptr && note->alarm && m_backend.busy() && !m_lookedAt) {
            Q_EMIT arrived(tr("A run may be going wrong"), engineText(note->text));
        }
    });
    connect(&backend, &StudioBackend::jobEnded, this, &JobNews::ended);
    listenToReading();
    listenToRows();
    listenToVectors();
    listenToLibrary(services.library);
    if (services.models != nullptr) {
        listenToModels(*services.models);
    }
}

void JobNews::trainingEnded(const QString& run, const StateEvent& end) {
    const QString name = QFileInfo(run).fileName();
    const QString title = end.state == RunState::Failed ? tr("Training failed") : tr("Training has ended");
    Q_EMIT arrived(title, end.message.empty() ? tr("%1 took %n step(s).", nullptr, static_cast<int>(end.step)).arg(name)
                                              : tr("%1: %2").arg(name, engineText(end.message)));
}

// A run of this process can be shown from its folder too; then its end is told once.
void JobNews::followedEnded(const QString& run, const StateEvent& end) {
    const QString folder = absoluteFolder(run);
    if (folder == absoluteFolder(m_backend.liveRun())) {
        return;
    }
    if (folder == m_own) {
        m_own.clear();
        return;
    }
    trainingEnded(run, end);
}

// They are compared by themselves too, for a moment, whenever a run has come further: that is no news.
void JobNews::listenToVectors() {
    const StudioBackend& backend = m_backend;
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job) {
        if (job == vectors) {
            m_vectorsTold = true;
        }
    });
}

// The first rows are read by the same name, but in a moment and whenever something is typed: what is wrong with them is
// no news.
void JobNews::listenToReading() {
    const StudioBackend& backend = m_backend;
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job) {
        if (job == reading) {
            m_rowsTold = true;
        }
    });
    connect(&backend, &StudioBackend::failed, this,
            [this](const QString& job, const QString& message, int, bool cancelled) {
                if (job == reading && std::exchange(m_rowsTold, false) && !cancelled) {
                    Q_EMIT arrived(tr("Reading the rows failed"), engineText(message));
                }
            });
}

void JobNews::listenToLibrary(const RunLibrary& library) {
    connect(&library, &RunLibrary::verified, this, [this](const RunCheck& check) {
        const QString run = QFileInfo(check.folder).fileName();
        if (check.stopped) {
            return;
        }
        if (!check.faults.isEmpty()) {
            Q_EMIT arrived(tr("A run is damaged"), tr("%1: %2").arg(run, engineText(check.faults.first())));
        } else if (!check.good.isEmpty()) {
            Q_EMIT arrived(tr("A run is verified"), tr("%1 is as it was written.").arg(run));
        }
    });
    connect(&library, &RunLibrary::tensorBoardSaved, this, [this](const SavedFigures& saved) {
        if (saved.stopped) {
            return;
        }
        if (!saved.faults.isEmpty()) {
            Q_EMIT arrived(tr("Saving for TensorBoard failed"), engineText(saved.faults.first()));
        } else {
            Q_EMIT arrived(tr("Figures are saved for TensorBoard"), saved.folder);
        }
    });
}

void JobNews::listenToModels(const ModelShelf& models) {
    connect(&models, &ModelShelf::ended, this, [this](bool cancelled) {
        if (!cancelled) {
            Q_EMIT arrived(tr("The search for models has ended"), tr("The models that were found are listed."));
        }
    });
}

void JobNews::listenToRows() {
    const RowFiles& rows = m_backend.rowFiles();
    connect(&rows, &RowFiles::leakageFound, this, [this](int, const Leakage& leakage) {
        Q_EMIT arrived(tr("Evaluation and training rows are compared"),
                       tr("%n row(s) in both.", nullptr, static_cast<int>(leakage.rows)));
    });
    connect(&rows, &RowFiles::searched, this,
            [this] { Q_EMIT arrived(tr("The search has ended"), tr("The rows that were found are listed.")); });
    connect(&rows, &RowFiles::written, this,
            [this](int, const QString& file) { Q_EMIT arrived(tr("Rows are written"), file); });
    connect(&rows, &RowFiles::failed, this, [this](int, const QString& message, const QString& file) {
        if (!file.isEmpty()) {
            Q_EMIT arrived(tr("Rows could not be written"), engineText(message));
        }
    });
}

void JobNews::ended(const QString& job, const QString& problem, bool cancelled) {
    if (cancelled) {
        m_vectorsTold = m_vectorsTold && job != vectors;
        return;
    }
    const QString why = engineText(problem.toStdString());
    if (job == vectors) {
        if (m_backend.jobs().contains(job)) { // of the same two runs
            return;
        }
        if (m_vectorsTold && problem.isEmpty()) {
            Q_EMIT arrived(tr("Task vectors are compared"), tr("The maps show how alike they are."));
        } else if (m_vectorsTold && !problem.isEmpty()) {
            Q_EMIT arrived(tr("Comparing task vectors failed"), why);
        }
        m_vectorsTold = false;
    } else if (problem.isEmpty()) {
        if (job == QLatin1String("compare")) {
            Q_EMIT arrived(tr("Comparison has ended"), tr("Its report shows how the methods did."));
        } else if (job == QLatin1String("generate") && !m_backend.jobs().contains(job)) { // the last model's
            Q_EMIT arrived(tr("The answers are there"), tr("Every model that was asked has answered."));
        } else if (job == QLatin1String("look at text") && !m_backend.jobs().contains(job)) {
            Q_EMIT arrived(tr("The text is looked at"), tr("The map shows where the two runs differ."));
        }
    } else if (job == QLatin1String("train")) {
        Q_EMIT arrived(tr("Training failed"), why);
    } else if (job == QLatin1String("compare")) {
        Q_EMIT arrived(tr("Comparison failed"), why);
    } else if (job == QLatin1String("export")) {
        Q_EMIT arrived(tr("Export failed"), why);
    } else if (job == QLatin1String("evaluate")) {
        Q_EMIT arrived(tr("Evaluation failed"), why);
    } else if (job == QLatin1String("statistics")) {
        Q_EMIT arrived(tr("Row statistics failed"), why);
    } else if (job == QLatin1String("dry run")) {
        Q_EMIT arrived(tr("Measuring three steps failed"), why);
    } else if (job == QLatin1String("generate")) {
        Q_EMIT arrived(tr("An answer failed"), why);
    } else if (job == QLatin1String("look at text")) {
        Q_EMIT arrived(tr("Looking at the text failed"), why);
    }
}

QString JobNews::underWay(const StudioBackend& backend) {
    const QStringList jobs = backend.jobs();
    QStringList sentences;
    if (backend.busy()) {
        sentences << (jobs.contains(QLatin1String("compare")) ? tr("A comparison of methods is under way.")
                                                              : tr("A training run is under way."));
    }
    for (const QString& job : jobs) {
        if (job == QLatin1String("export")) {
            sentences << tr("An export is under way.");
        } else if (job == QLatin1String("evaluate")) {
            sentences << tr("An evaluation is under way.");
        } else if (job == QLatin1String("statistics")) {
            sentences << tr("Many rows are being looked at.");
        } else if (job == QLatin1String("dry run")) {
            sentences << tr("Three steps are being measured.");
        }
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace loratrf
