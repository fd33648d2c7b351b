#pragma once
// What the library does for somebody who waits: it verifies runs and saves figures for TensorBoard, one job after the
// other. Shown while one is under way.

#include "ui/library/run_library.h"
#include "ui/widgets/work_bar.h"

#include <QStringList>
#include <QTimer>

namespace loratrf {

class LibraryJobs : public WorkBar {
    Q_OBJECT

public:
    explicit LibraryJobs(RunLibrary& library, QWidget* parent = nullptr);

    void verify(const QString& run);
    void saveTensorBoard(const QStringList& runs, const QString& folder);

private:
    void add(const QString& job);
    void tell(const QString& job, const QString& what, qint64 done, qint64 total);
    void remove(const QString& job);
    void cancel();

    RunLibrary& m_library;
    QStringList m_jobs; // in order: the run that is verified; empty: figures are saved
    QTimer m_soon;
};

} // namespace loratrf
