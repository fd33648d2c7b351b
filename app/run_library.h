#pragma once
// The library over the folders themselves, with library.sqlite as its memory. Its own thread reads and writes.

#include "app/job_runner.h"
#include "app/library_index.h"

#include <map>
#include <memory>

namespace loratrf {

class FolderLibrary : public RunLibrary {
    Q_OBJECT

public:
    explicit FolderLibrary(QObject* parent = nullptr);

    QString folder() const override { return m_folder; }
    void setFolder(const QString& folder) override;
    void open() override;
    void scan() override;
    void rebuild() override;
    void setWords(const QString& run, const RunWords& words) override;
    void trash(const QStringList& runs) override;
    void verify(const QString& run) override;
    void stopVerifying(const QString& run) override;
    void saveTensorBoard(const QStringList& runs, const QString& folder) override;
    void stopTensorBoard() override;

private:
    // Of one project folder; touched by jobs alone, which run one at a time.
    struct Shelf {
        QString folder;
        IndexedRuns runs;
        bool read = false; // from the index
        bool problemToldOf = false;
    };
    void start(bool forget);
    void read(Shelf& shelf, bool forget);
    void rescan(Shelf& shelf, Control& control);
    void tell(const Shelf& shelf, const std::vector<IndexedRun>& fresh, const QStringList& gone);
    void say(const QString& shelf, std::function<void()> answer);
    void warnOf(Shelf& shelf, const LibraryIndex& index);

    // What was said of runs and is not in their folders yet: the end of the program must not lose it.
    struct UnwrittenWords {
        std::map<QString, RunWords> words; // by run
        ~UnwrittenWords();
    };

    QString m_folder;
    std::shared_ptr<Shelf> m_shelf;
    UnwrittenWords m_unwritten; // before the worker, which ends first
    JobRunner m_worker;         // last: its jobs use what is above
};

} // namespace loratrf
