#pragma once
// What a new run takes of this machine, where a preset or an options file does not say.

#include <QString>

namespace loratrf {

struct TrainOptions;

struct Machine {
    QString device = QStringLiteral("auto");
    qint64 threads = 0; // 0: all
};

Machine savedMachine();
void saveMachine(const Machine& machine);

// What `options` leave open becomes the machine's.
void fillIn(TrainOptions& options, const Machine& machine);

} // namespace loratrf
