#include "ui/setup/machine.h"

#include "backend/api/options.h"

#include <QSettings>

namespace loratrf {

Machine savedMachine() {
    const QSettings settings;
    Machine machine;
    machine.device = settings.value("machine/device", machine.device).toString();
    machine.threads = settings.value("machine/threads", machine.threads).toLongLong();
    return machine;
}

void saveMachine(const Machine& machine) {
    QSettings settings;
    settings.setValue("machine/device", machine.device);
    settings.setValue("machine/threads", machine.threads);
}

void fillIn(TrainOptions& options, const Machine& machine) {
    const TrainOptions open;
    if (options.device == open.device) {
        options.device = machine.device.toStdString();
    }
    if (options.threads == open.threads) {
        options.threads = machine.threads;
    }
}

} // namespace loratrf
