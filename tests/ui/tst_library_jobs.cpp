// What the library does for long: how far it is, and that it can be cancelled.

#include "library_examples.h"
#include "ui/library/library_jobs.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/words.h"

#include <QProgressBar>
#include <QPushButton>
#include <QtTest>

using namespace loratrf;

class TestLibraryJobs : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void verifyingShowsHowFarItIsAndCanBeCancelled() {
        constexpr qint64 whole = 4'000'000'000, part = 1'000'000'000;
        OpenedLibrary opened;
        auto* bar = opened.page.findChild<LibraryJobs*>();
        auto* cancel = find<QPushButton>(opened.page, "libraryJobStop");
        const auto* strip = find<MessageStrip>(opened.page, "detailCheck");
        opened.select({"orders-lora-r16"});
        QVERIFY(!cancel->isVisible());
        opened.action("verifyAction")->trigger();
        const QString run = opened.library.verifiedRuns.value(0);
        QCOMPARE(strip->text(), QString("Comparing with the checksums…"));
        opened.select({"orders-night"}); // the bar stays, whichever run is looked at
        Q_EMIT opened.library.verifying(run, part, whole);
        QTRY_VERIFY(cancel->isVisible());
        const QString said = QString("Verifying orders-lora-r16: %1 of %2").arg(sizeText(part), sizeText(whole));
        QVERIFY2(allText(bar).startsWith(said), qPrintable(allText(bar)));
        const auto* progress = bar->findChild<QProgressBar*>();
        QCOMPARE(progress->value() * (whole / part), qint64(progress->maximum()));

        cancel->click();
        QCOMPARE(opened.library.stoppedRuns, QStringList(run));
        RunCheck stopped;
        stopped.folder = run;
        stopped.goesOn = false;
        stopped.stopped = true;
        Q_EMIT opened.library.verified(stopped);
        QVERIFY(!cancel->isVisible());
        opened.select({"orders-lora-r16"});
        QCOMPARE(strip->text(), QString("Verifying was cancelled."));
        QCOMPARE(strip->level(), Level::Info);
        QVERIFY(opened.action("epochsAction")->isEnabled()); // half a check tells nothing about its checkpoints
    }

    void jobsAreCancelledOneByOne() {
        RecordingLibrary library;
        LibraryJobs jobs(library);
        auto* cancel = find<QPushButton>(jobs, "libraryJobStop");
        jobs.saveTensorBoard({"/runs/a", "/runs/b"}, "/logs");
        jobs.verify("/runs/a");
        QCOMPARE(library.boards.size(), std::size_t(1));
        QCOMPARE(library.verifiedRuns, QStringList("/runs/a"));
        QTRY_VERIFY(jobs.isVisible());
        Q_EMIT library.savingTensorBoard(1000, 4000);
        QVERIFY2(allText(&jobs).startsWith("Saving for TensorBoard"), qPrintable(allText(&jobs)));
        cancel->click();
        QCOMPARE(library.stoppedBoards, 1);
        QCOMPARE(library.stoppedRuns, QStringList());
        Q_EMIT library.tensorBoardSaved({"/logs", 0, {}, true});
        QVERIFY(jobs.isVisible()); // the run is still to be verified
        cancel->click();
        QCOMPARE(library.stoppedBoards, 1);
        QCOMPARE(library.stoppedRuns, QStringList("/runs/a"));
        RunCheck check;
        check.folder = "/runs/a";
        Q_EMIT library.verified(check);
        QVERIFY(!jobs.isVisible());
    }

    // As when the language changes, which makes the pages anew.
    void aJobThatWasAskedForBeforeIsShownToo() {
        RecordingLibrary library;
        LibraryJobs jobs(library);
        Q_EMIT library.savingTensorBoard(1000, 4000);
        QTRY_VERIFY(jobs.isVisible());
        find<QPushButton>(jobs, "libraryJobStop")->click();
        QCOMPARE(library.stoppedBoards, 1);
        Q_EMIT library.tensorBoardSaved({"/logs", 0, {}, true});
        QVERIFY(!jobs.isVisible());
    }
};

QTEST_MAIN(TestLibraryJobs)
#include "tst_library_jobs.moc"
