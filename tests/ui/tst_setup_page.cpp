// The form is what gets trained: widgets to TrainOptions and back, answers of the engine to text beside the fields.

#include "setup_form.h"
#include "ui/setup/setup_page.h"
#include "ui/widgets/token_view.h"
#include "ui/widgets/words.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QTextBlock>
#include <QtTest>

using namespace loratrf;

class TestSetupPage : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;
    QTemporaryDir m_files;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void modelIsLookedAtAndDescribed() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModel(backend, page);
        auto* facts = find<QWidget>(page, "modelFacts");
        QVERIFY(facts->isVisible());
        const QString text = allText(facts);
        for (const char* part : {"SmolLM2 135M Instruct", "llama", "135 M", "30 × 576 wide", "49,152", "8,192 tokens",
                                 "Q4_1 (210)", "apache-2.0"}) {
            QVERIFY2(text.contains(part), part);
        }
        QVERIFY(allText(find<QWidget>(page, "modelStrip")).contains("quantised"));
    }

    void memoryIsForeseenOnceAndTooLittleOfItShows() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        auto* memory = find<QLabel>(page, "memoryForeseen");
        giveModel(backend, page);
        QTRY_COMPARE(backend.foreseen.size(), size_t(1));
        QVERIFY(!memory->isVisible());
        MemoryPlan plan;
        plan.weights = 3'000'000'000;
        plan.activations = 1'200'000'000;
        plan.recompute = "nothing";
        Q_EMIT backend.memoryForeseen(plan, 20'000'000'000, 40'000);
        QCOMPARE(memory->text(), QString("Needs about 4.20 GB of 20.0 GB free memory"));
        QVERIFY(memory->isVisible());
        plan.recompute = "layer";
        Q_EMIT backend.memoryForeseen(plan, 4'000'000'000, 900);
        QVERIFY(memory->text().contains("computed again"));
        QVERIFY(memory->text().contains("smaller token budget"));
        TrainOptions other = page.options();
        other.batch_size = 5;
        page.setOptions(other);
        QTRY_COMPARE(backend.foreseen.size(), size_t(2));
        QVERIFY(!memory->isVisible());
    }

    void refusedModelSaysWhyAndBlocksStart() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        auto* path = find<QLineEdit>(page, "modelPath");
        path->setText("/no/such");
        QTRY_COMPARE(backend.inspected.size(), 1);
        Q_EMIT backend.failed("model", "/no/such: no such file");
        QTRY_VERIFY(allText(find<QWidget>(page, "modelStrip")).contains("no such file"));
        QTRY_VERIFY(!find<QPushButton>(page, "startButton")->isEnabled());
        giveModel(backend, page);
        QTRY_VERIFY(find<QPushButton>(page, "startButton")->isEnabled());
    }

    void anOlderModelsAnswerIsDropped() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        auto* path = find<QLineEdit>(page, "modelPath");
        path->setText("/models/first");
        QTRY_COMPARE(backend.inspected.size(), 1);
        path->setText("/models/second");
        Q_EMIT backend.modelInspected(exampleModel("/models/first"));
        QVERIFY(!find<QWidget>(page, "modelFacts")->isVisible());
    }

    void rowsAreShownAsTokens() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModel(backend, page);
        find<QLineEdit>(page, "dataPath")->setText("/data/orders.jsonl");
        QTRY_COMPARE(backend.previewed.size(), std::size_t(1));
        QCOMPARE(backend.previewed.back().model, QString("/models/small.gguf"));
        QCOMPARE(backend.reported.back().data, QString("/data/orders.jsonl"));
        const auto rows = exampleRows();
        Q_EMIT backend.previewReady("/data/another.jsonl", {});
        Q_EMIT backend.previewReady("/data/orders.jsonl", rows);
        auto* view = find<TokenView>(page, "tokens");
        const auto supervised =
            std::ranges::count_if(rows[0].tokens, [](const PreviewToken& token) { return token.supervised; });
        QCOMPARE(view->supervisedCount(), static_cast<int>(supervised));
        QVERIFY(view->toPlainText().contains("two bags of flour"));
        // Exactly the supervised letters have a background.
        QString coloured;
        for (QTextBlock block = view->document()->begin(); block.isValid(); block = block.next()) {
            for (auto piece = block.begin(); !piece.atEnd(); ++piece) {
                if (piece.fragment().charFormat().background().style() != Qt::NoBrush) {
                    coloured += piece.fragment().text();
                }
            }
        }
        QString expected;
        for (const PreviewToken& token : rows[0].tokens) {
            expected += token.supervised ? qs(token.text) : QString();
        }
        QCOMPARE(coloured, expected);

        auto* next = find<QPushButton>(page, "nextRow");
        auto* previous = find<QPushButton>(page, "previousRow");
        QVERIFY(!previous->isEnabled());
        next->click();
        QCOMPARE(view->toPlainText(), QString("Hello world"));
        next->click();
        QVERIFY(!next->isEnabled());
        QVERIFY(view->placeholderText().contains("\"messages\" is missing"));
        previous->click();
        QCOMPARE(view->toPlainText(), QString("Hello world"));
    }

    void reportCountsAndNamesRejectedRows() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModel(backend, page);
        find<QLineEdit>(page, "dataPath")->setText("/data/orders.jsonl");
        QTRY_COMPARE(backend.reported.size(), std::size_t(1));
        DataReport report;
        report.file = "/data/orders.jsonl";
        report.rows = 400;
        report.used = 396;
        report.tokens = 48210;
        report.supervised_tokens = 12052;
        report.longest = 301;
        report.over_length = 2;
        report.rejected = {{17, "not JSON"}, {230, "field \"messages\" is missing"}};
        report.warnings = {"the shape was guessed"};
        Q_EMIT backend.dataReported(report);
        const QString text = allText(&page);
        for (const char* part : {"396 of 400", "48.2 k", "25.0 %", "301", "the shape was guessed"}) {
            QVERIFY2(text.contains(part), part);
        }
        auto* rejected = find<QTableWidget>(page, "rejectedRows");
        QCOMPARE(rejected->rowCount(), 2);
        QCOMPARE(rejected->item(1, 0)->text(), QString("230"));
        QCOMPARE(rejected->item(1, 1)->text(), QString("field \"messages\" is missing"));
        // Another rule for long rows is another question.
        find<QSpinBox>(page, "maxLength")->setValue(128);
        QTRY_COMPARE(backend.reported.size(), std::size_t(2));
        QCOMPARE(backend.reported.back().options.max_length, int64_t(128));
    }

    void dataErrorsAreShownInTheCard() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModel(backend, page);
        find<QLineEdit>(page, "dataPath")->setText("/data/bad.jsonl");
        QTRY_COMPARE(backend.reported.size(), std::size_t(1));
        Q_EMIT backend.failed("data", "bad.jsonl has no usable row");
        QVERIFY(find<QWidget>(page, "dataStrip")->isVisible());
        QVERIFY(allText(find<QWidget>(page, "dataStrip")).contains("no usable row"));
    }

    void problemsStandBesideTheirFields() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModel(backend, page);
        backend.problems = {{"learning_rate", "must be above 0", false},
                            {"method_options.rank", "is larger than the layer", false},
                            {"warmup", "is longer than the run", false},
                            {"batch_size", "is larger than the data", true},
                            {"something_new", "cannot be shown here", false}};
        find<QDoubleSpinBox>(page, "epochs")->setValue(2);
        auto* beside = find<QLabel>(page, "problem_learning_rate");
        QTRY_VERIFY(beside->isVisible());
        QCOMPARE(beside->text(), QString("must be above 0"));
        QCOMPARE(find<QLabel>(page, "problem_rank")->text(), QString("is larger than the layer"));
        QVERIFY(find<QLabel>(page, "problem_warmup")->isVisible()); // its fold has opened
        QVERIFY(find<QLabel>(page, "problem_batch_size")->isVisible());
        QVERIFY(allText(find<QWidget>(page, "otherProblems")).contains("something_new: cannot be shown here"));
        auto* start = find<QPushButton>(page, "startButton");
        QVERIFY(!start->isEnabled());
        QVERIFY(find<QLabel>(page, "startReason")->text().contains("must be above 0"));
        start->click();
        QCOMPARE(backend.trained.size(), std::size_t(0));

        backend.problems = {{"batch_size", "is larger than the data", true}};
        find<QDoubleSpinBox>(page, "epochs")->setValue(3);
        QTRY_VERIFY(start->isEnabled()); // a warning does not stop anyone
        QVERIFY(!beside->isVisible());
    }

    void startSendsTheForm() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        giveModel(backend, page);
        find<QLineEdit>(page, "dataPath")->setText("/data/train.jsonl");
        find<QLineEdit>(page, "evalPath")->setText("/data/eval.jsonl");
        find<QDoubleSpinBox>(page, "epochs")->setValue(1.5);
        auto* rate = find<QDoubleSpinBox>(page, "learningRate");
        rate->setFocus();
        rate->selectAll();
        QTest::keyClicks(rate, "7.5e-4");
        find<QSpinBox>(page, "batchSize")->setValue(4);
        find<QSpinBox>(page, "patience")->setValue(3);
        find<QCheckBox>(page, "keepBest")->setChecked(false);
        find<QComboBox>(page, "schedule")->setCurrentIndex(1);
        find<QComboBox>(page, "overLength")->setCurrentIndex(2);
        find<QPlainTextEdit>(page, "systemPrompt")->setPlainText("Answer in JSON.");
        find<QPlainTextEdit>(page, "probeTexts")->setPlainText("one\ntwo");
        QSignalSpy started(&page, &SetupPage::started);
        find<QPushButton>(page, "startButton")->click();
        QCOMPARE(started.count(), 1);
        QCOMPARE(backend.trained.size(), std::size_t(1));
        const TrainOptions& sent = backend.trained[0];
        QCOMPARE(sent.model, std::string("/models/small.gguf"));
        QCOMPARE(sent.data, std::string("/data/train.jsonl"));
        QCOMPARE(sent.eval_data, std::string("/data/eval.jsonl"));
        QCOMPARE(sent.epochs, 1.5);
        QCOMPARE(sent.learning_rate, 7.5e-4);
        QCOMPARE(sent.batch_size, int64_t(4));
        QCOMPARE(sent.patience, int64_t(3));
        QVERIFY(!sent.keep_best);
        QVERIFY(sent.schedule == Schedule::Linear);
        QVERIFY(sent.data_options.over_length == OverLength::TruncateEnd);
        QCOMPARE(sent.data_options.system_prompt, std::string("Answer in JSON."));
        QVERIFY((sent.probe_texts == std::vector<std::string>{"one", "two"}));

        auto* command = find<QLineEdit>(page, "commandLine");
        QCOMPARE(command->text(), backend.commandLine(sent));
        find<QPushButton>(page, "copyCommand")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), command->text());
    }

    void whatTheFormCannotShowIsKept() {
        RecordingBackend backend;
        SetupPage page(backend);
        TrainOptions options;
        options.seed = 1ULL << 60;
        options.learning_rate = 0.1 + 0.2;
        options.adam_epsilon = 1e-12;
        options.beta2 = 0.98765432101234567;
        options.probe_texts = {"two\nlines", "one"};
        options.data_options.template_name = "zephyr";
        options.device = "cuda:3";
        options.compute = "fp8";
        page.setOptions(options);
        const TrainOptions back = page.options();
        QCOMPARE(back.seed, options.seed);
        QVERIFY(back.learning_rate == options.learning_rate);
        QVERIFY(back.adam_epsilon == options.adam_epsilon);
        QVERIFY(back.beta2 == options.beta2);
        QVERIFY(back.probe_texts == options.probe_texts);
        QCOMPARE(back.data_options.template_name, std::string("zephyr"));
        QCOMPARE(back.device, std::string("cuda:3"));
        QCOMPARE(back.compute, std::string("fp8"));
    }

    void templatesAreChosenFromThoseOfTheEngine() {
        RecordingBackend backend;
        SetupPage page(backend);
        giveModel(backend, page);
        find<QLineEdit>(page, "dataPath")->setText("/data/orders.jsonl");
        QTRY_COMPARE(backend.previewed.size(), std::size_t(1));
        auto* box = find<QComboBox>(page, "templateName");
        QCOMPARE(box->count(), 1 + static_cast<int>(backend.chatTemplates().size()));
        QCOMPARE(page.options().data_options.template_name, std::string());
        box->setCurrentText("zephyr");
        QCOMPARE(page.options().data_options.template_name, std::string("zephyr"));
        QTRY_COMPARE(backend.previewed.size(), std::size_t(2)); // the rows become other tokens
        QCOMPARE(backend.previewed.back().options.template_name, std::string("zephyr"));
        box->setCurrentIndex(0);
        QCOMPARE(page.options().data_options.template_name, std::string());
        TrainOptions unknown;
        unknown.data_options.template_name = "of another program";
        page.setOptions(unknown);
        QCOMPARE(page.options().data_options.template_name, std::string("of another program"));
    }

    void theRunFolderIsThatOfTheWindow() {
        RecordingBackend backend;
        SetupPage page(backend);
        auto* run = find<QLineEdit>(page, "run");
        QTRY_COMPARE(run->placeholderText(), QString("/project/<date>-<method>"));
        backend.runs = "/another";
        find<QDoubleSpinBox>(page, "epochs")->setValue(2);
        QTRY_COMPARE(run->placeholderText(), QString("/another/<date>-<method>"));
    }

    void ownPresetsGoToAFileAndBack() {
        RecordingBackend backend;
        SetupPage page(backend);
        page.show();
        find<QLineEdit>(page, "modelPath")->setText("/models/a");
        find<QDoubleSpinBox>(page, "epochs")->setValue(7);
        find<QSpinBox>(page, "rank")->setValue(5);
        const QString file = m_files.filePath("own.json");
        QVERIFY(page.save(file));
        const QString written = backend.toJson(page.options());
        find<QDoubleSpinBox>(page, "epochs")->setValue(1);
        find<QSpinBox>(page, "rank")->setValue(9);
        QVERIFY(page.load(file));
        QCOMPARE(backend.toJson(page.options()), written);

        const auto write = [&](const char* name, const QByteArray& text) {
            QFile other(m_files.filePath(name));
            other.open(QIODevice::WriteOnly);
            other.write(text);
            return other.fileName();
        };
        QVERIFY(page.load(write("preset.json", R"({"epochs": 4, "colour": "red"})")));
        QCOMPARE(page.options().epochs, 4.0);
        QCOMPARE(page.options().model, std::string("/models/a")); // a preset without a model leaves it
        QVERIFY(allText(find<QWidget>(page, "setupStrip")).contains("colour: no such option"));
        QVERIFY(!page.load(write("broken.json", "[1, 2")));
        QVERIFY(allText(find<QWidget>(page, "setupStrip")).contains("no options file"));
        QVERIFY(!page.load(m_files.filePath("missing.json")));
        QCOMPARE(page.options().epochs, 4.0);
    }

    void theFormIsThereAgainNextTime() {
        RecordingBackend backend;
        QString before;
        {
            SetupPage page(backend);
            find<QLineEdit>(page, "modelPath")->setText("/models/a");
            find<QLineEdit>(page, "dataPath")->setText("/data/a.jsonl");
            find<QSpinBox>(page, "batchSize")->setValue(3);
            find<QSpinBox>(page, "rank")->setValue(6);
            before = backend.toJson(page.options());
            QTRY_COMPARE(QSettings().value("setup/form").toString(), before);
        }
        SetupPage again(backend);
        QCOMPARE(backend.toJson(again.options()), before);
        QSettings().setValue("setup/form", "nonsense");
        SetupPage fresh(backend);
        QCOMPARE(fresh.options().batch_size, TrainOptions{}.batch_size);
        QVERIFY(allText(find<QWidget>(fresh, "setupStrip")).contains("could not be read"));
    }

    void startWaitsForTheRunUnderWay() {
        RecordingBackend backend;
        SetupPage page(backend);
        giveModel(backend, page);
        auto* start = find<QPushButton>(page, "startButton");
        QTRY_VERIFY(start->isEnabled());
        backend.setRunning(true);
        QTRY_VERIFY(!start->isEnabled());
        QVERIFY(find<QLabel>(page, "startReason")->text().contains("under way"));
        backend.setRunning(false);
        QTRY_VERIFY(start->isEnabled());
    }

    void everyFieldExplainsItself() {
        RecordingBackend backend;
        SetupPage page(backend);
        const auto check = [](const QWidget* widget, const QString& spoken) {
            const QByteArray name = widget->objectName().toUtf8();
            QVERIFY2(!spoken.isEmpty(), name.constData());
            const bool explained = !widget->toolTip().isEmpty() || !widget->parentWidget()->toolTip().isEmpty();
            QVERIFY2(explained, name.constData());
            QVERIFY2((widget->focusPolicy() & Qt::TabFocus) != 0, name.constData());
        };
        int seen = 0;
        for (const QAbstractSpinBox* box : page.findChildren<QAbstractSpinBox*>()) {
            check(box, box->accessibleName());
            ++seen;
        }
        for (const QComboBox* box : page.findChildren<QComboBox*>()) {
            check(box, box->accessibleName());
            ++seen;
        }
        for (const QPlainTextEdit* edit : page.findChildren<QPlainTextEdit*>()) {
            check(edit, edit->accessibleName());
            ++seen;
        }
        QVERIFY(seen > 25);
    }
};

QTEST_MAIN(TestSetupPage)
#include "tst_setup_page.moc"
