#include "ui/library/trade_off.h"

#include "ui/widgets/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace loratrf {

namespace {

double positive(qint64 value) {
    return value > 0 ? double(value) : LibraryRun::none;
}

} // namespace

QString RunFigure::label() const {
    return QCoreApplication::translate("loratrf::TradeOff", name);
}

const std::vector<RunFigure>& runFigures() {
    const auto count = [](double value) { return shortCountText(std::llround(value)); };
    const auto size = [](double value) { return sizeText(std::llround(value)); };
    static const std::vector<RunFigure> figures = {
        {"bestEval", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Evaluation loss"), true,
         [](const LibraryRun& run) { return run.bestEval; }, lossText},
        {"exact", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Exact answers"), false,
         [](const LibraryRun& run) { return run.exact; }, percentText},
        {"trainLoss", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Training loss"), true,
         [](const LibraryRun& run) { return run.trainLoss; }, lossText},
        {"parameters", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Trained parameters"), true,
         [](const LibraryRun& run) { return positive(run.parameters); }, count},
        {"seconds", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Training time"), true,
         [](const LibraryRun& run) { return run.seconds; }, durationText},
        {"memory", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Peak memory"), true,
         [](const LibraryRun& run) { return positive(run.peakMemory); }, size},
        {"size", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Size on disk"), true,
         [](const LibraryRun& run) { return positive(run.size); }, size},
        {"preferred", QT_TRANSLATE_NOOP("loratrf::TradeOff", "Pairs preferred"), false,
         [](const LibraryRun& run) { return run.preferred; }, percentText}};
    return figures;
}

std::vector<std::size_t> paretoFront(const std::vector<LibraryRun>& runs, const RunFigure& x, const RunFigure& y) {
    struct Point {
        std::size_t run;
        double x, y; // turned so that less is better
    };
    std::vector<Point> points;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const double a = x.value(runs[i]), b = y.value(runs[i]);
        if (std::isfinite(a) && std::isfinite(b)) {
            points.push_back({i, x.lowerIsBetter ? a : -a, y.lowerIsBetter ? b : -b});
        }
    }
    std::stable_sort(points.begin(), points.end(),
                     [](const Point& a, const Point& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    std::vector<std::size_t> front;
    const Point* last = nullptr;
    for (const Point& point : points) {
        const bool same = last != nullptr && point.x == last->x && point.y == last->y;
        if (last == nullptr || same || point.y < last->y) {
            front.push_back(point.run);
            last = &point;
        }
    }
    if (!x.lowerIsBetter) {
        std::reverse(front.begin(), front.end());
    }
    return front;
}

} // namespace loratrf
