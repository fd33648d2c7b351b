#pragma once
// A conversation as text, to be gone on with another day: what was said, not how each token was chosen.

#include "ui/try/conversation.h"

#include <QString>

#include <vector>

namespace loratrf {

// JSON of the turns that were answered and whose models are known; empty where there are none.
QString conversationText(const std::vector<ChatTurn>& turns);
std::vector<ChatTurn> turnsOf(const QString& text); // what cannot be read is left out

} // namespace loratrf
