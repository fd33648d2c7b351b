#include "backend/train/reporter.h"

#include "backend/api/event_json.h"

namespace loratrf {

void Reporter::sync() {
    if (m_journal)
        m_journal->sync();
}

void Reporter::say(const Event& event) {
    // Progress and layer x token answers to the user's own texts are for the moment only.
    const auto* filter = std::get_if<FilterEvent>(&event);
    const bool kept = !std::holds_alternative<ProgressEvent>(event) && !(filter && filter->probe < 0);
    if (kept && m_journal)
        m_journal->append(Json::parse(to_json_line(event)));
    if (m_sink)
        m_sink(event);
}

void Reporter::note(Level level, int64_t step, const std::string& text) {
    say(NoteEvent{.level = level, .step = step, .text = text});
}

void Reporter::progress(const std::string& what, int64_t done, int64_t total) {
    if (m_sink)
        m_sink(ProgressEvent{.what = what, .done = done, .total = total});
}

} // namespace loratrf
