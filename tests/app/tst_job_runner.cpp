// Jobs run in order on one worker, answer on the thread that asked, stop when told and end with their owner.

#include "app/job_runner.h"
#include "backend/io/error.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace loratrf;

namespace {

void waitForStop(Control& control) {
    while (!control.stop)
        QThread::msleep(1);
}

} // namespace

class JobRunnerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void jobsRunInOrderAndAnswerHere() {
        JobRunner runner;
        const QSignalSpy finished(&runner, &JobRunner::finished);
        QStringList seen;
        for (int i = 0; i < 50; ++i)
            runner.submit(QString::number(i), [&, i](Control&) {
                QVERIFY(QThread::currentThread() != qApp->thread());
                for (int part = 0; part < 3; ++part)
                    runner.post([&, i, part] {
                        QCOMPARE(QThread::currentThread(), qApp->thread());
                        seen << QStringLiteral("%1.%2").arg(i).arg(part);
                    });
            });
        QTRY_COMPARE(finished.size(), 50);
        QStringList expected;
        for (int i = 0; i < 50; ++i)
            for (int part = 0; part < 3; ++part)
                expected << QStringLiteral("%1.%2").arg(i).arg(part);
        QCOMPARE(seen, expected);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(finished[i][0].toString(), QString::number(i));
    }

    void failuresAreTextsAndTheNextJobRuns() {
        JobRunner runner;
        const QSignalSpy failed(&runner, &JobRunner::failed);
        const QSignalSpy finished(&runner, &JobRunner::finished);
        runner.submit(QStringLiteral("a"), [](Control&) { throw Error(ErrorCode::NotFound, "there is no \"x\""); });
        runner.submit(QStringLiteral("b"), [](Control&) { throw std::bad_alloc(); });
        runner.submit(QStringLiteral("c"), [](Control&) { throw 3; });
        runner.submit(QStringLiteral("d"), [](Control&) {});
        QTRY_COMPARE(finished.size(), 4);
        QCOMPARE(failed.size(), 3);
        QCOMPARE(failed[0][0].toString(), QStringLiteral("a"));
        QCOMPARE(failed[0][1].toString(), QStringLiteral("there is no \"x\""));
        QVERIFY(failed[1][1].toString().contains(QStringLiteral("memory")));
        QVERIFY(!failed[2][1].toString().isEmpty());
    }

    void stopReachesTheRunningJob() {
        JobRunner runner;
        const QSignalSpy finished(&runner, &JobRunner::finished);
        std::atomic<bool> began = false;
        runner.submit(QStringLiteral("train"), [&](Control& control) {
            began = true;
            waitForStop(control);
        });
        QTRY_VERIFY(began);
        QVERIFY(!runner.stopKind(QStringLiteral("other")));
        QCOMPARE(finished.size(), 0);
        QVERIFY(runner.stopKind(QStringLiteral("train")));
        QTRY_COMPARE(finished.size(), 1);
    }

    void whatIsUnderWayIsKnownUntilItsEndIsTold() {
        JobRunner runner;
        QStringList left;
        connect(&runner, &JobRunner::finished, this, [&](const QString& kind) {
            if (runner.kinds().contains(kind))
                left << kind;
        });
        const QSignalSpy finished(&runner, &JobRunner::finished);
        for (const char* kind : {"export", "evaluate", "train"})
            runner.submit(QLatin1String(kind), waitForStop);
        QCOMPARE(runner.kinds(), QStringList({"export", "evaluate", "train"}));
        while (finished.size() < 3) {
            runner.stopRunning();
            QTest::qWait(1);
        }
        QCOMPARE(left, QStringList());
        QCOMPARE(runner.kinds(), QStringList());
    }

    void aCancelledJobEndsWithoutAProblem() {
        JobRunner runner;
        const QSignalSpy failed(&runner, &JobRunner::failed);
        const QSignalSpy finished(&runner, &JobRunner::finished);
        runner.submit(QStringLiteral("a"), [](Control&) { throw Error(ErrorCode::Cancelled, "it was cancelled"); });
        runner.submit(QStringLiteral("b"), [](Control&) { throw Error(ErrorCode::NotFound, "there is no \"x\""); });
        QTRY_COMPARE(finished.size(), 2);
        QCOMPARE(failed.size(), 2); // whoever waits hears of both
        QVERIFY(failed[0][3].toBool() && !failed[1][3].toBool());
        QCOMPARE(finished[0][1].toString(), QString());
        QCOMPARE(finished[1][1].toString(), QStringLiteral("there is no \"x\""));
    }

    void aWaitingJobHearsWishesToo() {
        JobRunner runner;
        const QSignalSpy finished(&runner, &JobRunner::finished);
        bool stopped = false;
        runner.submit(QStringLiteral("first"), waitForStop);
        runner.submit(QStringLiteral("second"), [&](Control& control) { stopped = control.stop; });
        QVERIFY(runner.tell(QStringLiteral("second"), [](Control& control) { control.stop = true; }));
        while (finished.size() < 2) {
            runner.stopRunning();
            QTest::qWait(1);
        }
        QVERIFY(stopped);
    }

    void aNewerQuestionTakesTheOlderOnesPlace() {
        JobRunner runner;
        const QSignalSpy failed(&runner, &JobRunner::failed);
        const QSignalSpy finished(&runner, &JobRunner::finished);
        std::atomic<bool> began = false;
        QList<int> answered;
        const QString topic = QStringLiteral("preview");
        runner.submit(
            topic,
            [&](Control& control) {
                began = true;
                waitForStop(control);
                throw Error(ErrorCode::Cancelled, "stopped");
            },
            topic);
        QTRY_VERIFY(began);
        for (int i = 1; i <= 5; ++i)
            runner.submit(
                topic, [&, i](Control&) { runner.post([&, i] { answered << i; }); }, topic);
        QTRY_COMPARE(finished.size(), 2); // the stopped one and the newest
        QCOMPARE(answered, QList<int>{5});
        QCOMPARE(failed.size(), 0);
    }

    void aFloodOfAnswersLeavesRoomForTheWindow() {
        JobRunner runner;
        int answers = 0, ticks = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { ticks += answers > 0 && answers < 2000; });
        timer.start(0);
        runner.submit(QStringLiteral("flood"), [&](Control&) {
            for (int i = 0; i < 2000; ++i)
                runner.post([&] {
                    ++answers;
                    QThread::usleep(20);
                });
        });
        QTRY_COMPARE(answers, 2000);
        QVERIFY2(ticks > 3, QByteArray::number(ticks)); // the timer fired between the answers, not only after them
    }

    void ownersMayEndWhileJobsRun() {
        std::atomic<int> began = 0, ended = 0;
        int answered = 0;
        for (int i = 0; i < 200; ++i) {
            JobRunner runner;
            for (int job = 0; job < 3; ++job)
                runner.submit(QStringLiteral("train"), [&](Control& control) {
                    ++began;
                    control.pause = true;
                    while (!control.stop)
                        runner.post([&] { ++answered; });
                    ++ended;
                });
            if (i % 2 == 0)
                QTest::qWait(1);
        }
        QCOMPARE(began.load(), ended.load());
        QVERIFY(began > 0);
        const int before = answered;
        QTest::qWait(5);
        QCOMPARE(answered, before); // nothing arrives from owners that are gone
    }
};

QTEST_GUILESS_MAIN(JobRunnerTest)
#include "tst_job_runner.moc"
