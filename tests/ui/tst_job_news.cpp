// What the desktop is told of jobs that ended, and when.

#include "recording_backend.h"
#include "ui/shell/job_news.h"
#include "ui/shell/notifier.h"

#include <QDialog>
#include <QtTest>

using namespace loratrf;

class TestJobNews : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }

    void everyLongJobIsTold() {
        RecordingBackend backend;
        JobNews news(backend);
        QSignalSpy arrived(&news, &JobNews::arrived);
        const auto title = [&] { return arrived.isEmpty() ? QString() : arrived.takeFirst()[0].toString(); };
        Q_EMIT backend.trainFinished({}, {});
        QCOMPARE(title(), QString("Training has ended"));
        TrainResult lost;
        lost.state = RunState::Failed;
        Q_EMIT backend.trainFinished(lost, {});
        QCOMPARE(title(), QString("Training failed"));
        Q_EMIT backend.exported({});
        QCOMPARE(title(), QString("Export is written"));
        Q_EMIT backend.evaluated(1, {});
        QCOMPARE(title(), QString("Evaluation has ended"));
        Q_EMIT backend.filterStatisticsReady(1, {});
        QCOMPARE(title(), QString("Row statistics are ready"));
        Q_EMIT backend.dryRunDone({});
        QCOMPARE(title(), QString("Three steps are measured"));
        Q_EMIT backend.dataReported({});
        QCOMPARE(title(), QString("Data report is ready"));
        Q_EMIT backend.jobEnded("compare", {});
        QCOMPARE(title(), QString("Comparison has ended"));
        QVERIFY(arrived.isEmpty());
    }

    void failuresOfLongJobsAreTold_data() {
        QTest::addColumn<QString>("job");
        for (const char* job : {"train", "compare", "export", "evaluate", "statistics", "dry run", "generate"}) {
            QTest::newRow(job) << QString(job);
        }
    }

    void failuresOfLongJobsAreTold() {
        QFETCH(QString, job);
        RecordingBackend backend;
        JobNews news(backend);
        QSignalSpy arrived(&news, &JobNews::arrived);
        Q_EMIT backend.failed(job, "no room");
        Q_EMIT backend.jobEnded(job, "no room");
        QCOMPARE(arrived.size(), 1);
        QCOMPARE(arrived[0][1].toString(), QString("no room"));
    }

    // A job that was cancelled ends without a problem, and what pages ask by themselves is no news.
    void nothingElseIsTold() {
        RecordingBackend backend;
        JobNews news(backend);
        QSignalSpy arrived(&news, &JobNews::arrived);
        for (const char* job : {"export", "evaluate", "statistics", "dry run", "train"}) {
            Q_EMIT backend.failed(job, "cancelled");
            Q_EMIT backend.jobEnded(job, {});
        }
        for (const char* job : {"export foresight", "model", "data", "votes", "run", "memory"}) {
            Q_EMIT backend.failed(job, "there is no such file");
        }
        QCOMPARE(arrived.size(), 0);
    }

    void theDesktopIsToldWhileNoWindowOfOursIsInFront() {
        QWidget window; // never shown, so not in front
        Notifier notifier(window);
        QSignalSpy told(&notifier, &Notifier::told);
        notifier.tell("Training has ended", "one took 12 steps.");
        QCOMPARE(told.size(), 1);
        window.show();
        QApplication::setActiveWindow(&window);
        notifier.tell("Training has ended", "one took 12 steps.");
        QCOMPARE(told.size(), 1);
        QDialog dialog(&window); // before it
        dialog.show();
        QApplication::setActiveWindow(&dialog);
        QVERIFY(!window.isActiveWindow() || QApplication::activeWindow() == &dialog);
        notifier.tell("Training has ended", "one took 12 steps.");
        QCOMPARE(told.size(), 1);
    }
};

QTEST_MAIN(TestJobNews)
#include "tst_job_news.moc"
