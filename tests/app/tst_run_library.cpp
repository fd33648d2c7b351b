// The library over real folders: what it says of runs, what it remembers, what it never touches.

#include "run_folders.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QtTest>

#include <memory>

using namespace loratrf;
namespace fs = std::filesystem;

class TestRunLibrary : public QObject, private RunPlace {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { nameSettings("tst_run_library"); }
    void init() { useNewFolder(); }

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
};

QTEST_GUILESS_MAIN(TestRunLibrary)
#include "tst_run_library.moc"
