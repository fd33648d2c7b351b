// The form and the report of a comparison. With LORATRF_SCREENSHOTS=<folder> it also saves pictures.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "ui/library/compare_dialog.h"
#include "ui/widgets/form.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTimer>
#include <QtTest>

using namespace loratrf;

namespace {

TrainOptions base() {
    TrainOptions options;
    options.model = "/models/SmolLM2-135M-Instruct.gguf";
    options.data = "/data/orders-train.jsonl";
    options.learning_rate = 2e-4;
    return options;
}

CompareResult exampleResult() {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    CompareResult result;
    result.folder = "/home/ann/runs/comparisons/first";
    result.test_rows = 80;
    result.base.loss = 2.31;
    result.base.generated = 80;
    for (const char* label : {"LoRA", "LoRATRF"}) {
        MethodResult method;
        method.plan.label = label;
        method.plan.trainable = 921600;
        method.learning_rate = 3e-4;
        method.trials.resize(3);
        method.test_loss = {3, 0.1234, 0.004, 0.0056};
        method.exact = {3, 0.81, 0.02, 0.041};
        method.forgetting = {3, 0.02, 0.01, 0.009};
        method.step_seconds = {3, 91, 2, 5};
        method.peak_memory = {3, 1.3e9, 1e6, 2e6};
        result.methods.push_back(method);
    }
    result.methods[1].trials[2].failure = "diverged";
    result.methods[1].test_loss = {1, 0.1111, none, none};
    return result;
}

CompareResult pairsResult() {
    CompareResult result = exampleResult();
    result.base = {};
    result.base.loss = 0.693147;
    result.base.pairs = 80;
    result.base.likelier = 44;
    for (MethodResult& method : result.methods) {
        method.exact = {};
        method.preferred = {3, 0.8, 0.04, 0.1};
        method.likelier = {3, 0.65, 0.02, 0.05};
        method.margin = {3, 0.42, 0.02, 0.05};
    }
    return result;
}

} // namespace

class TestCompareDialog : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void startNeedsModelMethodsAndPlainRates() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase({}, "/home/ann/runs");
        auto* start = find<QPushButton>(dialog, "compareStart");
        QVERIFY(!start->isEnabled());
        dialog.setBase(base(), "/home/ann/runs");
        QVERIFY(start->isEnabled()); // the form's method and LoRA are ticked
        auto* methods = find<QListWidget>(dialog, "compareMethods");
        methods->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(!start->isEnabled());
        methods->item(2)->setCheckState(Qt::Checked);
        QVERIFY(start->isEnabled());
        find<QLineEdit>(dialog, "compareRates")->setText("1e-3, much");
        QVERIFY(!start->isEnabled());
        find<QLineEdit>(dialog, "compareRates")->setText("1e-3, -1");
        QVERIFY(!start->isEnabled());
        find<QLineEdit>(dialog, "compareRates")->setText("1e-3, 3e-4");
        QVERIFY(start->isEnabled());
    }

    void ranksAreCrossedWithMethods() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        TrainOptions recipe = base();
        recipe.method_options["rank"] = int64_t(12);
        dialog.setBase(recipe, "/home/ann/runs"); // LoRATRF and LoRA are ticked
        auto* start = find<QPushButton>(dialog, "compareStart");
        auto* ranks = find<QLineEdit>(dialog, "compareRanks");
        auto* every = find<QCheckBox>(dialog, "compareEveryRate");
        QCOMPARE(ranks->placeholderText(), QString("12, for all"));
        for (const char* wrong : {"4, many", "0", "4, -2", "1.5", "4, 99999999999999999999"}) {
            ranks->setText(wrong);
            QVERIFY2(!start->isEnabled() && allText(&dialog).contains("Ranks are whole numbers"), wrong);
        }
        ranks->setText("4, 16;64");
        QVERIFY(start->isEnabled());
        QVERIFY(allText(&dialog).contains("18 training")); // two methods, three ranks, three seeds
        find<QListWidget>(dialog, "compareMethods")->item(2)->setCheckState(Qt::Checked); // without a rank: once
        QVERIFY(allText(&dialog).contains("21 training"));
        QVERIFY(!every->isEnabled()); // there is one rate
        find<QLineEdit>(dialog, "compareRates")->setText("1e-3, 3e-4");
        QVERIFY(allText(&dialog).contains("28 training"));
        QVERIFY(every->isEnabled());
        every->setChecked(true);
        QVERIFY(allText(&dialog).contains("42 training"));
        auto* budget = find<QComboBox>(dialog, "compareBudget");
        budget->setCurrentIndex(budget->findData(int(Budget::Time)));
        find<NumberSpin>(dialog, "compareSeconds")->setValue(60);
        QVERIFY2(allText(&dialog).contains("42 min 0 s of steps"), qPrintable(allText(&dialog)));

        // One method is enough where its ranks are compared.
        auto* methods = find<QListWidget>(dialog, "compareMethods");
        methods->item(0)->setCheckState(Qt::Unchecked);
        methods->item(2)->setCheckState(Qt::Unchecked);
        QVERIFY(start->isEnabled());
        start->click();
        QCOMPARE(comparison.asked[0].methods, std::vector<std::string>{"lora"});
        QCOMPARE(comparison.asked[0].ranks, (std::vector<int64_t>{4, 16, 64}));
        QVERIFY(comparison.asked[0].every_rate);
        QCOMPARE(find<QProgressBar>(dialog, "compareProgress")->maximum(), 1800); // 3 ranks, 2 rates, 3 seeds
    }

    void waitsForItsTurn() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase(base(), "/home/ann/runs");
        comparison.waits = true;
        backend.setRunning(true);
        auto* start = find<QPushButton>(dialog, "compareStart");
        QVERIFY(start->isEnabled());
        QVERIFY(allText(&dialog).contains("They begin when what is under way"));
        start->click();
        QCOMPARE(comparison.asked.size(), std::size_t(1));
        QVERIFY(dialog.isWorking());
        const auto doing = [&] { return find<QLabel>(dialog, "compareDoing")->text(); };
        QVERIFY2(doing().startsWith("Waiting for what is under way"), qPrintable(doing()));
        StartEvent other; // of the run under way
        other.run = "/home/ann/runs/first";
        Q_EMIT backend.event(other);
        QVERIFY2(doing().startsWith("Waiting for what is under way"), qPrintable(doing()));

        find<QPushButton>(dialog, "compareStop")->click(); // takes it back; the run goes on
        QCOMPARE(comparison.takenBack, 1);
        QCOMPARE(backend.stops, 0);
        QVERIFY(!dialog.isWorking());

        start->click();
        Q_EMIT comparison.begun();
        QCOMPARE(doing(), QString("Looking at the base model…"));
        find<QPushButton>(dialog, "compareStop")->click();
        QCOMPARE(backend.stops, 1);
    }

    void anUnfinishedOneGoesOn() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase({}, "/home/ann/runs");
        QCOMPARE(comparison.searched, std::vector<QString>{"/home/ann/runs/comparisons"});
        auto* goOn = find<QPushButton>(dialog, "compareGoOn");
        QVERIFY(goOn->isHidden());
        CompareOptions earlier;
        earlier.train = base();
        earlier.methods = {"lora", "loratrf"};
        earlier.seeds = 4;
        earlier.folder = "/home/ann/runs/comparisons/first";
        Q_EMIT comparison.unfinished(earlier);
        const QString said = find<MessageStrip>(dialog, "compareStrip")->text();
        QVERIFY2(said.contains("comparisons/first has not finished") && said.contains("orders-train.jsonl"),
                 qPrintable(said));
        QVERIFY(!goOn->isHidden() && goOn->isEnabled());
        goOn->click();
        QCOMPARE(comparison.asked.at(0).folder, earlier.folder);
        QCOMPARE(comparison.asked.at(0).seeds, int64_t(4));
        QCOMPARE(find<QProgressBar>(dialog, "compareProgress")->maximum(), 800);
        QVERIFY(goOn->isHidden());
        Q_EMIT comparison.compared(exampleResult());
        find<QPushButton>(dialog, "compareAgain")->click();
        QVERIFY(goOn->isHidden()); // it has finished
    }

    void theFieldsAreRemembered() {
        RecordingBackend backend;
        RecordingComparison comparison;
        {
            CompareDialog dialog(backend, comparison);
            dialog.setBase(base(), "/home/ann/other");
            find<QLineEdit>(dialog, "compareRates")->setText("1e-3, 3e-4");
            find<QLineEdit>(dialog, "compareRanks")->setText("4, 8");
            find<QCheckBox>(dialog, "compareEveryRate")->setChecked(true);
            find<QSpinBox>(dialog, "compareSeeds")->setValue(7);
            auto* budget = find<QComboBox>(dialog, "compareBudget");
            budget->setCurrentIndex(budget->findData(int(Budget::Rank)));
            auto* methods = find<QListWidget>(dialog, "compareMethods");
            methods->item(0)->setCheckState(Qt::Unchecked);
            methods->item(2)->setCheckState(Qt::Checked);
        }
        const auto optionsOf = [&](const QString& project) {
            CompareDialog dialog(backend, comparison);
            dialog.setBase(base(), project);
            find<QPushButton>(dialog, "compareStart")->click();
            return comparison.asked.back();
        };
        const CompareOptions same = optionsOf("/home/ann/other"), another = optionsOf("/home/ann/third");
        QCOMPARE(same.seeds, int64_t(7));
        QCOMPARE(int(same.budget), int(Budget::Rank));
        QCOMPARE(same.learning_rates, (std::vector<double>{1e-3, 3e-4}));
        QCOMPARE(same.ranks, (std::vector<int64_t>{4, 8}));
        QVERIFY(same.every_rate && !another.every_rate && another.ranks.empty());
        QVERIFY(same.methods != another.methods);
        QCOMPARE(another.seeds, int64_t(3));
        QVERIFY(another.learning_rates.empty());
    }

    void asksForWhatTheFormSays() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase(base(), "/home/ann/runs");
        QVERIFY(allText(&dialog).contains("6 training")); // two methods, three seeds
        find<QLineEdit>(dialog, "compareRates")->setText("1e-3,3e-4, 1e-4");
        QVERIFY(allText(&dialog).contains("10 training")); // the first seed is tuned with
        auto* budget = find<QComboBox>(dialog, "compareBudget");
        QVERIFY(!find<NumberSpin>(dialog, "compareSeconds")->isEnabled());
        budget->setCurrentIndex(budget->findData(int(Budget::Time)));
        find<NumberSpin>(dialog, "compareSeconds")->setValue(60);
        find<QSpinBox>(dialog, "compareSeeds")->setValue(5);
        find<NumberSpin>(dialog, "compareTestShare")->setValue(0.3);
        find<QCheckBox>(dialog, "compareGenerate")->setChecked(true);
        find<QPushButton>(dialog, "compareStart")->click();
        QCOMPARE(comparison.asked.size(), std::size_t(1));
        const CompareOptions& asked = comparison.asked[0];
        QCOMPARE(asked.train.data, base().data);
        QCOMPARE(asked.methods, (std::vector<std::string>{"loratrf", "lora"}));
        QCOMPARE(int(asked.budget), int(Budget::Time));
        QCOMPARE(asked.seconds, 60.0);
        QCOMPARE(asked.seeds, int64_t(5));
        QCOMPARE(asked.learning_rates, (std::vector<double>{1e-3, 3e-4, 1e-4}));
        QCOMPARE(asked.test_share, 0.3);
        QVERIFY(asked.generate);
        QVERIFY(asked.folder.starts_with("/home/ann/runs/comparisons/"));
    }

    void showsHowFarItIs() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase(base(), "/home/ann/runs");
        StartEvent start, other;
        start.total_steps = other.total_steps = 10;
        other.run = "/home/ann/runs/comparisons/earlier/trials/lora-lr0.0002-seed1";
        Q_EMIT backend.event(other);
        QCOMPARE(find<QLabel>(dialog, "compareDoing")->text(), QString());
        find<QPushButton>(dialog, "compareStart")->click();
        start.run = comparison.asked[0].folder + "/trials/lora-lr0.0002-seed1";
        Q_EMIT backend.event(start);
        StepEvent step;
        step.step = 5;
        Q_EMIT backend.event(step);
        Q_EMIT backend.event(other); // is looked at meanwhile
        step.step = 9;
        Q_EMIT backend.event(step);
        QCOMPARE(find<QLabel>(dialog, "compareDoing")->text(), QString("Training lora-lr0.0002-seed1 (trial 1 of 6)"));
        QCOMPARE(find<QProgressBar>(dialog, "compareProgress")->value(), 50);
        QCOMPARE(find<QProgressBar>(dialog, "compareProgress")->maximum(), 600);
        find<QPushButton>(dialog, "compareStop")->click();
        QCOMPARE(backend.stops, 1);
        CompareResult stopped;
        stopped.state = RunState::Stopped;
        stopped.folder = "/home/ann/runs/comparisons/first";
        Q_EMIT comparison.compared(stopped);
        QVERIFY(find<MessageStrip>(dialog, "compareStrip")->text().startsWith("Stopped."));
        QVERIFY(find<QPushButton>(dialog, "compareStart")->isEnabled());
        find<QPushButton>(dialog, "compareStart")->click();
        QCOMPARE(comparison.asked[1].folder, comparison.asked[0].folder); // goes on
        Q_EMIT comparison.failed("no rows are left");
        QCOMPARE(find<MessageStrip>(dialog, "compareStrip")->text(), QString("no rows are left"));
        QVERIFY(find<QPushButton>(dialog, "compareStart")->isEnabled());
    }

    void saysWhatComesBeforeTheFirstTrial() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase(base(), "/home/ann/runs");
        const auto doing = [&] { return find<QLabel>(dialog, "compareDoing")->text(); };
        const auto tell = [&](const char* job, int64_t done, int64_t total) {
            Q_EMIT backend.progressed(job, {.what = "Reading data", .done = done, .total = total, .bytes = true});
        };
        tell("compare", 1000, 2000);
        QCOMPARE(doing(), QString());
        find<QPushButton>(dialog, "compareStart")->click();
        tell("compare", 1'500'000, 3'000'000);
        QCOMPARE(doing(), QString("Reading data, 1.50 MB of 3.00 MB"));
        tell("data", 2'000'000, 3'000'000); // another job's
        QCOMPARE(doing(), QString("Reading data, 1.50 MB of 3.00 MB"));
        tell("compare", 0, 0);
        QCOMPARE(doing(), QString("Reading data…"));
        StartEvent start;
        start.run = comparison.asked[0].folder + "/trials/lora-lr0.0002-seed1";
        Q_EMIT backend.event(start);
        const QString training = doing();
        QVERIFY(training.startsWith("Training"));
        tell("compare", 1'500'000, 3'000'000); // the trial's own rows
        QCOMPARE(doing(), training);
    }

    void trialsOfEqualTimeGoByTheClock() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase(base(), "/home/ann/runs");
        auto* budget = find<QComboBox>(dialog, "compareBudget");
        budget->setCurrentIndex(budget->findData(int(Budget::Time)));
        find<NumberSpin>(dialog, "compareSeconds")->setValue(60);
        find<QPushButton>(dialog, "compareStart")->click();
        StartEvent start; // without a number of steps
        start.run = comparison.asked[0].folder + "/trials/lora-lr0.0002-seed1";
        Q_EMIT backend.event(start);
        StepEvent step;
        step.step = 5;
        step.seconds = 15;
        Q_EMIT backend.event(step);
        QCOMPARE(find<QProgressBar>(dialog, "compareProgress")->value(), 25);
    }

    void reportsMeansWithIntervals() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase(base(), "/home/ann/runs");
        find<QPushButton>(dialog, "compareStart")->click();
        Q_EMIT comparison.compared(exampleResult());
        auto* table = find<QTableWidget>(dialog, "compareTable");
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(0, 1)->text(), QString("2.3100"));
        QCOMPARE(table->item(1, 1)->text(), QString("0.1234 ± 0.0056"));
        QCOMPARE(table->item(2, 1)->text(), QString("0.1111")); // one trial has no interval
        QCOMPARE(table->item(2, 8)->text(), QString("3, 1 failed"));
        QVERIFY(find<QLabel>(dialog, "compareReading")->text().contains("95 %"));
        QVERIFY(find<QPushButton>(dialog, "compareStart")->isHidden());
        QVERIFY(find<QPushButton>(dialog, "compareOpen")->isHidden());
        find<QPushButton>(dialog, "compareAgain")->click();
        QVERIFY(!find<QPushButton>(dialog, "compareOpen")->isHidden());
        QVERIFY(!find<QPushButton>(dialog, "compareStart")->isHidden());
        QVERIFY(find<QPushButton>(dialog, "compareStart")->isEnabled());
    }

    void pairsHaveFiguresOfTheirOwn() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase(base(), "/home/ann/runs");
        find<QPushButton>(dialog, "compareStart")->click();
        Q_EMIT comparison.compared(pairsResult());
        auto* table = find<QTableWidget>(dialog, "compareTable");
        QStringList header;
        for (int column = 0; column < table->columnCount(); ++column) {
            header << table->horizontalHeaderItem(column)->text();
        }
        QVERIFY(!header.contains("Exact"));
        const auto at = [&](int row, const char* name) {
            return table->item(row, int(header.indexOf(QString(name))))->text();
        };
        QCOMPARE(at(0, "Test loss"), QString("0.6931"));
        QCOMPARE(at(0, "Likelier"), percentText(0.55));
        QCOMPARE(at(0, "Preferred"), QString::fromUtf8("–"));
        QCOMPARE(at(1, "Preferred"), percentText(0.8) + QString::fromUtf8(" ± ") + percentText(0.1));
        QCOMPARE(at(1, "Margin"), QString::fromUtf8("0.420 ± 0.050"));
        QCOMPARE(at(1, "Trials"), QString("3"));
        QVERIFY(!table->horizontalHeaderItem(int(header.indexOf("Margin")))->toolTip().isEmpty());
        const QString reading = find<QLabel>(dialog, "compareReading")->text();
        QVERIFY2(reading.contains("test pairs") && reading.contains("ln 2"), qPrintable(reading));

        Q_EMIT comparison.compared(exampleResult()); // rows of another kind after it
        QCOMPARE(table->horizontalHeaderItem(2)->text(), QString("Exact"));
        QVERIFY(table->horizontalHeaderItem(2)->toolTip().isEmpty());
        CompareResult unasked = exampleResult();
        unasked.base.generated = 0;
        Q_EMIT comparison.compared(unasked);
        QCOMPARE(table->horizontalHeaderItem(2)->text(), QString("Forgetting"));
    }

    void anEarlierOneIsOpened() {
        RecordingBackend backend;
        RecordingComparison comparison;
        CompareDialog dialog(backend, comparison);
        dialog.setBase({}, "/home/ann/runs"); // the form need not be filled for it
        QTimer::singleShot(0, &dialog, [&] {
            auto* chooser = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(chooser);
            chooser->setDirectory("/");
            chooser->findChild<QLineEdit*>("fileNameEdit")->setText("/tmp");
            static_cast<QDialog*>(chooser)->accept();
        });
        find<QPushButton>(dialog, "compareOpen")->click();
        QCOMPARE(comparison.opened, std::vector<QString>{"/tmp"});
        Q_EMIT comparison.unreadable("/tmp: there is no results.json");
        QVERIFY(find<MessageStrip>(dialog, "compareStrip")->text().contains("results.json"));
        QVERIFY(!find<QPushButton>(dialog, "compareStart")->isHidden());
        Q_EMIT comparison.compared(exampleResult());
        QCOMPARE(find<QTableWidget>(dialog, "compareTable")->rowCount(), 3);
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        for (const bool dark : {false, true}) {
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            RecordingBackend backend;
            RecordingComparison comparison;
            CompareDialog dialog(backend, comparison);
            const auto shoot = [&](const QString& name) {
                QTest::qWait(80);
                QVERIFY(dialog.grab().save(QString("%1/compare-%2-%3.png").arg(folder, name, dark ? "dark" : "light")));
            };
            dialog.setBase(base(), "/home/ann/.local/share/loratrf/runs");
            dialog.show();
            shoot("form");
            find<QLineEdit>(dialog, "compareRanks")->setText("4, 16, 64");
            find<QLineEdit>(dialog, "compareRates")->setText("1e-3, 3e-4");
            auto* budget = find<QComboBox>(dialog, "compareBudget");
            budget->setCurrentIndex(budget->findData(int(Budget::Time)));
            shoot("ranks");
            find<QPushButton>(dialog, "compareStart")->click();
            StartEvent start;
            start.run = comparison.asked[0].folder + "/trials/lora-lr0.0002-seed1";
            start.total_steps = 10;
            Q_EMIT backend.event(start);
            StepEvent step;
            step.step = 5;
            Q_EMIT backend.event(step);
            shoot("working");
            CompareResult result = exampleResult();
            result.methods[0].plan.label = "LoRA with rank 16";
            result.methods[1].plan.label = "LoRATRF, budget of rank 16, learning rate 0.001";
            Q_EMIT comparison.compared(result);
            shoot("report");
            Q_EMIT comparison.compared(pairsResult());
            shoot("pairs");
        }
    }
};

QTEST_MAIN(TestCompareDialog)
#include "tst_compare_dialog.moc"
