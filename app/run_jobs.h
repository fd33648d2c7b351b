#pragma once
// What the library does with runs that may take long. Each says how far it is and ends early where its job is stopped.

#include "backend/api/engine.h"
#include "ui/library/run_library.h"

#include <functional>

namespace loratrf {

using SayHowFar = std::function<void(qint64 done, qint64 total)>; // bytes; at the beginning, then now and then

RunCheck checkRun(const QString& run, const Control& control, const SayHowFar& say);
// Where it is stopped, what it had written is taken away again.
SavedFigures saveFigures(const QStringList& runs, const QString& folder, const Control& control, const SayHowFar& say);

} // namespace loratrf
