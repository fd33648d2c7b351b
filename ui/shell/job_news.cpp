#include "ui/shell/job_news.h"

#include "ui/studio_backend.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QFileInfo>

namespace loratrf {

JobNews::JobNews(StudioBackend& backend, QObject* parent) : QObject(parent) {
    connect(&backend, &StudioBackend::trainFinished, this, [this](const TrainResult& result) {
        const QString run = QFileInfo(qs(result.run)).fileName();
        if (result.state == RunState::Failed) {
            Q_EMIT arrived(tr("Training failed"), tr("%1: %2").arg(run, engineText(result.message)));
        } else {
            Q_EMIT arrived(tr("Training has ended"),
                           tr("%1 took %n step(s).", nullptr, static_cast<int>(result.steps)).arg(run));
        }
    });
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
        Q_EMIT arrived(tr("Data report is ready"),
                       tr("%1: %n row(s) can be used.", nullptr, static_cast<int>(report.used))
                           .arg(QFileInfo(qs(report.file)).fileName()));
    });
    connect(&backend, &StudioBackend::jobEnded, this, &JobNews::ended);
}

void JobNews::ended(const QString& job, const QString& problem) {
    const QString why = engineText(problem.toStdString());
    if (problem.isEmpty()) {
        if (job == QLatin1String("compare")) {
            Q_EMIT arrived(tr("Comparison has ended"), tr("Its report shows how the methods did."));
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
