#pragma once
// A set-up page with its first questions answered, a plan of memory to answer with, and what its cards say.

#include "find_widget.h"
#include "recording_backend.h"

#include <QLineEdit>
#include <QTest>

namespace loratrf {

inline MemoryPlan examplePlan() {
    MemoryPlan plan;
    plan.tokens = 2048;
    plan.recompute = "nothing";
    plan.program = 300'000'000;
    plan.weights = 538'000'000;
    plan.adapter = 20'000'000;
    plan.gradients = 20'000'000;
    plan.optimizer = 40'000'000;
    plan.good_state = 60'000'000;
    plan.activations = 1'100'000'000;
    plan.working = 250'000'000;
    plan.slack = 94'000'000;
    return plan;
}

// What a card says of the options.
template <class Card>
TrainOptions written(const Card& card) {
    TrainOptions options;
    card.write(options);
    return options;
}

// One that has been looked at.
inline void giveModel(RecordingBackend& backend, QWidget& page, const QString& path = "/models/small.gguf") {
    find<QLineEdit>(page, "modelPath")->setText(path);
    QTRY_COMPARE(backend.inspected.value(backend.inspected.size() - 1), path);
    Q_EMIT backend.modelInspected(exampleModel(path));
}

inline void giveModelAndData(RecordingBackend& backend, QWidget& page) {
    giveModel(backend, page);
    find<QLineEdit>(page, "dataPath")->setText("/data/orders.jsonl");
    QTRY_VERIFY(!backend.reported.empty());
    DataReport report;
    report.file = "/data/orders.jsonl";
    report.rows = report.used = report.sequences = 400;
    Q_EMIT backend.dataReported(report);
}

} // namespace loratrf
