#pragma once
// What would become of an export, without doing it.

#include "backend/api/engine.h"

namespace loratrf {

struct ExportChoice {
    ExportKind kind = ExportKind::Adapter;
    std::string why_not;            // the method's reason against it; empty: possible
    bool needs_prompt = false;      // possible for one prompt at a time
    std::vector<std::string> types; // of numbers, the default first; empty: nothing to choose
};

struct ExportForesight {
    std::vector<ExportChoice> choices; // every kind
    int64_t bytes = 0;                 // about what the files will take
    int64_t free_bytes = -1;           // on the target's disk; -1: not known
    int64_t memory_bytes = 0;          // about what the work will take
    int64_t free_memory_bytes = 0;     // that the machine still has
    std::string problem;               // why this request would be refused; empty: nothing speaks against it
};

// Reads headers alone. What a method can do is asked of itself, attached to a narrow model of the same shape. Throws
// Error where the run, model or adapter cannot be opened.
ExportForesight foresee_export(const ExportRequest& request);

struct ExportSource;
int64_t export_memory(const ExportRequest& request, const ExportSource& source); // about what the work will take

// Throws Error(OutOfMemory) where it needs more than is free.
void require_export_memory(int64_t needed, int64_t free);

} // namespace loratrf
