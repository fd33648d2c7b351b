#include "ui/runs/shown_run.h"

#include "ui/studio_backend.h"

namespace loratrf {

ShownRun::ShownRun(StudioBackend& backend, QObject* parent) : RunModel(parent) {
    connect(&backend, &StudioBackend::event, this, &RunModel::append);
    connect(&backend, &StudioBackend::progressed, this, [this](const QString& job, const ProgressEvent& progress) {
        if (job == QLatin1String("train") || job == QLatin1String("compare")) {
            append(progress);
        }
    });
    connect(&backend, &StudioBackend::runOpened, this, &RunModel::setInfo);
    connect(&backend, &StudioBackend::preparing, this, &RunModel::prepare);
    const auto notBegun = [this](RunState state, const QString& why) {
        if (isPreparing()) {
            RunModel::notBegun({.state = state, .step = step(), .message = why.toStdString()});
        }
    };
    connect(&backend, &StudioBackend::trainCancelled, this,
            [notBegun](const QString&, const QString& why) { notBegun(RunState::Stopped, why); });
    connect(&backend, &StudioBackend::failed, this, [notBegun](const QString& job, const QString& why) {
        if (job == QLatin1String("train")) {
            notBegun(RunState::Failed, why);
        }
    });
}

} // namespace loratrf
