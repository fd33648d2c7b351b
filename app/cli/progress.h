#pragma once
// What a person sees of a running job on standard error: one line that redraws itself on a terminal, otherwise a line
// now and then.

#include "backend/api/events.h"

#include <chrono>
#include <string>

namespace loratrf {

class Progress {
public:
    explicit Progress(bool json); // json: every event is a line on standard output, and nothing is drawn
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void operator()(const Event& event);
    void finish(); // leaves the last bar standing

private:
    void show(const StartEvent& event);
    void show(const StepEvent& event);
    void show(const EvalEvent& event);
    void show(const NoteEvent& event);
    void show(const ProgressEvent& event);
    void show(const StateEvent& event);
    void show(const SampleEvent&) {}
    void show(const SteerEvent& event);
    void show(const ActivityEvent&) {}
    void show(const FilterEvent&) {}
    void show(const CheckpointEvent&) {}

    void line(const std::string& text);
    void bar(const std::string& before, int64_t done, int64_t total, const std::string& after, bool important);

    bool m_json;
    bool m_terminal;
    bool m_drawn = false; // a bar stands on the line
    int64_t m_totalSteps = 0;
    std::string m_what; // the work under way, and how far it is
    int64_t m_done = 0;
    std::string m_lastLine; // where there is no terminal
    std::chrono::steady_clock::time_point m_began, m_shown;
};

} // namespace loratrf
