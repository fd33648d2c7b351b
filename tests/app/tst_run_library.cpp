// The library over real folders: what it says of runs, what it remembers, what it never touches.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "app/project_folder.h"
#include "app/run_library.h"
#include "backend/api/event_json.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "train/small_run.h"

#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

#include <fstream>

using namespace loratrf;
using namespace support;

namespace {

constexpr int patience_ms = 120'000;

// What a page would know.
struct Watch : QObject {
    explicit Watch(RunLibrary& library) {
        connect(&library, &RunLibrary::listed, this, [this](const std::vector<LibraryRun>& runs) {
            rows.clear();
            for (const LibraryRun& run : runs)
                rows.insert(run.folder, run);
            firstList = firstList ? firstList : std::optional(rows.size());
        });
        connect(&library, &RunLibrary::changed, this,
                [this](const std::vector<LibraryRun>& runs, const QStringList& gone) {
                    for (const LibraryRun& run : runs)
                        rows.insert(run.folder, run);
                    changes += int(runs.size());
                    for (const QString& folder : gone)
                        rows.remove(folder);
                });
        connect(&library, &RunLibrary::scanned, this, [this] { ++scans; });
        connect(&library, &RunLibrary::failed, this, [this](const QString& message) { problems << message; });
    }
    QMap<QString, LibraryRun> rows;
    std::optional<qsizetype> firstList;
    int scans = 0, changes = 0;
    QStringList problems;
};

void say(JournalWriter& journal, const Event& event) {
    journal.append(to_json(event));
}

// As the trainer leaves a run that came to `steps` steps; without an end when `end` is empty.
void writeRun(const fs::path& folder, int steps, std::optional<StateEvent> end, const std::string& name = {}) {
    fs::create_directories(folder);
    TrainOptions options;
    options.model = "/models/small";
    options.data = "/data/rows.jsonl";
    options.method = "lora";
    options.name = name;
    write_file_atomically(folder / "options.json", to_json(options));
    JournalWriter journal(folder / "journal.jsonl");
    StartEvent start;
    start.run = folder.string();
    start.method = "lora";
    start.total_steps = 30;
    start.trainable = 640;
    say(journal, start);
    say(journal, StateEvent{});
    say(journal, EvalEvent{.step = 0, .loss = 0.01}); // the base model's is no result of the run
    for (int step = 1; step <= steps; ++step)
        say(journal, StepEvent{.step = step, .epoch = step / 10.0, .loss = 2.0 / step, .seconds = step * 0.5});
    if (steps > 0)
        say(journal,
            EvalEvent{
                .step = steps, .loss = 0.5, .generated = 4, .exact = 3, .pairs = PairFigures{.preferred = 0.625}});
    if (end)
        say(journal, *end);
}

} // namespace

class TestRunLibrary : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path path(const char* name) const { return fs::path(m_folder->path().toStdString()) / "runs" / name; }
    QString text(const char* name) const { return QString::fromStdString(path(name).string()); }

private Q_SLOTS:
    void initTestCase() {
        QCoreApplication::setOrganizationName("loratrf-test");
        QCoreApplication::setApplicationName("tst_run_library");
        QSettings::setDefaultFormat(QSettings::IniFormat);
    }

    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        qputenv("XDG_DATA_HOME", m_folder->filePath("data").toUtf8()); // its trash lies there too
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->filePath("settings"));
        setProjectFolder(m_folder->filePath("runs"));
    }

    void theFolderIsTheXdgOneUntilChosenAndThenRemembered() {
        QSettings().clear();
        QCOMPARE(projectFolder(), m_folder->filePath("data/loratrf/runs"));
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QVERIFY(QDir(m_folder->filePath("data/loratrf/runs")).exists());
        library.setFolder(m_folder->filePath("elsewhere/runs"));
        QTRY_COMPARE(watch.scans, 2);
        QCOMPARE(FolderLibrary().folder(), m_folder->filePath("elsewhere/runs"));
        QVERIFY(newRunFolder("lora").startsWith(m_folder->filePath("elsewhere/runs/")));
        QVERIFY(newRunFolder("lora").endsWith("-lora"));
    }

    void aFolderThatCannotBeMadeIsSaid() {
        QFile file(m_folder->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        FolderLibrary library;
        const Watch watch(library);
        library.setFolder(m_folder->filePath("file/runs"));
        QTRY_COMPARE(watch.problems.size(), 1);
        QVERIFY2(watch.problems[0].contains("file/runs"), qPrintable(watch.problems[0]));
    }

    void everyRunHasAState() {
        writeRun(path("finished"), 30, StateEvent{RunState::Finished, 30, ""}, "the good one");
        writeRun(path("deep/er/stopped"), 7, StateEvent{RunState::Stopped, 7, "stopped at step 7 of 30"});
        writeRun(path("failed"), 3, StateEvent{RunState::Failed, 3, "out of memory"});
        writeRun(path("lost"), 5, std::nullopt);
        writeRun(path("lost-at-once"), 0, std::nullopt);
        writeRun(path("running"), 4, std::nullopt);
        fs::create_directories(path("broken"));
        write_file_atomically(path("broken") / "options.json", "{");
        fs::create_directories(path("no-run/checkpoints"));
        writeRun(path("newer"), 30, StateEvent{RunState::Finished, 30, ""});
        const std::string options = read_text_file(path("newer") / "options.json");
        write_file_atomically(path("newer") / "options.json", "{\"from_the_future\": 1," + options.substr(1));
        auto process = std::make_unique<JournalWriter>(path("running") / "journal.jsonl");

        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QCOMPARE(watch.problems, QStringList());
        QCOMPARE(watch.rows.size(), 8);
        QCOMPARE(watch.rows[text("newer")].state, LibraryState::Finished);
        QCOMPARE(watch.rows[text("newer")].method, QString("lora"));
        const LibraryRun finished = watch.rows[text("finished")];
        QCOMPARE(finished.state, LibraryState::Finished);
        QCOMPARE(finished.name, QString("the good one"));
        QCOMPARE(finished.method, QString("lora"));
        QCOMPARE(finished.step, 30);
        QCOMPARE(finished.totalSteps, 30);
        QCOMPARE(finished.parameters, 640);
        QCOMPARE(finished.bestEval, 0.5);
        QCOMPARE(finished.exact, 0.75);
        QCOMPARE(finished.preferred, 0.625);
        QCOMPARE(finished.seconds, 15.0);
        QVERIFY(finished.size > 0 && finished.created > 0);
        QCOMPARE(watch.rows[text("deep/er/stopped")].state, LibraryState::Stopped);
        QCOMPARE(watch.rows[text("deep/er/stopped")].message, QString("stopped at step 7 of 30"));
        QCOMPARE(watch.rows[text("failed")].state, LibraryState::Failed);
        QCOMPARE(watch.rows[text("failed")].message, QString("out of memory"));
        QCOMPARE(watch.rows[text("lost")].state, LibraryState::Lost);
        QCOMPARE(watch.rows[text("running")].state, LibraryState::Running);
        QCOMPARE(watch.rows[text("broken")].state, LibraryState::Failed);
        QVERIFY(watch.rows[text("broken")].message.contains("options.json"));

        process.reset(); // it was killed: no file changes
        library.scan();
        QTRY_COMPARE(watch.rows[text("running")].state, LibraryState::Lost);
        QTRY_COMPARE(watch.scans, 2);
        const int changes = watch.changes;
        library.scan(); // nothing new
        QTRY_COMPARE(watch.scans, 3);
        QCOMPARE(watch.changes, changes);
    }

    void theIndexAnswersFirstAndTheFoldersHaveTheLastWord() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        writeRun(path("two"), 30, StateEvent{RunState::Finished, 30, ""});
        LibraryRun before;
        {
            FolderLibrary library;
            const Watch watch(library);
            library.open();
            QTRY_COMPARE(watch.scans, 1);
            QCOMPARE(*watch.firstList, 0); // there was no index
            before = watch.rows[text("one")];
        }
        QVERIFY(fs::exists(path("library.sqlite")));
        fs::rename(path("two"), path("three"));
        FolderLibrary library;
        const Watch watch(library);
        QSignalSpy listed(&library, &RunLibrary::listed);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QCOMPARE(*watch.firstList, 2);
        const auto first = listed[0][0].value<std::vector<LibraryRun>>();
        QVERIFY(first[0] == before); // every figure survives the index
        QCOMPARE(first[1].folder, text("two"));
        QCOMPARE(watch.rows.keys(), QStringList({text("one"), text("three")}));
        library.rebuild();
        QTRY_COMPARE(watch.scans, 2);
        QCOMPARE(watch.rows.size(), 2);
        QVERIFY(watch.rows[text("one")] == before);
    }

    void aDamagedIndexIsBegunAgain() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        write_file_atomically(path("library.sqlite"), std::string(5000, 'x'));
        for (const qsizetype known : {0, 1}) {
            FolderLibrary library;
            const Watch watch(library);
            library.open();
            QTRY_COMPARE(watch.scans, 1);
            QCOMPARE(watch.problems, QStringList());
            QCOMPARE(*watch.firstList, known);
            QCOMPARE(watch.rows.size(), 1);
        }
    }

    void wordsLieInTheRunAndOutliveTheIndex() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        const RunWords words{true, {"final", "für Kundin"}, "two lines\nof notes"};
        {
            FolderLibrary library;
            const Watch watch(library);
            library.open();
            QTRY_COMPARE(watch.scans, 1);
            library.setWords(text("one"), words);
            QTRY_VERIFY(watch.rows[text("one")].words == words);
            QCOMPARE(watch.rows[text("one")].state, LibraryState::Finished);
        }
        fs::remove(path("library.sqlite"));
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QVERIFY(watch.rows[text("one")].words == words);
        QVERIFY(watch.problems.isEmpty());
    }

    void wordsSaidLastAreWritten() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        const RunWords words{false, {}, "the last thing typed before the window was closed"};
        {
            FolderLibrary library;
            library.rebuild(); // keeps its thread busy
            library.setWords(text("one"), {true, {}, "and what came before it"});
            library.setWords(text("one"), words);
        }
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QVERIFY(watch.rows[text("one")].words == words);
    }

    void trashTakesRunsThatNobodyTrains() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        writeRun(path("two"), 30, std::nullopt);
        fs::create_directories(path("photos"));
        const JournalWriter process(path("two") / "journal.jsonl");
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        library.trash({text("two")});
        QTRY_COMPARE(watch.problems.size(), 1);
        QVERIFY2(watch.problems[0].contains("being trained"), qPrintable(watch.problems[0]));
        library.trash({text("photos")});
        QTRY_COMPARE(watch.problems.size(), 2);
        QVERIFY2(watch.problems[1].contains("no run folder"), qPrintable(watch.problems[1]));
        QVERIFY(fs::exists(path("two")) && fs::exists(path("photos")));
        library.trash({text("one")});
        QTRY_COMPARE(watch.rows.keys(), QStringList(text("two")));
        QVERIFY(!fs::exists(path("one")));
        QVERIFY(QFile::exists(m_folder->filePath("data/Trash/files/one/options.json")));
    }

    void runsThatAnotherWindowTookAwayAreGone() {
        for (const char* run : {"one", "two", "three"})
            writeRun(path(run), 30, StateEvent{RunState::Finished, 30, ""});
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        fs::remove_all(path("one"));
        library.setWords(text("one"), {true, {}, "too late"});
        QTRY_COMPARE(watch.rows.keys(), QStringList({text("three"), text("two")}));
        QCOMPARE(watch.problems.size(), 1);
        fs::remove_all(path("two"));
        library.trash({text("two"), text("three")}); // the one that is left goes all the same
        QTRY_VERIFY(watch.rows.isEmpty());
        QVERIFY(!fs::exists(path("three")));
    }

    void figuresAreSavedForTensorBoardOnce() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        writeRun(path("two"), 0, std::nullopt);
        FolderLibrary library;
        const Watch watch(library);
        QSignalSpy saved(&library, &RunLibrary::tensorBoardSaved), saving(&library, &RunLibrary::savingTensorBoard);
        const auto answer = [&saved] { return saved.last()[0].value<SavedFigures>(); };
        const fs::path logs = fs::path(m_folder->path().toStdString()) / "logs";
        const QString below = QString::fromStdString(logs.string());
        library.saveTensorBoard({text("one"), text("two")}, below);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(answer().runs, 2);
        QCOMPARE(answer().folder, below);
        QVERIFY(answer().faults.isEmpty() && !answer().stopped);
        QCOMPARE(saving[0][0].toLongLong(), 0);
        QCOMPARE(saving[0][1].toLongLong(),
                 qint64(fs::file_size(path("one") / "journal.jsonl") + fs::file_size(path("two") / "journal.jsonl")));
        for (const char* run : {"one", "two"})
            QCOMPARE(std::distance(fs::directory_iterator(logs / run), fs::directory_iterator()), std::ptrdiff_t{1});
        library.saveTensorBoard({text("one")}, below);
        QTRY_COMPARE(saved.size(), 2);
        QCOMPARE(answer().runs, 0);
        QCOMPARE(answer().faults.size(), 1);
        QVERIFY2(answer().faults[0].contains("already holds an event file"), qPrintable(answer().faults[0]));
        QCOMPARE(watch.problems, QStringList());
    }

    // What was written already goes with what was not: saving again would stumble over it.
    void aCancelledSavingLeavesNothing() {
        for (const char* run : {"one", "two"})
            writeRun(path(run), 30, StateEvent{RunState::Finished, 30, ""});
        const std::string line = to_json(Event(NoteEvent{Level::Info, 1, "nothing to draw"})).dump() + "\n";
        std::string notes;
        for (int i = 0; i < 400'000; ++i) // some seconds
            notes += line;
        std::ofstream(path("two") / "journal.jsonl", std::ios::app) << notes;
        const fs::path logs = fs::path(m_folder->path().toStdString()) / "logs";
        fs::create_directories(logs / "one"); // which is not ours
        const auto first = qint64(fs::file_size(path("one") / "journal.jsonl"));
        FolderLibrary library;
        QSignalSpy saved(&library, &RunLibrary::tensorBoardSaved);
        connect(&library, &RunLibrary::savingTensorBoard, &library, [&](qint64 done) {
            if (done > first)
                library.stopTensorBoard();
        });
        const QString below = QString::fromStdString(logs.string());
        library.saveTensorBoard({text("one"), text("two")}, below);
        QTRY_COMPARE_WITH_TIMEOUT(saved.size(), 1, patience_ms);
        const auto answer = saved[0][0].value<SavedFigures>();
        QVERIFY(answer.stopped);
        QCOMPARE(answer.runs, 0);
        QVERIFY(fs::is_empty(logs / "one") && !fs::exists(logs / "two"));
        library.saveTensorBoard({text("one")}, below);
        QTRY_COMPARE(saved.size(), 2);
        QCOMPARE(saved[1][0].value<SavedFigures>().runs, 1);
    }

    void verifyingCanBeCancelled() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        constexpr qint64 size = 256 << 20;
        {
            FolderTransaction checkpoint(path("one") / "checkpoints/step-30");
            const fs::path weights = checkpoint.path() / "weights";
            std::ofstream(weights).close();
            fs::resize_file(weights, size);
            checkpoint.commit();
        }
        FolderLibrary library;
        QSignalSpy verified(&library, &RunLibrary::verified), verifying(&library, &RunLibrary::verifying);
        const auto stop = connect(&library, &RunLibrary::verifying, &library, &FolderLibrary::stopVerifying);
        library.verify(text("one"));
        QTRY_COMPARE_WITH_TIMEOUT(verified.size(), 1, patience_ms);
        QVERIFY(verified[0][0].value<RunCheck>().stopped);
        QCOMPARE(verified[0][0].value<RunCheck>().folder, text("one"));
        disconnect(stop);
        verifying.clear();
        library.verify(text("one"));
        QTRY_COMPARE_WITH_TIMEOUT(verified.size(), 2, patience_ms);
        const auto check = verified[1][0].value<RunCheck>();
        QVERIFY(!check.stopped && check.faults.isEmpty());
        QCOMPARE(check.good, QStringList("checkpoints/step-30"));
        qint64 before = -1;
        for (const QList<QVariant>& told : verifying) {
            QVERIFY(told[1].toLongLong() > before && told[2].toLongLong() >= size);
            before = told[1].toLongLong();
        }
    }

    void anIndexThatCannotBeKeptIsNoError() {
        writeRun(path("one"), 30, StateEvent{RunState::Finished, 30, ""});
        fs::create_directories(path("library.sqlite")); // in its place, so that root cannot make it either
        FolderLibrary library;
        const Watch watch(library);
        QSignalSpy remarked(&library, &RunLibrary::remarked);
        for (const int scans : {1, 2}) {
            library.rebuild();
            QTRY_COMPARE(watch.scans, scans);
            QCOMPARE(watch.rows.size(), 1);
            QCOMPARE(watch.problems, QStringList());
            QCOMPARE(remarked.size(), 1); // once
        }
        QVERIFY2(remarked[0][0].toString().contains("Everything else works"), qPrintable(remarked[0][0].toString()));
    }

    void aRealRunIsTrainedVerifiedAndExtended() {
        const SmallRun small;
        EngineBackend backend;
        QSignalSpy finished(&backend, &StudioBackend::trainFinished), failed(&backend, &StudioBackend::failed);
        TrainOptions options = small.options("unused");
        options.run.clear();
        backend.train(options);
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() == 1, patience_ms);
        QCOMPARE(failed.size(), 0);
        const auto result = finished[0][0].value<TrainResult>();
        const QString run = QString::fromStdString(result.run);
        QCOMPARE(QFileInfo(run).path(), m_folder->filePath("runs"));

        FolderLibrary library;
        const Watch watch(library);
        QSignalSpy verified(&library, &RunLibrary::verified);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QCOMPARE(watch.rows.keys(), QStringList(run));
        LibraryRun row = watch.rows[run];
        QCOMPARE(row.state, LibraryState::Finished);
        QCOMPARE(row.step, result.steps);
        QCOMPARE(row.totalSteps, result.steps);
        QCOMPARE(row.plannedEpochs, options.epochs);
        QCOMPARE(row.bestEval, result.best_eval_loss);
        QCOMPARE(row.trainLoss, result.train_loss);
        QCOMPARE(row.parameters, result.trainable);
        QCOMPARE(row.seconds, result.seconds);
        QCOMPARE(row.peakMemory, result.peak_memory_bytes);

        QSignalSpy verifying(&library, &RunLibrary::verifying);
        library.verify(run);
        QTRY_COMPARE(verified.size(), 1);
        QVERIFY(!verifying.isEmpty());
        QCOMPARE(verifying[0][1].toLongLong(), 0);
        QVERIFY(verifying[0][2].toLongLong() >
                qint64(fs::file_size(fs::path(result.adapter) / "adapter_model.safetensors")));
        auto check = verified[0][0].value<RunCheck>();
        QCOMPARE(check.faults, QStringList());
        QVERIFY(check.good.contains("adapter"));
        QVERIFY(check.good.size() >= 2); // and a checkpoint
        const fs::path weights = fs::path(result.run) / "adapter" / "adapter_model.safetensors";
        std::string bytes = read_text_file(weights);
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        write_file_atomically(weights, bytes);
        library.verify(run);
        QTRY_COMPARE(verified.size(), 2);
        check = verified[1][0].value<RunCheck>();
        QCOMPARE(check.faults.size(), 1);
        QVERIFY2(check.faults[0].contains("adapter_model.safetensors"), qPrintable(check.faults[0]));
        QVERIFY(check.goesOn); // from a checkpoint

        backend.resume(run, row.plannedEpochs + 1);
        QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() == 2, patience_ms);
        QCOMPARE(failed.size(), 0);
        library.scan();
        QTRY_COMPARE(watch.scans, 2);
        row = watch.rows[run];
        QCOMPARE(row.step, result.steps * 3 / 2);
        QCOMPARE(row.plannedEpochs, 3.0);
        QCOMPARE(row.state, LibraryState::Finished);

        for (const auto& checkpoint : fs::directory_iterator(fs::path(result.run) / "checkpoints"))
            write_file_atomically(checkpoint.path() / "state.json", "{}");
        library.verify(run);
        QTRY_COMPARE(verified.size(), 3);
        check = verified[2][0].value<RunCheck>();
        QVERIFY(!check.goesOn);
        QCOMPARE(check.good, QStringList("adapter")); // which was written anew
    }

    void aComparisonIsOneJobAndItsTrialsAreRuns() {
        const SmallRun small;
        EngineBackend backend;
        EngineComparison comparison(backend);
        QSignalSpy compared(&comparison, &MethodComparison::compared), failed(&comparison, &MethodComparison::failed);
        CompareOptions options;
        options.train = small.options("unused");
        options.train.run.clear();
        options.train.method_options.clear();
        options.train.method_options["rank"] = int64_t(4);
        options.train.epochs = 1;
        options.methods = {"lora", "loratrf"};
        options.budget = Budget::Rank;
        options.seeds = 2;
        options.folder = path("comparisons/first").string();
        comparison.compare(options);
        QVERIFY(backend.busy());
        QTRY_VERIFY_WITH_TIMEOUT(compared.size() + failed.size() == 1, patience_ms);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed[0][0].toString()));
        QVERIFY(!backend.busy());
        const auto result = compared[0][0].value<CompareResult>();
        QCOMPARE(result.state, RunState::Finished);
        QCOMPARE(result.methods.size(), std::size_t(2));
        for (const MethodResult& method : result.methods) {
            QCOMPARE(method.test_loss.count, int64_t(2));
            QVERIFY(std::isfinite(method.test_loss.half_width));
        }
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QCOMPARE(watch.rows.size(), 4);
        QVERIFY(watch.rows.first().folder.startsWith(text("comparisons/first/trials/")));

        options.methods = {"lora", "no-such-method"};
        comparison.compare(options);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience_ms);
        QVERIFY(failed[0][0].toString().contains("no-such-method"));
        QVERIFY(!backend.busy());

        options.methods = {"lora", "loratrf"};
        options.train.epochs = 500;
        options.folder = path("comparisons/stopped").string();
        QSignalSpy event(&backend, &StudioBackend::event);
        comparison.compare(options);
        const auto trains = [&] {
            return std::any_of(event.begin(), event.end(), [](const QList<QVariant>& arguments) {
                return std::holds_alternative<StepEvent>(arguments[0].value<Event>());
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(trains(), patience_ms);
        backend.stop();
        QTRY_COMPARE_WITH_TIMEOUT(compared.size(), 2, patience_ms);
        QCOMPARE(compared[1][0].value<CompareResult>().state, RunState::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestRunLibrary)
#include "tst_run_library.moc"
