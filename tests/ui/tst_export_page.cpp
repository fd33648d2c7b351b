// What is written, and what the page says of it.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/export/export_page.h"
#include "ui/export/export_plan.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QtTest>

using namespace loratrf;

// Stands in for the desktop's file manager.
class FileManager : public QObject {
    Q_OBJECT

public:
    FileManager() { QDesktopServices::setUrlHandler("file", this, "show"); }
    ~FileManager() override { QDesktopServices::unsetUrlHandler("file"); }
    QList<QUrl> shown;

public Q_SLOTS:
    void show(const QUrl& place) { shown << place; }
};

class TestExportPage : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    static ExportForesight exampleForesight() {
        ExportForesight foresight;
        foresight.choices.resize(4);
        foresight.choices[0].kind = ExportKind::Adapter;
        foresight.choices[1].kind = ExportKind::MergedHf;
        foresight.choices[1].types = {"bf16", "fp16", "fp32"};
        foresight.choices[2].kind = ExportKind::GgufModel;
        foresight.choices[2].types = {"fp16", "bf16", "fp32", "q8_0"};
        foresight.choices[3].kind = ExportKind::GgufLora;
        foresight.choices[3].types = {"fp32", "fp16", "bf16"};
        foresight.bytes = 270000000;
        foresight.free_bytes = 9000000000;
        foresight.memory_bytes = 990000000;
        foresight.free_memory_bytes = 4000000000;
        return foresight;
    }

    // The engine's answer to the newest question.
    static void foresee(RecordingBackend& backend, const ExportForesight& foresight) {
        const std::size_t before = backend.exportQuestions.size();
        QTRY_VERIFY(backend.exportQuestions.size() > before);
        Q_EMIT backend.exportForeseen(foresight);
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void theAdapterIsExported() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        auto* button = find<QPushButton>(page, "exportButton");
        QVERIFY(!button->isEnabled());
        foresee(backend, exampleForesight());
        QVERIFY(find<QLabel>(page, "exportAdapterSentence")->text().contains("PEFT refuses it"));
        QVERIFY(find<QLabel>(page, "exportReason")->text().contains("Choose a folder"));
        find<QLineEdit>(page, "exportPath")->setText("/out");
        foresee(backend, exampleForesight());
        QCOMPARE(backend.exportQuestions.back().to, std::string("/out"));
        QVERIFY(button->isEnabled());
        const QString space = find<QLabel>(page, "exportSpace")->text();
        QVERIFY2(space.contains("270 MB") && space.contains("9.00 GB") && space.contains("990 MB") &&
                     space.contains("4.00 GB"),
                 qPrintable(space));
        backend.setRunning(true);
        QVERIFY(!button->isEnabled()); // the worker has other work
        backend.setRunning(false);
        button->click();
        QCOMPARE(backend.exports.size(), std::size_t(1));
        QCOMPARE(backend.exports[0].model, std::string("/runs/one"));
        QCOMPARE(backend.exports[0].to, std::string("/out"));
        QVERIFY(backend.exports[0].kind == ExportKind::Adapter && backend.exports[0].verify);
        QVERIFY(!button->isEnabled());
        Q_EMIT backend.progressed("export", ProgressEvent{"Comparing answers", 1, 3});
        Q_EMIT backend.progressed("data", ProgressEvent{"Reading data", 2, 3});
        QVERIFY(allText(&page).contains("Comparing answers: 1 of 3"));
        ExportResult result{"/out", {"adapter_config.json", "README.md"}, "Open it with loratrf."};
        result.verified = true;
        result.difference = 0.0031;
        result.tokens_compared = 48;
        result.tokens_equal = 47;
        result.has_adapter = true;
        result.change = 0.12;
        result.kept = 0.98;
        Q_EMIT backend.exported(result);
        QVERIFY(find<QWidget>(page, "exportResult")->isVisible());
        const QString badge = find<QLabel>(page, "exportBadge")->text();
        QVERIFY2(badge.contains("Passed") && badge.contains(percentText(0.0031)) && badge.contains("47 of 48") &&
                     badge.contains(percentText(0.98)),
                 qPrintable(badge));
        QCOMPARE(find<QListWidget>(page, "exportedFiles")->count(), 2);
        QCOMPARE(find<QLabel>(page, "exportNote")->text(), QString("Open it with loratrf."));
        find<QPushButton>(page, "exportCopyPath")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("/out"));
        const FileManager manager;
        find<QPushButton>(page, "exportShowFiles")->click();
        QCOMPARE(manager.shown, QList<QUrl>{QUrl::fromLocalFile("/out")});
    }

    void whatRoundingTookIsAWarning() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        const ExportForesight foresight = exampleForesight();
        foresee(backend, foresight);
        find<QLineEdit>(page, "exportPath")->setText("/out");
        foresee(backend, foresight);
        find<QPushButton>(page, "exportButton")->click();
        ExportResult result{"/out", {"README.md"}, {}};
        result.verified = result.has_adapter = result.within_rounding = true;
        result.kept = 0.4;
        Q_EMIT backend.exported(result);
        const QString badge = find<QLabel>(page, "exportBadge")->text();
        QVERIFY2(badge.contains("Right within rounding") && badge.contains(percentText(0.4)) &&
                     badge.contains("A finer type") && !badge.contains("Passed"),
                 qPrintable(badge));
    }

    void whatAMethodCannotBeIsSaidWithItsReason() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        ExportForesight foresight = exampleForesight();
        foresee(backend, foresight);
        find<QLineEdit>(page, "exportPath")->setText("/out");
        foresee(backend, foresight);
        auto* merged = find<QRadioButton>(page, "exportMergedHf");
        merged->click();
        auto* type = find<QComboBox>(page, "exportType");
        QVERIFY(type->isEnabled());
        QCOMPARE(type->count(), 3);
        type->setCurrentIndex(2);
        foresee(backend, foresight);
        find<QPushButton>(page, "exportButton")->click();
        QVERIFY(backend.exports[0].kind == ExportKind::MergedHf);
        QCOMPARE(backend.exports[0].type, std::string("fp32"));
        Q_EMIT backend.exported({"/out", {}, {}});
        foresight.choices[1].why_not = foresight.choices[2].why_not = "It depends on the input.";
        page.showRun("/runs/two", {});
        foresee(backend, foresight);
        QVERIFY(!merged->isEnabled());
        QVERIFY(find<QRadioButton>(page, "exportAdapter")->isChecked());
        QVERIFY(find<QLabel>(page, "exportMergedHfSentence")->text().contains("It depends on the input."));
        QVERIFY(find<QRadioButton>(page, "exportGgufLora")->isEnabled());
    }

    void tooLittleMemoryIsMarked() {
        ExportForesight foresight = exampleForesight();
        ExportPlan plan;
        plan.setForesight(foresight);
        QVERIFY(!plan.tooLittleSpace());
        foresight.free_memory_bytes = foresight.memory_bytes - 1;
        plan.setForesight(foresight);
        QVERIFY(plan.tooLittleSpace());
    }

    void aPromptIsAskedWhereOneIsNeeded() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        ExportForesight foresight = exampleForesight();
        foresight.choices[2].needs_prompt = true;
        foresee(backend, foresight);
        find<QLineEdit>(page, "exportPath")->setText("/out");
        foresee(backend, foresight);
        auto* prompt = find<QPlainTextEdit>(page, "exportPrompt");
        QVERIFY(!prompt->isVisible());
        find<QRadioButton>(page, "exportGgufModel")->click();
        QVERIFY(prompt->isVisible());
        QVERIFY(!find<QPushButton>(page, "exportButton")->isEnabled());
        prompt->setPlainText(" Say hello. ");
        foresee(backend, foresight);
        find<QPushButton>(page, "exportButton")->click();
        QCOMPARE(backend.exports[0].prompt, std::string("Say hello."));
    }

    void whatSpeaksAgainstItIsSaidAndNothingIsAsked() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        auto* reason = find<QLabel>(page, "exportReason");
        QTRY_VERIFY(!backend.exportQuestions.empty());
        Q_EMIT backend.failed("export foresight", "the run has no adapter yet");
        QVERIFY(reason->text().contains("no adapter yet"));
        backend.setRunning(true);
        backend.setRunning(false); // it has one now
        foresee(backend, exampleForesight());
        find<QLineEdit>(page, "exportPath")->setText("/models/base");
        ExportForesight refused = exampleForesight();
        refused.problem = "/models/base is the folder of the base model; choose another folder";
        refused.free_bytes = 1000;
        foresee(backend, refused);
        QVERIFY(reason->text().contains("folder of the base model"));
        QVERIFY(!find<QPushButton>(page, "exportButton")->isEnabled());
    }

    void anExportIsCancelledOrFails() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        find<QLineEdit>(page, "exportPath")->setText("/out");
        foresee(backend, exampleForesight());
        auto* button = find<QPushButton>(page, "exportButton");
        auto* cancel = find<QPushButton>(page, "exportCancel");
        QVERIFY(!cancel->isVisible());
        button->click();
        QVERIFY(cancel->isVisible());
        cancel->click();
        QCOMPARE(backend.cancelled, QStringList{"export"});
        QVERIFY(!cancel->isEnabled());
        Q_EMIT backend.failed("export", "the export was cancelled", 0, true);
        const auto* strip = find<MessageStrip>(page, "exportStrip");
        QVERIFY(strip->text().contains("nothing of it was kept"));
        QCOMPARE(strip->level(), Level::Info);
        button->click();
        cancel->click();
        Q_EMIT backend.failed("export", "/out is the base model's folder"); // before it heard of that
        QVERIFY(strip->text().contains("base model's folder"));
        QCOMPARE(strip->level(), Level::Problem);
        QVERIFY(button->isEnabled());
    }

    void anExportGoesOnWhileAnotherRunIsShown() {
        RecordingBackend backend;
        ExportPage page(backend);
        page.show();
        page.showRun("/runs/one", {});
        find<QLineEdit>(page, "exportPath")->setText("/out");
        foresee(backend, exampleForesight());
        auto* button = find<QPushButton>(page, "exportButton");
        button->click();
        page.showRun("/runs/two", {});
        foresee(backend, exampleForesight());
        QVERIFY(!button->isEnabled()); // its answer would be taken for the second one's
        QVERIFY(find<QPushButton>(page, "exportCancel")->isVisible());
        Q_EMIT backend.exported({"/out", {"README.md"}, {}});
        QVERIFY(find<QWidget>(page, "exportResult")->isVisible());
        QVERIFY(button->isEnabled());
        QCOMPARE(backend.exports.size(), std::size_t(1));
    }

    void pictures() {
        if (!qEnvironmentVariableIsSet("LORATRF_SCREENSHOTS")) {
            QSKIP("LORATRF_SCREENSHOTS names the folder");
        }
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        QDir().mkpath(folder);
        for (const bool dark : {false, true}) {
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            RecordingBackend backend;
            ExportPage page(backend);
            page.show();
            const auto shoot = [&](const QString& name, const QSize& size) {
                page.resize(size);
                QTest::qWait(80);
                const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", "1");
                QVERIFY(page.grab().save(
                    QString("%1/export-%2-%3-%4.png").arg(folder, name, dark ? "dark" : "light", scale)));
            };
            page.showRun("/home/ann/runs/2026-11-24-with-a-rather-long-name-of-a-run-loratrf", {});
            ExportForesight foresight = exampleForesight();
            foresight.choices[1].why_not = foresight.choices[2].why_not =
                "LoRATRF: this method's update depends on the input, so no weight can hold it: export the adapter "
                "instead";
            foresight.choices[3].needs_prompt = true;
            foresee(backend, foresight);
            find<QLineEdit>(page, "exportPath")->setText("/home/ann/adapters/orders");
            foresee(backend, foresight);
            shoot("new", {860, 720});
            find<QRadioButton>(page, "exportGgufLora")->click();
            find<QPlainTextEdit>(page, "exportPrompt")->setPlainText("Two loaves for Anna, please");
            foresee(backend, foresight);
            find<QPushButton>(page, "exportButton")->click();
            Q_EMIT backend.progressed("export", ProgressEvent{"Writing the model", 80, 272});
            shoot("working", {1100, 860});
            ExportResult result{
                "/home/ann/adapters/orders",
                {"adapter_config.json", "adapter_model.safetensors", "verification.json", "README.md", "MANIFEST.json"},
                "llama.cpp applies it to a GGUF file of the same base model (--lora)."};
            result.verified = true;
            result.difference = 0.0031;
            result.tokens_compared = result.tokens_equal = 48;
            Q_EMIT backend.exported(result);
            shoot("done", {1100, 1000});
        }
    }
};

QTEST_MAIN(TestExportPage)
#include "tst_export_page.moc"
