#pragma once
// What the journal says when a run goes wrong.

#include "backend/train/pending_step.h"
#include "backend/train/reporter.h"
#include "backend/train/watchdog.h"

#include <functional>

namespace loratrf {

class Alarms {
public:
    explicit Alarms(Reporter& reporter) : m_reporter(reporter) {}

    // In the order of the steps, their numbers read. `where` looks for the place in the model and is asked only where
    // there is something to say.
    void observe(const PendingStep& step, const std::function<std::string(Sign)>& where);
    void observe(const ActivityEvent& activity, const std::vector<std::string>& sites);

private:
    Reporter& m_reporter;
    Watchdog m_watchdog;
};

} // namespace loratrf
