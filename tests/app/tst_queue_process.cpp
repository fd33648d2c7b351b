// The queue in a process of its own: killed at any moment, and with real trainings in turn.

#include "app/engine_backend.h"
#include "app/project_folder.h"
#include "queue_examples.h"
#include "stories.h"
#include "ui/recording_backend.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <cstdio>
#include <thread>

using namespace loratrf;

namespace {

constexpr int patience_ms = 300'000;

TrainOptions story(const QString& data) {
    TrainOptions options = stories::shortRun(data, 6);
    options.checkpoint_every = 2;
    return options;
}

// --- what the killed process does ---

int addUntilKilled(const QString& folder) {
    RecordingBackend backend;
    StoredQueue queue(backend, folder);
    queue.setPaused(true);
    const auto addSome = [&] {
        const int some = QRandomGenerator::global()->bounded(1, 4);
        for (int i = 0; i < some; ++i)
            queue.add(named(QStringLiteral("run %1").arg(queue.entries().size())));
    };
    QObject::connect(&queue, &StoredQueue::stored, &queue, [&] {
        std::printf("%zu\n", queue.entries().size());
        std::fflush(stdout);
        addSome();
    });
    addSome();
    return QCoreApplication::exec();
}

int trainUntilKilled(const QString& folder, const QString& data) {
    setProjectFolder(folder);
    EngineBackend backend;
    StoredQueue queue(backend, folder);
    QObject::connect(&backend, &StudioBackend::event, &queue, [](const Event& event) {
        if (std::holds_alternative<CheckpointEvent>(event)) {
            std::puts("checkpoint");
            std::fflush(stdout);
        }
    });
    TrainOptions longer = story(data);
    longer.max_steps = 400;
    queue.add(longer);
    queue.add(story(data));
    return QCoreApplication::exec();
}

} // namespace

class TestQueueProcess : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString runs() const { return m_folder->filePath("runs"); }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        isolateSettings(*m_folder);
        setProjectFolder(runs());
    }

    void survivesKillAtAnyMoment() {
        size_t before = 0;
        for (int round = 0; round < 15; ++round) {
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {"--add", m_folder->path(), runs()});
            QVERIFY(child.waitForStarted());
            QVERIFY(child.waitForReadyRead(patience_ms));
            std::this_thread::sleep_for(std::chrono::microseconds(QRandomGenerator::global()->bounded(60'000)));
            child.kill(); // SIGKILL
            QVERIFY(child.waitForFinished());
            QCOMPARE(child.exitStatus(), QProcess::CrashExit);
            const QList<QByteArray> lines = child.readAllStandardOutput().split('\n'); // the last one may be cut
            const size_t kept = lines.size() > 1 ? lines[lines.size() - 2].toULongLong() : 0;
            QVERIFY(kept > before);

            const auto entries = onDisk(runs());
            QVERIFY2(entries.size() >= kept, qPrintable(QStringLiteral("%1 of %2").arg(entries.size()).arg(kept)));
            for (size_t i = 0; i < entries.size(); ++i) {
                QCOMPARE(entries[i].options.name, "run " + std::to_string(i));
                QCOMPARE(entries[i].state, QueueState::Waiting);
            }
            before = entries.size();
        }
        RecordingBackend backend;
        const StoredQueue queue(backend, runs());
        QCOMPARE(queue.entries().size(), before);
        QVERIFY(queue.paused());
        QTRY_VERIFY(QDir(runs()).entryList(QDir::Files | QDir::Hidden) == QStringList({"queue.json", "queue.lock"}));
        qInfo("%zu entries after 15 kills", before);
    }

    void trainsOneAfterTheOtherAndPastAFailure() {
        if (!stories::present())
            QSKIP("shared/data/stories260K is not there");
        const QString data = m_folder->filePath("train.jsonl");
        stories::writeRows(data, 0, 24);
        EngineBackend backend;
        StoredQueue queue(backend, runs());
        QStringList order;
        connect(&backend, &StudioBackend::event, this, [&](const Event& event) {
            if (const auto* start = std::get_if<StartEvent>(&event))
                order << "start " + QString::fromStdString(start->run);
        });
        connect(&backend, &StudioBackend::trainFinished, this,
                [&](const TrainResult& result) { order << "end " + QString::fromStdString(result.run); });
        queue.add(story(data));
        queue.add(story(m_folder->filePath("not-there.jsonl")));
        queue.add(story(data));
        QTRY_COMPARE_WITH_TIMEOUT(states(queue), QList({QueueState::Done, QueueState::Failed, QueueState::Done}),
                                  patience_ms);
        QVERIFY2(queue.entries()[1].message.contains("not-there.jsonl"), qPrintable(queue.entries()[1].message));
        const QString first = queue.entries()[0].run, last = queue.entries()[2].run;
        QVERIFY(first != last);
        QCOMPARE(order, QStringList({"start " + first, "end " + first, "start " + last, "end " + last}));
        for (const QString& run : {first, last}) {
            const RunInfo info = inspect_run(run.toStdString());
            QCOMPARE(info.state, RunState::Finished);
            QCOMPARE(info.step, 6);
            QVERIFY(!info.adapter.empty());
        }
        QTRY_COMPARE(onDisk(runs())[2].state, QueueState::Done);
    }

    void aRunThatIsStoppedWhileItIsPreparedWaitsAgain() {
        if (!stories::present())
            QSKIP("shared/data/stories260K is not there");
        const QString data = m_folder->filePath("train.jsonl");
        stories::writeRows(data, 0, 24);
        EngineBackend backend;
        StoredQueue queue(backend, runs());
        const QSignalSpy cancelled(&backend, &StudioBackend::trainCancelled);
        const auto stopping = connect(&backend, &StudioBackend::preparing, &backend, &StudioBackend::stop);
        queue.add(story(data));
        queue.add(story(data));
        QTRY_COMPARE_WITH_TIMEOUT(cancelled.size(), 1, patience_ms);
        QTRY_COMPARE(states(queue), QList({QueueState::Waiting, QueueState::Waiting}));
        QVERIFY(queue.paused());
        QVERIFY(!backend.busy());
        disconnect(stopping);
        queue.setPaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(states(queue), QList({QueueState::Done, QueueState::Done}), patience_ms);
        QCOMPARE(cancelled.size(), 1);
    }

    void aKilledTrainingGoesOnWhereItWas() {
        if (!stories::present())
            QSKIP("shared/data/stories260K is not there");
        const QString data = m_folder->filePath("train.jsonl");
        stories::writeRows(data, 0, 24);
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--train", m_folder->path(), runs(), data});
        QVERIFY(child.waitForReadyRead(patience_ms)); // a checkpoint is written
        child.kill();
        QVERIFY(child.waitForFinished());

        EngineBackend backend;
        StoredQueue queue(backend, runs());
        QCOMPARE(states(queue), QList({QueueState::Waiting, QueueState::Waiting}));
        QVERIFY(queue.paused());
        const QString interrupted = queue.entries()[0].run;
        QVERIFY(!inspect_run(interrupted.toStdString()).newest_checkpoint.empty());
        int64_t first = -1;
        connect(&backend, &StudioBackend::event, this, [&](const Event& event) {
            if (const auto* start = std::get_if<StartEvent>(&event); start != nullptr && first < 0) {
                QCOMPARE(QString::fromStdString(start->run), interrupted);
                first = start->first_step;
            }
        });
        queue.setPaused(false);
        QTRY_COMPARE_WITH_TIMEOUT(states(queue), QList({QueueState::Done, QueueState::Done}), patience_ms);
        QVERIFY2(first >= 2, QByteArray::number(qint64(first)));
        QCOMPARE(queue.entries()[0].run, interrupted);
        QCOMPARE(inspect_run(interrupted.toStdString()).step, 400);
    }
};

int main(int argc, char** argv) {
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() > 3 && (arguments[1] == "--add" || arguments[1] == "--train")) {
        const QTemporaryDir settings(arguments[2] + "/settings-XXXXXX");
        isolateSettings(settings);
        return arguments[1] == "--add" ? addUntilKilled(arguments[3]) : trainUntilKilled(arguments[3], arguments[4]);
    }
    TestQueueProcess test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_queue_process.moc"
