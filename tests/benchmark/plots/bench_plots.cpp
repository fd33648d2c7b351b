// How long a frame of the run's plots takes: a million steps, each with activity, and an evaluation every thousand; all
// plots and the map of activity on screen, while one pans, zooms and while the run goes on. Prints milliseconds a
// frame; 33 are 30 frames a second. The map is made anew at most five times a second: its line stands for itself.
//   bench_plots [POINTS]

#include "tests/ui/run_events.h"
#include "ui/plots/activity_view.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/loss_plot.h"
#include "ui/run/plot_board.h"
#include "ui/runs/run_model.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

namespace loratrf {

namespace {

constexpr int frames = 40, sites = 30;
constexpr int64_t evalEvery = 1000;

void appendStep(RunModel& model, int64_t step, int64_t steps) {
    model.append(sample::step(step, steps));
    model.append(sample::activity(step, sites));
    if (step % evalEvery == 0) {
        model.append(sample::eval(step, 0.4 + 1 / std::sqrt(static_cast<double>(step)), true));
    }
}

void measure(const char* what, const std::function<void(int frame)>& frame) {
    std::vector<double> times, computed;
    for (int number = 0; number < frames; ++number) {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t began = std::clock();
        frame(number);
        computed.push_back(static_cast<double>(std::clock() - began) * 1e3 / CLOCKS_PER_SEC);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    }
    std::sort(times.begin(), times.end());
    std::sort(computed.begin(), computed.end());
    std::printf("%-24s median %6.2f ms (of the processor %6.2f), 95 %% below %6.2f ms, %5.0f frames/s\n", what,
                times[times.size() / 2], computed[computed.size() / 2], times[times.size() * 95 / 100],
                1000 / times[times.size() / 2]);
}

void draw(PlotBoard& board) {
    for (StepPlot* plot : board.plots()) {
        if (!plot->isHidden()) {
            plot->flush();
            plot->plot()->replot(QCustomPlot::rpImmediateRefresh);
        }
    }
}

void measure(const char* what, PlotBoard& board, const std::function<void(int frame)>& change) {
    measure(what, [&](int frame) {
        change(frame);
        draw(board);
    });
}

int run(int64_t points) {
    RunModel model;
    PlotBoard board(model);
    ActivityView activity(model);
    for (const StepPlot* plot : board.plots()) {
        board.setShown(plot->figure().key, true);
    }
    board.resize(900, 900);
    board.show();
    activity.resize(500, 700);
    activity.show();
    model.append(sample::start(points, sites));
    QElapsedTimer timer;
    timer.start();
    for (int64_t i = 1; i <= points; ++i) {
        appendStep(model, i, points);
    }
    std::printf("%lld steps in %lld ms, %zu plots of %d pixels\n", static_cast<long long>(points),
                static_cast<long long>(timer.restart()), board.plots().size(), board.lossPlot()->plot()->width());
    for (StepPlot* plot : board.plots()) {
        plot->flush();
    }
    std::printf("first drawing %lld ms\n", static_cast<long long>(timer.elapsed()));
    const auto all = static_cast<double>(points);
    measure("everything", board, [](int) {});
    measure("panning over half", board, [&](int frame) { // as the mouse does, and the others follow
        board.lossPlot()->plot()->xAxis->setRange(all * 0.002 * frame, all * (0.5 + 0.002 * frame));
    });
    for (StepPlot* plot : board.plots()) {
        plot->resetView();
    }
    measure("zooming in", board, [&](int) { board.lossPlot()->zoom(0.9); });
    for (StepPlot* plot : board.plots()) {
        plot->resetView();
    }
    measure("while the run goes on", board, [&](int frame) {
        for (int64_t i = 1; i <= 100; ++i) {
            appendStep(model, points + 100 * frame + i, points);
        }
    });
    measure("map of activity", [&](int frame) {
        appendStep(model, points + 100 * frames + 1 + frame, points);
        activity.refresh();
        activity.heatmap()->findChild<QCustomPlot*>()->replot(QCustomPlot::rpImmediateRefresh);
    });
    measure("clipping outliers", board, [&](int frame) {
        for (StepPlot* plot : board.plots()) {
            plot->setClipsOutliers(frame % 2 == 0);
        }
    });
    return 0;
}

} // namespace

} // namespace loratrf

int main(int argc, char** argv) {
    const QApplication app(argc, argv);
    const QTemporaryDir settings; // the choice of plots is the user's, not this program's
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication::setOrganizationName(QStringLiteral("loratrf"));
    QApplication::setApplicationName(QStringLiteral("bench_plots"));
    return loratrf::run(argc > 1 ? std::atoll(argv[1]) : 1'000'000);
}
