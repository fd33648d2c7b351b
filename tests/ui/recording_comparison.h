#pragma once
// Trains nothing: it notes what is asked, and the test sends the answers.

#include "ui/library/method_comparison.h"

#include <vector>

namespace loratrf {

class RecordingComparison : public MethodComparison {
public:
    std::vector<CompareOptions> asked;
    std::vector<QString> opened;
    std::vector<QString> searched;
    bool waits = false, begins = false;
    int takenBack = 0;
    void compare(const CompareOptions& options) override {
        asked.push_back(options);
        if (!waits) {
            Q_EMIT begun();
        }
    }
    bool mustWait() const override { return waits; }
    bool willBegin() const override { return begins; }
    void takeBack() override { ++takenBack; }
    void findUnfinished(const QString& folder) override { searched.push_back(folder); }
    void open(const QString& folder) override { opened.push_back(folder); }
};

} // namespace loratrf
