// What helps to fill the form: memory and time foreseen, presets, the schedule drawn, changes taken back.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/services.h"
#include "ui/setup/choice_box.h"
#include "ui/setup/memory_bar.h"
#include "ui/setup/options_dialog.h"
#include "ui/setup/preset_dialog.h"
#include "ui/setup/preset_shelf.h"
#include "ui/setup/schedule_curve.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/words.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QUndoStack>
#include <QWheelEvent>
#include <QtTest>

using namespace loratrf;

namespace {

MemoryPlan examplePlan() {
    MemoryPlan plan;
    plan.tokens = 2048;
    plan.recompute = "nothing";
    plan.program = 300'000'000;
    plan.weights = 538'000'000;
    plan.adapter = 20'000'000;
    plan.gradients = 20'000'000;
    plan.optimizer = 40'000'000;
    plan.good_state = 60'000'000;
    plan.activations = 1'100'000'000;
    plan.working = 250'000'000;
    plan.slack = 94'000'000;
    return plan;
}

} // namespace

class TestSetupRecipe : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;
    QTemporaryDir m_files;

    static void giveModelAndData(RecordingBackend& backend, QWidget& page) {
        find<QLineEdit>(page, "modelPath")->setText("/models/small.gguf");
        QTRY_VERIFY(backend.inspected.contains("/models/small.gguf"));
        Q_EMIT backend.modelInspected(exampleModel("/models/small.gguf"));
        find<QLineEdit>(page, "dataPath")->setText("/data/orders.jsonl");
        QTRY_VERIFY(!backend.reported.empty());
        DataReport report;
        report.file = "/data/orders.jsonl";
        report.rows = report.used = report.sequences = 400;
        Q_EMIT backend.dataReported(report);
    }
    QString write(const char* name, const QByteArray& text) const {
        QFile file(m_files.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) {
            qFatal("%s cannot be written", name);
        }
        file.write(text);
        return file.fileName();
    }

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
        QCOMPARE(bar.freeShare(), 1.0);
        QCOMPARE(bar.share(0), double(plan.weights) / double(2 * plan.total()));
        const QImage picture = bar.grab().toImage();
        int weights = 0; // pixels across of the first part
        for (int x = 0; x < picture.width(); ++x) {
            weights += picture.pixelColor(x, picture.height() / 3) == MemoryBar::partColour(0, bar.palette()) ? 1 : 0;
        }
        QVERIFY2(std::abs(weights - 400 * bar.share(0)) < 6, qPrintable(QString::number(weights)));
        bar.setPlan(plan, plan.total() / 2);
        QCOMPARE(bar.freeShare(), 0.5);
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
        Q_EMIT backend.memoryUnknown("on a GPU it is not foreseen");
        QCOMPARE(find<QLabel>(page, "memoryState")->text(), QString("on a GPU it is not foreseen"));
        QVERIFY(!find<MemoryBar>(page, "memoryBar")->isEnabled());
        find<QLineEdit>(page, "modelPath")->setText("/models/other");
        QVERIFY(!badge->isVisible());
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
        Q_EMIT backend.event(ProgressEvent{.what = "Steps", .done = 1, .total = 3});
        QCOMPARE(text->text(), QString("Steps, 1 of 3…"));
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
        backend.setRunning(true);
        QTRY_VERIFY(!button->isEnabled());
    }

    void shippedPresetsSetWhatTheySay() {
        RecordingBackend backend;
        const PresetShelf shelf(SOURCE_DIR "/resources/presets", m_files.filePath("none"));
        QStringList titles;
        for (const Preset& preset : shelf.list()) {
            titles << preset.title;
            QVERIFY2(!preset.sentence.isEmpty(), qPrintable(preset.file));
            QVERIFY(!preset.own);
        }
        QCOMPARE(titles,
                 QStringList({"Quick try", "Balanced", "Small data", "High capacity", "Low memory", "Orders demo"}));
    }

    void presetsChangeOnlyWhatTheySet() {
        RecordingBackend backend;
        const QString before = R"({"model": "m", "data_options": {"shape": "chat", "max_length": 2048}, "epochs": 9,
            "weight_decay": 0.5, "method": "lora", "method_options": {"alpha": 8, "targets": ["q_proj"]}})";
        const auto applied = [&](const char* preset) {
            return QJsonDocument::fromJson(PresetShelf::applied(preset, before, backend.methods()).toUtf8()).object();
        };
        QJsonObject after = applied(R"({"preset": {"title": "x"}, "epochs": 3, "data_options": {"max_length": 512},
            "method_options": {"rank": 16, "dropout": 0}})");
        QCOMPARE(after["epochs"].toInt(), 3);
        QCOMPARE(after["weight_decay"].toDouble(), 0.5);
        QCOMPARE(after["model"].toString(), QString("m"));
        QVERIFY(!after.contains("preset"));
        QCOMPARE(after["data_options"].toObject(), QJsonObject({{"shape", "chat"}, {"max_length", 512}}));
        // The method stays; its options follow where it has them (this one has no dropout here).
        QCOMPARE(after["method_options"].toObject(),
                 QJsonObject({{"alpha", 8}, {"targets", QJsonArray{"q_proj"}}, {"rank", 16}}));
        after = applied(R"({"method": "loratrf", "method_options": {"rank": 4}})");
        QCOMPARE(after["method_options"].toObject(), QJsonObject({{"rank", 4}}));
        QVERIFY(PresetShelf::applied("[1]", before, backend.methods()).isEmpty());
    }

    void ownPresetsAreKeptAndRemoved() {
        const PresetShelf shelf(m_files.filePath("none"), m_files.filePath("own/presets"));
        QVERIFY(shelf.list().empty());
        const QString options =
            R"({"model": "/m", "data": "/d", "run": "r", "name": "n", "epochs": 7, "method": "lora"})";
        QCOMPARE(shelf.save("My / first", "For mails.", options), QString());
        QCOMPARE(shelf.save("My / first", "For letters.", options), QString()); // replaced
        const std::vector<Preset> list = shelf.list();
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(list[0].title, QString("My / first"));
        QCOMPARE(list[0].sentence, QString("For letters."));
        QVERIFY(list[0].own);
        QFile file(list[0].file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject kept = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(kept["epochs"].toInt(), 7);
        for (const char* left : {"model", "data", "run", "name"}) {
            QVERIFY2(!kept.contains(left), left);
        }
        QVERIFY(shelf.remove(list[0]));
        QVERIFY(shelf.list().empty());
        write("in-the-way", "a file");
        QVERIFY(!PresetShelf({}, m_files.filePath("in-the-way")).save("x", {}, options).isEmpty());
    }

    void aPresetIsKeptFromThePage() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        find<QDoubleSpinBox>(page, "epochs")->setValue(6);
        QTimer::singleShot(50, &page, [&page] {
            auto* dialog = page.findChild<PresetDialog*>("presetDialog");
            QVERIFY(dialog != nullptr);
            find<QLineEdit>(*dialog, "presetTitle")->setText("Six epochs");
            find<QLineEdit>(*dialog, "presetSentenceEdit")->setText("Long.");
            dialog->accept();
        });
        auto* own = find<QPushButton>(page, "ownPreset");
        own->menu()->actions().first()->trigger();
        auto* box = find<ChoiceBox>(page, "preset");
        QCOMPARE(box->currentText(), QString("Six epochs"));
        QCOMPARE(find<QLabel>(page, "presetSentence")->text(), QString("Long."));
        find<QDoubleSpinBox>(page, "epochs")->setValue(2);
        QTRY_COMPARE(box->currentIndex(), 0); // what is shown is no longer that preset
        box->setCurrentText("Six epochs");
        Q_EMIT box->activated(box->currentIndex());
        QCOMPARE(page.options().epochs, 6.0);
        QTRY_COMPARE(box->currentText(), QString("Six epochs"));
        page.findChild<QAction*>("removePreset")->trigger();
        QCOMPARE(box->count(), 1);
        QVERIFY(!page.applyPreset(write("list.json", "[]")));
        QVERIFY(!page.applyPreset(m_files.filePath("missing.json")));
    }

    void scheduleIsDrawn() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModelAndData(backend, page);
        auto* curve = find<ScheduleCurve>(page, "scheduleCurve");
        QTRY_COMPARE(curve->outline().steps, int64_t(400 / 16));
        QVERIFY(curve->sentence().startsWith("25 steps"));
        find<QSpinBox>(page, "maxSteps")->setValue(60);
        QTRY_COMPARE(curve->outline().steps, int64_t(60));
        QCOMPARE(curve->accessibleDescription(), curve->sentence());
        curve->resize(300, curve->sizeHint().height());
        RecipeOutline rising;
        rising.steps = 2;
        rising.positions = {1, 2};
        rising.rates = {0, 1e-3};
        curve->setOutline(rising, {});
        const QImage picture = curve->grab().toImage();
        const auto topOf = [&](int x) { // of the line
            for (int y = curve->fontMetrics().height() + 4; y < picture.height(); ++y) {
                const QColor at = picture.pixelColor(x, y);
                if (at.saturation() > 60) {
                    return y;
                }
            }
            return picture.height();
        };
        QVERIFY(topOf(20) > topOf(280) + 30); // rises to the right
    }

    void changesAreTakenBack() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        QUndoStack& history = page.history();
        QVERIFY(!history.canUndo());
        auto* epochs = find<QDoubleSpinBox>(page, "epochs");
        auto* batch = find<QSpinBox>(page, "batchSize");
        auto* model = find<QLineEdit>(page, "modelPath");
        for (const char* typed : {"/m", "/mo", "/mod"}) { // letters in turn are one change
            model->setText(typed);
            QTest::qWait(5);
        }
        QCOMPARE(history.count(), 1);
        epochs->setValue(7);
        QTRY_COMPARE(history.count(), 2);
        batch->setValue(5);
        QTRY_COMPARE(history.count(), 3);
        history.undo();
        QCOMPARE(batch->value(), 16);
        history.undo();
        QCOMPARE(epochs->value(), 3.0);
        QCOMPARE(model->text(), QString("/mod"));
        QTest::qWait(20); // looking at the form again is no change
        QCOMPARE(history.count(), 3);
        history.redo();
        history.redo();
        QCOMPARE(page.options().epochs, 7.0);
        QCOMPARE(page.options().batch_size, int64_t(5));
        history.undo();
        history.undo();
        history.undo();
        QCOMPARE(model->text(), QString());
        QVERIFY(!history.canUndo());
        epochs->setValue(4);
        QTRY_COMPARE(history.count(), 1); // what was taken back is gone
        // The chosen method comes back with its options.
        find<QSpinBox>(page, "rank")->setValue(9);
        QTRY_COMPARE(history.count(), 2);
        find<QComboBox>(page, "method")->setCurrentText("LoRA");
        QTRY_COMPARE(history.count(), 3);
        history.undo();
        QCOMPARE(page.options().method, std::string("loratrf"));
        QCOMPARE(find<QSpinBox>(page, "rank")->value(), 9);
    }

    void keysTakeChangesBackOnThisPageAlone() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        QApplication::setActiveWindow(&window);
        QVERIFY(window.isActiveWindow());
        auto* undo = window.findChild<QAction*>("undoAction");
        QVERIFY(!undo->isEnabled());
        auto* epochs = find<QDoubleSpinBox>(window, "epochs");
        epochs->setFocus();
        epochs->selectAll();
        QTest::keyClicks(epochs, "12");
        QTRY_VERIFY(undo->isEnabled());
        QCOMPARE(epochs->value(), 12.0);
        QTest::keyClick(epochs, Qt::Key_Z, Qt::ControlModifier); // the field has the focus
        QTRY_COMPARE(epochs->value(), 3.0);
        QTest::keyClick(epochs, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(epochs->value(), 12.0);
        window.setPage(MainWindow::Try);
        QVERIFY(!undo->isEnabled());
        window.setPage(MainWindow::SetUp);
        QVERIFY(undo->isEnabled());
    }

    void otherMethodsOptionsAreThereNextTime() {
        RecordingBackend backend;
        {
            SetupPage page(backend);
            find<QSpinBox>(page, "rank")->setValue(9);
            find<QComboBox>(page, "method")->setCurrentText("LoRA");
            find<QSpinBox>(page, "rank")->setValue(5);
            QTRY_VERIFY(QSettings().value("setup/form").toString().contains("lora"));
            QTRY_COMPARE(QSettings().value("setup/methods").toStringList().size(), 1);
        }
        SetupPage page(backend);
        QCOMPARE(find<QSpinBox>(page, "rank")->value(), 5);
        find<QComboBox>(page, "method")->setCurrentText("LoRATRF");
        QCOMPARE(find<QSpinBox>(page, "rank")->value(), 9);
    }

    void longNamesAreShortened() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.resize(900, 640);
        page.show();
        const QString name = QString(180, 'n') + ".gguf";
        find<QLineEdit>(page, "modelPath")->setText("/models/" + name);
        find<QLineEdit>(page, "dataPath")->setText("/data/orders.jsonl"); // names are told once both are chosen
        QTRY_VERIFY(!backend.inspected.isEmpty());
        ModelInfo model = exampleModel("/models/" + name);
        model.name = name.toStdString();
        Q_EMIT backend.modelInspected(model);
        auto* summary = find<QLabel>(page, "summary");
        QTRY_VERIFY(summary->text().contains("…"));
        QVERIFY(summary->toolTip().contains(name));
        QTest::qWait(50);
        QVERIFY(page.minimumSizeHint().width() < 900);
        for (const QLabel* label : page.findChildren<QLabel*>()) {
            const int right = label->mapTo(&page, QPoint(label->width(), 0)).x();
            QVERIFY2(!label->isVisible() || right <= page.width(), qPrintable(label->text()));
        }
    }

    void theRunIsShownAsText() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        find<QDoubleSpinBox>(page, "epochs")->setValue(6);
        bool seen = false;
        QTimer::singleShot(50, &page, [&] {
            auto* dialog = page.findChild<OptionsDialog*>("optionsDialog");
            QVERIFY(dialog != nullptr);
            QCOMPARE(find<QPlainTextEdit>(*dialog, "optionsText")->toPlainText(), backend.toJson(page.options()));
            find<QPushButton>(*dialog, "copyOptions")->click();
            QCOMPARE(QGuiApplication::clipboard()->text(), backend.toJson(page.options()));
            find<QPushButton>(*dialog, "copyOptionsCommand")->click();
            QCOMPARE(QGuiApplication::clipboard()->text(), backend.commandLine(page.options()));
            seen = true;
            dialog->reject();
        });
        find<QPushButton>(page, "showOptions")->click();
        QVERIFY(seen);
    }

    void wheelNeverTurnsAClosedComboBox() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        int seen = 0;
        for (QComboBox* box : page.findChildren<QComboBox*>()) {
            box->setFocus();
            const int before = box->currentIndex();
            for (const int turn : {120, -120}) {
                QWheelEvent wheel({3, 3}, box->mapToGlobal(QPointF(3, 3)), {}, {0, turn}, Qt::NoButton, Qt::NoModifier,
                                  Qt::NoScrollPhase, false);
                QApplication::sendEvent(box, &wheel);
                QCOMPARE(box->currentIndex(), before);
            }
            seen += box->count() > 1 ? 1 : 0;
        }
        QVERIFY(seen > 4);
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        const PresetShelf own({}, m_settings.filePath(QCoreApplication::organizationName() + "/" +
                                                      QCoreApplication::applicationName() + "/presets"));
        for (const Preset& preset : PresetShelf(SOURCE_DIR "/resources/presets", {}).list()) {
            QVERIFY(own.save(preset.title, preset.sentence, R"({"epochs": 3})").isEmpty());
        }
        for (const bool dark : {false, true}) {
            RecordingBackend backend;
            QSettings().clear();
            QSettings().setValue("view/theme", dark ? 2 : 1);
            RecordingLibrary library;
            RecordingComparison comparison;
            MainWindow window({backend, library, comparison});
            window.show();
            giveModelAndData(backend, window);
            Q_EMIT backend.memoryForeseen(examplePlan(), 6'400'000'000, 8'900);
            const QString look = dark ? "dark" : "light";
            const auto shoot = [&](const QString& name, const QSize& size) {
                window.resize(size);
                QTest::qWait(80);
                QVERIFY(window.grab().save(QString("%1/%2-%3.png").arg(folder, name, look)));
            };
            QTest::qWait(500);
            Q_EMIT backend.memoryForeseen(examplePlan(), 6'400'000'000, 8'900);
            find<QPushButton>(window, "dryRunButton")->click();
            Q_EMIT backend.dryRunDone({4, 3000, 75, 190, 300, 0});
            shoot("recipe", {1240, 1500});
            shoot("recipe-small", {1000, 680});
            for (const char* name : {"method", "preset"}) {
                auto* box = find<ChoiceBox>(window, name);
                box->showPopup();
                QTest::qWait(80);
                QVERIFY(box->view()->window()->grab().save(QString("%1/list-%2-%3.png").arg(folder, name, look)));
                box->hidePopup();
            }
            OptionsDialog dialog(backend.toJson({}), backend.commandLine({}));
            dialog.show();
            QTest::qWait(50);
            QVERIFY(dialog.grab().save(QString("%1/options-%2.png").arg(folder, look)));
        }
    }
};

QTEST_MAIN(TestSetupRecipe)
#include "tst_setup_recipe.moc"
