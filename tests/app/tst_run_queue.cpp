// The queue over its file: order, failures, restarts, other windows and folders. Its process killed: tst_queue_process.

#include "app/project_folder.h"
#include "queue_examples.h"
#include "ui/recording_backend.h"

#include <QTest>

using namespace loratrf;

namespace {

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

QStringList names(const StoredQueue& queue) {
    QStringList list;
    for (const QueuedRun& entry : queue.entries())
        list << QString::fromStdString(entry.options.name);
    return list;
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
        QCOMPARE(second.problemLevel(), Level::Info); // nothing is wrong
        second.add(named("b"));
        QVERIFY(second.entries().empty());
        queue.reset();
        second.add(named("b"));
        QCOMPARE(names(second), QStringList({"a", "b"}));
        QCOMPARE(second.problem(), QString());
        QVERIFY(second.paused());
    }

    // Nobody can make files there, root neither.
    void aFolderThatCanOnlyBeReadIsNoError() {
        const QString readOnly = QStringLiteral("/sys");
        if (!QFileInfo(readOnly).isDir())
            QSKIP("/sys is not there");
        Desk desk;
        StoredQueue queue(desk, readOnly);
        QVERIFY2(queue.problem().contains("can only be read"), qPrintable(queue.problem()));
        QCOMPARE(queue.problemLevel(), Level::Info);
        queue.add(named("a"));
        QVERIFY(queue.entries().empty() && queue.problem().contains("can only be read"));
        queue.setFolder(runs());
        queue.add(named("a"));
        QTRY_COMPARE(desk.trained.size(), 1);
        QCOMPARE(queue.problem(), QString());
    }

    void aDamagedFileIsKeptAside() {
        QVERIFY(QDir().mkpath(runs()));
        const auto write = [this](const QByteArray& text) {
            QFile file(runs() + "/queue.json");
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        QByteArray lastId = QByteArray::fromStdString(queueText({{1, named("a"), QueueState::Waiting, {}, {}}}));
        lastId.replace("\"id\": 1", "\"id\": 9223372036854775807"); // none could come after it
        for (const QByteArray& text :
             QList<QByteArray>{"{\"version\": 1, \"runs\": [{", "{\"version\": 2, \"runs\": []}", "[]",
                               "{\"version\": 1, \"runs\": [{\"id\": 1}]}", lastId}) {
            write(text);
            Desk desk;
            StoredQueue queue(desk, runs());
            QVERIFY2(queue.problem().contains("queue.json"), qPrintable(queue.problem()));
            QVERIFY(queue.entries().empty());
            queue.add(named("a"));
            QTRY_COMPARE(desk.trained.size(), 1);
            QCOMPARE(queue.problem(), QString());
        }
        QCOMPARE(QDir(runs()).entryList({"queue.json.unreadable*"}).size(), 5);
    }

    void whatCannotBeKeptDoesNotBegin() {
        QVERIFY(QDir().mkpath(runs()));
        Desk desk;
        StoredQueue queue(desk, runs());
        QVERIFY(QDir().mkpath(runs() + "/queue.json/in the way"));
        queue.add(named("a"));
        QTRY_VERIFY(queue.paused());
        QVERIFY2(queue.problem().contains("queue.json"), qPrintable(queue.problem()));
        QCOMPARE(queue.problemLevel(), Level::Problem);
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
};

QTEST_GUILESS_MAIN(TestRunQueue)
#include "tst_run_queue.moc"
