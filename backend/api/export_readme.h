#pragma once
// What stands beside exported files: README.md for whoever finds them, and the figures of the comparison.

#include "backend/api/export_request.h"

namespace loratrf {

struct AnswerEnd;
struct RunnerFile;

struct ExportReadme {
    const ExportRequest& request;
    const ExportSource& source;
    DType type;
    const ExportResult& result;         // files, note and comparison so far
    size_t settled_tokens = 0;          // of the one prompt that the files are right for; 0: they serve every prompt
    const AnswerEnd* end = nullptr;     // in the template that was trained with, where that is known
    const RunnerFile* runner = nullptr; // that lies beside a GGUF file
};
// Markdown. Paths of this machine are left out but for their last part: the file may be published.
std::string export_readme(const ExportReadme& about);

// JSON: what was compared, the figures, and what passes.
std::string verification_text(const ExportResult& result, DType type);

} // namespace loratrf
