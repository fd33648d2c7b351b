// What the set-up page says of memory and time, and what presets set, with the real engine behind it.

#include "app/engine_backend.h"
#include "stories.h"
#include "ui/setup/preset_shelf.h"
#include "ui/setup/setup_page.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace loratrf;

namespace {

constexpr int patience_ms = 300'000;

template <class Widget>
Widget* find(QWidget& page, const char* name) {
    auto* widget = page.findChild<Widget*>(QLatin1String(name));
    if (!widget)
        qFatal("there is no widget \"%s\"", name);
    return widget;
}

} // namespace

class TestSetupCosts : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    TrainOptions options() const {
        TrainOptions o;
        o.model = stories::model().toStdString();
        o.data = m_folder.filePath("train.jsonl").toStdString();
        o.data_options.template_name = "plain";
        o.device = "cpu";
        o.threads = 2;
        o.batch_size = 4;
        o.run = m_folder.filePath("run").toStdString();
        return o;
    }

private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("loratrf-test");
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        stories::writeRows(m_folder.filePath("train.jsonl"), 0, 60);
    }
    void init() { QSettings().clear(); }

    void presetsAreOptionsOfThisEngine() {
        EngineBackend backend;
        for (const MethodInfo& method : backend.methods()) {
            TrainOptions now = options();
            now.method = method.key;
            for (const Preset& preset : PresetShelf(SOURCE_DIR "/resources/presets", {}).list()) {
                QFile file(preset.file);
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                std::vector<Problem> unknown;
                backend.fromJson(text, &unknown); // as it stands, as on the command line
                QVERIFY2(unknown.empty(), qPrintable(preset.file));
                const TrainOptions set =
                    backend.fromJson(PresetShelf::applied(text, backend.toJson(now), backend.methods()), nullptr);
                QCOMPARE(set.model, now.model);
                QCOMPARE(set.threads, now.threads);
                QCOMPARE(set.data_options.template_name, now.data_options.template_name);
                for (const Problem& problem : backend.validate(set))
                    QVERIFY2(problem.warning, qPrintable(preset.file + ", " +
                                                         QString::fromStdString(method.key + ": " + problem.field +
                                                                                ": " + problem.message)));
            }
        }
    }

    void memoryIsPricedAndTheBudgetThatFitsFits() {
        if (!stories::present())
            QSKIP("the stories260K model is not there");
        EngineBackend backend;
        SetupPage page(backend);
        page.setOptions(options());
        page.show();
        QSignalSpy foreseen(&backend, &StudioBackend::memoryForeseen);
        QTRY_VERIFY_WITH_TIMEOUT(!foreseen.isEmpty(), patience_ms);
        const QString disk = find<QLabel>(page, "diskForeseen")->text();
        QVERIFY2(disk.startsWith("Disk: about ") && disk.contains("free"), qPrintable(disk));
        const auto largest = foreseen.back()[2].toLongLong();
        QVERIFY(largest > 2048); // of a model this small
        QCOMPARE(find<QLabel>(page, "fitBadge")->text(), QString("Fits in memory"));
        QTRY_VERIFY(find<QPushButton>(page, "takeBudget")->isEnabled());
        const auto before = foreseen.size();
        find<QPushButton>(page, "takeBudget")->click();
        QVERIFY(page.options().token_budget > 2048);
        QTRY_VERIFY_WITH_TIMEOUT(foreseen.size() > before, patience_ms);
        const auto plan = foreseen.back()[0].value<MemoryPlan>();
        QCOMPARE(plan.tokens, page.options().token_budget);
        QVERIFY(plan.total() <= foreseen.back()[1].toLongLong());
    }

    void threeStepsTellTheTimeAndStartEndsThem() {
        if (!stories::present())
            QSKIP("the stories260K model is not there");
        EngineBackend backend;
        SetupPage page(backend);
        page.setOptions(options());
        page.show();
        QVERIFY(!find<QPushButton>(page, "dryRunButton")->isEnabled()); // not before the form was looked at
        QSignalSpy done(&backend, &StudioBackend::dryRunDone);
        auto* button = find<QPushButton>(page, "dryRunButton");
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience_ms);
        button->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience_ms);
        const auto result = done[0][0].value<DryRun>();
        QVERIFY(result.step_seconds > 0);
        QCOMPARE(result.steps, int64_t(45)); // 57 rows left of 60, 4 a step, 3 epochs
        QVERIFY(find<QLabel>(page, "dryRunText")->text().startsWith("About "));
        QVERIFY(!QFile::exists(m_folder.filePath("run")));

        QSignalSpy finished(&backend, &StudioBackend::trainFinished);
        TrainOptions short_run = options();
        short_run.max_steps = 2;
        page.setOptions(short_run);
        QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(page, "startButton")->isEnabled(), patience_ms);
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience_ms);
        button->click();
        find<QPushButton>(page, "startButton")->click();
        QVERIFY(backend.busy());
        QTRY_VERIFY(!button->isEnabled());
        QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience_ms);
        QCOMPARE(done.size(), 1); // the second measurement came to no end
        QVERIFY(!find<QLabel>(page, "dryRunText")->text().startsWith("About "));
    }
};

QTEST_MAIN(TestSetupCosts)
#include "tst_setup_costs.moc"
