// What helps to fill the form: the schedule drawn, changes taken back, the run as text.

#include "recording_comparison.h"
#include "recording_library.h"
#include "setup_form.h"
#include "ui/services.h"
#include "ui/setup/choice_box.h"
#include "ui/setup/options_dialog.h"
#include "ui/setup/preset_shelf.h"
#include "ui/setup/schedule_curve.h"
#include "ui/setup/setup_page.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QUndoStack>
#include <QtTest>

using namespace loratrf;

class TestSetupRecipe : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

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
        chooseMethod(page, "LoRA");
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
            chooseMethod(page, "LoRA");
            find<QSpinBox>(page, "rank")->setValue(5);
            QTRY_VERIFY(QSettings().value("setup/form").toString().contains("lora"));
            QTRY_COMPARE(QSettings().value("setup/methods").toStringList().size(), 1);
        }
        SetupPage page(backend);
        QCOMPARE(find<QSpinBox>(page, "rank")->value(), 5);
        chooseMethod(page, "LoRATRF");
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
            auto* box = find<ChoiceBox>(window, "preset");
            box->showPopup();
            QTest::qWait(80);
            QVERIFY(box->view()->window()->grab().save(QString("%1/list-preset-%2.png").arg(folder, look)));
            box->hidePopup();
            OptionsDialog dialog(backend.toJson({}), backend.commandLine({}));
            dialog.show();
            QTest::qWait(50);
            QVERIFY(dialog.grab().save(QString("%1/options-%2.png").arg(folder, look)));
        }
    }
};

QTEST_MAIN(TestSetupRecipe)
#include "tst_setup_recipe.moc"
