#pragma once
// The page of the library with some runs.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_library.h"
#include "run_events.h"
#include "ui/library/library_model.h"
#include "ui/library/library_page.h"
#include "ui/library/run_table.h"

#include <QAction>

#include <utility>

namespace loratrf {

inline LibraryRun exampleRun(const QString& name, LibraryState state, double eval, qint64 parameters) {
    LibraryRun made;
    made.folder = "/home/ann/runs/" + name;
    made.name = name;
    made.method = parameters > 500000 ? "lora" : "loratrf";
    made.model = "/models/SmolLM2-135M-Instruct.gguf";
    made.data = "/data/orders-train.jsonl";
    made.state = state;
    made.step = state == LibraryState::Finished ? 75 : 40;
    made.totalSteps = 75;
    made.epoch = made.step / 25.0;
    made.plannedEpochs = 3;
    made.bestEval = eval;
    made.trainLoss = eval * 0.9;
    made.parameters = parameters;
    made.seconds = 271;
    made.peakMemory = 1288490188;
    made.size = 48000000;
    made.created = 1795600000 + parameters;
    return made;
}

inline std::vector<LibraryRun> exampleRuns() {
    std::vector<LibraryRun> runs = {
        exampleRun("orders-lora-r16", LibraryState::Finished, 0.12, 921600),
        exampleRun("orders-loratrf-r8", LibraryState::Finished, 0.0934, 412608),
        exampleRun("orders-loratrf-r4", LibraryState::Stopped, 0.21, 206304),
        exampleRun("a-very-long-name-that-somebody-gave-to-a-run-because-it-says-all-of-its-options-at-once",
                   LibraryState::Failed, LibraryRun::none, 410000),
        exampleRun("orders-night", LibraryState::Lost, 0.4, 300000),
        exampleRun("orders-now", LibraryState::Running, 0.3, 412000),
    };
    runs[0].words = {true, {"final", "customer"}, "Baseline."};
    runs[2].message = "stopped at step 40 of 75; resume goes on from there";
    runs[3].message = "out of memory: the token budget of 8192 needs 9.1 GB, 7.2 GB are free";
    runs[4].message = "Its process ended without a word, at step 40.";
    return runs;
}

struct OpenedLibrary {
    RecordingBackend backend;
    RecordingLibrary library;
    LibraryPage page{backend, library};
    RunTable* table = find<RunTable>(page, "runTable");

    OpenedLibrary() {
        page.resize(1000, 640);
        page.show();
        Q_EMIT library.listed(exampleRuns());
        Q_EMIT library.scanned();
    }
    void select(const QStringList& wanted) {
        table->clearSelection();
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (wanted.contains(table->model()->index(row, LibraryModel::Name).data().toString())) {
                table->selectionModel()->select(table->model()->index(row, 0),
                                                QItemSelectionModel::Select | QItemSelectionModel::Rows);
            }
        }
    }
    QAction* action(const char* name) { return page.findChild<QAction*>(QLatin1String(name)); }
    // Answers every question for a run that waits.
    void answerReads() {
        for (const auto& [id, folder] : std::exchange(backend.readRuns, {})) {
            RunInfo info;
            info.folder = folder.toStdString();
            info.options.method = folder.contains("loratrf") ? "loratrf" : "lora";
            info.options.run = info.folder;
            info.options.epochs = folder.contains("r4") ? 5 : 3;
            info.options.learning_rate = 1e-4;
            std::vector<Event> events = {sample::start(75, 2, info.folder)};
            for (int step = 1; step <= 40; ++step) {
                events.emplace_back(sample::step(step, 75 + folder.size()));
            }
            events.emplace_back(sample::eval(40, 0.4, true));
            Q_EMIT backend.runRead(id, info, events);
        }
    }
};

} // namespace loratrf
