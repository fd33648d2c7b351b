// The queue over its file: order, failures, restarts, processes that are killed, and two real trainings in turn.

#include "app/engine_backend.h"
#include "app/project_folder.h"
#include "app/queue_file.h"
#include "app/run_queue.h"
#include "backend/io/files.h"
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

// Takes one training at a time, as the real one, and ends it when the test says so.
class Desk : public RecordingBackend {
public:
    QStringList begun; // folders, resumed ones with a star before them

    void train(const TrainOptions& options) override {
        RecordingBackend::train(options);
        begin(QString::fromStdString(options.run));
    }
    void resume(const QString& run, double epochs) override {
        RecordingBackend::resume(run, epochs);
        begin(run);
        begun.last().prepend('*');
    }
    void finish(RunState state = RunState::Finished, const std::string& message = {}) {
        TrainResult result;
        result.run = live.toStdString();
        result.state = state;
        result.steps = 7;
        result.message = message;
        setRunning(false);
        Q_EMIT trainFinished(result, {});
    }
    void fail(const QString& message) {
        setRunning(false);
        Q_EMIT failed(QStringLiteral("train"), message);
    }

private:
    void begin(const QString& run) {
        live = run;
        begun << run;
        setRunning(true);
    }
};

TrainOptions named(const QString& name) {
    TrainOptions options;
    options.name = name.toStdString();
    options.model = "/models/small";
    options.data = "/data/rows.jsonl";
    options.seed = (1ULL << 63) + 1; // no double holds it
    return options;
}

QStringList names(const StoredQueue& queue) {
    QStringList list;
    for (const QueuedRun& entry : queue.entries())
        list << QString::fromStdString(entry.options.name);
    return list;
}

QList<QueueState> states(const StoredQueue& queue) {
    QList<QueueState> list;
    for (const QueuedRun& entry : queue.entries())
        list << entry.state;
    return list;
}

std::vector<QueuedRun> onDisk(const QString& folder) {
    const std::string file = folder.toStdString() + "/queue.json";
    return readQueue(read_text_file(file), file);
}

TrainOptions story(const QString& data) {
    TrainOptions options;
    options.model = stories::model().toStdString();
    options.data = data.toStdString();
    options.data_options.template_name = "plain";
    options.method = "lora";
    options.method_options["rank"] = int64_t(2);
    options.eval_share = 0;
    options.device = "cpu";
    options.threads = 2;
    options.batch_size = 4;
    options.max_steps = 6;
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

class TestRunQueue : public QObject {
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

    void oneAfterTheOther() {
        Desk desk;
        StoredQueue queue(desk, runs());
        QVERIFY(!queue.paused());
        QCOMPARE(queue.problem(), QString());
        for (const char* name : {"a", "b", "c"})
            queue.add(named(name));
        QTRY_COMPARE(desk.trained.size(), 1);
        QCOMPARE(desk.trained[0].name, "a");
        QVERIFY(desk.begun[0].startsWith(runs() + '/'));
        // What runs was on the disk as running before it began.
        const auto kept = onDisk(runs());
        QCOMPARE(kept.size(), 3);
        QCOMPARE(kept[0].state, QueueState::Running);
        QCOMPARE(kept[0].run, desk.begun[0]);
        QCOMPARE(kept[0].options.seed, (1ULL << 63) + 1);
        QTest::qWait(50);
        QCOMPARE(desk.trained.size(), 1);
        desk.finish();
        QTRY_COMPARE(desk.trained.size(), 2);
        QCOMPARE(desk.trained[1].name, "b");
        desk.finish();
        QTRY_COMPARE(desk.trained.size(), 3);
        desk.finish();
        const QList<QueueState> done(3, QueueState::Done);
        QCOMPARE(states(queue), done);
    }

    void whatWaitsMovesAndGoes() {
        Desk desk;
        StoredQueue queue(desk, runs());
        queue.setPaused(true);
        for (const char* name : {"a", "b", "c", "d"})
            queue.add(named(name));
        const auto id = [&](int at) { return queue.entries()[size_t(at)].id; };
        queue.move(id(3), 0);
        QCOMPARE(names(queue), QStringList({"d", "a", "b", "c"}));
        queue.move(id(1), 2);
        QCOMPARE(names(queue), QStringList({"d", "b", "a", "c"}));
        queue.move(id(0), 99);
        QCOMPARE(names(queue), QStringList({"b", "a", "c", "d"}));
        queue.move(id(2), -5);
        QCOMPARE(names(queue), QStringList({"c", "b", "a", "d"}));
        queue.move(4711, 0);
        queue.remove(4711);
        queue.remove(id(1));
        QCOMPARE(names(queue), QStringList({"c", "a", "d"}));
        queue.setPaused(false);
        QTRY_COMPARE(desk.trained.size(), 1);
        QCOMPARE(desk.trained[0].name, "c");
        queue.remove(id(0)); // is under way
        QCOMPARE(queue.entries().size(), 3);
        queue.move(id(2), 1);
        desk.finish();
        QTRY_COMPARE(desk.trained.size(), 2);
        QCOMPARE(desk.trained[1].name, "d");
    }

    void goesOnAfterAFailure() {
        Desk desk;
        StoredQueue queue(desk, runs());
        for (const char* name : {"a", "b", "c"})
            queue.add(named(name));
        QTRY_COMPARE(desk.trained.size(), 1);
        desk.fail("there is no file \"rows.jsonl\"");
        QTRY_COMPARE(desk.trained.size(), 2);
        QCOMPARE(queue.entries()[0].state, QueueState::Failed);
        QCOMPARE(queue.entries()[0].message, QString("there is no file \"rows.jsonl\""));
        desk.finish(RunState::Failed, "five steps in a row were not finite");
        QTRY_COMPARE(desk.trained.size(), 3);
        QCOMPARE(queue.entries()[1].state, QueueState::Failed);
        QCOMPARE(queue.entries()[1].message, QString("five steps in a row were not finite"));
    }

    void pausedItBeginsNothing() {
        Desk desk;
        StoredQueue queue(desk, runs());
        queue.add(named("a"));
        queue.add(named("b"));
        QTRY_COMPARE(desk.trained.size(), 1);
        queue.setPaused(true);
        desk.finish();
        QTest::qWait(700);
        QCOMPARE(desk.trained.size(), 1);
        queue.setPaused(false);
        QTRY_COMPARE(desk.trained.size(), 2);
        desk.finish(RunState::Stopped); // by hand: nothing else begins unasked
        QTest::qWait(700);
        QVERIFY(queue.paused());
        QCOMPARE(states(queue), QList({QueueState::Done, QueueState::Done}));
        QVERIFY(queue.entries()[1].message.contains("Stopped"));
    }

    void waitsForARunOfSomebodyElse() {
        Desk desk;
        desk.train(named("by hand"));
        desk.live = "/elsewhere/by-hand";
        StoredQueue queue(desk, runs());
        queue.add(named("a"));
        QTest::qWait(100);
        QCOMPARE(desk.trained.size(), 1);
        desk.setRunning(false);
        TrainResult late;
        late.run = "/elsewhere/by-hand";
        QTest::qWait(50); // the answer comes a little after the backend is free
        Q_EMIT desk.trainFinished(late, {});
        QTRY_COMPARE(desk.trained.size(), 2);
        QCOMPARE(queue.entries()[0].state, QueueState::Running);
        Q_EMIT desk.trainFinished(late, {}); // of another folder
        QCOMPARE(queue.entries()[0].state, QueueState::Running);
    }

    void survivesARestart() {
        QString interrupted;
        {
            Desk desk;
            StoredQueue queue(desk, runs());
            for (const char* name : {"a", "b", "c"})
                queue.add(named(name));
            QTRY_COMPARE(desk.trained.size(), 1);
            desk.finish();
            QTRY_COMPARE(desk.trained.size(), 2);
            interrupted = desk.begun[1];
            queue.add(named("at the last moment"));
        }
        Desk desk;
        StoredQueue queue(desk, runs());
        QCOMPARE(names(queue), QStringList({"a", "b", "c", "at the last moment"}));
        QCOMPARE(states(queue),
                 QList({QueueState::Done, QueueState::Waiting, QueueState::Waiting, QueueState::Waiting}));
        QVERIFY(queue.paused());
        QTest::qWait(50);
        QVERIFY(desk.readRuns.empty());
        queue.setPaused(false);
        QTRY_COMPARE(desk.readRuns.size(), 1);
        QCOMPARE(desk.readRuns[0].second, interrupted);
        RunInfo info;
        info.folder = interrupted.toStdString();
        info.state = RunState::Stopped;
        info.resumable = true;
        Q_EMIT desk.runRead(desk.readRuns[0].first, info, {});
        QTRY_COMPARE(desk.begun, QStringList({'*' + interrupted}));
        desk.finish();
        QTRY_COMPARE(desk.trained.size(), 1);
        QCOMPARE(desk.trained[0].name, "c");
    }

    void whatCannotBeResumedBeginsAfresh() {
        QString interrupted;
        {
            Desk desk;
            StoredQueue queue(desk, runs());
            queue.add(named("a"));
            QTRY_COMPARE(desk.begun.size(), 1);
            interrupted = desk.begun[0];
        }
        QVERIFY(QDir().mkpath(interrupted)); // the process was killed before there was anything in it
        Desk desk;
        StoredQueue queue(desk, runs());
        queue.setPaused(false);
        QTRY_COMPARE(desk.readRuns.size(), 1);
        Q_EMIT desk.runUnreadable(desk.readRuns[0].first, "is no run folder");
        QTRY_COMPARE(desk.trained.size(), 1);
        QVERIFY(desk.begun[0] != interrupted);
        QVERIFY(desk.begun[0].startsWith(runs() + '/'));
    }

    void aRunThatHadEndedIsNotRepeated() {
        {
            Desk desk;
            StoredQueue queue(desk, runs());
            queue.add(named("a"));
            QTRY_COMPARE(desk.begun.size(), 1);
        }
        Desk desk;
        StoredQueue queue(desk, runs());
        queue.setPaused(false);
        QTRY_COMPARE(desk.readRuns.size(), 1);
        RunInfo info;
        info.state = RunState::Finished;
        Q_EMIT desk.runRead(desk.readRuns[0].first, info, {});
        QTRY_COMPARE(queue.entries()[0].state, QueueState::Done);
        QTest::qWait(50);
        QVERIFY(desk.begun.isEmpty());
    }

    void twoWindowsDoNotTrainTheSameRuns() {
        Desk desk, other;
        auto queue = std::make_unique<StoredQueue>(desk, runs());
        queue->add(named("a"));
        QTRY_COMPARE(desk.trained.size(), 1);
        StoredQueue second(other, runs());
        QVERIFY(second.entries().empty());
        QVERIFY2(second.problem().contains("Another window"), qPrintable(second.problem()));
        second.add(named("b"));
        QVERIFY(second.entries().empty());
        queue.reset();
        second.add(named("b"));
        QCOMPARE(names(second), QStringList({"a", "b"}));
        QCOMPARE(second.problem(), QString());
        QVERIFY(second.paused());
    }

    void aDamagedFileIsKeptAside() {
        QVERIFY(QDir().mkpath(runs()));
        const auto write = [this](const QByteArray& text) {
            QFile file(runs() + "/queue.json");
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        for (const QByteArray text : {"{\"version\": 1, \"runs\": [{", "{\"version\": 2, \"runs\": []}", "[]",
                                      "{\"version\": 1, \"runs\": [{\"id\": 1}]}"}) {
            write(text);
            Desk desk;
            StoredQueue queue(desk, runs());
            QVERIFY2(queue.problem().contains("queue.json"), qPrintable(queue.problem()));
            QVERIFY(queue.entries().empty());
            queue.add(named("a"));
            QTRY_COMPARE(desk.trained.size(), 1);
            QCOMPARE(queue.problem(), QString());
        }
        QCOMPARE(QDir(runs()).entryList({"queue.json.unreadable*"}).size(), 4);
    }

    void whatCannotBeKeptDoesNotBegin() {
        QVERIFY(QDir().mkpath(runs()));
        Desk desk;
        StoredQueue queue(desk, runs());
        QVERIFY(QDir().mkpath(runs() + "/queue.json/in the way"));
        queue.add(named("a"));
        QTRY_VERIFY(queue.paused());
        QVERIFY2(queue.problem().contains("queue.json"), qPrintable(queue.problem()));
        QVERIFY(desk.trained.empty());
        QVERIFY(QDir(runs() + "/queue.json").removeRecursively());
        queue.setPaused(false);
        QTRY_COMPARE(desk.trained.size(), 1);
        QCOMPARE(queue.problem(), QString());
    }

    void anotherProjectFolderHasAQueueOfItsOwn() {
        Desk desk;
        StoredQueue queue(desk, runs());
        queue.add(named("a"));
        queue.add(named("b"));
        QTRY_COMPARE(desk.trained.size(), 1);
        const QString elsewhere = m_folder->filePath("elsewhere");
        queue.setFolder(elsewhere);
        QCOMPARE(names(queue), QStringList({"a", "b"})); // one of them is under way
        desk.finish();
        QTRY_VERIFY(queue.entries().empty());
        queue.add(named("c"));
        QTRY_COMPARE(desk.trained.size(), 2);
        QCOMPARE(desk.trained[1].name, "c");
        QCOMPARE(onDisk(elsewhere).size(), 1);
        QCOMPARE(onDisk(runs()).size(), 2);
        QCOMPARE(onDisk(runs())[0].state, QueueState::Done);
    }

    void aQueueThatCannotBeKeptIsLeftForAnotherFolder() {
        QVERIFY(QDir().mkpath(runs()));
        Desk desk;
        StoredQueue queue(desk, runs());
        QVERIFY(QDir().mkpath(runs() + "/queue.json/in the way"));
        queue.add(named("a"));
        QTRY_VERIFY(queue.paused());
        const QString elsewhere = m_folder->filePath("elsewhere");
        queue.setFolder(elsewhere);
        QTRY_VERIFY(queue.entries().empty());
        QCOMPARE(queue.problem(), QString());
        QVERIFY(!queue.paused());
        queue.add(named("b"));
        QTRY_COMPARE(desk.trained.size(), 1);
        QCOMPARE(desk.trained[0].name, "b");
        QCOMPARE(onDisk(elsewhere).size(), 1);
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
    TestRunQueue test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_run_queue.moc"
