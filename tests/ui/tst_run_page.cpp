#include "recording_backend.h"
#include "run_events.h"
#include "ui/plots/activity_view.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/loss_plot.h"
#include "ui/plots/plot_export.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"

#include <QAbstractItemModel>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QStyleFactory>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include <set>

using namespace loratrf;

namespace {

template <typename Widget>
Widget* named(const QWidget& page, const char* name) {
    auto* widget = page.findChild<Widget*>(QLatin1String(name));
    if (widget == nullptr) {
        qFatal("no widget named %s", name);
    }
    return widget;
}

int distinctColours(const QString& file) {
    const QImage image(file);
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colours.insert(image.pixel(x, y));
        }
    }
    return static_cast<int>(colours.size());
}

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

private Q_SLOTS:
    void initTestCase();
    void saysWhatToDoWithoutARun();
    void showsFigures();
    void steersTheJob();
    void watchedRunCannotBeSteered();
    void namesDeadSites();
    void failureIsShownInThePage();
    void activityKinds();
    void adapterSizeAloneForOtherMethods();
    void logFolds();
    void manyEventsCostFewRepaints();
    void exportsPictures();
    void exportIntoAFileFails();
    void pictures();
};

void TestRunPage::initTestCase() {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
}

void TestRunPage::saysWhatToDoWithoutARun() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    auto* pages = page.findChild<QStackedWidget*>();
    QCOMPARE(pages->currentIndex(), 0);
    QSignalSpy setUp(&page, &RunPage::setUpWanted), open(&page, &RunPage::runWanted);
    named<QPushButton>(page, "emptySetUp")->click();
    named<QPushButton>(page, "emptyOpen")->click();
    QCOMPARE(setUp.size(), 1);
    QCOMPARE(open.size(), 1);
    Q_EMIT backend.event(ProgressEvent{"Reading data", 3, 10}); // another page's work
    QCOMPARE(run.isRunning(), false);
    QVERIFY(!named<QLabel>(page, "progressText")->text().contains(QStringLiteral("Reading")));
    sample::play(backend, 3);
    QTRY_COMPARE(pages->currentIndex(), 1);
}

void TestRunPage::showsFigures() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    backend.setRunning(true);
    Q_EMIT backend.event(ProgressEvent{"Reading data", 3, 10});
    QTRY_VERIFY(named<QLabel>(page, "progressText")->text().startsWith(QStringLiteral("Reading data: 3")));
    sample::play(backend);
    QTRY_COMPARE(named<QLabel>(page, "progressText")->text(), QStringLiteral("step 168 of 240"));
    QCOMPARE(named<QLabel>(page, "timeLeft")->text(), QStringLiteral("2 min 02 s"));
    QVERIFY(named<QLabel>(page, "memory")->text().contains(QStringLiteral("1.2")));
    QVERIFY(named<QLabel>(page, "where")->text().contains(QStringLiteral("LoRATRF")));
    QVERIFY(named<QLabel>(page, "where")->text().contains(QStringLiteral("AMX")));
    QCOMPARE(named<QLabel>(page, "trainLoss")->text(), QString::number(sample::step(168, sample::steps).loss, 'f', 4));
    QVERIFY(named<QLabel>(page, "bestLoss")->text().endsWith(QString::number(run.bestEval()->step)));
}

void TestRunPage::steersTheJob() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    backend.setRunning(true);
    sample::play(backend, 5);
    auto* pause = named<QPushButton>(page, "pause");
    QTRY_VERIFY(pause->isEnabled());
    QVERIFY(!named<QPushButton>(page, "result")->isVisible());
    pause->click();
    QCOMPARE(pause->text(), QStringLiteral("Pausing…"));
    QVERIFY(!pause->isEnabled());
    Q_EMIT backend.event(StateEvent{RunState::Paused, 5, ""});
    QTRY_COMPARE(pause->text(), QStringLiteral("Resume"));
    pause->click();
    Q_EMIT backend.event(StateEvent{RunState::Running, 5, ""});
    QTRY_COMPARE(pause->text(), QStringLiteral("Pause"));
    named<QPushButton>(page, "checkpoint")->click();
    named<QPushButton>(page, "stop")->click();
    QCOMPARE(named<QPushButton>(page, "stop")->text(), QStringLiteral("Stopping…"));
    QCOMPARE(backend.asked, (QStringList{QStringLiteral("pause"), QStringLiteral("go on"), QStringLiteral("checkpoint"),
                                         QStringLiteral("stop")}));
    Q_EMIT backend.event(StateEvent{RunState::Stopped, 5, ""});
    backend.setRunning(false);
    auto* result = named<QPushButton>(page, "result");
    QTRY_VERIFY(result->isVisible());
    QVERIFY(!pause->isVisible());
    QCOMPARE(named<QLabel>(page, "stateBadge")->text(), QStringLiteral("Stopped"));
    QSignalSpy wanted(&page, &RunPage::resultWanted);
    result->click();
    QCOMPARE(wanted.count(), 1);
    backend.asked.clear();
    named<QPushButton>(page, "resume")->click();
    QCOMPARE(backend.asked, (QStringList{QStringLiteral("resume"), run.folder()}));
    Q_EMIT backend.failed(QStringLiteral("train"), QStringLiteral("No checkpoint verifies."));
    QCOMPARE(named<QLabel>(page, "strip")->text(), QStringLiteral("No checkpoint verifies."));
    backend.setRunning(true);
    QVERIFY(!named<QLabel>(page, "strip")->text().contains(QStringLiteral("verifies")));
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
    QVERIFY(!named<QPushButton>(page, "stop")->isEnabled());
}

void TestRunPage::namesDeadSites() {
    RecordingBackend backend;
    ShownRun run(backend);
    RunPage page(backend, run);
    page.show();
    sample::play(backend, ActivityHistory::deadAfter - 1);
    QTest::qWait(150);
    auto* strip = named<QLabel>(page, "strip");
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
    auto* strip = named<QLabel>(page, "strip");
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
    named<QToolButton>(page, "logToggle")->click();
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
        auto* heatmap = page.findChild<ActivityView*>()->heatmap();
        QTest::qWait(400);
        QTest::mouseMove(heatmap->findChild<QWidget*>(), heatmap->rect().center());
        shoot("time");
        page.findChild<LossPlot*>()->setLogarithmic(true);
        named<QToolButton>(page, "logToggle")->click();
        shoot("text");
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
