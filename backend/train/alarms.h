#pragma once
// What the journal says when a run goes wrong.

#include "backend/train/pending_step.h"
#include "backend/train/reporter.h"
#include "backend/train/training_data.h"
#include "backend/train/watchdog.h"

#include <functional>

namespace loratrf {

class Alarms {
public:
    Alarms(Reporter& reporter, const TrainingData& data) : m_reporter(reporter), m_data(data) {}

    // In the order of the steps, their numbers read. `where` looks for the place in the model and is asked only where
    // there is something to say.
    void observe(const PendingStep& step, const std::function<std::string(Sign)>& where);
    // `rows`: training rows of the reported step.
    void observe(const ActivityEvent& activity, const std::vector<std::string>& sites,
                 const std::vector<int64_t>& rows);

private:
    Reporter& m_reporter;
    const TrainingData& m_data;
    Watchdog m_watchdog;
    std::deque<std::vector<int64_t>> m_rows; // of the newest reports, oldest first
};

} // namespace loratrf
