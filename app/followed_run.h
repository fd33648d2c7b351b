#pragma once
// A run as its folder tells it: everything so far, and what another process adds.

#include "backend/api/engine.h"
#include "backend/io/journal.h"

#include <QString>

#include <optional>

namespace loratrf {

class FollowedRun {
public:
    static constexpr int silentReads = 6; // in a row, before it is asked whether anybody still writes

    explicit FollowedRun(const QString& folder);

    const QString& folder() const { return m_folder; }
    void open();                            // throws Error where the folder is no run
    RunInfo readAll(const EventSink& sink); // once, after open()
    // What is new since; where the writing process has gone without a word, a last event says so.
    void readNew(const EventSink& sink);

private:
    bool read(const EventSink& sink); // false: there was nothing

    QString m_folder;
    JournalReader m_journal;
    std::optional<RunInspection> m_inspection;
    bool m_running = false;
    int64_t m_step = 0;
    int m_silent = 0;
};

} // namespace loratrf
