// What the desktop is told of jobs that ended, and when.

#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "run_events.h"
#include "ui/services.h"
#include "ui/setup/model_shelf.h"
#include "ui/shell/job_news.h"
#include "ui/shell/notifier.h"

#include <QDialog>
#include <QtTest>

using namespace loratrf;

namespace {

class EmptyShelf : public ModelShelf {
public:
    void search(const QStringList&) override {}
    void cancel() override {}
};

struct Told {
    RecordingBackend backend;
    RecordingLibrary library;
    RecordingComparison comparison;
    EmptyShelf models;
    JobNews news{{backend, library, comparison, &models}};
    QSignalSpy arrived{&news, &JobNews::arrived};

    QString title() { return arrived.isEmpty() ? QString() : arrived.takeFirst()[0].toString(); }
};

} // namespace

class TestJobNews : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }

    void everyLongJobIsTold() {
        Told told;
        RecordingBackend& backend = told.backend;
        QSignalSpy& arrived = told.arrived;
        const auto title = [&told] { return told.title(); };
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
        Q_EMIT backend.rows.leakageFound(1, {});
        QCOMPARE(title(), QString("Evaluation and training rows are compared"));
        Q_EMIT backend.rows.searched(1);
        QCOMPARE(title(), QString("The search has ended"));
        Q_EMIT backend.rows.written(1, "/data/a.corrected.jsonl");
        QCOMPARE(title(), QString("Rows are written"));
        Q_EMIT backend.rows.failed(1, "no room", "/data/a.corrected.jsonl");
        QCOMPARE(title(), QString("Rows could not be written"));
        Q_EMIT backend.rows.failed(1, "there is no such file"); // which was to be read
        Q_EMIT backend.rows.writingStopped(1, "/data/a.corrected.jsonl");
        QVERIFY(arrived.isEmpty());
    }

    void whatTheLibraryDidIsTold() {
        Told told;
        const QString run = "/runs/one";
        Q_EMIT told.library.verified({run, {"adapter"}, {}});
        QCOMPARE(told.arrived.size(), 1);
        QVERIFY(told.arrived[0][1].toString().startsWith("one "));
        QCOMPARE(told.title(), QString("A run is verified"));
        Q_EMIT told.library.verified({run, {}, {"adapter: a file differs"}});
        QCOMPARE(told.arrived[0][1].toString(), QString("one: adapter: a file differs"));
        QCOMPARE(told.title(), QString("A run is damaged"));
        Q_EMIT told.library.tensorBoardSaved({"/logs", 2, {}, false});
        QCOMPARE(told.arrived[0][1].toString(), QString("/logs"));
        QCOMPARE(told.title(), QString("Figures are saved for TensorBoard"));
        Q_EMIT told.library.tensorBoardSaved({"/logs", 1, {"/logs/two holds one"}, false});
        QCOMPARE(told.title(), QString("Saving for TensorBoard failed"));
        Q_EMIT told.models.ended(false, {});
        QCOMPARE(told.title(), QString("The search for models has ended"));

        RunCheck stopped;
        stopped.folder = run;
        stopped.stopped = true;
        Q_EMIT told.library.verified(stopped);
        Q_EMIT told.library.verified({run, {}, {}}); // there was nothing
        Q_EMIT told.library.tensorBoardSaved({"/logs", 0, {}, true});
        Q_EMIT told.models.ended(true, {});
        Q_EMIT told.library.failed("the folder is gone");
        Q_EMIT told.library.remarked("no index is kept");
        QVERIFY(told.arrived.isEmpty());
    }

    // Pages ask about them by themselves, and the answer is there in a moment: only one that takes long is news.
    void taskVectorsAreToldOnceWhereTheyTakeLong() {
        Told told;
        const QString job = "task_vectors";
        const auto answer = [&](bool last, const QString& problem) {
            if (problem.isEmpty()) {
                Q_EMIT told.backend.taskVectorsCompared(1, {});
            } else {
                Q_EMIT told.backend.failed(job, problem, 1);
            }
            told.backend.underWay = last ? QStringList() : QStringList(job);
            Q_EMIT told.backend.jobEnded(job, problem);
        };
        answer(true, {});
        QVERIFY(told.arrived.isEmpty());
        Q_EMIT told.backend.progressed(job, ProgressEvent{"Comparing task vectors", 1, 9});
        answer(false, {});
        QVERIFY(told.arrived.isEmpty());
        answer(true, {});
        QCOMPARE(told.title(), QString("Task vectors are compared"));
        Q_EMIT told.backend.progressed(job, ProgressEvent{"Comparing task vectors", 1, 9});
        answer(true, "it has no task vectors");
        QCOMPARE(told.title(), QString("Comparing task vectors failed"));
        Q_EMIT told.backend.progressed(job, ProgressEvent{"Comparing task vectors", 1, 9});
        answer(false, {});
        Q_EMIT told.backend.failed(job, "cancelled", 2, true);
        told.backend.underWay.clear();
        Q_EMIT told.backend.jobEnded(job, {}, true);
        answer(true, {}); // the next one, which does not take long
        QVERIFY(told.arrived.isEmpty());
    }

    void theEndOfAnotherProcessesRunIsTold() {
        Told told;
        const QString run = "/runs/night";
        Q_EMIT told.backend.followedEnded(run, {RunState::Finished, 75, {}});
        QCOMPARE(told.arrived[0][1].toString(), QString("night took 75 step(s)."));
        QCOMPARE(told.title(), QString("Training has ended"));
        Q_EMIT told.backend.followedEnded(run, {RunState::Stopped, 40, "its process is gone"});
        QCOMPARE(told.arrived[0][1].toString(), QString("night: its process is gone"));
        QCOMPARE(told.title(), QString("Training has ended"));
        Q_EMIT told.backend.followedEnded(run, {RunState::Failed, 40, "no room"});
        QCOMPARE(told.title(), QString("Training failed"));
    }

    // Shown from its folder, a run of this process is one of the two.
    void theEndOfARunIsToldOnce() {
        Told told;
        const QString run = "/runs/mine";
        TrainResult result;
        result.run = run.toStdString();
        result.state = RunState::Finished;
        Q_EMIT told.backend.trainFinished(result, {});
        Q_EMIT told.backend.followedEnded(run, {RunState::Finished, 75, {}});
        QCOMPARE(told.arrived.size(), 1);
        told.backend.live = run; // its journal may be quicker
        Q_EMIT told.backend.followedEnded(run, {RunState::Finished, 90, {}});
        QCOMPARE(told.arrived.size(), 1);
        told.backend.live.clear();
        Q_EMIT told.backend.trainFinished(result, {});
        QCOMPARE(told.arrived.size(), 2);
        RunInfo opened;
        opened.folder = result.run;
        Q_EMIT told.backend.runOpened(opened); // then somebody else goes on with it
        Q_EMIT told.backend.followedEnded(run, {RunState::Finished, 120, {}});
        QCOMPARE(told.arrived.size(), 3);
    }

    // Several models answer one after the other; that is one piece of news.
    void answersAreToldWithTheLastOne() {
        Told told;
        RecordingBackend& backend = told.backend;
        QSignalSpy& arrived = told.arrived;
        for (const char* job : {"generate", "look at text"}) {
            backend.underWay = QStringList(QString(job)); // of the next model
            Q_EMIT backend.jobEnded(job, {});
            QCOMPARE(arrived.size(), 0);
            backend.underWay.clear();
            Q_EMIT backend.jobEnded(job, {});
            QCOMPARE(arrived.size(), 1);
            arrived.clear();
        }
    }

    void alarmsOfTheRunUnderWayAreTold() {
        Told told;
        RecordingBackend& backend = told.backend;
        QSignalSpy& arrived = told.arrived;
        const NoteEvent alarm{Level::Warning, 7, "step 7: loss 9", true};
        Q_EMIT backend.event(alarm); // of an old run's journal
        QCOMPARE(arrived.size(), 0);
        backend.setRunning(true);
        Q_EMIT backend.event(NoteEvent{Level::Warning, 7, "12 rows were left out", false});
        QCOMPARE(arrived.size(), 0);
        Q_EMIT backend.event(alarm);
        QCOMPARE(arrived.size(), 1);
        QCOMPARE(arrived[0][1].toString(), QString("step 7: loss 9"));
        backend.live = "/runs/live";
        StartEvent start = sample::start(10, 2);
        start.run = "/runs/old"; // looked at while the other trains
        Q_EMIT backend.event(start);
        Q_EMIT backend.event(alarm);
        QCOMPARE(arrived.size(), 1);
        start.run = "/runs/live";
        Q_EMIT backend.event(start);
        Q_EMIT backend.event(alarm);
        QCOMPARE(arrived.size(), 2);
    }

    void failuresOfLongJobsAreTold_data() {
        QTest::addColumn<QString>("job");
        for (const char* job :
             {"train", "compare", "export", "evaluate", "statistics", "dry run", "generate", "look at text"}) {
            QTest::newRow(job) << QString(job);
        }
    }

    void failuresOfLongJobsAreTold() {
        QFETCH(QString, job);
        Told told;
        RecordingBackend& backend = told.backend;
        QSignalSpy& arrived = told.arrived;
        Q_EMIT backend.failed(job, "no room");
        Q_EMIT backend.jobEnded(job, "no room");
        QCOMPARE(arrived.size(), 1);
        QCOMPARE(arrived[0][1].toString(), QString("no room"));
    }

    void aReadingOfAllRowsThatFailsIsTold() {
        Told told;
        RecordingBackend& backend = told.backend;
        const auto fail = [&backend](bool cancelled = false) {
            Q_EMIT backend.failed("data", "rows.jsonl: no room", 0, cancelled);
        };
        const auto readOn = [&backend] { Q_EMIT backend.progressed("data", ProgressEvent{"Reading", 1, 9}); };
        fail(); // of the first rows
        QVERIFY(told.arrived.isEmpty());
        readOn();
        readOn();
        fail();
        QCOMPARE(told.arrived.size(), 1);
        QCOMPARE(told.arrived[0][1].toString(), QString("rows.jsonl: no room"));
        QCOMPARE(told.title(), QString("Reading the rows failed"));
        fail(); // the first rows again
        readOn();
        fail(true);
        fail();
        QVERIFY(told.arrived.isEmpty());
        readOn();
        Q_EMIT backend.dataReported({});
        QCOMPARE(told.title(), QString("Data report is ready"));
        fail();
        QVERIFY(told.arrived.isEmpty());
    }

    // A job that was cancelled ends without a problem, and what pages ask by themselves is no news.
    void nothingElseIsTold() {
        Told told;
        RecordingBackend& backend = told.backend;
        QSignalSpy& arrived = told.arrived;
        for (const char* job : {"export", "evaluate", "statistics", "dry run", "train", "look at text", "generate"}) {
            Q_EMIT backend.failed(job, "cancelled", 0, true);
            Q_EMIT backend.jobEnded(job, {}, true);
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
