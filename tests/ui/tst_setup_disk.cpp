// The disk space a run will take, as the set-up page says it: for the form as it is, with the change that would fit.

#include "setup_form.h"
#include "ui/setup/setup_page.h"
#include "ui/widgets/words.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QtTest>

using namespace loratrf;

namespace {

DiskCosts exampleCosts() {
    return {.adapter = 40'000'000, .checkpoint = 120'000'000, .texts = 100'000, .activity = 0, .probes = 0};
}

} // namespace

class TestSetupDisk : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    static DiskPlan planOf(const SetupPage& page, int64_t steps, int64_t stepsPerEpoch) {
        return plan_disk(exampleCosts(), page.options(), {.steps = steps, .steps_per_epoch = stepsPerEpoch});
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void theLineSaysWhatIsNeededAndFree() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        auto* line = find<QLabel>(page, "diskForeseen");
        QVERIFY(!line->isVisible());
        giveModelAndData(backend, page);
        QTRY_VERIFY(!backend.foreseen.empty());
        Q_EMIT backend.diskForeseen(exampleCosts(), 20'000'000'000);
        QVERIFY(line->isVisible());
        // 400 rows, 16 a step, as the example backend counts them.
        const DiskPlan plan = planOf(page, 25, 25);
        QCOMPARE(plan.at_once, int64_t(1));
        QTRY_COMPARE(line->text(), QString("Disk: about %1 for checkpoints and adapter; %2 free")
                                       .arg(sizeText(plan.total()), sizeText(20'000'000'000)));
        QVERIFY(line->toolTip().contains(sizeText(plan.checkpoint)));
        QVERIFY(line->toolTip().contains(sizeText(plan.left())));

        Q_EMIT backend.memoryUnknown("on a GPU it is not foreseen"); // the disk is
        QVERIFY(line->isVisible());
        find<QDoubleSpinBox>(page, "epochs")->setValue(4);
        QCoreApplication::processEvents();
        QVERIFY(!line->isVisible()); // until it is known of this form
        QTRY_COMPARE(backend.foreseen.size(), std::size_t(2));
        Q_EMIT backend.diskForeseen(exampleCosts(), -1);
        QVERIFY(line->isVisible());
        QVERIFY(!line->text().contains("free"));
    }

    void pairsFoundByThemselvesAreCounted() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModelAndData(backend, page);
        QCOMPARE(page.options().data_options.shape, RowShape::Auto);
        QTRY_VERIFY(!backend.foreseen.empty());
        const DiskCosts costs{.adapter = 1'000, .checkpoint = 3'000, .texts = 100, .activity = 0, .probes = 0};
        const auto text = [&](int64_t pairs) {
            const RunLength length{.steps = 25, .steps_per_epoch = 25, .pairs = pairs};
            return QString("Disk: about %1 for checkpoints and adapter")
                .arg(sizeText(plan_disk(costs, page.options(), length).total()));
        };
        QVERIFY(text(0) != text(400));
        auto* line = find<QLabel>(page, "diskForeseen");
        Q_EMIT backend.diskForeseen(costs, -1);
        QTRY_COMPARE(line->text(), text(0));
        DataReport report;
        report.file = "/data/orders.jsonl";
        report.shape = RowShape::Preference;
        report.rows = report.used = report.sequences = 400;
        Q_EMIT backend.dataReported(report);
        QTRY_COMPARE(line->text(), text(400));
    }

    void fewerCheckpointsAreOffered() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModelAndData(backend, page);
        TrainOptions wanted = page.options();
        wanted.checkpoint_every = wanted.eval_every = 1;
        wanted.keep_checkpoints = 7;
        page.setOptions(wanted);
        QTRY_VERIFY(!backend.foreseen.empty() && backend.foreseen.back().keep_checkpoints == 7);
        TrainOptions fewer = page.options();
        fewer.keep_checkpoints = 5;
        const int64_t free = plan_disk(exampleCosts(), fewer, {.steps = 25, .steps_per_epoch = 25}).total();
        auto* line = find<QLabel>(page, "diskForeseen");
        Q_EMIT backend.diskForeseen(exampleCosts(), free);
        QVERIFY2(line->text().contains("\"Checkpoints kept\" at 5 would fit"), qPrintable(line->text()));
        Q_EMIT backend.diskForeseen(exampleCosts(), 1000);
        QVERIFY2(line->text().contains("Make room"), qPrintable(line->text()));
    }
};

QTEST_MAIN(TestSetupDisk)
#include "tst_setup_disk.moc"
