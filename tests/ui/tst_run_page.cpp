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
#include "ui/runs/shown_run.h"
#include "ui/widgets/text_tabs.h"
#include "ui/widgets/words.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStyleFactory>
#include <QTableView>
#include <QToolButton>
#include <QtTest>
#include <qcustomplot.h>

#include <limits>
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
    void workWithoutStepsSaysHowFarItIs();
    void namesDeadSites();
    void deadFiltersLastAndLeadBackToWhereTheyClosed();
    void failureIsShownInThePage();
    void activityKinds();
    void adapterSizeAloneForOtherMethods();
    void logFolds();
    void logIsFiltered();
    void logFollowsAtItsEndOnly();
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
    for (const char* job : {"data", "dry run", "evaluate", "export", "statistics"}) { // other pages' work
        Q_EMIT backend.progressed(QLatin1String(job), ProgressEvent{"Reading data", 3, 10});
    }
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
    Q_EMIT backend.progressed(QStringLiteral("train"), ProgressEvent{"Reading data", 3, 10});
    Q_EMIT backend.progressed(QStringLiteral("data"), ProgressEvent{"Reading other data", 3, 10});
    QTRY_VERIFY(find<QLabel>(page, "progressText")->text().startsWith(QStringLiteral("Reading data: 3")));
    sample::play(backend);
    QTRY_COMPARE(find<QLabel>(page, "progressText")->text(), QStringLiteral("step 168 of 240"));
    QCOMPARE(find<QLabel>(page, "timeLeft")->text(), QStringLiteral("2 min 02 s"));
    QVERIFY(find<QLabel>(page, "memory")->text().contains(QStringLiteral("1.2")));
    QVERIFY(find<QLabel>(page, "where")->text().contains(QStringLiteral("LoRATRF")));
    QVERIFY(find<QLabel>(page, "where")->text().contains(QStringLiteral("AMX")));
    QCOMPARE(find<QLabel>(page, "trainLoss")->text(), QString::number(sample::step(168, sample::steps).loss, 'f', 4));
    QVERIFY(find<QLabel>(page, "bestLoss")->text().endsWith(QString::number(run.bestEval()->step)));
    StepEvent strange = sample::step(169, sample::steps);
    strange.tokens_per_second = std::numeric_limits<double>::quiet_NaN();
    Q_EMIT backend.event(strange);
    QTRY_COMPARE(find<QLabel>(page, "progressText")->text(), QStringLiteral("step 169 of 240"));
    QCOMPARE(find<QLabel>(page, "speed")->text(), QStringLiteral("–"));
}

void TestRunPage::workWithoutStepsSaysHowFarItIs() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    backend.setRunning(true);
    auto* text = find<QLabel>(page, "progressText");
    const auto tell = [&backend](int64_t done, int64_t total) {
        Q_EMIT backend.progressed(QStringLiteral("train"), ProgressEvent{"Working", done, total});
    };
    tell(0, 0);
    QTRY_COMPARE(text->text(), QStringLiteral("Working …"));
    tell(1234, 0);
    QTRY_COMPARE(text->text(), QStringLiteral("Working: 1,234 so far"));
    tell(1, 4);
    QTRY_COMPARE(text->text(), QStringLiteral("Working: 1 of 4"));
    QTest::qWait(1100); // before that no pace is known
    tell(2, 4);
    QTRY_VERIFY2(text->text().startsWith(QStringLiteral("Working: 2 of 4, about")), qPrintable(text->text()));
    Q_EMIT backend.progressed(QStringLiteral("train"), ProgressEvent{"Reading data", 1'500'000, 6'000'000, true});
    QTRY_COMPARE(text->text(), QStringLiteral("Reading data: %1 of %2").arg(sizeText(1'500'000), sizeText(6'000'000)));
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

void TestRunPage::logFollowsAtItsEndOnly() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.resize(1200, 800);
    page.show();
    find<QToolButton>(page, "logToggle")->click();
    sample::play(backend, 5);
    const auto note = [&](int step) { Q_EMIT backend.event(NoteEvent{Level::Info, step, "note", false}); };
    for (int i = 0; i < 40; ++i) {
        note(i);
    }
    auto* bar = page.findChild<QTableView*>()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
    bar->setValue(7);
    note(41);
    QTest::qWait(50);
    QCOMPARE(bar->value(), 7); // somebody reads there
    bar->setValue(bar->maximum());
    note(42);
    note(43);
    QTRY_COMPARE(bar->value(), bar->maximum());
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

// Found to be dead long after they closed, and dead for as long as nothing opens them.
void TestRunPage::deadFiltersLastAndLeadBackToWhereTheyClosed() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    sample::play(backend, 230);
    auto* strip = find<QLabel>(page, "strip");
    const QString text = QStringLiteral("filters closed for every token from step 6 on");
    Q_EMIT backend.event(NoteEvent{Level::Warning, 5, text.toStdString(), true});
    Q_EMIT backend.event(NoteEvent{Level::Warning, 230, "step 230: loss 9", true});
    QTRY_COMPARE(strip->text(), QStringLiteral("step 230: loss 9"));
    QCOMPARE(run.troubleBegan(), int64_t(230));
    Q_EMIT backend.event(NoteEvent{Level::Warning, 5, text.toStdString(), true});
    QTRY_COMPARE(strip->text(), text); // though step 5 is long ago
    QCOMPARE(run.troubleBegan(), int64_t(5));
    for (int64_t step = 231; step <= 440; ++step) {
        Q_EMIT backend.event(sample::step(step, 1000));
        Q_EMIT backend.event(sample::activity(step, sample::sites));
    }
    QTRY_VERIFY(strip->text().startsWith(QStringLiteral("Dead sites")));
    QVERIFY(find<QPushButton>(page, "goBack")->isVisible());
    find<QToolButton>(page, "dismissAlarm")->click();
    QVERIFY(!strip->isVisible());
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
    QTRY_VERIFY(page.lossPlot()->readout(1000).startsWith(QStringLiteral("step 1,000")));
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
        TrainOptions options;
        options.run = "runs/orders-demo";
        options.name = "Orders";
        options.method = "loratrf";
        Q_EMIT backend.preparing(options);
        Q_EMIT backend.progressed(QStringLiteral("train"), ProgressEvent{"Reading weights", 3, 10});
        shoot("preparing");
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
        QCustomPlot* loss = page.lossPlot()->plot();
        QTest::mouseMove(loss, loss->axisRect()->rect().center());
        shoot("pointing");
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
        EvalEvent named = sample::eval(170, 0.35, false);
        named.hardest = {
            {12, 4.25, "… 3 kg of mandarins by Friday?", "{\"items\": [{\"name\": \"mandarins\"", "/data/orders.jsonl"},
            {7, 2.5, "… to 14 Mill Lane, York", "{\"items\": []}", "/data/orders-of-last-winter.jsonl"}};
        named.easiest = {{107, 0.0125, "… one apple", "{\"items\": [{\"name\": \"apple\"", "/data/orders.jsonl"}};
        Q_EMIT backend.event(named);
        page.findChild<TextTabs*>()->setCurrentIndex(2);
        shoot("rows");
        named.step = 171;
        named.hardest[1].file = named.hardest[0].file;
        Q_EMIT backend.event(named);
        shoot("rows-one-file");
        page.findChild<TextTabs*>()->setCurrentIndex(1);
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
