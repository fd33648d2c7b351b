#include "backend/train/alarms.h"

namespace loratrf {

void Alarms::observe(const PendingStep& step, const std::function<std::string(Sign)>& where) {
    const StepEvent& event = step.event;
    const std::optional<Sign> sign = m_watchdog.observe(event);
    if (sign) {
        const bool lost = *sign == Sign::NotFinite || *sign == Sign::ZeroLoss;
        m_reporter.say(NoteEvent{.level = lost ? Level::Problem : Level::Warning,
                                 .step = event.step,
                                 .text = alarm_text(*sign, event, m_watchdog, where(*sign), step.lines),
                                 .alarm = true});
    } else if (event.skipped) {
        m_reporter.note(Level::Problem, event.step,
                        "step " + std::to_string(event.step) +
                            ": not finite again, so the update was skipped. Rows at lines " + named_lines(step.lines));
    }
}

void Alarms::observe(const ActivityEvent& activity, const std::vector<std::string>& sites) {
    std::vector<std::string> dead;
    for (const size_t site : m_watchdog.newly_dead(activity))
        dead.push_back(sites[site]);
    if (!dead.empty())
        m_reporter.say(
            NoteEvent{.level = Level::Warning, .step = activity.step, .text = dead_text(dead), .alarm = true});
}

} // namespace loratrf
