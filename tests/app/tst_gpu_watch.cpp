// A GPU is read while it is asked for: off the window's thread, never after the wish has changed, and only where it is
// this machine's.

#include "app/gpu_watch.h"
#include "device/fake_gpu.h"
#include "io/listed_locks.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace loratrf;

namespace {

using namespace std::chrono_literals;

const GpuLibraries fakes{FAKE_GPU, FAKE_GPU};

FakeGpu& fake() {
    return fake_gpu_of(FAKE_GPU);
}

GpuReading readingOf(const QList<QVariant>& said) {
    return said.first().value<GpuReading>();
}

} // namespace

class TestGpuWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { fake().reset(); }

    void readsAgainAndAgain() {
        GpuWatch watch(fakes, 1ms);
        const QSignalSpy read(&watch, &GpuWatch::read);
        QThread* saidOn = nullptr;
        connect(
            &watch, &GpuWatch::read, &watch, [&] { saidOn = QThread::currentThread(); }, Qt::DirectConnection);
        watch.watch("cuda:0");
        QTRY_VERIFY(read.size() >= 3);
        QVERIFY(readingOf(read.last()) == fake_cards[0].reading());
        QCOMPARE(saidOn, QThread::currentThread());
        QCOMPARE(fake().inits.load(), 1);
        fake().power = 3;
        GpuReading changed = fake_cards[0].reading();
        changed.power.reset();
        QTRY_VERIFY(readingOf(read.last()) == changed);
    }

    void anotherWishEndsIt() {
        GpuWatch watch(fakes, 1ms);
        QSignalSpy read(&watch, &GpuWatch::read);
        watch.watch("cuda:0");
        QTRY_VERIFY(!read.isEmpty());
        watch.watch("cuda:1");
        read.clear();
        QTRY_VERIFY(read.size() >= 3);
        for (const QList<QVariant>& said : read)
            QVERIFY(readingOf(said) == fake_cards[1].reading());
        watch.watch("cpu (2 threads)");
        read.clear();
        QTRY_COMPARE(fake().shutdowns.load(), 2); // both are closed, so whatever was read has been said
        QCoreApplication::processEvents();
        QCOMPARE(read.size(), 0);
        QCOMPARE(fake().inits.load(), 2);
    }

    void whatIsNotThereIsSaidOnce() {
        GpuWatch watch(fakes, 1ms);
        const QSignalSpy read(&watch, &GpuWatch::read);
        watch.watch("cuda:7");
        QTRY_VERIFY(!read.isEmpty());
        QVERIFY(readingOf(read.first()) == GpuReading());
        watch.watch("cuda:1"); // the thread lives on
        QTRY_VERIFY(readingOf(read.last()) == fake_cards[1].reading());
        QVERIFY(readingOf(read[1]) == fake_cards[1].reading());
    }

    void aRunOfAnotherMachineIsNotRead() {
        if (!support::locks_are_listed())
            QSKIP("this system does not list its locks");
        const QTemporaryDir folder;
        const QString journal = folder.filePath("journal.jsonl");
        const int fd = ::open(journal.toStdString().c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
        QVERIFY(fd >= 0);
        GpuWatch watch(fakes, 1ms);
        QSignalSpy read(&watch, &GpuWatch::read);
        watch.watch("cuda:0", journal); // nobody here writes it
        QTRY_VERIFY(!read.isEmpty());
        QVERIFY(readingOf(read.last()) == GpuReading());
        QCOMPARE(fake().inits.load(), 0);
        QCOMPARE(::flock(fd, LOCK_EX | LOCK_NB), 0);
        watch.watch({});
        read.clear();
        watch.watch("cuda:0", journal);
        QTRY_VERIFY(!read.isEmpty() && readingOf(read.last()) == fake_cards[0].reading());
        ::close(fd);
    }

    void endsInTheMidst() {
        for (int i = 0; i < 20; ++i) {
            GpuWatch watch(fakes, 1ms);
            const QSignalSpy read(&watch, &GpuWatch::read);
            watch.watch("cuda:0");
            if (i % 2 == 0)
                QTRY_VERIFY(!read.isEmpty());
        }
        QCOMPARE(fake().shutdowns.load(), fake().inits.load());
    }

    void aDriverThatDoesNotAnswerHoldsUpNobodysEnd() {
        fake().starting = 1;
        {
            GpuWatch watch(fakes, 1ms);
            watch.watch("cuda:0");
            QTRY_COMPARE(fake().starts.load(), 1);
        }
        fake().starting = 0; // the thread ends by itself
        QTRY_COMPARE(fake().shutdowns.load(), 1);
        QCOMPARE(fake().inits.load(), 1);
    }
};

QTEST_GUILESS_MAIN(TestGpuWatch)
#include "tst_gpu_watch.moc"
