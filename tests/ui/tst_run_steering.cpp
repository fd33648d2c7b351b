// What can be done with the run that is shown: steering it, changing it, going back, going on.

#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/run/run_header.h"
#include "ui/run/run_page.h"
#include "ui/run/steer_dialog.h"
#include "ui/runs/shown_run.h"

#include <QFileInfo>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace loratrf;

class TestRunSteering : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void steersTheJob();
    void evaluatesAndChangesWhileItRuns();
    void whatCannotBeChangedIsRefused();
    void aChangeIsNotMadeToTheNextRun();
    void changesAreShown();
    void watchedRunCannotBeSteered();
    void anotherProcessRunCannotBeSteered();
    void whatHasNoRunYetIsNotStoppedByTheShownOne();
    void aRunIsNotResumedBesideAnother();
    void aRunIsNotResumedWhereNothingCanBeWritten();
    void theRunPageLooksAtTheFolder();
    void anAlarmOffersTheWayBack();
    void theWayBackIsThatOfTheRunItWasAskedOf();
    void aLostRunSaysSoAndGoesOn();
};

void TestRunSteering::steersTheJob() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    sample::play(backend, 5);
    auto* pause = find<QPushButton>(page, "pause");
    QTRY_VERIFY(pause->isEnabled());
    QVERIFY(!find<QPushButton>(page, "result")->isVisible());
    pause->click();
    QCOMPARE(pause->text(), QStringLiteral("Pausing…"));
    QVERIFY(!pause->isEnabled());
    Q_EMIT backend.event(StateEvent{RunState::Paused, 5, ""});
    QTRY_COMPARE(pause->text(), QStringLiteral("&Resume"));
    for (const char* button : {"checkpoint", "evaluate", "change"}) { // the pause may lie in the middle of a step
        QVERIFY(!find<QPushButton>(page, button)->isEnabled());
        QVERIFY(find<QPushButton>(page, button)->toolTip().contains(QStringLiteral("goes on")));
    }
    QVERIFY(find<QPushButton>(page, "stop")->isEnabled());
    pause->click();
    Q_EMIT backend.event(StateEvent{RunState::Running, 5, ""});
    QTRY_COMPARE(pause->text(), QStringLiteral("&Pause"));
    find<QPushButton>(page, "checkpoint")->click();
    find<QPushButton>(page, "stop")->click();
    QCOMPARE(find<QPushButton>(page, "stop")->text(), QStringLiteral("Stopping…"));
    QCOMPARE(backend.asked, (QStringList{QStringLiteral("pause"), QStringLiteral("go on"), QStringLiteral("checkpoint"),
                                         QStringLiteral("stop")}));
    Q_EMIT backend.event(StateEvent{RunState::Stopped, 5, ""});
    backend.setRunning(false);
    auto* result = find<QPushButton>(page, "result");
    QTRY_VERIFY(result->isVisible());
    QVERIFY(!pause->isVisible());
    QCOMPARE(find<QLabel>(page, "stateBadge")->text(), QStringLiteral("Stopped"));
    QSignalSpy wanted(&page, &RunPage::resultWanted);
    result->click();
    QCOMPARE(wanted.count(), 1);
    backend.asked.clear();
    find<QPushButton>(page, "resume")->click();
    QCOMPARE(backend.asked, (QStringList{QStringLiteral("resume"), run.folder()}));
    Q_EMIT backend.failed(QStringLiteral("train"), QStringLiteral("No checkpoint verifies."));
    QCOMPARE(find<QLabel>(page, "strip")->text(), QStringLiteral("No checkpoint verifies."));
    backend.setRunning(true);
    QVERIFY(!find<QLabel>(page, "strip")->text().contains(QStringLiteral("verifies")));
}

void TestRunSteering::evaluatesAndChangesWhileItRuns() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    sample::play(backend, 30);
    QTRY_VERIFY(find<QPushButton>(page, "evaluate")->isEnabled());
    find<QPushButton>(page, "evaluate")->click();
    QCOMPARE(backend.asked, QStringList{QStringLiteral("evaluate")});
    find<QPushButton>(page, "change")->click();
    auto* dialog = find<QDialog>(page, "steerDialog");
    auto* accept = find<QPushButton>(*dialog, "steerAccept");
    QVERIFY(!accept->isEnabled()); // nothing is changed yet
    auto* rate = find<QDoubleSpinBox>(*dialog, "steerRate");
    QCOMPARE(rate->value(), 2e-4);
    QCOMPARE(find<QSpinBox>(*dialog, "steerEnd")->value(), sample::steps);
    rate->setValue(1e-4);
    accept->click();
    QCOMPARE(backend.changes.size(), std::size_t(1));
    QCOMPARE(backend.changes[0].learning_rate, std::optional(1e-4));
    QVERIFY(!backend.changes[0].end_step); // which was left alone
}

void TestRunSteering::whatCannotBeChangedIsRefused() {
    RecordingBackend backend;
    ShownRun run(backend);
    backend.setRunning(true);
    sample::play(backend, 30);
    SteerDialog dialog(run);
    auto* accept = find<QPushButton>(dialog, "steerAccept");
    auto* end = find<QSpinBox>(dialog, "steerEnd");
    end->setValue(29);
    QVERIFY(!accept->isEnabled());
    QVERIFY(find<QLabel>(dialog, "steerProblem")->text().contains(QStringLiteral("30")));
    end->setValue(31);
    QVERIFY(accept->isEnabled());
    Q_EMIT backend.event(sample::step(31, sample::steps));
    Q_EMIT backend.event(sample::step(32, sample::steps)); // the run passes it while one thinks
    QVERIFY(!accept->isEnabled());
    end->setValue(40);
    find<QDoubleSpinBox>(dialog, "steerRate")->setValue(0);
    QVERIFY(!accept->isEnabled());
    find<QDoubleSpinBox>(dialog, "steerRate")->setValue(0.5);
    QVERIFY(accept->isEnabled()); // unusual, but possible
    QVERIFY(!find<QLabel>(dialog, "steerProblem")->text().isEmpty());
}

void TestRunSteering::aChangeIsNotMadeToTheNextRun() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    sample::play(backend, 30);
    QTRY_VERIFY(find<QPushButton>(page, "change")->isEnabled());
    find<QPushButton>(page, "change")->click();
    const QPointer<QDialog> dialog = find<QDialog>(page, "steerDialog");
    QVERIFY(dialog->isVisible());
    find<QDoubleSpinBox>(*dialog, "steerRate")->setValue(1e-4);
    Q_EMIT backend.event(sample::step(31, sample::steps));
    QVERIFY(dialog && dialog->isVisible());
    Q_EMIT backend.event(StateEvent{RunState::Finished, 31, ""}); // the queue goes on with another one
    QVERIFY(!dialog || !dialog->isVisible());
    QVERIFY(backend.changes.empty());
}

void TestRunSteering::changesAreShown() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    backend.setRunning(true);
    sample::play(backend, 30);
    Q_EMIT backend.event(SteerEvent{30, 1e-4, 99});
    QCOMPARE(run.learningRate(), 1e-4);
    QCOMPARE(run.totalSteps(), int64_t(99));
    QTRY_COMPARE(find<QLabel>(page, "progressText")->text(), QStringLiteral("step 30 of 99"));
    QCOMPARE(run.log()[run.log().size() - 2].kind, LogRow::Kind::Change);
    QVERIFY(run.log().back().text.contains(QStringLiteral("99")));
}

void TestRunSteering::watchedRunCannotBeSteered() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 5);
    RunInfo info;
    info.folder = "runs/orders-demo";
    info.options.name = "Orders";
    Q_EMIT backend.runOpened(info);
    QCOMPARE(run.steps().size(), std::size_t(5));
    QVERIFY(!find<QPushButton>(page, "stop")->isEnabled());
}

void TestRunSteering::anotherProcessRunCannotBeSteered() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    backend.live = QStringLiteral("/elsewhere/runs/mine");
    sample::play(backend, 5); // what is shown is another one, opened from its folder
    QTest::qWait(150);
    for (const char* button : {"pause", "stop", "checkpoint", "evaluate", "change"}) {
        QVERIFY(!find<QPushButton>(page, button)->isEnabled());
    }
    backend.live = run.folder();
    Q_EMIT backend.event(sample::step(6, sample::steps));
    QTRY_VERIFY(find<QPushButton>(page, "change")->isEnabled());
}

// A comparison of methods looks at the base model before its first run begins.
void TestRunSteering::whatHasNoRunYetIsNotStoppedByTheShownOne() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 5); // of another process, opened from its folder
    backend.setRunning(true);
    for (const char* button : {"pause", "stop", "checkpoint", "evaluate", "change"}) {
        QVERIFY2(!find<QPushButton>(page, button)->isEnabled(), button);
    }
    QVERIFY(find<QPushButton>(page, "stop")->toolTip().contains(QStringLiteral("another process")));
    Q_EMIT backend.event(sample::start(sample::steps, sample::sites, "comparison/trials/lora"));
    QTRY_VERIFY(find<QPushButton>(page, "stop")->isEnabled());
}

void TestRunSteering::aRunIsNotResumedBesideAnother() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 5);
    Q_EMIT backend.event(StateEvent{RunState::Stopped, 5, ""});
    auto* resume = find<QPushButton>(page, "resume");
    QTRY_VERIFY(resume->isVisible());
    QVERIFY(resume->isEnabled());
    backend.live = QStringLiteral("/elsewhere/runs/mine");
    backend.setRunning(true); // while this one is looked at
    QVERIFY(resume->isVisible() && !resume->isEnabled());
    QVERIFY(resume->toolTip().contains(QStringLiteral("Another run")));
    backend.live.clear();
    backend.setRunning(false);
    QVERIFY(resume->isEnabled());
}

void TestRunSteering::aRunIsNotResumedWhereNothingCanBeWritten() {
    RunModel model;
    RunHeader header(model);
    model.append(sample::start(sample::steps, sample::sites));
    model.append(sample::step(1, sample::steps));
    model.append(StateEvent{RunState::Stopped, 1, ""});
    const auto* resume = find<QPushButton>(header, "resume");
    header.update("LoRA", false, false, false);
    QVERIFY(!resume->isHidden() && !resume->isEnabled());
    QCOMPARE(resume->toolTip(), QStringLiteral("The folder cannot be written to"));
    header.update("LoRA", false, false, true);
    QVERIFY(resume->isEnabled());
}

void TestRunSteering::theRunPageLooksAtTheFolder() {
    const QTemporaryDir folder;
    const auto allow = [&folder](bool on) {
        const QFile::Permissions reading = QFile::ReadOwner | QFile::ExeOwner;
        return QFile::setPermissions(folder.path(), on ? reading | QFile::WriteOwner : reading);
    };
    QVERIFY(allow(false));
    const QScopeGuard restore([&allow] { allow(true); });
    if (QFileInfo(folder.path()).isWritable()) {
        QSKIP("whoever runs this may write everywhere");
    }
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    Q_EMIT backend.event(sample::start(sample::steps, sample::sites, folder.path().toStdString()));
    Q_EMIT backend.event(sample::step(1, sample::steps));
    Q_EMIT backend.event(CheckpointEvent{1, folder.path().toStdString() + "/checkpoints/step-1", false});
    Q_EMIT backend.event(NoteEvent{Level::Problem, 2, "step 2: not finite", true});
    Q_EMIT backend.event(StateEvent{RunState::Stopped, 2, ""});
    RunInfo info;
    info.folder = folder.path().toStdString();
    info.state = RunState::Stopped;
    info.resumable = true;
    Q_EMIT backend.runOpened(info);
    auto* resume = find<QPushButton>(page, "resume");
    auto* back = find<QPushButton>(page, "goBack");
    QVERIFY(resume->isVisible() && !resume->isEnabled());
    QVERIFY(back->isVisible() && !back->isEnabled());
    QCOMPARE(back->toolTip(), resume->toolTip());
    QVERIFY(allow(true));
    Q_EMIT backend.runOpened(info); // somebody opens it again
    QVERIFY(resume->isEnabled() && back->isEnabled());
}

void TestRunSteering::anAlarmOffersTheWayBack() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    sample::play(backend, 20);
    auto* strip = find<QLabel>(page, "strip");
    auto* back = find<QPushButton>(page, "goBack");
    Q_EMIT backend.event(NoteEvent{Level::Warning, 20, "step 20: loss 9", true});
    QTRY_COMPARE(strip->text(), QStringLiteral("step 20: loss 9"));
    QVERIFY(back->isVisible() && !back->isEnabled()); // no checkpoint yet
    find<QToolButton>(page, "dismissAlarm")->click();
    QVERIFY(!strip->isVisible());
    Q_EMIT backend.event(CheckpointEvent{18, "runs/orders-demo/checkpoints/step-18", false});
    Q_EMIT backend.event(NoteEvent{Level::Problem, 22, "step 22: not finite", true});
    QTRY_COMPARE(strip->text(), QStringLiteral("step 22: not finite"));
    QVERIFY(back->isEnabled());
    back->click();
    auto* dialog = find<QDialog>(page, "goBackDialog");
    QCOMPARE(find<QDoubleSpinBox>(*dialog, "goBackRate")->value(), 1e-4); // half of what it was
    find<QPushButton>(*dialog, "goBackAccept")->click();
    QCOMPARE(backend.asked, (QStringList{QStringLiteral("go back"), run.folder(), QStringLiteral("20"),
                                         QStringLiteral("0.0001")})); // where the trouble began
    StartEvent again = sample::start(sample::steps, sample::sites);
    again.first_step = 18;
    Q_EMIT backend.event(again);
    QTRY_VERIFY(strip->text().startsWith(QStringLiteral("Dead sites"))); // which is another matter
    QVERIFY(run.alarm() == nullptr && !back->isVisible());
}

void TestRunSteering::theWayBackIsThatOfTheRunItWasAskedOf() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    sample::play(backend, 20);
    Q_EMIT backend.event(CheckpointEvent{18, "runs/orders-demo/checkpoints/step-18", false});
    Q_EMIT backend.event(NoteEvent{Level::Problem, 19, "step 19: not finite", true});
    auto* back = find<QPushButton>(page, "goBack");
    QTRY_VERIFY(back->isEnabled());
    back->click();
    auto* dialog = find<QDialog>(page, "goBackDialog");
    const QString first = run.folder();
    Q_EMIT backend.event(sample::start(sample::steps, sample::sites, "runs/next")); // of the queue
    QVERIFY(run.folder() != first);
    find<QPushButton>(*dialog, "goBackAccept")->click();
    QCOMPARE(backend.asked.mid(0, 3), (QStringList{QStringLiteral("go back"), first, QStringLiteral("19")}));
}

void TestRunSteering::aLostRunSaysSoAndGoesOn() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 3); // of another process
    QTRY_VERIFY(find<QPushButton>(page, "stop")->isVisible());
    QVERIFY(!find<QPushButton>(page, "resume")->isVisible());
    Q_EMIT backend.event(StateEvent{RunState::Stopped, 5, "its process has ended"});
    QTRY_COMPARE(find<QLabel>(page, "stateBadge")->text(), QStringLiteral("Stopped"));
    QCOMPARE(find<QLabel>(page, "strip")->text(), QStringLiteral("its process has ended"));
    QVERIFY(find<QPushButton>(page, "resume")->isVisible());
}

QTEST_MAIN(TestRunSteering)
#include "tst_run_steering.moc"
