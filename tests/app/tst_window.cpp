// The whole job by the real widgets over the real engine: fill the form, train, watch, try, export, reload.

#include "app/engine_backend.h"
#include "app/method_comparison.h"
#include "app/project_folder.h"
#include "app/run_library.h"
#include "stories.h"
#include "ui/plots/loss_plot.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"
#include "ui/services.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QTimer>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

constexpr int patience_ms = 300'000;

// The longest time in which the event loop did not come round.
class GapMeter : public QObject {
public:
    GapMeter() {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, m_clock.restart());
            ++m_ticks;
        });
        m_clock.start();
        m_timer.start(5);
    }
    qint64 longest() const { return m_longest; }
    int ticks() const { return m_ticks; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
    int m_ticks = 0;
};

template <class Widget>
Widget* find(QWidget& window, const char* name) {
    auto* widget = window.findChild<Widget*>(QLatin1String(name));
    if (!widget)
        qWarning("there is no widget \"%s\"", name);
    return widget;
}

void type(QLineEdit* edit, const QString& text) {
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName("loratrf-test");
        QVERIFY(QDir::setCurrent(m_folder.path())); // of the preset
        stories::writeRows("train.jsonl", 0, 60);
        stories::writeRows("eval.jsonl", 60, 10);
    }

    void opensWithoutAModel() {
        QElapsedTimer clock;
        clock.start();
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        qInfo("the window was shown after %lld ms", clock.elapsed());
        QVERIFY(!find<QPushButton>(window, "startButton")->isEnabled());
        QVERIFY(!backend.busy());
        QSignalSpy failed(&backend, &StudioBackend::failed);
        type(find<QLineEdit>(window, "modelPath"), m_folder.filePath("no-such-model"));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].toString(), QString("model"));
        QVERIFY(!find<QPushButton>(window, "startButton")->isEnabled());
    }

    void doesTheWholeJob() {
        if (!stories::present())
            QSKIP("the stories260K model is not there");
        QSettings().clear();
        setProjectFolder(m_folder.filePath("runs"));
        QFile preset("preset.json");
        QVERIFY(preset.open(QIODevice::WriteOnly));
        preset.write(
            R"({"threads": 2, "device": "cpu", "data_options": {"template_name": "plain"}, "probe_texts": ["The cat went"]})");
        preset.close();

        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QSignalSpy failed(&backend, &StudioBackend::failed);
        QSignalSpy inspected(&backend, &StudioBackend::modelInspected);
        QSignalSpy finished(&backend, &StudioBackend::trainFinished);

        // Set up
        window.openPreset("preset.json");
        type(find<QLineEdit>(window, "modelPath"), stories::model());
        QTRY_VERIFY_WITH_TIMEOUT(!inspected.isEmpty(), patience_ms);
        type(find<QLineEdit>(window, "dataPath"), m_folder.filePath("train.jsonl"));
        type(find<QLineEdit>(window, "evalPath"), m_folder.filePath("eval.jsonl"));
        auto* method = find<QAbstractItemView>(window, "method");
        const auto loratrf =
            method->model()->match(method->model()->index(0, 0), Qt::DisplayRole, "LoRATRF", 1, Qt::MatchExactly);
        QCOMPARE(loratrf.size(), 1);
        method->setCurrentIndex(loratrf.first());
        find<QSpinBox>(window, "rank")->setValue(4);
        find<QDoubleSpinBox>(window, "epochs")->setValue(5);
        find<QSpinBox>(window, "batchSize")->setValue(4);
        find<QDoubleSpinBox>(window, "learningRate")->setValue(0.003);
        auto* start = find<QPushButton>(window, "startButton");
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience_ms);

        // Run
        auto* page = window.findChild<RunPage*>();
        QVERIFY(page);
        const GapMeter gaps;
        QTest::mouseClick(start, Qt::LeftButton);
        QVERIFY(backend.busy());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        qInfo("training: the longest gap of the event loop was %lld ms in %d ticks", gaps.longest(), gaps.ticks());
        QVERIFY(gaps.ticks() > 3); // it did come round
        QCOMPARE(failed.size(), 0);
        QVERIFY(!backend.busy());
        const auto result = finished[0][0].value<TrainResult>();
        QVERIFY(QString::fromStdString(result.run).startsWith(m_folder.filePath("runs/")));
        QCOMPARE(result.state, RunState::Finished);
        QCOMPARE(result.steps, int64_t(75)); // 5 epochs of 60 rows, 4 a step
        QVERIFY(result.best_eval_loss < result.first_eval_loss);

        const RunModel& model = window.shownRun();
        QCOMPARE(model.steps().size(), size_t(75));
        QVERIFY(!model.evals().empty());
        QVERIFY(model.activity().has("mean_filter"));
        QVERIFY(!model.activity().matrix("mean_filter").isEmpty());
        QVERIFY(!model.filters().isEmpty());
        page->lossPlot()->flush();
        QVERIFY(page->lossPlot()->plot()->graphCount() > 0);
        int points = 0;
        for (int i = 0; i < page->lossPlot()->plot()->graphCount(); ++i)
            points = std::max(points, page->lossPlot()->plot()->graph(i)->dataCount());
        QCOMPARE(points, 75);

        // Result
        QTest::mouseClick(find<QAbstractButton>(window, "railTry"), Qt::LeftButton);
        QCOMPARE(window.page(), int(MainWindow::Try));
        QSignalSpy generated(&backend, &StudioBackend::generated);
        find<QPlainTextEdit>(window, "promptEdit")->setPlainText("The cat number 3 went to the park.");
        find<QSpinBox>(window, "maxTokens")->setValue(12);
        QTest::mouseClick(find<QPushButton>(window, "generateButton"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(generated.size(), 2, patience_ms); // base and tuned
        QVERIFY(!find<QTextEdit>(window, "answer_base")->toPlainText().isEmpty());
        QVERIFY(!find<QTextEdit>(window, "answer_tuned")->toPlainText().isEmpty());

        QTest::mouseClick(find<QAbstractButton>(window, "railExport"), Qt::LeftButton);
        QCOMPARE(window.page(), int(MainWindow::Export));
        QSignalSpy exported(&backend, &StudioBackend::exported);
        type(find<QLineEdit>(window, "exportPath"), m_folder.filePath("exported"));
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(window, "exportButton")->isEnabled(), patience_ms); // it is foreseen
        QTest::mouseClick(find<QPushButton>(window, "exportButton"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, patience_ms);
        const auto files = exported[0][0].value<ExportResult>().files;
        QCOMPARE(find<QListWidget>(window, "exportedFiles")->count(), int(files.size()));
        for (const std::string& file : files)
            QVERIFY2(QFile::exists(m_folder.filePath("exported/" + QString::fromStdString(file))), file.c_str());
        QCOMPARE(failed.size(), 0);

        // What was exported is what was trained.
        QSignalSpy evaluated(&backend, &StudioBackend::evaluated);
        EvaluateRequest request;
        request.model = stories::model().toStdString();
        request.adapter = m_folder.filePath("exported").toStdString();
        request.data = "eval.jsonl";
        request.data_options.template_name = "plain";
        request.device = "cpu";
        backend.evaluate(1, request);
        QTRY_COMPARE_WITH_TIMEOUT(evaluated.size(), 1, patience_ms);
        const double loss = evaluated[0][1].value<EvaluateResult>().loss;
        QVERIFY(std::abs(loss - result.best_eval_loss) < 1e-4 * result.best_eval_loss);

        openNoRun(window);
        QCOMPARE(model.steps().size(), size_t(75)); // what was shown is left as it was
        QCOMPARE(window.page(), int(MainWindow::Export));
        reload(QString::fromStdString(result.run), model);
        stopAndResume(backend, window, model);
    }

private:
    void openNoRun(MainWindow& window) {
        window.openRun(m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QMessageBox*>("message"), patience_ms);
        auto* said = window.findChild<QMessageBox*>("message");
        QVERIFY2(said->text().contains(m_folder.path()), qPrintable(said->text()));
        delete said;
    }

    // Another window shows the same run from its folder.
    void reload(const QString& run, const RunModel& live) {
        EngineBackend backend;
        FolderLibrary library;
        EngineComparison comparison(backend);
        MainWindow window({backend, library, comparison});
        QSignalSpy opened(&backend, &StudioBackend::runOpened);
        const GapMeter gaps;
        window.openRun(run);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, patience_ms);
        qInfo("opening a run: the longest gap of the event loop was %lld ms", gaps.longest());
        const RunModel& model = window.shownRun();
        QCOMPARE(model.steps().size(), live.steps().size());
        QCOMPARE(model.steps().back().loss, live.steps().back().loss);
        QCOMPARE(model.evals().size(), live.evals().size());
        QCOMPARE(model.activity().reports(), live.activity().reports());
        QVERIFY(!model.isRunning());

        QSignalSpy read(&backend, &StudioBackend::runRead), unreadable(&backend, &StudioBackend::runUnreadable);
        backend.readRun(7, run);
        backend.readRun(8, m_folder.path());
        QTRY_COMPARE_WITH_TIMEOUT(read.size() + unreadable.size(), 2, patience_ms);
        QCOMPARE(read[0][0].toInt(), 7);
        RunModel copy;
        copy.setInfo(read[0][1].value<RunInfo>());
        for (const Event& event : read[0][2].value<std::vector<Event>>())
            copy.append(event);
        QCOMPARE(copy.steps().size(), live.steps().size());

        const QString elsewhere = m_folder.filePath("elsewhere"); // a run is its folder, wherever that lies
        QVERIFY(QFile::link(run, elsewhere));
        window.openRun(elsewhere);
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 2, patience_ms);
        QCOMPARE(model.steps().size(), live.steps().size());
        QCOMPARE(model.folder(), elsewhere);
        QCOMPARE(unreadable[0][0].toInt(), 8);
        QVERIFY(!unreadable[0][1].toString().isEmpty());

        QSignalSpy diagnosed(&backend, &StudioBackend::diagnosed);
        backend.diagnose(run);
        QTRY_COMPARE_WITH_TIMEOUT(diagnosed.size(), 1, patience_ms);
        const QString report = diagnosed[0][0].toString();
        QVERIFY(report.contains("\"last_step\""));
        QVERIFY(report.contains("train.jsonl"));
        QVERIFY(!report.contains(m_folder.path())); // where the user keeps things is nobody's business
        QVERIFY(!report.contains("happy"));         // nor what the rows say
    }

    // Pause, a probe of one's own, stop, and on from there.
    void stopAndResume(EngineBackend& backend, MainWindow& window, const RunModel& model) {
        QSignalSpy finished(&backend, &StudioBackend::trainFinished);
        window.setPage(MainWindow::SetUp);
        find<QDoubleSpinBox>(window, "epochs")->setValue(200);
        auto* start = find<QPushButton>(window, "startButton");
        QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience_ms);
        QTest::mouseClick(start, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!model.steps().empty() && model.totalSteps() == 3000, patience_ms);
        openNoRun(window);
        const size_t shown = model.steps().size();
        QTRY_VERIFY_WITH_TIMEOUT(model.steps().size() > shown, patience_ms); // still live
        backend.setPaused(true);
        QTest::qWait(200);
        const size_t steps = model.steps().size();
        QTest::qWait(200);
        QVERIFY(model.steps().size() <= steps + 1); // a step under way was finished
        backend.setPaused(false);
        backend.probe(model.folder(), "A small dog");
        QTRY_VERIFY_WITH_TIMEOUT(model.filters().has(-1), patience_ms);
        backend.stop();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        const auto stopped = finished[0][0].value<TrainResult>();
        QCOMPARE(stopped.state, RunState::Stopped);
        QVERIFY(stopped.steps < 3000);

        backend.resume(QString::fromStdString(stopped.run), 0);
        QTRY_VERIFY_WITH_TIMEOUT(!model.steps().empty() && model.step() > stopped.steps, patience_ms);
        backend.stop();
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, patience_ms);
        QVERIFY(finished[1][0].value<TrainResult>().steps > stopped.steps);
    }
};

QTEST_MAIN(WindowTest)
#include "tst_window.moc"
