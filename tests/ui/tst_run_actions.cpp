// What can be done with the runs that are selected, and what is said where it cannot.

#include "library_examples.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QtTest>

using namespace loratrf;

namespace {

const QString finished = "orders-lora-r16", stopped = "orders-loratrf-r4", running = "orders-now";

// Why it is not possible; empty: it is.
QString obstacleTo(OpenedLibrary& opened, const char* name) {
    const QAction* action = opened.action(name);
    return action->isEnabled() ? QString() : action->toolTip();
}

} // namespace

class TestRunActions : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void whatIsNotPossibleSaysWhy_data() {
        QTest::addColumn<QStringList>("selected");
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QString>("obstacle");
        const auto row = [](const char* name, const QStringList& selected, const char* action, const char* obstacle) {
            QTest::newRow(name) << selected << QByteArray(action) << QString(obstacle);
        };
        row("none, resume", {}, "resumeAction", "Select a run first");
        row("none, trash", {}, "trashAction", "Select a run first");
        row("two, verify", {finished, stopped}, "verifyAction", "Possible for one run at a time");
        row("two, trash", {finished, stopped}, "trashAction", "");
        row("running, resume", {running}, "resumeAction", "It is being trained right now");
        row("running, epochs", {running}, "epochsAction", "It is being trained right now");
        row("running, trash", {running, stopped}, "trashAction", "What is being trained right now cannot be deleted");
        row("finished, resume", {finished}, "resumeAction", "It is finished; add epochs to train on");
        row("finished, epochs", {finished}, "epochsAction", "");
        row("stopped, resume", {stopped}, "resumeAction", "");
    }

    void whatIsNotPossibleSaysWhy() {
        QFETCH(const QStringList, selected);
        QFETCH(const QByteArray, action);
        QFETCH(const QString, obstacle);
        OpenedLibrary opened;
        opened.select(selected);
        QCOMPARE(obstacleTo(opened, action), obstacle);
        const auto* button = find<QPushButton>(opened.page, action + "Button");
        QCOMPARE(button->isEnabled(), obstacle.isEmpty());
        QCOMPARE(button->toolTip(), opened.action(action)->toolTip());
        QVERIFY(!button->toolTip().isEmpty());
    }

    void whatIsPossibleAgainSaysWhatItDoes() {
        OpenedLibrary opened;
        opened.select({stopped});
        const QString help = opened.action("resumeAction")->toolTip();
        QVERIFY(help.contains("checkpoint"));
        opened.backend.setRunning(true);
        QCOMPARE(obstacleTo(opened, "resumeAction"), QString("Another run is being trained; wait for its end"));
        opened.backend.setRunning(false);
        QVERIFY(opened.action("resumeAction")->isEnabled());
        QCOMPARE(opened.action("resumeAction")->toolTip(), help);
    }

    void nothingIsWrittenToAFolderThatCannotBeWrittenTo() {
        OpenedLibrary opened;
        LibraryRun locked = exampleRuns()[2];
        QCOMPARE(locked.name, stopped);
        locked.writable = false;
        Q_EMIT opened.library.changed({locked}, {});
        opened.select({stopped});
        const QString reason = "The folder cannot be written to";
        for (const char* action : {"resumeAction", "epochsAction", "trashAction"}) {
            QCOMPARE(obstacleTo(opened, action), reason);
        }
        for (const char* action :
             {"openAction", "duplicateAction", "verifyAction", "filesAction", "tensorBoardAction"}) {
            QCOMPARE(obstacleTo(opened, action), QString());
        }
        QVERIFY(find<QLabel>(opened.page, "detailWhy")->text().contains("cannot be written to"));
        QVERIFY(!find<QCheckBox>(opened.page, "detailStar")->isEnabled());
        QVERIFY(find<QLineEdit>(opened.page, "detailTags")->isReadOnly());
        QVERIFY(find<QPlainTextEdit>(opened.page, "detailNotes")->isReadOnly());
        opened.select({stopped, finished}); // one of them is enough
        QCOMPARE(obstacleTo(opened, "trashAction"), reason);
        opened.select({finished});
        QCOMPARE(obstacleTo(opened, "trashAction"), QString());
        QVERIFY(find<QCheckBox>(opened.page, "detailStar")->isEnabled());
        QVERIFY(!find<QPlainTextEdit>(opened.page, "detailNotes")->isReadOnly());
        locked.writable = true;
        Q_EMIT opened.library.changed({locked}, {});
        opened.select({stopped});
        QCOMPARE(obstacleTo(opened, "resumeAction"), QString());
    }

    void withoutAGoodCheckpointNothingGoesOn() {
        OpenedLibrary opened;
        LibraryRun damaged = exampleRuns()[2];
        QCOMPARE(damaged.name, stopped);
        const auto found = [&](bool goesOn) {
            RunCheck check;
            check.folder = damaged.folder;
            check.faults = QStringList("checkpoints/step-40: a file differs");
            check.goesOn = goesOn;
            Q_EMIT opened.library.verified(check);
        };
        opened.select({stopped});
        found(true); // an older one is good
        QVERIFY(opened.action("resumeAction")->isEnabled() && opened.action("epochsAction")->isEnabled());
        found(false);
        for (const char* action : {"resumeAction", "epochsAction"}) {
            QVERIFY2(obstacleTo(opened, action).startsWith("None of its checkpoints"), action);
        }
        QVERIFY(opened.action("duplicateAction")->isEnabled());
        opened.select({finished}); // another one
        QVERIFY(opened.action("epochsAction")->isEnabled());
        opened.select({stopped});
        QVERIFY(!opened.action("resumeAction")->isEnabled());
        ++damaged.step; // it was trained on elsewhere since
        Q_EMIT opened.library.changed({damaged}, {});
        QVERIFY(opened.action("resumeAction")->isEnabled());
    }
};

QTEST_MAIN(TestRunActions)
#include "tst_run_actions.moc"
