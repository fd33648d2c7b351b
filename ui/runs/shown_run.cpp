#include "ui/runs/shown_run.h"

#include "ui/studio_backend.h"

namespace loratrf {

ShownRun::ShownRun(StudioBackend& backend, QObject* parent) : RunModel(parent) {
    connect(&backend, &StudioBackend::event, this, [this, &backend](const Event& event) {
        // The progress of other pages' work is not that of a run.
        if (backend.busy() || !std::holds_alternative<ProgressEvent>(event)) {
            append(event);
        }
    });
    connect(&backend, &StudioBackend::runOpened, this, &RunModel::setInfo);
}

} // namespace loratrf
