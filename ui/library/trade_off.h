#pragma once
// Figures of runs against each other, and the runs that no other one beats in both.

#include "ui/library/run_library.h"

#include <functional>
#include <vector>

namespace loratrf {

struct RunFigure {
    QString key;
    const char* name; // in English
    bool lowerIsBetter;
    std::function<double(const LibraryRun&)> value; // NaN: this run has none
    std::function<QString(double)> text;
    QString label() const; // the name in the window's language
};
const std::vector<RunFigure>& runFigures(); // quality, parameters, time, memory, size

// Indices into `runs` of those that no other run is at least as good as in both figures and better than in one, in
// ascending order of x. Of runs with equal figures all are there. Runs that lack a figure take no part.
std::vector<std::size_t> paretoFront(const std::vector<LibraryRun>& runs, const RunFigure& x, const RunFigure& y);

} // namespace loratrf
