// Meters of the GPU beside a run: there while it computes on one that can be read, with what the driver tells.

#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/run/gpu_strip.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"
#include "ui/widgets/theme.h"

#include <QAccessible>
#include <QtTest>

using namespace loratrf;

namespace {

struct Stage {
    RecordingBackend backend;
    ShownRun run{backend};
    QWidget window;
    GpuStrip* strip = new GpuStrip(backend, run, &window);

    Stage() { window.show(); }

    void start(const std::string& device, const std::string& folder = "runs/orders-demo") {
        StartEvent begun = sample::start(sample::steps, sample::sites, folder);
        begun.device = device;
        Q_EMIT backend.event(begun);
        say(RunState::Running);
    }
    void say(RunState state) { Q_EMIT backend.event(StateEvent{.state = state, .step = 0, .message = {}}); }
};

GpuReading exampleReading() {
    GpuReading reading;
    reading.busy = 87;
    reading.memory_used = 12'300'000'000;
    reading.memory_total = 85'500'000'000;
    reading.temperature = 61;
    reading.power = 305.25;
    return reading;
}

QString spoken(QWidget* widget) {
    return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
}

} // namespace

class TestGpuStrip : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() {
        isolateSettings(m_settings);
        QAccessible::setActive(true);
    }

    void isThereWhileARunOnAGpuIsRead() {
        Stage stage;
        QVERIFY(!stage.strip->isVisible());
        QVERIFY(stage.backend.watchedGpus.isEmpty()); // there is no run
        stage.start("cuda:0");
        QCOMPARE(stage.backend.watchedGpus, QStringList{"cuda:0"});
        QVERIFY(!stage.strip->isVisible()); // nothing was read yet
        Q_EMIT stage.backend.gpuRead(exampleReading());
        QVERIFY(stage.strip->isVisible());
        Q_EMIT stage.backend.event(sample::step(1, sample::steps));
        stage.say(RunState::Paused);
        QVERIFY(stage.strip->isVisible());
        QCOMPARE(stage.backend.watchedGpus.size(), 1); // asked once
        stage.say(RunState::Finished);
        QVERIFY(!stage.strip->isVisible());
        QCOMPARE(stage.backend.watchedGpus, (QStringList{"cuda:0", ""}));
    }

    void anotherDeviceBeginsAnew() {
        Stage stage;
        stage.start("cuda:0");
        Q_EMIT stage.backend.gpuRead(exampleReading());
        stage.start("cuda:1");
        QVERIFY(!stage.strip->isVisible());
        QCOMPARE(stage.backend.watchedGpus.last(), QString("cuda:1"));
        Q_EMIT stage.backend.gpuRead(exampleReading());
        QVERIFY(stage.strip->isVisible());
        stage.start("cpu (2 threads)");
        QVERIFY(!stage.strip->isVisible());
        QCOMPARE(stage.backend.watchedGpus.last(), QString("cpu (2 threads)")); // of which the backend reads nothing
    }

    void anotherRunOnADeviceOfThatNameIsAskedForAnew() {
        Stage stage;
        stage.start("cuda:0");
        Q_EMIT stage.backend.gpuRead(exampleReading());
        stage.start("cuda:0", "runs/of-another-machine");
        QVERIFY(!stage.strip->isVisible());
        QCOMPARE(stage.backend.watchedGpus, (QStringList{"cuda:0", "cuda:0"}));
    }

    void aStripThatComesLaterAsksToo() {
        Stage stage;
        stage.start("cuda:0");
        stage.backend.watchedGpus.clear();
        const GpuStrip later(stage.backend, stage.run);
        QCOMPARE(stage.backend.watchedGpus, QStringList{"cuda:0"});
    }

    void metersSayWhatIsRead() {
        Stage stage;
        stage.start("cuda:0");
        Q_EMIT stage.backend.gpuRead(exampleReading());
        const struct {
            const char *name, *text, *spoken;
        } all[] = {{"gpuBusy", "GPU 87 %", "GPU in use: 87 %"},
                   {"gpuMemory", "Memory 12.3 GB of 85.5 GB", "GPU memory in use: 12.3 GB of 85.5 GB"},
                   {"gpuTemperature", "61 °C", "GPU temperature: 61 °C"},
                   {"gpuPower", "305 W", "GPU power: 305 W"}};
        for (const auto& one : all) {
            auto* meter = find<QLabel>(*stage.strip, one.name);
            QVERIFY2(meter->isVisible() && !meter->toolTip().isEmpty(), one.name);
            QCOMPARE(meter->text(), QString::fromUtf8(one.text));
            QCOMPARE(spoken(meter), QString::fromUtf8(one.spoken));
        }
    }

    void whatIsNotToldIsNotShown() {
        Stage stage;
        stage.start("cuda:0");
        GpuReading reading = exampleReading();
        reading.power.reset();
        reading.memory_total = 0; // no share of it can be told
        Q_EMIT stage.backend.gpuRead(reading);
        QVERIFY(find<QLabel>(*stage.strip, "gpuBusy")->isVisible());
        QVERIFY(find<QLabel>(*stage.strip, "gpuTemperature")->isVisible());
        QVERIFY(!find<QLabel>(*stage.strip, "gpuMemory")->isVisible());
        QVERIFY(!find<QLabel>(*stage.strip, "gpuPower")->isVisible());
        Q_EMIT stage.backend.gpuRead(GpuReading());
        QVERIFY(!stage.strip->isVisible());
    }

    void barsAreAsFullAsTheySay() {
        Stage stage;
        stage.start("cuda:0");
        auto* meter = find<QLabel>(*stage.strip, "gpuBusy");
        const auto pictureAt = [&](int64_t percent) {
            GpuReading reading;
            reading.busy = percent;
            Q_EMIT stage.backend.gpuRead(reading);
            meter->resize(200, meter->sizeHint().height());
            return meter->grab().toImage();
        };
        // In the middle of the bar, before and behind its end; its height alone is compared, not the text above.
        const auto inBar = [&](const QImage& image, int x) { return image.pixelColor(x, image.height() - 3); };
        const QImage half = pictureAt(50);
        QVERIFY(inBar(half, 60) != inBar(half, 140));
        QVERIFY(inBar(pictureAt(90), 140) == inBar(half, 60));
        QVERIFY(inBar(pictureAt(10), 60) == inBar(half, 140));
        QVERIFY(inBar(pictureAt(130), 140) == inBar(half, 60)); // no further than full
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        RecordingBackend backend;
        ShownRun run(backend);
        applyTheme(ThemeMode::Light);
        RunPage page(backend, run);
        page.resize(1100, 700);
        page.show();
        backend.setRunning(true);
        StartEvent begun = sample::start(sample::steps, sample::sites, "runs/orders-demo");
        begun.device = "cuda:0";
        Q_EMIT backend.event(begun);
        Q_EMIT backend.event(StateEvent{.state = RunState::Running, .step = 0, .message = {}});
        for (int step = 1; step <= 20; ++step) {
            Q_EMIT backend.event(sample::step(step, sample::steps));
        }
        Q_EMIT backend.gpuRead(exampleReading());
        QTest::qWait(400);
        QVERIFY(page.grab().save(QString("%1/run-gpu.png").arg(folder)));
    }

    void nothingMovesWhileFiguresChange() {
        Stage stage;
        stage.start("cuda:0");
        GpuReading reading = exampleReading();
        Q_EMIT stage.backend.gpuRead(reading);
        const QSize before = stage.strip->sizeHint();
        reading.busy = 100;
        reading.memory_used = 1'000'000'000;
        reading.temperature = 9;
        reading.power = 1000;
        Q_EMIT stage.backend.gpuRead(reading);
        QCOMPARE(stage.strip->sizeHint(), before);
    }

    void theRunPageHasIt() {
        RecordingBackend backend;
        ShownRun run(backend);
        RunPage page(backend, run);
        page.resize(960, 600);
        page.show();
        backend.setRunning(true);
        StartEvent begun = sample::start(sample::steps, sample::sites);
        begun.device = "cuda:0";
        Q_EMIT backend.event(begun);
        Q_EMIT backend.event(StateEvent{.state = RunState::Running, .step = 0, .message = {}});
        Q_EMIT backend.gpuRead(exampleReading());
        auto* busy = find<QLabel>(page, "gpuBusy");
        QTRY_VERIFY(busy->isVisible()); // the page shows the run a moment later
    }
};

QTEST_MAIN(TestGpuStrip)
#include "tst_gpu_strip.moc"
