#pragma once
// Trains nothing: it notes what is asked, and the test sends the answers.

#include "ui/library/method_comparison.h"

#include <vector>

namespace loratrf {

class RecordingComparison : public MethodComparison {
public:
    std::vector<CompareOptions> asked;
    std::vector<QString> opened;
    void compare(const CompareOptions& options) override { asked.push_back(options); }
    void open(const QString& folder) override { opened.push_back(folder); }
};

} // namespace loratrf
