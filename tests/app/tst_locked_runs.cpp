// Run folders that cannot be written to: known before anything is tried, and remembered.

#include "app/library_index.h"
#include "run_folders.h"

#include <QFileInfo>
#include <QScopeGuard>
#include <QtTest>

using namespace loratrf;
namespace fs = std::filesystem;

class TestLockedRuns : public QObject, private RunPlace {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { nameSettings("tst_locked_runs"); }
    void init() { useNewFolder(); }

    void theFolderTells() {
        writeRun(path("one"), 30, StateEvent{RunState::Stopped, 30, ""});
        const auto allow = [this](bool on) {
            fs::permissions(path("one"), fs::perms::owner_write, on ? fs::perm_options::add : fs::perm_options::remove);
        };
        allow(false);
        const QScopeGuard restore([&allow] { allow(true); });
        if (QFileInfo(text("one")).isWritable())
            QSKIP("whoever runs this may write everywhere");
        {
            FolderLibrary library;
            const Watch watch(library);
            library.open();
            QTRY_COMPARE(watch.scans, 1);
            QVERIFY(!watch.rows[text("one")].writable);
        }
        allow(true); // which no file of it shows
        FolderLibrary library;
        const Watch watch(library);
        library.open();
        QTRY_COMPARE(watch.scans, 1);
        QCOMPARE(*watch.firstList, 1); // as the index remembers it
        QVERIFY(watch.rows[text("one")].writable);
        QVERIFY(watch.problems.isEmpty());
    }

    void theIndexRemembers() {
        fs::create_directories(path("one"));
        const QString folder = m_folder->filePath("runs");
        IndexedRun row;
        row.run.folder = text("one");
        for (const bool writable : {false, true}) {
            row.run.writable = writable;
            LibraryIndex(folder).put({row});
            const IndexedRuns kept = LibraryIndex(folder).read();
            QVERIFY(kept.contains(text("one")));
            QCOMPARE(kept[text("one")].run.writable, writable);
        }
    }
};

QTEST_GUILESS_MAIN(TestLockedRuns)
#include "tst_locked_runs.moc"
