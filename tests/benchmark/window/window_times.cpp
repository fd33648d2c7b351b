// Prints how quick the window is, on the machine at hand: until it is shown, and how long the event loop stands still
// while a training has all cores. Not a test: times depend on the machine.
//
//     window_times MODEL ROWS.jsonl

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "app/run_library.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <QWindow>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <unistd.h>
#include <vector>

using namespace loratrf;

namespace {

constexpr int training_ms = 60'000;

// Since the process began, loading of libraries included.
double process_ms() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    FILE* stat = std::fopen("/proc/self/stat", "r");
    unsigned long long ticks = 0;
    if (stat != nullptr) {
        if (std::fscanf(stat,
                        "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
                        &ticks) != 1)
            ticks = 0;
        std::fclose(stat);
    }
    timespec boot{};
    clock_gettime(CLOCK_BOOTTIME, &boot);
    return 1e3 * (double(boot.tv_sec) + double(boot.tv_nsec) / 1e9 - double(ticks) / double(sysconf(_SC_CLK_TCK)));
}

double showWindow(MainWindow& window) {
    QElapsedTimer clock;
    clock.start();
    window.show();
    while (!window.windowHandle()->isExposed())
        QCoreApplication::processEvents();
    window.repaint();
    return double(clock.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char** argv) {
    const QTemporaryDir folder;
    qputenv("XDG_CONFIG_HOME", folder.path().toUtf8());
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    const QApplication app(argc, argv);
    if (argc != 3) {
        std::fputs("usage: window_times MODEL ROWS.jsonl\n", stderr);
        return 2;
    }
    EngineBackend backend;
    FolderLibrary library;
    EngineComparison comparison(backend);
    MainWindow window({backend, library, comparison});
    showWindow(window);
    std::printf("window shown %.0f ms after the process began\n", process_ms());
    window.close();
    QElapsedTimer clock;
    clock.start();
    {
        MainWindow second({backend, library, comparison});
        showWindow(second);
        std::printf("a second window in the same process: %.0f ms\n", double(clock.nsecsElapsed()) / 1e6);
    }

    window.show();
    window.setPage(MainWindow::Run);
    TrainOptions options;
    options.model = argv[1];
    options.data = argv[2];
    options.run = folder.filePath("run").toStdString();
    options.epochs = 1000;
    options.device = "cpu";
    std::vector<double> gaps; // ms between two rounds of the event loop
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &window, [&] {
        gaps.push_back(double(clock.nsecsElapsed()) / 1e6);
        clock.restart();
    });
    QObject::connect(&backend, &StudioBackend::trainFinished, &window, [] { QCoreApplication::quit(); });
    QObject::connect(&backend, &StudioBackend::failed, &window, [](const QString&, const QString& message) {
        std::fprintf(stderr, "error: %s\n", qPrintable(message));
        QCoreApplication::exit(1);
    });
    QTimer::singleShot(training_ms, &window, [&] { backend.stop(); });
    backend.train(options);
    clock.restart();
    timer.start(1);
    const int status = QApplication::exec();
    std::sort(gaps.begin(), gaps.end());
    const auto at = [&](double share) {
        return gaps[std::min(gaps.size() - 1, std::size_t(share * double(gaps.size())))];
    };
    std::printf("event loop while training: %zu rounds, median %.1f ms, 99.9 %% below %.1f ms, 99.99 %% below %.1f ms, "
                "longest %.1f ms, %zu above 16 ms\n",
                gaps.size(), at(0.5), at(0.999), at(0.9999), gaps.back(),
                std::size_t(std::count_if(gaps.begin(), gaps.end(), [](double gap) { return gap > 16; })));
    return status;
}
