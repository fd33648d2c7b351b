// How long the page Library takes to show a project folder of many runs: bench_library [RUNS]. Prints, judges nothing.

#include "app/engine_backend.h"
#include "app/run_library.h"
#include "backend/api/event_json.h"
#include "backend/io/journal.h"
#include "ui/library/library_page.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace loratrf {

namespace {

constexpr int openings = 7;

void writeRuns(const std::filesystem::path& folder, int count) {
    for (int i = 0; i < count; ++i) {
        const std::filesystem::path run = folder / ("2026-01-01-" + std::to_string(100000 + i) + "-loratrf");
        std::filesystem::create_directories(run);
        TrainOptions options;
        options.model = "/models/SmolLM2-135M-Instruct";
        options.data = "/data/orders-train.jsonl";
        options.name = "orders, learning rate " + std::to_string(i);
        std::ofstream(run / "options.json") << to_json(options);
        JournalWriter journal(run / "journal.jsonl");
        const auto say = [&](const Event& event) { journal.append(to_json(event)); };
        StartEvent start;
        start.run = run.string();
        start.method = options.method;
        start.total_steps = 75;
        start.trainable = 923904;
        say(start);
        for (int step = 1; step <= 75; ++step)
            say(StepEvent{.step = step, .epoch = step / 25.0, .loss = 2.0 / step, .seconds = step * 1.5});
        say(EvalEvent{.step = 75, .loss = 0.1 + (i * 7919 % 1000) / 1000.0});
        StateEvent end;
        end.state = i % 9 == 0 ? RunState::Stopped : RunState::Finished;
        end.step = 75;
        say(end);
    }
}

struct Opening {
    double shown = -1;   // ms until the table has been painted with all rows
    double made = 0;     // of these, until the page was on the screen
    double computed = 0; // processor time of all threads until then: what a busy machine leaves alone
};

// Then, not counted, until the folders have been looked at.
Opening open(int runs) {
    EngineBackend backend;
    FolderLibrary library;
    QElapsedTimer clock;
    clock.start();
    const std::clock_t begun = std::clock();
    const auto milliseconds = [&clock] { return double(clock.nsecsElapsed()) / 1e6; };
    Opening opening;
    LibraryPage page(backend, library);
    page.resize(1100, 800);
    page.show();
    opening.made = milliseconds();
    const auto* table = page.findChild<QTableView*>(QStringLiteral("runTable"));
    bool scanned = false;
    QObject::connect(&library, &RunLibrary::scanned, &page, [&scanned] { scanned = true; });
    while (!scanned || opening.shown < 0) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (opening.shown < 0 && table->model()->rowCount() == runs) {
            page.grab(); // paints now
            opening.shown = milliseconds();
            opening.computed = double(std::clock() - begun) / CLOCKS_PER_SEC * 1e3;
        }
    }
    return opening;
}

} // namespace

int benchLibrary(int runs) {
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.filePath(QStringLiteral("settings")));
    QSettings().setValue(QStringLiteral("project/folder"), folder.filePath(QStringLiteral("runs")));
    applyTheme(ThemeMode::Light);
    std::printf("writing %d runs\n", runs);
    std::fflush(stdout);
    writeRuns(folder.filePath(QStringLiteral("runs")).toStdString(), runs);
    std::printf("without an index, all shown after %.0f ms\n", open(runs).shown);
    std::printf("index: %lld bytes\n",
                static_cast<long long>(QFileInfo(folder.filePath(QStringLiteral("runs/library.sqlite"))).size()));
    std::vector<Opening> times;
    for (int i = 0; i < openings; ++i)
        times.push_back(open(runs));
    std::sort(times.begin(), times.end(), [](const Opening& a, const Opening& b) { return a.shown < b.shown; });
    for (const Opening& one : times)
        std::printf("with the index, all shown after %.0f ms (page made after %.0f, processor time %.0f)\n", one.shown,
                    one.made, one.computed);
    std::printf("median %.0f ms\n", times[openings / 2].shown);
    return 0;
}

} // namespace loratrf

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("loratrf-benchmark"));
    QApplication::setApplicationName(QStringLiteral("bench_library"));
    return loratrf::benchLibrary(argc > 1 ? std::max(1, std::atoi(argv[1])) : 10000);
}
