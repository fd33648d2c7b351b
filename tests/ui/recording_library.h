#pragma once
// A library without folders: it notes what the page asks, and the test sends the answers.

#include "ui/library/run_library.h"

#include <utility>

namespace loratrf {

class RecordingLibrary : public RunLibrary {
public:
    QString place = QStringLiteral("/home/ann/runs");
    QStringList asked, verifiedRuns, stoppedRuns, trashed;
    int stoppedBoards = 0;
    std::vector<std::pair<QStringList, QString>> boards;
    std::vector<std::pair<QString, RunWords>> words;

    QString folder() const override { return place; }
    void setFolder(const QString& folder) override {
        place = folder;
        asked << QStringLiteral("folder");
    }
    void open() override { asked << QStringLiteral("open"); }
    void scan() override { asked << QStringLiteral("scan"); }
    void rebuild() override { asked << QStringLiteral("rebuild"); }
    void setWords(const QString& run, const RunWords& said) override { words.emplace_back(run, said); }
    void trash(const QStringList& runs) override { trashed << runs; }
    void verify(const QString& run) override { verifiedRuns << run; }
    void stopVerifying(const QString& run) override { stoppedRuns << run; }
    void saveTensorBoard(const QStringList& runs, const QString& below) override { boards.emplace_back(runs, below); }
    void stopTensorBoard() override { ++stoppedBoards; }
};

} // namespace loratrf
