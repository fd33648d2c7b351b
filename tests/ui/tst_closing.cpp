// What happens when the window is closed while something is under way.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "recording_queue.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTimer>
#include <QtTest>

using namespace loratrf;

namespace {

// Answers the question that closing the window asks; what was asked, empty where nothing was.
QString closeAndAnswer(MainWindow& window, const QByteArray& button) {
    QString asked;
    QTimer::singleShot(0, &window, [&] {
        if (auto* box = window.findChild<QMessageBox*>("closeQuestion")) {
            asked = box->text() + ' ' + box->informativeText();
            find<QAbstractButton>(*box, button)->click();
        }
    });
    window.close();
    QCoreApplication::processEvents();
    return asked;
}

} // namespace

class TestClosing : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    struct Shown {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        RecordingQueue queue;
        MainWindow window{{backend, library, comparison, nullptr, &queue}};
        Shown() { window.show(); }
    };

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void withoutWorkItJustCloses() {
        Shown shown;
        shown.backend.underWay = {"generate", "probe"}; // done in a moment
        QVERIFY(shown.window.close());
    }

    void trainingIsAskedFor_data() {
        QTest::addColumn<QByteArray>("button");
        QTest::addColumn<bool>("staysVisible");
        QTest::addColumn<int>("stops");
        QTest::newRow("cancel") << QByteArray("closeCancel") << true << 0;
        QTest::newRow("background") << QByteArray("closeBackground") << false << 0;
        QTest::newRow("stop") << QByteArray("closeStop") << false << 1;
    }

    void trainingIsAskedFor() {
        QFETCH(QByteArray, button);
        QFETCH(bool, staysVisible);
        QFETCH(int, stops);
        Shown shown;
        shown.backend.setRunning(true);
        QVERIFY(closeAndAnswer(shown.window, button).contains("A training run is under way."));
        QCOMPARE(shown.window.isVisible(), staysVisible);
        QCOMPARE(shown.backend.stops, stops);
        QCOMPARE(QApplication::quitOnLastWindowClosed(), staysVisible); // a hidden window must not end the program
        shown.backend.setRunning(false);
        QVERIFY(QApplication::quitOnLastWindowClosed());
        QCOMPARE(shown.window.isVisible(), staysVisible);
    }

    void otherWorkIsAskedFor_data() {
        QTest::addColumn<QString>("job");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("export") << "export"
                                << "An export is under way.";
        QTest::newRow("evaluation") << "evaluate"
                                    << "An evaluation is under way.";
        QTest::newRow("statistics") << "statistics"
                                    << "Many rows are being looked at.";
        QTest::newRow("dry run") << "dry run"
                                 << "Three steps are being measured.";
    }

    void otherWorkIsAskedFor() {
        QFETCH(QString, job);
        QFETCH(QString, sentence);
        Shown shown;
        shown.backend.underWay = {job};
        QVERIFY(closeAndAnswer(shown.window, "closeCancel").contains(sentence));
        QVERIFY(shown.window.isVisible());

        QVERIFY(closeAndAnswer(shown.window, "closeBackground").contains(sentence));
        QVERIFY(!shown.window.isVisible());
        QVERIFY(!QApplication::quitOnLastWindowClosed()); // it waits
        shown.backend.underWay.clear();
        Q_EMIT shown.backend.jobEnded(job, {});
        QVERIFY(QApplication::quitOnLastWindowClosed());
    }

    void otherWorkCanBeStopped() {
        Shown shown;
        shown.backend.underWay = {"export"};
        QVERIFY(!closeAndAnswer(shown.window, "closeStop").isEmpty());
        QVERIFY(!shown.window.isVisible());
        QVERIFY(QApplication::quitOnLastWindowClosed()); // at once: the engine ends with the program
    }

    // In the background a run is waited for, and what was asked for beside it.
    void allWorkIsWaitedFor() {
        Shown shown;
        shown.backend.underWay = {"train", "export"};
        shown.backend.setRunning(true);
        const QString asked = closeAndAnswer(shown.window, "closeBackground");
        QVERIFY(asked.contains("A training run is under way. An export is under way."));
        shown.backend.underWay = {"export"};
        shown.backend.setRunning(false);
        QVERIFY(!QApplication::quitOnLastWindowClosed());
        shown.backend.underWay.clear();
        Q_EMIT shown.backend.jobEnded("export", {});
        QVERIFY(QApplication::quitOnLastWindowClosed());
    }

    void aComparisonIsCalledOne() {
        Shown shown;
        shown.backend.underWay = {"compare"};
        shown.backend.setRunning(true);
        QVERIFY(closeAndAnswer(shown.window, "closeCancel").contains("A comparison of methods is under way."));
    }

    void whatIsTypedAboutARunIsKept() {
        Shown shown;
        shown.window.setPage(MainWindow::Library);
        LibraryRun run;
        run.folder = "/home/ann/runs/one";
        Q_EMIT shown.library.listed({run});
        Q_EMIT shown.library.scanned();
        auto* table = find<QAbstractItemView>(shown.window, "runTable");
        table->setCurrentIndex(table->model()->index(0, 0));
        find<QPlainTextEdit>(shown.window, "detailNotes")->setPlainText("Try a lower rate.");
        QVERIFY(shown.window.close());
        QCOMPARE(shown.library.words.size(), std::size_t(1)); // at once
        QCOMPARE(shown.library.words[0].second.notes, QString("Try a lower rate."));
    }

    void queuedRunsAreMentioned() {
        Shown shown;
        shown.queue.add({});
        shown.queue.add({});
        shown.backend.setRunning(true);
        const QString asked = closeAndAnswer(shown.window, "closeCancel");
        QVERIFY2(asked.contains("2 runs of the queue after it") && asked.contains("the queue is kept"),
                 qPrintable(asked));
        shown.queue.setPaused(true); // they would not begin anyway
        QVERIFY(!closeAndAnswer(shown.window, "closeCancel").contains("queue"));
    }

    void theQueueGoesOnInTheBackground() {
        Shown shown;
        shown.queue.add({});
        shown.queue.add({});
        shown.backend.setRunning(true);
        QVERIFY(!closeAndAnswer(shown.window, "closeBackground").isEmpty());
        const auto goesOn = [] {
            QCoreApplication::processEvents();
            return !QApplication::quitOnLastWindowClosed();
        };
        shown.backend.setRunning(false); // the next one begins in a moment
        for (QueuedRun& run : shown.queue.rows) {
            QVERIFY(goesOn());
            run.state = QueueState::Running;
            Q_EMIT shown.queue.changed();
            QVERIFY(goesOn());
            shown.backend.setRunning(true);
            shown.backend.setRunning(false); // its answer is still on its way
            QVERIFY(goesOn());
            run.state = run.id == 1 ? QueueState::Failed : QueueState::Done;
            Q_EMIT shown.queue.changed();
        }
        QVERIFY(!goesOn());
        QVERIFY(!shown.window.isVisible());
    }

    void aComparisonThatWaitsBeginsInTheBackground() {
        const auto goesOn = [] {
            QCoreApplication::processEvents();
            return !QApplication::quitOnLastWindowClosed();
        };
        for (const bool fails : {false, true}) {
            Shown shown;
            shown.queue.add({});
            shown.comparison.begins = true;
            shown.backend.setRunning(true);
            QVERIFY(closeAndAnswer(shown.window, "closeCancel").contains("1 run of the queue and the comparison"));
            shown.queue.rows.clear();
            const QString asked = closeAndAnswer(shown.window, "closeBackground");
            QVERIFY2(asked.contains("and the comparison that waits"), qPrintable(asked));
            shown.backend.setRunning(false);
            QVERIFY(goesOn());
            shown.comparison.begins = false;
            if (fails) { // its folder could not be made
                Q_EMIT shown.comparison.failed("no room");
            } else {
                shown.backend.setRunning(true);
                QVERIFY(goesOn());
                shown.backend.setRunning(false);
            }
            QVERIFY(!goesOn());
            QVERIFY(!shown.window.isVisible());
        }
    }

    void aQueueThatPausesIsNotWaitedFor() {
        Shown shown;
        shown.queue.add({});
        shown.backend.setRunning(true);
        QVERIFY(!closeAndAnswer(shown.window, "closeBackground").isEmpty());
        shown.backend.setRunning(false);
        QCoreApplication::processEvents();
        QVERIFY(!QApplication::quitOnLastWindowClosed());
        shown.queue.setPaused(true); // it could not be kept, say
        QCoreApplication::processEvents();
        QVERIFY(QApplication::quitOnLastWindowClosed());
    }
};

QTEST_MAIN(TestClosing)
#include "tst_closing.moc"
