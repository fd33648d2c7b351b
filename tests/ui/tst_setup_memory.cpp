// Memory and time foreseen: the plan as parts, bar and badge, and what the page says while none is known.

#include "setup_form.h"
#include "ui/setup/memory_bar.h"
#include "ui/setup/setup_page.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

using namespace loratrf;

class TestSetupMemory : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void memoryPartsAddUpAndAreDrawnToScale() {
        const MemoryPlan plan = examplePlan();
        int64_t sum = 0;
        for (const MemoryPart& part : memoryParts(plan)) {
            sum += part.bytes;
            QVERIFY(!part.help.isEmpty());
        }
        QCOMPARE(sum, plan.total());

        MemoryBar bar;
        bar.resize(402, bar.sizeHint().height());
        bar.setPlan(plan, 2 * plan.total());
        QCOMPARE(bar.usedShare(), 0.5);
        QCOMPARE(bar.share(0), double(plan.weights) / double(plan.total()));
        const QImage picture = bar.grab().toImage();
        int weights = 0; // pixels across of the first part
        for (int x = 0; x < picture.width(); ++x) {
            weights += picture.pixelColor(x, picture.height() / 3) == MemoryBar::partColour(0, bar.palette()) ? 1 : 0;
        }
        QVERIFY2(std::abs(weights - 400 * bar.share(0)) < 6, qPrintable(QString::number(weights)));
        bar.setPlan(plan, plan.total() / 2);
        QVERIFY(bar.usedShare() > 1.9 && bar.usedShare() < 2.1);
        QVERIFY(bar.accessibleDescription().contains(sizeText(plan.activations)));
    }

    void fitHasThreeLevels() {
        const MemoryPlan plan = examplePlan();
        QVERIFY(fitOf(plan, plan.total() * 2) == Fit::Fits);
        QVERIFY(fitOf(plan, plan.total() + 1) == Fit::Tight);
        QVERIFY(fitOf(plan, plan.total() - 1) == Fit::TooLarge);
    }

    void largestBudgetIsTakenAndTheBadgeFollows() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModelAndData(backend, page);
        QTRY_VERIFY(!backend.foreseen.empty());
        auto* badge = find<QLabel>(page, "fitBadge");
        QVERIFY(!badge->isVisible());
        Q_EMIT backend.memoryForeseen(examplePlan(), 20'000'000'000, 30'001);
        QVERIFY(badge->isVisible());
        QCOMPARE(badge->text(), QString("Fits in memory"));
        QVERIFY(badge->toolTip().contains("20.0 GB"));
        QStringList sizes;
        for (const QLabel* label : page.findChildren<QLabel*>("memoryPart")) {
            sizes << label->text();
        }
        QCOMPARE(sizes.size(), 9);
        QVERIFY(sizes.contains("538 MB"));
        QVERIFY(find<QLabel>(page, "largestBudget")->text().contains("29,952"));
        find<QPushButton>(page, "takeBudget")->click();
        QCOMPARE(page.options().token_budget, int64_t(29952));
        Q_EMIT backend.memoryForeseen(examplePlan(), 1'000'000'000, 0);
        QCOMPARE(badge->text(), QString("Too large for the memory"));
        QVERIFY(!find<QPushButton>(page, "takeBudget")->isVisible());
        find<QLineEdit>(page, "modelPath")->setText("/models/other");
        QVERIFY(!badge->isVisible());
    }

    void nothingIsSaidOfAnotherForm() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModelAndData(backend, page);
        auto* badge = find<QLabel>(page, "fitBadge");
        auto* state = find<QLabel>(page, "memoryState");
        auto* sentence = find<QLabel>(page, "memoryForeseen");
        auto* bar = find<MemoryBar>(page, "memoryBar");
        auto* epochs = find<QDoubleSpinBox>(page, "epochs");
        QTRY_COMPARE(backend.foreseen.size(), std::size_t(1));
        Q_EMIT backend.memoryForeseen(examplePlan(), 20'000'000'000, 30'000);
        QVERIFY(badge->isVisible() && sentence->isVisible() && bar->isEnabled());

        epochs->setValue(4);
        QCoreApplication::processEvents();
        QVERIFY(!badge->isVisible() && !sentence->isVisible() && !bar->isEnabled());
        QVERIFY(state->text().startsWith("Working out"));
        Q_EMIT backend.memoryForeseen(examplePlan(), 20'000'000'000, 30'000); // for the form as it was
        QVERIFY(!badge->isVisible());
        epochs->setValue(3); // back again: what is known was for this form, but is no longer there
        QTRY_COMPARE(backend.foreseen.size(), std::size_t(2));
        Q_EMIT backend.memoryForeseen(examplePlan(), 20'000'000'000, 30'000);
        QVERIFY(badge->isVisible() && bar->isVisible());

        epochs->setValue(5);
        QTRY_COMPARE(backend.foreseen.size(), std::size_t(3));
        Q_EMIT backend.memoryUnknown("on a GPU it is not foreseen");
        QCOMPARE(state->text(), QString("on a GPU it is not foreseen"));
        QVERIFY(!badge->isVisible() && !sentence->isVisible() && !bar->isVisible());
    }

    void dryRunTellsTheTime() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        auto* button = find<QPushButton>(page, "dryRunButton");
        auto* text = find<QLabel>(page, "dryRunText");
        QTRY_VERIFY(!button->isEnabled());
        giveModelAndData(backend, page);
        QTRY_VERIFY(button->isEnabled());
        button->click();
        QCOMPARE(backend.dryRuns.size(), std::size_t(1));
        QCOMPARE(backend.dryRuns[0].data, std::string("/data/orders.jsonl"));
        Q_EMIT backend.progressed("dry run", ProgressEvent{.what = "Steps", .done = 1, .total = 3});
        QCOMPARE(text->text(), QString("Steps, 1 of 3"));
        const DryRun result{.step_seconds = 4, .step_tokens = 3000, .steps = 75, .seconds = 190, .most_seconds = 300};
        Q_EMIT backend.dryRunDone(result);
        QVERIFY(text->text().contains("3 min 10 s"));
        QVERIFY(text->text().contains("at most 5 min 0 s"));
        find<QSpinBox>(page, "batchSize")->setValue(3); // another run
        QTRY_VERIFY(!text->text().contains("3 min"));

        button->click();
        button->click(); // now it cancels
        QVERIFY(backend.asked.contains("cancel dry run"));
        Q_EMIT backend.dryRunDone(result);
        QVERIFY(!text->text().contains("3 min"));
        button->click();
        Q_EMIT backend.failed("dry run", "the run would need more memory");
        QCOMPARE(text->text(), QString("the run would need more memory"));
        button->click();
        Q_EMIT backend.failed("dry run", "stopped; there is no result", 0, true); // by whoever ends all jobs
        QCOMPARE(text->text(), QString("Cancelled."));
        backend.setRunning(true);
        QTRY_VERIFY(!button->isEnabled());
    }
};

QTEST_MAIN(TestSetupMemory)
#include "tst_setup_memory.moc"
