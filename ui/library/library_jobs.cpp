#include "ui/library/library_jobs.h"

#include "ui/widgets/words.h"

#include <QFileInfo>

#include <chrono>

namespace loratrf {

namespace {

using namespace std::chrono_literals;

constexpr auto aMoment = 400ms; // what takes less need not be shown
constexpr int longestName = 40; // letters

} // namespace

LibraryJobs::LibraryJobs(RunLibrary& library, QWidget* parent)
    : WorkBar(QStringLiteral("libraryJob"), tr("&Cancel"),
              tr("End this work. The runs stay as they are, and nothing half-written is left behind"), parent),
      m_library(library) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(aMoment);
    connect(&m_soon, &QTimer::timeout, this, &QWidget::show);
    connect(this, &WorkBar::stopWanted, this, &LibraryJobs::cancel);
    connect(&library, &RunLibrary::verifying, this, [this](const QString& run, qint64 done, qint64 total) {
        const QString name = shortened(QFileInfo(run).fileName(), longestName);
        tell(run, tr("Verifying %1: %2 of %3").arg(name, sizeText(done), sizeText(total)), done, total);
    });
    connect(&library, &RunLibrary::verified, this, [this](const RunCheck& check) { remove(check.folder); });
    connect(&library, &RunLibrary::savingTensorBoard, this, [this](qint64 done, qint64 total) {
        tell({}, tr("Saving for TensorBoard: %1 of %2 read").arg(sizeText(done), sizeText(total)), done, total);
    });
    connect(&library, &RunLibrary::tensorBoardSaved, this, [this] { remove({}); });
    hide();
}

void LibraryJobs::verify(const QString& run) {
    add(run);
    m_library.verify(run);
}

void LibraryJobs::saveTensorBoard(const QStringList& runs, const QString& folder) {
    add({});
    m_library.saveTensorBoard(runs, folder);
}

void LibraryJobs::add(const QString& job) {
    m_jobs << job;
    if (m_jobs.size() == 1) {
        begin();
        m_soon.start();
    }
}

void LibraryJobs::tell(const QString& job, const QString& what, qint64 done, qint64 total) {
    if (!m_jobs.contains(job)) { // asked by a page before this one
        m_jobs.prepend(job);
    }
    setProgress(what, ProgressEvent{.what = job.toStdString(), .done = done, .total = total, .bytes = true});
    if (isHidden() && !m_soon.isActive()) {
        m_soon.start();
    }
}

void LibraryJobs::remove(const QString& job) {
    m_jobs.removeOne(job);
    if (m_jobs.isEmpty()) {
        m_soon.stop();
        hide();
    } else {
        begin();
    }
}

void LibraryJobs::cancel() {
    const QString job = m_jobs.value(0);
    if (m_jobs.isEmpty()) {
        return;
    }
    if (job.isEmpty()) {
        m_library.stopTensorBoard();
    } else {
        m_library.stopVerifying(job);
    }
}

} // namespace loratrf
