#pragma once
// Events as JSON objects: one journal line each, {"event": "step", "step": 3, ...}.

#include "backend/api/events.h"
#include "backend/io/json.h"

namespace loratrf {

// Numbers that JSON lacks are the texts "nan", "inf" and "-inf".
Json to_json(const Event& event);
Event event_from_json(const Json& json); // throws Error(BadJson)

} // namespace loratrf
