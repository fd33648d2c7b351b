#pragma once
// The whole window over a made-up engine, with a model, rows and a run in it, and a walk past everything it can show:
// pages with all that folds open, their tabs, the dialogs.

#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "recording_queue.h"
#include "run_events.h"
#include "ui/library/compare_dialog.h"
#include "ui/run/go_back_dialog.h"
#include "ui/run/run_log.h"
#include "ui/run/steer_dialog.h"
#include "ui/runs/shown_run.h"
#include "ui/setup/model_finder.h"
#include "ui/setup/options_dialog.h"
#include "ui/setup/preset_dialog.h"
#include "ui/setup/preset_shelf.h"
#include "ui/setup/row_browser.h"
#include "ui/setup/target_picker.h"
#include "ui/shell/guide_dialog.h"
#include "ui/shell/help_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings_dialog.h"
#include "ui/widgets/card.h"

#include <QAbstractItemView>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <functional>

namespace loratrf {

// Finds a few models wherever it looks.
class RecordingShelf : public ModelShelf {
public:
    void search(const QStringList& folders) override {
        for (const QString& folder : folders) {
            Q_EMIT found({folder + QStringLiteral("/a-model"), QStringLiteral("a-model"), false, 270'000'000});
        }
        Q_EMIT ended(false, {});
    }
    void cancel() override {}
};

class WholeWindow {
public:
    using Look = std::function<void(QWidget& window, const QString& place)>;

    WholeWindow() : window({backend, library, comparison, &shelf, &queue}) {
        window.resize(1500, 1100);
        window.show();
    }

    void setUp() {
        window.openModel(QStringLiteral("/models/a"));
        window.openData(QStringLiteral("/data/a.jsonl"), QStringLiteral("/data/b.jsonl"));
        Q_EMIT backend.modelInspected(exampleModel(QStringLiteral("/models/a")));
        Q_EMIT backend.previewReady(QStringLiteral("/data/a.jsonl"), exampleRows());
        Q_EMIT backend.dataReported(report());
        LibraryRun one;
        one.folder = QStringLiteral("/runs/one");
        one.name = QStringLiteral("one");
        one.state = LibraryState::Finished;
        one.step = one.totalSteps = 75;
        one.bestEval = 0.12;
        one.parameters = 921'600;
        LibraryRun two = one;
        two.folder = QStringLiteral("/runs/two");
        two.name = QStringLiteral("two");
        two.bestEval = 0.25;
        two.parameters = 412'608;
        Q_EMIT library.listed({one, two});
        queue.add(TrainOptions());
    }

    // A run that this process trains; `end` ends it.
    void train() {
        backend.live = QStringLiteral("runs/orders-demo");
        backend.setRunning(true);
        sample::play(backend);
        Q_EMIT backend.event(StateEvent{RunState::Running, 168, {}});
    }
    void end() {
        Q_EMIT backend.event(StateEvent{RunState::Finished, 168, {}});
        backend.live.clear();
        backend.setRunning(false);
        TrainResult result;
        result.run = "runs/orders-demo";
        result.state = RunState::Finished;
        result.steps = 168;
        Q_EMIT backend.trainFinished(result, {});
    }

    void visitPages(const Look& look) {
        static const char* names[] = {"Set up", "Run", "Filters", "Library", "Try", "Export"};
        for (int page = MainWindow::SetUp; page <= MainWindow::Export; ++page) {
            window.setPage(page);
            if (page == MainWindow::Library) {
                window.findChild<QAbstractItemView*>(QStringLiteral("runTable"))->selectAll();
            }
            lookAround(window, QLatin1String(names[page]), look);
        }
    }

    void visitDialogs(const Look& look) {
        const ModelInfo model = exampleModel(QStringLiteral("/models/a"));
        const PresetShelf presets({}, {});
        show(SettingsDialog(library.folder(), &window), "Settings", look);
        show(HelpDialog(&window), "About", look);
        show(GuideDialog(&window), "Guide", look);
        show(SteerDialog(window.shownRun(), &window), "Change the run", look);
        show(GoBackDialog(window.shownRun(), &window), "Go back", look);
        show(PresetDialog(presets, &window), "Preset", look);
        show(OptionsDialog(QStringLiteral("{}"), QStringLiteral("loratrf train"), &window), "Options", look);
        show(TargetPicker(model, {}, &window), "Targets", look);
        show(ModelFinder(shelf, {QStringLiteral("/models/a")}, &window), "Models", look);
        show(CompareDialog(backend, comparison, &window), "Compare", look);
        RecordingRowFiles files;
        RowBrowser browser(files, QStringLiteral("/data/a.jsonl"), QStringLiteral("/models/a"), {}, &window);
        const int id = files.last(QStringLiteral("open")).id;
        Q_EMIT files.opened(id, 400);
        browser.setReport(report());
        Q_EMIT files.shown(id, 0, exampleRows()[0]);
        show(std::move(browser), "Rows", look);
        window.welcome();
        look(window, QStringLiteral("Welcome"));
        window.setPage(MainWindow::SetUp);
    }

    RecordingBackend backend;
    RecordingLibrary library;
    RecordingComparison comparison;
    RecordingShelf shelf;
    RecordingQueue queue;
    MainWindow window;

private:
    static DataReport report() {
        DataReport report;
        report.file = "/data/a.jsonl";
        report.rows = 400;
        report.sequences = 398;
        report.rejected = {{18, "field \"messages\" is missing"}, {230, "an answer of the assistant is empty"}};
        report.duplicates = 1;
        report.duplicate_rows = {{40, 7}};
        return report;
    }

    template <class Dialog>
    static void show(Dialog&& dialog, const char* name, const Look& look) {
        dialog.setModal(false);
        dialog.show();
        lookAround(dialog, QLatin1String(name), look);
    }

    static void lookAround(QWidget& at, const QString& place, const Look& look) {
        for (Fold* fold : at.findChildren<Fold*>()) {
            fold->setOpen(true);
        }
        for (const RunLog* log : at.findChildren<RunLog*>()) {
            if (log->findChild<QTableView*>()->isHidden()) {
                log->findChild<QToolButton*>(QStringLiteral("logToggle"))->click();
            }
        }
        QTest::qWait(1); // what is put off until the event loop comes round
        QList<QTabBar*> bars;
        for (QTabBar* bar : at.findChildren<QTabBar*>()) {
            if (bar->isVisible() && bar->count() > 1) {
                bars << bar;
            }
        }
        if (bars.isEmpty()) {
            look(at, place);
        }
        for (QTabBar* bar : bars) {
            for (int i = 0; i < bar->count(); ++i) {
                bar->setCurrentIndex(i);
                QTest::qWait(1);
                look(at, place + QStringLiteral(" > ") + bar->tabText(i));
            }
        }
    }
};

} // namespace loratrf
