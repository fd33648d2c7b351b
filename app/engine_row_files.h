#pragma once
// The rows of files for the window. Pages and single rows have a thread of their own, so that scrolling never waits for
// a pass over a whole file.

#include "app/job_runner.h"
#include "ui/setup/row_files.h"

#include <QMap>

#include <functional>
#include <memory>

namespace loratrf {

class RowFile;
class RowTokens;

class EngineRowFiles : public RowFiles {
    Q_OBJECT

public:
    explicit EngineRowFiles(QObject* parent = nullptr);
    ~EngineRowFiles() override;

    void open(int id, const QString& file, const DataOptions& options) override;
    void close(int id) override;
    void read(int id, qint64 first, int count) override;
    void readWhole(int id, qint64 row) override;
    void rowsOfLines(int id, int question, const std::vector<int64_t>& lines) override;
    void show(int id, qint64 row, const QString& model, const DataOptions& options) override;
    void showChange(int id, qint64 row, const QString& text, const QString& model, const DataOptions& options) override;
    void find(int id, const QString& wanted) override;
    void stopFind(int id) override;
    void exportRejected(int id, const std::vector<Rejected>& rejected, const QString& to) override;
    void saveCorrected(int id, const std::map<int64_t, std::optional<std::string>>& changes,
                       const QString& to) override;
    void stopWriting(int id) override;
    void lookAtFields(int id, const QString& file, const DataOptions& options, int rows) override;
    void findLeakage(int id, const QStringList& train, const QString& eval, const DataOptions& options) override;
    void stopLeakage() override;

private:
    using File = std::shared_ptr<const RowFile>;
    using FileWork = std::function<void(const RowFile& file, Control& control)>;
    // `writes`: the file that the work makes, for failed() and writingStopped()
    void ask(JobRunner& runner, int id, const FileWork& work, const QString& topic = {}, const QString& writes = {});
    void submit(JobRunner& runner, int id, const JobRunner::Work& work, const QString& topic,
                const QString& writes = {});
    std::function<void(double)> tellWriting(int id); // how far that is

    QMap<int, File> m_files;             // null while one is being opened
    QMap<int, int> m_searches;           // number of each file's newest search, which alone is answered
    std::shared_ptr<RowTokens> m_tokens; // used on the thread of m_pages alone

    // Last, so that they end first: their jobs use what is above.
    JobRunner m_passes; // over whole files
    JobRunner m_pages;
};

} // namespace loratrf
