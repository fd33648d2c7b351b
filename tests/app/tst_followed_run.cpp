// A run read from its folder: once, then what is added, and how its end is noticed where nobody tells it.

#include "app/engine_backend.h"
#include "app/followed_run.h"
#include "backend/api/event_json.h"
#include "backend/io/files.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

class TestFollowedRun : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<Event> m_heard;

    std::filesystem::path journal() const { return (m_folder->path() + "/journal.jsonl").toStdString(); }
    EventSink sink() {
        return [this](const Event& event) { m_heard.push_back(event); };
    }
    static void write(JournalWriter& writer, const Event& event) { writer.append(to_json(event)); }
    static void begin(JournalWriter& writer, int64_t steps) {
        StartEvent start;
        start.run = "/where/it/was";
        start.total_steps = 100;
        write(writer, start);
        write(writer, StateEvent{RunState::Running, 0, {}});
        for (int64_t step = 1; step <= steps; ++step)
            write(writer, StepEvent{.step = step, .loss = 1.0 / double(step)});
    }
    const StateEvent* lastState() const {
        const StateEvent* last = nullptr;
        for (const Event& event : m_heard)
            if (const auto* state = std::get_if<StateEvent>(&event))
                last = state;
        return last;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        write_file_atomically((m_folder->path() + "/options.json").toStdString(), to_json(TrainOptions()));
        m_heard.clear();
    }

    void oneReadingTellsEventsAndWhatTheyCameTo() {
        JournalWriter writer(journal());
        begin(writer, 7);
        writer.append(Json{{"event", "step"}, {"step", "seven"}}); // is left out, and said
        FollowedRun run(m_folder->path());
        run.open();
        QVERIFY(m_heard.empty());
        const RunInfo info = run.readAll(sink());
        QCOMPARE(info.step, 7);
        QCOMPARE(info.total_steps, 100);
        QCOMPARE(info.state, RunState::Running); // somebody writes
        QCOMPARE(m_heard.size(), std::size_t(2 + 7 + 1));
        QCOMPARE(std::get<StartEvent>(m_heard[0]).run, m_folder->path().toStdString());
        QCOMPARE(std::get<NoteEvent>(m_heard.back()).level, Level::Warning);
        m_heard.clear();
        write(writer, StepEvent{.step = 8});
        run.readNew(sink());
        QCOMPARE(m_heard.size(), std::size_t(1));
        QCOMPARE(std::get<StepEvent>(m_heard[0]).step, 8);
    }

    void aFolderThatIsNoRunIsRefusedBeforeAnythingIsTold() {
        QVERIFY(QFile::remove(m_folder->path() + "/options.json"));
        FollowedRun run(m_folder->path());
        QVERIFY_EXCEPTION_THROWN(run.open(), Error);
    }

    void aWriterThatIsGoneIsNoticed() {
        auto writer = std::make_unique<JournalWriter>(journal());
        begin(*writer, 3);
        FollowedRun run(m_folder->path());
        run.open();
        run.readAll(sink());
        for (int i = 0; i < 3 * FollowedRun::silentReads; ++i)
            run.readNew(sink()); // a long step
        QCOMPARE(lastState()->state, RunState::Running);
        write(*writer, StepEvent{.step = 4});
        writer.reset(); // as when its process is killed
        for (int i = 0; i <= FollowedRun::silentReads; ++i)
            run.readNew(sink());
        QCOMPARE(lastState()->state, RunState::Stopped);
        QCOMPARE(lastState()->step, 4);
        QVERIFY(!lastState()->message.empty());
        const std::size_t heard = m_heard.size();
        for (int i = 0; i < 3 * FollowedRun::silentReads; ++i)
            run.readNew(sink());
        QCOMPARE(m_heard.size(), heard); // once

        JournalWriter again(journal()); // it goes on
        begin(again, 1);
        run.readNew(sink());
        QCOMPARE(lastState()->state, RunState::Running);
    }

    // The window hears of it; ends that the journal told of before are no news.
    void theEndOfAnotherProcessesRunIsTold() {
        JournalWriter writer(journal());
        begin(writer, 3);
        write(writer, StateEvent{RunState::Stopped, 3, {}});
        begin(writer, 4);
        EngineBackend backend;
        QSignalSpy opened(&backend, &StudioBackend::runOpened), ended(&backend, &StudioBackend::followedEnded);
        backend.openRun(m_folder->path());
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(ended.size(), 0);
        write(writer, StateEvent{RunState::Paused, 4, {}});
        write(writer, StateEvent{RunState::Finished, 4, {}});
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended[0][0].toString(), m_folder->path());
        QCOMPARE(ended[0][1].value<StateEvent>().state, RunState::Finished);
    }

    void aRunThatSaidItsEndIsNotLost() {
        {
            JournalWriter writer(journal());
            begin(writer, 3);
            write(writer, StateEvent{RunState::Finished, 3, {}});
        }
        FollowedRun run(m_folder->path());
        run.open();
        run.readAll(sink());
        const std::size_t heard = m_heard.size();
        for (int i = 0; i < 3 * FollowedRun::silentReads; ++i)
            run.readNew(sink());
        QCOMPARE(m_heard.size(), heard);
    }
};

QTEST_GUILESS_MAIN(TestFollowedRun)
#include "tst_followed_run.moc"
