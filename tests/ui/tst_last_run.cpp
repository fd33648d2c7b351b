// What the program shows again at its next start, and when it offers to go on with a run.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "recording_queue.h"
#include "run_events.h"
#include "ui/shell/last_run.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QDir>
#include <QMessageBox>
#include <QtTest>

using namespace loratrf;

namespace {

// A start of the program.
struct Shown {
    RecordingBackend backend;
    RecordingLibrary library;
    RecordingComparison comparison;
    RecordingQueue queue;
    MainWindow window{{backend, library, comparison, nullptr, &queue}};

    Shown() { window.show(); }
    const QMessageBox* question() const { return window.findChild<QMessageBox*>("interruptedQuestion"); }
    void train(const QString& folder) {
        backend.setRunning(true);
        Q_EMIT backend.event(sample::start(75, 2, folder.toStdString()));
    }
};

RunInfo stoppedRun(const QString& folder) {
    RunInfo info;
    info.folder = folder.toStdString();
    info.state = RunState::Stopped;
    info.newest_checkpoint = info.folder + "/checkpoints/step-40";
    info.resumable = true;
    return info;
}

} // namespace

class TestLastRun : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    QString run(const QString& name) const {
        const QString folder = m_settings.filePath(name);
        QDir().mkpath(folder);
        QFile options(folder + "/options.json");
        if (!options.open(QIODevice::WriteOnly)) {
            qFatal("%s cannot be written", qPrintable(options.fileName()));
        }
        return folder;
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void theShownRunIsThereAgain() {
        const QString one = run("one"), two = run("two");
        {
            Shown shown;
            shown.window.lastRun().open(); // there is none yet
            QVERIFY(shown.backend.openedRuns.isEmpty());
            Q_EMIT shown.backend.runOpened(stoppedRun(one));
            Q_EMIT shown.backend.runOpened(stoppedRun(two));
        }
        {
            Shown shown;
            shown.window.setPage(MainWindow::Filters);
            shown.window.lastRun().open();
            QCOMPARE(shown.backend.openedRuns, QStringList(two));
            Q_EMIT shown.backend.runOpened(stoppedRun(two));
            QCOMPARE(shown.window.page(), int(MainWindow::Filters)); // nobody is led away
            QVERIFY(shown.question() == nullptr);                    // it was not being trained
        }
        QVERIFY(QDir(two).removeRecursively());
        Shown shown;
        shown.window.lastRun().open();
        QVERIFY(shown.backend.openedRuns.isEmpty());
    }

    void anInterruptedTrainingIsOffered_data() {
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<QStringList>("asked");
        QTest::newRow("resume") << QByteArray("interruptedResume") << QStringList({"resume", "folder"});
        QTest::newRow("not now") << QByteArray("interruptedLeave") << QStringList();
    }

    void anInterruptedTrainingIsOffered() {
        QFETCH(QByteArray, button);
        QFETCH(QStringList, asked);
        const QString folder = run("night"), other = run("other");
        asked.replaceInStrings("folder", folder);
        {
            Shown shown;
            shown.train(folder);
            Q_EMIT shown.backend.runOpened(stoppedRun(other)); // looked at meanwhile
        }                                                      // without an end
        {
            Shown shown;
            shown.window.lastRun().open();
            QCOMPARE(shown.backend.openedRuns, QStringList(folder));
            QVERIFY(shown.question() == nullptr);
            Q_EMIT shown.backend.runOpened(stoppedRun(folder));
            QVERIFY(shown.question() != nullptr && shown.question()->isVisible());
            QVERIFY(shown.question()->text().contains("\"night\""));
            find<QAbstractButton>(*shown.question(), button)->click();
            QCOMPARE(shown.backend.asked, asked);
            QCOMPARE(shown.window.page(), int(asked.isEmpty() ? MainWindow::SetUp : MainWindow::Run));
        }
        Shown shown; // once
        shown.window.lastRun().open();
        Q_EMIT shown.backend.runOpened(stoppedRun(folder));
        QVERIFY(shown.question() == nullptr);
    }

    void aTrainingThatEndedIsNotOffered() {
        const QString folder = run("ended");
        {
            Shown shown;
            shown.train(folder);
            shown.backend.setRunning(false);
        }
        Shown shown;
        shown.window.lastRun().open();
        QCOMPARE(shown.backend.openedRuns, QStringList(folder));
        Q_EMIT shown.backend.runOpened(stoppedRun(folder));
        QVERIFY(shown.question() == nullptr);
    }

    void whatSomebodyElseGoesOnWithIsNotOffered_data() {
        QTest::addColumn<bool>("queued");
        QTest::addColumn<bool>("trained");
        QTest::addColumn<bool>("compared");
        QTest::newRow("the queue") << true << false << false;
        QTest::newRow("another window") << false << true << false;
        QTest::newRow("a comparison") << false << false << true;
        QTest::newRow("nobody") << false << false << false;
    }

    void whatSomebodyElseGoesOnWithIsNotOffered() {
        QFETCH(const bool, queued);
        QFETCH(const bool, trained);
        QFETCH(const bool, compared);
        const QString folder = run("taken");
        {
            Shown shown;
            shown.backend.underWay = compared ? QStringList("compare") : QStringList("train");
            shown.train(folder);
        }
        Shown shown;
        if (queued) {
            shown.queue.rows.push_back({1, {}, QueueState::Waiting, {}, folder});
        }
        shown.window.lastRun().open();
        RunInfo info = stoppedRun(folder);
        if (trained) {
            info.state = RunState::Running;
            info.resumable = false;
        }
        Q_EMIT shown.backend.runOpened(info);
        QCOMPARE(shown.question() == nullptr, queued || trained || compared);
    }
};

QTEST_MAIN(TestLastRun)
#include "tst_last_run.moc"
