#pragma once
// A run's plots as files, without a window on the screen.

#include <QStringList>

namespace loratrf {

class RunModel;

// Writes what the run has of loss, of preference pairs preferred and rewards, the measures of its sites and tokens_N
// (each probe text), as .png and .svg. Returns the files written. Throws Error(Io) when the folder or a file cannot be
// written. Needs a QApplication.
QStringList exportPlots(const RunModel& model, const QString& outDir);

} // namespace loratrf
