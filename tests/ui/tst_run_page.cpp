#include "distinct_colours.h"
#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/plots/activity_view.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/loss_plot.h"
#include "ui/plots/plot_export.h"
#include "ui/run/log_filter.h"
#include "ui/run/plot_board.h"
#include "ui/run/run_page.h"
#include "ui/run/steer_dialog.h"
#include "ui/runs/shown_run.h"
#include "ui/widgets/text_tabs.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStyleFactory>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include <set>

using namespace loratrf;

namespace {

QPalette darkPalette() {
    QPalette palette;
    const QColor window(0x1f, 0x22, 0x26), base(0x26, 0x2a, 0x2f), text(0xe4, 0xe6, 0xe9);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, window);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Button, QColor(0x30, 0x35, 0x3b));
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::PlaceholderText, QColor(0x9a, 0xa0, 0xa8));
    palette.setColor(QPalette::Highlight, QColor(0x3a, 0x86, 0xc8));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

} // namespace

class TestRunPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase();
    void saysWhatToDoWithoutARun();
    void showsFigures();
    void steersTheJob();
    void evaluatesAndChangesWhileItRuns();
    void whatCannotBeChangedIsRefused();
    void changesAreShown();
    void watchedRunCannotBeSteered();
    void anotherProcessRunCannotBeSteered();
    void anAlarmOffersTheWayBack();
    void namesDeadSites();
    void failureIsShownInThePage();
    void activityKinds();
    void adapterSizeAloneForOtherMethods();
    void logFolds();
    void logIsFiltered();
    void manyEventsCostFewRepaints();
    void exportsPictures();
    void exportIntoAFileFails();
    void pictures();
};

void TestRunPage::initTestCase() {
    isolateSettings(m_settings);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
}

void TestRunPage::saysWhatToDoWithoutARun() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    auto* pages = page.findChild<QStackedWidget*>();
    QCOMPARE(pages->currentIndex(), 0);
    QSignalSpy setUp(&page, &RunPage::setUpWanted), open(&page, &RunPage::runWanted);
    find<QPushButton>(page, "emptySetUp")->click();
    find<QPushButton>(page, "emptyOpen")->click();
    QCOMPARE(setUp.size(), 1);
    QCOMPARE(open.size(), 1);
    Q_EMIT backend.event(ProgressEvent{"Reading data", 3, 10}); // another page's work
    QCOMPARE(run.isRunning(), false);
    QVERIFY(!find<QLabel>(page, "progressText")->text().contains(QStringLiteral("Reading")));
    sample::play(backend, 3);
    QTRY_COMPARE(pages->currentIndex(), 1);
}

void TestRunPage::showsFigures() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    backend.setRunning(true);
    Q_EMIT backend.event(ProgressEvent{"Reading data", 3, 10});
    QTRY_VERIFY(find<QLabel>(page, "progressText")->text().startsWith(QStringLiteral("Reading data: 3")));
    sample::play(backend);
    QTRY_COMPARE(find<QLabel>(page, "progressText")->text(), QStringLiteral("step 168 of 240"));
    QCOMPARE(find<QLabel>(page, "timeLeft")->text(), QStringLiteral("2 min 02 s"));
    QVERIFY(find<QLabel>(page, "memory")->text().contains(QStringLiteral("1.2")));
    QVERIFY(find<QLabel>(page, "where")->text().contains(QStringLiteral("LoRATRF")));
    QVERIFY(find<QLabel>(page, "where")->text().contains(QStringLiteral("AMX")));
    QCOMPARE(find<QLabel>(page, "trainLoss")->text(), QString::number(sample::step(168, sample::steps).loss, 'f', 4));
    QVERIFY(find<QLabel>(page, "bestLoss")->text().endsWith(QString::number(run.bestEval()->step)));
}

void TestRunPage::steersTheJob() {
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

void TestRunPage::evaluatesAndChangesWhileItRuns() {
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

void TestRunPage::whatCannotBeChangedIsRefused() {
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

void TestRunPage::changesAreShown() {
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

void TestRunPage::anotherProcessRunCannotBeSteered() {
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

void TestRunPage::anAlarmOffersTheWayBack() {
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

void TestRunPage::logIsFiltered() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 48);
    Q_EMIT backend.event(NoteEvent{Level::Warning, 40, "Rows at lines 7, 12", false});
    Q_EMIT backend.event(SteerEvent{41, 1e-4, 0});
    auto* table = page.findChild<QTableView*>();
    QTRY_COMPARE(table->model()->rowCount(), 6);
    auto* kind = find<QComboBox>(page, "logKind");
    kind->setCurrentIndex(kind->findData(LogFilter::Warnings));
    QCOMPARE(table->model()->rowCount(), 1);
    kind->setCurrentIndex(kind->findData(LogFilter::Changes));
    QCOMPARE(table->model()->rowCount(), 1);
    kind->setCurrentIndex(kind->findData(LogFilter::Everything));
    find<QLineEdit>(page, "logSearch")->setText(QStringLiteral("12 LINES"));
    QCOMPARE(table->model()->rowCount(), 1);
    QVERIFY(find<QLabel>(page, "logCount")->text().contains(QStringLiteral("6")));
    find<QLineEdit>(page, "logSearch")->clear();
    Q_EMIT backend.event(NoteEvent{Level::Problem, 48, "worse", false});
    QTRY_COMPARE(table->model()->rowCount(), 7); // what comes later goes through the filter too
}

void TestRunPage::watchedRunCannotBeSteered() {
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

void TestRunPage::namesDeadSites() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, ActivityHistory::deadAfter - 1);
    QTest::qWait(150);
    auto* strip = find<QLabel>(page, "strip");
    QVERIFY(!strip->isVisible());
    Q_EMIT backend.event(sample::activity(ActivityHistory::deadAfter, sample::sites));
    QTRY_VERIFY(strip->isVisible());
    QVERIFY(strip->text().contains(QStringLiteral("layer 3.")));
}

void TestRunPage::failureIsShownInThePage() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 20);
    Q_EMIT backend.event(StateEvent{RunState::Failed, 20, "The loss was not finite 5 times in a row."});
    auto* strip = find<QLabel>(page, "strip");
    QTRY_COMPARE(strip->text(), QStringLiteral("The loss was not finite 5 times in a row."));
}

void TestRunPage::activityKinds() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 40);
    auto* view = page.findChild<ActivityView*>();
    QTRY_COMPARE(view->heatmap()->matrix().columns, 40);
    QCOMPARE(view->heatmap()->readout(12, 39),
             QStringLiteral("layer 12, step 40: %1")
                 .arg(sample::activity(40, sample::sites).values["mean_filter"][12], 0, 'g', 3));
    view->setMeasure("active_share");
    QCOMPARE(view->heatmap()->matrix().at(12, 39), sample::activity(40, sample::sites).values["active_share"][12]);
    view->setMeasure("adapter_ratio");
    QCOMPARE(view->heatmap()->matrix().at(12, 39), sample::activity(40, sample::sites).values["adapter_ratio"][12]);
}

void TestRunPage::adapterSizeAloneForOtherMethods() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    StartEvent start = sample::start(sample::steps, 2);
    start.measures = {adapter_ratio_measure()};
    Q_EMIT backend.event(start);
    Q_EMIT backend.event(ActivityEvent{1, {{"adapter_ratio", {0.25F, 0.5F}}}});
    auto* view = page.findChild<ActivityView*>();
    QTRY_COMPARE(view->heatmap()->matrix().columns, 1);
    QCOMPARE(view->measure().key, std::string("adapter_ratio"));
    QCOMPARE(view->heatmap()->matrix().at(1, 0), 0.5F);
}

void TestRunPage::logFolds() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, 24);
    auto* table = page.findChild<QTableView*>();
    QTRY_COMPARE(table->model()->rowCount(), 2); // an evaluation, a checkpoint
    QVERIFY(!table->isVisible());
    find<QToolButton>(page, "logToggle")->click();
    QVERIFY(table->isVisible());
    QVERIFY(table->model()->index(1, 2).data().toString().contains(QStringLiteral("step-24")));
}

void TestRunPage::manyEventsCostFewRepaints() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.resize(1200, 800);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    QSignalSpy readouts(page.lossPlot(), &LossPlot::readoutChanged); // one a drawing
    sample::play(backend, 1000);
    QTRY_VERIFY(page.lossPlot()->readout(1000).startsWith(QStringLiteral("step 1000")));
    QTest::qWait(120);
    QVERIFY(readouts.count() >= 1 && readouts.count() <= 4);
}

void TestRunPage::exportsPictures() {
    RunModel model;
    RecordingBackend backend;
    connect(&backend, &StudioBackend::event, &model, &RunModel::append);
    sample::play(backend);
    QTemporaryDir folder;
    const QStringList files = exportPlots(model, folder.filePath(QStringLiteral("a/b")));
    QCOMPARE(files.size(), 2 * (1 + 3 + 2));
    for (const QString& file : files) {
        QVERIFY2(QFileInfo(file).size() > 2000, qPrintable(file));
        if (file.endsWith(QStringLiteral(".png"))) {
            const bool lines = QFileInfo(file).baseName() == QStringLiteral("loss");
            QVERIFY2(distinctColours(file) > (lines ? 20 : 60), qPrintable(file));
        }
    }
    QFile svg(folder.filePath(QStringLiteral("a/b/loss.svg")));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    const QByteArray text = svg.readAll();
    QVERIFY(text.contains("<svg") && text.contains("smoothed") && text.trimmed().endsWith("</svg>"));
    QVERIFY(exportPlots(RunModel(), folder.filePath(QStringLiteral("empty"))).isEmpty());
    if (qEnvironmentVariableIsSet("LORATRF_SCREENSHOTS")) {
        exportPlots(model, qEnvironmentVariable("LORATRF_SCREENSHOTS") + QStringLiteral("/export"));
    }
}

void TestRunPage::exportIntoAFileFails() {
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("taken")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    RunModel model;
    QVERIFY_EXCEPTION_THROWN(exportPlots(model, file.fileName()), std::runtime_error);
}

// Pictures of the page for people to look at: set LORATRF_SCREENSHOTS to a folder.
void TestRunPage::pictures() {
    const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
    if (folder.isEmpty()) {
        QSKIP("LORATRF_SCREENSHOTS names no folder");
    }
    QDir().mkpath(folder);
    for (const bool dark : {false, true}) {
        QApplication::setPalette(dark ? darkPalette() : QPalette());
        RecordingBackend backend;
        ShownRun run(backend);
        RunPage page(backend, run);
        page.resize(1280, 800);
        page.show();
        const QString prefix =
            QStringLiteral("%1/run-%2-%3-").arg(folder, dark ? "dark" : "light").arg(page.devicePixelRatioF());
        const auto shoot = [&page, &prefix](const char* name) {
            QTest::qWait(400);
            QVERIFY(page.grab().save(prefix + QLatin1String(name) + QStringLiteral(".png")));
        };
        shoot("empty");
        backend.setRunning(true);
        Q_EMIT backend.event(sample::start(sample::steps, sample::sites));
        shoot("started");
        sample::play(backend);
        for (const int step : {0, 24, 72, 144}) {
            for (int probe = 0; probe < 3; ++probe) {
                Q_EMIT backend.event(SampleEvent{
                    step, probe, "Hi there,\ncould you send me 3 kg of mandarins to 14 Mill Lane, York, by Friday?",
                    step == 0 ? "Sure! I would be happy to help you with your order. Please let me know what you need."
                              : "{\"items\": [{\"name\": \"mandarins\", \"quantity\": 3, \"unit\": \"kg\"}], "
                                "\"due\": \"Friday\"}"});
            }
        }
        auto* heatmap = page.findChild<ActivityView*>()->heatmap();
        QTest::qWait(400);
        QTest::mouseMove(heatmap->findChild<QWidget*>(), heatmap->rect().center());
        shoot("time");
        auto* board = page.findChild<PlotBoard*>();
        for (const char* key : {"learning_rate", "tokens_per_second", "memory", "activity"}) {
            board->setShown(QLatin1String(key), true);
        }
        shoot("plots");
        for (const char* key : {"learning_rate", "tokens_per_second", "memory", "activity"}) {
            board->setShown(QLatin1String(key), false);
        }
        page.findChild<TextTabs*>()->setCurrentIndex(1);
        shoot("samples");
        page.findChild<LossPlot*>()->setLogarithmic(true);
        find<QToolButton>(page, "logToggle")->click();
        shoot("text");
        Q_EMIT backend.event(NoteEvent{
            Level::Warning, 166,
            "step 166: loss 3.91, where 0.213 was usual. The gradient that stands out is that of "
            "layers.7.mlp.up_proj.lora_A. Rows at lines 12, 7, 33, 101. Likely causes: a learning rate that is too "
            "high, or rows unlike the others.",
            true});
        page.resize(900, 600);
        shoot("small");
        Q_EMIT backend.event(StateEvent{RunState::Failed, 168,
                                        "The loss was not finite 5 times in a row (steps 164 to 168). "
                                        "The newest good checkpoint is step-144: lower the learning rate and resume."});
        backend.setRunning(false);
        shoot("failed");
    }
    QApplication::setPalette(QPalette());
}

QTEST_MAIN(TestRunPage)
#include "tst_run_page.moc"
