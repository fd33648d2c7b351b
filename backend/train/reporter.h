#pragma once
// What a run says: first into its journal, then to whoever listens.

#include "backend/api/events.h"
#include "backend/io/journal.h"

#include <optional>
#include <string>

namespace loratrf {

class Reporter {
public:
    explicit Reporter(const EventSink& sink) : m_sink(sink) {}

    // Until then events reach the listener alone: a run that cannot begin leaves its folder as it was.
    void open_journal(const std::filesystem::path& file) { m_journal.emplace(file); }
    void sync();

    void say(const Event& event);
    void note(Level level, int64_t step, const std::string& text);
    void progress(const std::string& what, int64_t done, int64_t total);

private:
    const EventSink& m_sink;
    std::optional<JournalWriter> m_journal;
};

} // namespace loratrf
