#pragma once
// A memory plan as people read it: its parts in the order they are drawn, and whether it fits.

#include "backend/api/memory_plan.h"

#include <QString>

#include <vector>

namespace loratrf {

struct MemoryPart {
    QString name, help;
    int64_t bytes = 0;
};
std::vector<MemoryPart> memoryParts(const MemoryPlan& plan); // all of them, empty ones too; they add up to total()

// Tight: less than a tenth of the free memory would be left.
enum class Fit { Unknown, Fits, Tight, TooLarge };
Fit fitOf(const MemoryPlan& plan, int64_t freeBytes);

// "Needs about 2.4 GB of 20 GB free memory", what is computed again, what would help.
QString memorySentence(const MemoryPlan& plan, int64_t freeBytes);

} // namespace loratrf
