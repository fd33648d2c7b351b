// Who holds a file: a process of this machine, or nobody here.

#include "backend/io/file_locks.h"
#include "listed_locks.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace loratrf;

class TestFileLocks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyAWriterOfThisMachineCounts() {
        if (!support::locks_are_listed())
            QSKIP("this system does not list its locks");
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("journal.jsonl").toStdString();
        QVERIFY(!is_locked_here(file)); // not there
        const int fd = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        QVERIFY(fd >= 0);
        QVERIFY(!is_locked_here(file));
        QCOMPARE(::flock(fd, LOCK_SH | LOCK_NB), 0); // one who looks whether it is written
        QVERIFY(!is_locked_here(file));
        QCOMPARE(::flock(fd, LOCK_EX | LOCK_NB), 0);
        QVERIFY(is_locked_here(file));
        QCOMPARE(::flock(fd, LOCK_UN), 0);
        QVERIFY(!is_locked_here(file));
        ::close(fd);
    }
};

QTEST_GUILESS_MAIN(TestFileLocks)
#include "tst_file_locks.moc"
