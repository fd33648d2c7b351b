#pragma once
// Events as JSON objects: one journal line each, {"event": "step", "step": 3, ...}.

#include "backend/api/events.h"
#include "backend/io/json.h"

#include <filesystem>

namespace loratrf {

// Numbers that JSON lacks are the texts "nan", "inf" and "-inf".
Json to_json(const Event& event);
Event event_from_json(const Json& json); // throws Error(BadJson)

// A journal's events one after the other: a long run's has gigabytes. Throws Error as event_from_json and JournalReader
// do.
void read_events(const std::filesystem::path& journal, const std::function<void(Event&&)>& take);

} // namespace loratrf
