#pragma once
// The queue as the text of its file: one JSON object, versioned like options.json.

#include "ui/run/run_queue.h"

#include <string>
#include <vector>

namespace loratrf {

std::string queueText(const std::vector<QueuedRun>& entries);

// Throws Error where the text is none of this form; `where` names it in the message.
std::vector<QueuedRun> readQueue(const std::string& text, const std::string& where);

} // namespace loratrf
