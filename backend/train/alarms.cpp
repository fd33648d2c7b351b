#include "backend/train/alarms.h"

#include <algorithm>

namespace loratrf {

void Alarms::observe(const PendingStep& step, const std::function<std::string(Sign)>& where) {
    const StepEvent& event = step.event;
    const std::optional<Sign> sign = m_watchdog.observe(event);
    if (sign) {
        const bool lost = *sign == Sign::NotFinite || *sign == Sign::ZeroLoss;
        const int64_t before = *sign == Sign::GradientSpike ? 0 : 1; // a loss is that of the weights before the step
        m_reporter.say(
            NoteEvent{.level = lost ? Level::Problem : Level::Warning,
                      .step = std::max<int64_t>(1, event.step - before),
                      .text = alarm_text(*sign, event, m_watchdog, where(*sign), named_rows(m_data, step.rows)),
                      .alarm = true});
    } else if (event.skipped) {
        m_reporter.note(Level::Problem, event.step,
                        "step " + std::to_string(event.step) +
                            ": not finite again, so the update was skipped. Rows at " + named_rows(m_data, step.rows));
    }
}

void Alarms::observe(const ActivityEvent& activity, const std::vector<std::string>& sites,
                     const std::vector<int64_t>& rows) {
    m_rows.push_back(rows);
    if (m_rows.size() > size_t{Watchdog::dead_after} + 1)
        m_rows.pop_front();
    const Watchdog::Dead dead = m_watchdog.newly_dead(activity);
    if (dead.sites.empty())
        return;
    std::vector<std::string> names;
    for (const size_t site : dead.sites)
        names.push_back(sites[site]);
    m_reporter.say(NoteEvent{.level = Level::Warning,
                             .step = std::max<int64_t>(1, dead.open),
                             .text = dead_text(names, dead, named_rows(m_data, m_rows.front())),
                             .alarm = true});
}

} // namespace loratrf
