#include "app/followed_run.h"

#include "backend/api/event_json.h"

#include <QCoreApplication>

#include <filesystem>

namespace loratrf {

namespace {

std::filesystem::path journalOf(const QString& folder) {
    return std::filesystem::path(folder.toStdString()) / "journal.jsonl";
}

} // namespace

FollowedRun::FollowedRun(const QString& folder) : m_folder(folder), m_journal(journalOf(folder)) {}

void FollowedRun::open() {
    m_inspection.emplace(m_folder.toStdString());
}

RunInfo FollowedRun::readAll(const EventSink& sink) {
    read(sink);
    const RunInfo info = m_inspection->finish();
    m_inspection.reset();
    m_running = is_under_way(info.state);
    return info;
}

void FollowedRun::readNew(const EventSink& sink) {
    if (read(sink)) {
        m_silent = 0;
        return;
    }
    if (!m_running || ++m_silent < silentReads)
        return;
    m_silent = 0;
    // What was written in the moment between the two looks counts.
    if (journal_is_written(journalOf(m_folder)) || read(sink))
        return;
    m_running = false;
    const QString why = QCoreApplication::translate(
        "loratrf::FollowedRun", "the process that trained this run has ended without a word; its newest checkpoint is "
                                "where it can go on");
    sink(StateEvent{.state = RunState::Stopped, .step = m_step, .message = why.toStdString()});
}

bool FollowedRun::read(const EventSink& sink) {
    bool anything = false;
    int64_t unreadable = 0;
    m_journal.read_new([&](const Json& line) {
        anything = true;
        try {
            Event event = event_from_json(line);
            if (auto* start = std::get_if<StartEvent>(&event)) {
                start->run = m_folder.toStdString(); // the folder may have been moved since
                m_step = start->first_step;
                m_running = true;
            } else if (const auto* step = std::get_if<StepEvent>(&event)) {
                m_step = step->step;
            } else if (const auto* state = std::get_if<StateEvent>(&event)) {
                m_running = is_under_way(state->state);
            }
            if (m_inspection)
                m_inspection->take(event);
            sink(event);
        } catch (const Error&) {
            ++unreadable;
        }
    });
    if (unreadable > 0)
        sink(NoteEvent{Level::Warning, 0, std::to_string(unreadable) + " lines of the journal cannot be read"});
    return anything;
}

} // namespace loratrf
