// What came out of a run: figures from events, both models asked alike, answers compared.

#include "recording_backend.h"
#include "ui/try/try_page.h"
#include "ui/widgets/words.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest>

using namespace loratrf;

namespace {

template <typename Widget>
Widget* find(QWidget& in, const char* name) {
    auto* widget = in.findChild<Widget*>(name);
    if (widget == nullptr) {
        qFatal("no widget named %s", name);
    }
    return widget;
}

QString allText(const QWidget* widget) {
    QStringList texts;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        texts << label->text();
    }
    return texts.join('\n');
}

TrainResult exampleResult() {
    TrainResult result;
    result.run = "/runs/one";
    result.steps = 150;
    result.train_loss = 0.1234;
    result.first_eval_loss = 2.5;
    result.best_eval_loss = 0.25;
    result.best_step = 120;
    result.trainable = 923904;
    result.seconds = 252;
    return result;
}

EvaluateResult exampleEvaluation(int matches) {
    EvaluateResult result;
    result.rows = result.generated = 4;
    result.exact = matches;
    result.exact_match = matches / 4.0;
    result.loss = 1.5 - 0.25 * matches;
    for (int row = 0; row < 4; ++row) {
        const std::string expected = "answer " + std::to_string(row);
        const bool match = row < matches;
        result.details.push_back({row + 1, 0.5, 10, "prompt", expected, match ? expected : "nonsense", match});
    }
    return result;
}

} // namespace

class TestTryPage : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    static TrainOptions runOptions() {
        TrainOptions options;
        options.eval_data = "/data/eval.jsonl";
        options.device = "cpu";
        options.data_options.system_prompt = "Answer in JSON.";
        options.data_options.max_length = 77;
        return options;
    }

    static void giveRun(RecordingBackend& backend, TryPage& page) {
        page.setRunOptions(runOptions());
        Q_EMIT backend.trainFinished(exampleResult());
    }

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void withoutARunItSaysWhatToDo() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        QVERIFY(!find<QPushButton>(page, "generateButton")->isVisible());
        QVERIFY(allText(&page).contains("No run yet"));
        giveRun(backend, page);
        QVERIFY(find<QPushButton>(page, "generateButton")->isVisible());
    }

    void aFinishedRunIsSummedUp() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        StartEvent start;
        start.run = "/runs/one";
        start.total_steps = 150;
        start.base = 134515008;
        Q_EMIT backend.event(start);
        giveRun(backend, page);
        const QString text = allText(find<QWidget>(page, "resultSummary"));
        for (const char* part : {"finished", "150 of 150", "0.1234", "2.5000 → 0.2500", "4 min 12 s", "923,904"}) {
            QVERIFY2(text.contains(part), part);
        }
    }

    void aRunThatGoesOnIsNoLongerSummedUpAsEnded() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        TrainResult stopped = exampleResult();
        stopped.state = RunState::Stopped;
        stopped.message = "stopped early";
        Q_EMIT backend.trainFinished(stopped);
        QVERIFY(allText(find<QWidget>(page, "resultSummary")).contains("stopped"));
        StartEvent start;
        start.run = stopped.run;
        Q_EMIT backend.event(start);
        QVERIFY(allText(find<QWidget>(page, "resultSummary")).contains("running"));
        QVERIFY(!find<QWidget>(page, "resultStrip")->isVisible());
    }

    void anOpenedRunShowsTheSameFromItsEvents() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        StartEvent start;
        start.run = "/runs/old";
        start.total_steps = 20;
        start.trainable = 4096;
        Q_EMIT backend.event(start);
        for (int64_t step = 1; step <= 20; ++step) {
            StepEvent event;
            event.step = step;
            event.loss = 3.0 / double(step);
            event.seconds = 2.0 * double(step);
            event.skipped = step == 20; // its loss is no loss
            Q_EMIT backend.event(event);
        }
        Q_EMIT backend.event(EvalEvent{0, 3.5, 0, 0, true, 8, 1});
        Q_EMIT backend.event(EvalEvent{10, 0.5, 0, 0, true});
        Q_EMIT backend.event(EvalEvent{20, 0.75, 0, 0, false, 8, 6});
        Q_EMIT backend.event(StateEvent{RunState::Failed, 20, "out of memory"});
        RunInfo info;
        info.folder = "/runs/old";
        info.options = runOptions();
        info.state = RunState::Failed;
        info.step = 20;
        info.total_steps = 20;
        Q_EMIT backend.runOpened(info);
        const QString text = allText(find<QWidget>(page, "resultSummary"));
        for (const QString& part :
             {QString("failed"), QString("20 of 20"), lossText(3.0 / 19), lossText(3.5) + " → " + lossText(0.5),
              QString("40 s"), QString("4,096"), percentText(1.0 / 8) + " → " + percentText(6.0 / 8)}) {
            QVERIFY2(text.contains(part), qPrintable(part));
        }
        QVERIFY(find<QWidget>(page, "resultStrip")->isVisible());
        QVERIFY(allText(find<QWidget>(page, "resultStrip")).contains("out of memory"));
    }

    void bothModelsAreAskedAlike() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        auto* button = find<QPushButton>(page, "generateButton");
        QVERIFY(!button->isEnabled()); // no prompt yet
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText("Two bags of flour");
        find<QDoubleSpinBox>(page, "temperature")->setValue(0.7);
        find<QSpinBox>(page, "maxTokens")->setValue(33);
        find<QSpinBox>(page, "trySeed")->setValue(5);
        button->click();
        QCOMPARE(backend.generations.size(), std::size_t(2));
        QVERIFY(!button->isEnabled());
        const auto& [baseId, base] = backend.generations[0];
        const auto& [tunedId, tuned] = backend.generations[1];
        QVERIFY(base.base_only);
        QVERIFY(!tuned.base_only);
        for (const GenerateRequest& request : {base, tuned}) {
            QCOMPARE(request.model, std::string("/runs/one"));
            QCOMPARE(request.seed, uint64_t(5));
            QCOMPARE(request.temperature, 0.7);
            QCOMPARE(request.max_tokens, int64_t(33));
            QCOMPARE(request.device, std::string("cpu"));
            QCOMPARE(request.messages.size(), std::size_t(2));
            QCOMPARE(request.messages[0].content, std::string("Answer in JSON."));
            QCOMPARE(request.messages[1].content, std::string("Two bags of flour"));
        }
        auto* left = find<QPlainTextEdit>(page, "baseAnswer");
        auto* right = find<QPlainTextEdit>(page, "tunedAnswer");
        Q_EMIT backend.generatedPiece(tunedId, "{\"fl");
        Q_EMIT backend.generatedPiece(baseId, "Sure");
        Q_EMIT backend.generatedPiece(tunedId, "our\"}");
        Q_EMIT backend.generatedPiece(tunedId + 100, "someone else's");
        QCOMPARE(left->toPlainText(), QString("Sure"));
        QCOMPARE(right->toPlainText(), QString("{\"flour\"}"));
        Q_EMIT backend.generated(baseId, {"Sure, here", 10, 3, 0.5, "length"});
        QVERIFY(!button->isEnabled());
        Q_EMIT backend.generated(tunedId, {"{\"flour\"}", 10, 4, 0.5, "end"});
        QCOMPARE(left->toPlainText(), QString("Sure, here"));
        QVERIFY(button->isEnabled());
        QVERIFY(allText(&page).contains("cut at the longest length"));
    }

    void aFailedAnswerIsSaidInThePage() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText("x");
        find<QPushButton>(page, "generateButton")->click();
        Q_EMIT backend.failed("generate", "the adapter belongs to another model");
        QVERIFY(allText(find<QWidget>(page, "tryStrip")).contains("another model"));
        QVERIFY(find<QPushButton>(page, "generateButton")->isEnabled());
    }

    void answersOfAnotherRunAreDropped() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText("x");
        find<QPushButton>(page, "generateButton")->click();
        RunInfo other;
        other.folder = "/runs/two";
        Q_EMIT backend.runOpened(other);
        Q_EMIT backend.generatedPiece(backend.generations[0].first, "late");
        QVERIFY(find<QPlainTextEdit>(page, "baseAnswer")->toPlainText().isEmpty());
        QCOMPARE(find<QLabel>(page, "resultFolder")->text(), QString("/runs/two"));
    }

    void evaluationComparesRowByRow() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        QCOMPARE(find<QLineEdit>(page, "evaluateData")->text(), QString("/data/eval.jsonl"));
        auto* button = find<QPushButton>(page, "evaluateButton");
        button->click();
        QCOMPARE(backend.evaluations.size(), std::size_t(2));
        QVERIFY(!button->isEnabled());
        int baseId = 0, tunedId = 0;
        for (const auto& [id, request] : backend.evaluations) {
            (request.base_only ? baseId : tunedId) = id;
            QCOMPARE(request.data, std::string("/data/eval.jsonl"));
            QCOMPARE(request.data_options.max_length, int64_t(77));
            QVERIFY(request.generate);
        }
        Q_EMIT backend.event(ProgressEvent{"Evaluating", 2, 4});
        QVERIFY(allText(&page).contains("Evaluating 2 of 4"));
        Q_EMIT backend.evaluated(tunedId, exampleEvaluation(3));
        Q_EMIT backend.evaluated(baseId, exampleEvaluation(1));
        QVERIFY(button->isEnabled());
        auto* table = find<QTableWidget>(page, "evaluatedRows");
        QVERIFY(table->isVisible());
        QCOMPARE(table->rowCount(), 4);
        QCOMPARE(table->item(1, 1)->text(), QString("answer 1"));
        QCOMPARE(table->item(1, 2)->text(), QString("✓ answer 1"));
        QCOMPARE(table->item(1, 3)->text(), QString("✗ nonsense"));
        const QString figures = allText(find<QWidget>(page, "resultSummary"));
        QVERIFY(figures.contains(percentText(0.25) + " → " + percentText(0.75)));
        QVERIFY(find<QLabel>(page, "evaluateResult")->text().contains("(3 of 4)"));
    }

    void nothingIsAskedWhileTraining() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText("x");
        backend.setRunning(true);
        for (const char* name : {"generateButton", "evaluateButton"}) {
            QVERIFY2(!find<QPushButton>(page, name)->isEnabled(), name);
        }
        backend.setRunning(false);
        for (const char* name : {"generateButton", "evaluateButton"}) {
            QVERIFY2(find<QPushButton>(page, name)->isEnabled(), name);
        }
    }
};

QTEST_MAIN(TestTryPage)
#include "tst_try_page.moc"
