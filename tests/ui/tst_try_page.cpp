// What came out of a run: figures from events, answers compared row by row. The chat: tst_chat, tst_chat_page; what an
// evaluation asks and finds: tst_evaluation; its table: tst_evaluation_table.

#include "try_examples.h"
#include "ui/try/answer_view.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QTableWidget>
#include <QTextDocument>
#include <QToolButton>
#include <QtTest>

#include <cmath>

using namespace loratrf;

class TestTryPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void withoutARunItSaysWhatToDo() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        QVERIFY(!find<QPushButton>(page, "generateButton")->isVisible());
        QVERIFY(allText(&page).contains("No run yet"));
        backend.setRunning(true);
        QVERIFY(allText(&page).contains("Training is under way") && !allText(&page).contains("No run yet"));
        backend.setRunning(false);
        QVERIFY(allText(&page).contains("No run yet"));
        giveRun(backend);
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
        giveRun(backend);
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
        Q_EMIT backend.trainFinished(stopped, {});
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

    void pictures() {
        if (!qEnvironmentVariableIsSet("LORATRF_SCREENSHOTS")) {
            QSKIP("LORATRF_SCREENSHOTS names the folder");
        }
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        QDir().mkpath(folder);
        for (const bool dark : {false, true}) {
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            RecordingBackend backend;
            TryPage page(backend);
            page.resize(1100, 1500);
            page.show();
            const auto shoot = [&](const QString& name, const QSize& size) {
                page.resize(size);
                QTest::qWait(80);
                const QString scale = qEnvironmentVariable("QT_SCALE_FACTOR", "1");
                QVERIFY(
                    page.grab().save(QString("%1/try-%2-%3-%4.png").arg(folder, name, dark ? "dark" : "light", scale)));
            };
            giveRun(backend);
            shoot("new", {860, 1000});
            Q_EMIT backend.usesRead("/runs/one", {{150, "/c/150"}, {100, "/c/100"}},
                                    {{"a", "base", "tuned", "right", 1}, {"b", "tuned", "base", "equal", 1}});
            action(page, "column_step-100")->trigger();
            say(page, "Hi, could you bring 3 kg of apples and two loaves of rye bread to Basel on Friday? Thanks, Ann");
            AnswerResult tuned = exampleAnswer({"{\"", "customer", "\":", " \"", "Ann", "\",", " \"", "items",
                                                "\":", " [", "apples", ",", " rye", " bread", "]}"});
            std::vector<std::string> texts;
            std::vector<float> first, second;
            for (std::size_t i = 0; i < tuned.pieces.size(); ++i) {
                texts.push_back(tuned.pieces[i].text);
                first.push_back(float(0.3 + 0.3 * std::sin(double(i))));
                second.push_back(float(0.2 + 0.2 * std::cos(double(i))));
                tuned.pieces[i].probability = 1.0 / double(1 + i % 5);
                tuned.pieces[i].alternatives = {{" apples", 0.6}, {tuned.pieces[i].text, 0.2}, {"\n", 0.05}};
            }
            tuned.activity = exampleActivity(texts, first, second);
            tuned.prompt_activity = exampleActivity(
                {"<|im_start|>", "user", "\n", "Hi", ",", " could", " you", " bring", " 3", " kg", " of", " apples"},
                {0, 0, 0, 0.4F, 0.1F, 0, 0.1F, 0.2F, 0.55F, 0.5F, 0, 0.3F},
                {0.1F, 0, 0.1F, 0.3F, 0.2F, 0.1F, 0, 0.1F, 0.4F, 0.3F, 0, 0.2F});
            std::vector<std::string> many;
            for (int i = 0; i < 160; ++i) {
                many.push_back(" word" + std::to_string(i));
            }
            for (const auto& [id, request] : std::vector(backend.generations)) {
                Q_EMIT backend.generated(id, request.base_only ? exampleAnswer(many, "length") : tuned);
            }
            find<QComboBox>(page, "tokenColours")->setCurrentIndex(2);
            auto* view = find<AnswerView>(page, "answer_tuned");
            view->setFocus();
            QTest::keyClick(view, Qt::Key_End);
            QTest::keyClick(view, Qt::Key_Left);
            find<QSlider>(page, "answerSite")->setValue(1);
            find<QWidget>(page, "promptFold_tuned")->findChild<QToolButton*>()->click();
            shoot("chat", {1100, 1500});
            shoot("chat-small", {860, 1300});
            applyTheme(ThemeMode::Contrast);
            shoot("chat-contrast", {1100, 1500});
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            find<QComboBox>(page, "tokenColours")->setCurrentIndex(1);
            shoot("chat-unlikely", {1100, 1500});
            find<QComboBox>(page, "tokenColours")->setCurrentIndex(2);
            action(page, "column_step-100")->trigger();
            find<QCheckBox>(page, "blindVote")->setChecked(true);
            say(page, "And for two people?");
            Q_EMIT backend.generatedPiece(backend.generations[3].first, "Still writ");
            Q_EMIT backend.failed("generate", "Out of memory. A smaller model, or bf16, needs less.",
                                  backend.generations[3].first);
            Q_EMIT backend.generated(backend.generations[4].first, exampleAnswer({"Two", " loaves"}));
            say(page, "Which is better?");
            Q_EMIT backend.generated(backend.generations[5].first, exampleAnswer({"One"}));
            Q_EMIT backend.generated(backend.generations[6].first, exampleAnswer({"Two", " loaves"}));
            shoot("blind", {1100, 1900});
        }
    }

    void evaluationComparesRowByRow() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
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
        Q_EMIT backend.progressed("evaluate", ProgressEvent{"Evaluating", 2, 4});
        Q_EMIT backend.progressed("data", ProgressEvent{"Reading data", 2, 3});
        QVERIFY(allText(&page).contains("Evaluating, 2 of 4"));
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
        const QString found = find<QLabel>(page, "evaluateResult")->text();
        QVERIFY2(found.contains("(3 of 4)") && found.startsWith("Rows of eval.jsonl: 4\n"), qPrintable(found));
        button->click(); // what was found is no longer what is asked
        QVERIFY(!table->isVisible() && !find<QLabel>(page, "evaluateResult")->isVisible());
    }

    void answersAreNoMarkup() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        find<QPushButton>(page, "evaluateButton")->click();
        EvaluateResult one = exampleEvaluation(0);
        one.details[0].answer = "<b>2</b> kg";
        Q_EMIT backend.evaluated(backend.evaluations[0].first, one);
        const QTableWidgetItem* item = find<QTableWidget>(page, "evaluatedRows")->item(0, 2);
        QTextDocument tip;
        tip.setHtml(item->toolTip());
        QCOMPARE(tip.toPlainText(), item->text());
        QVERIFY(item->text().contains("<b>"));
    }

    void stoppingAnEvaluationIsNoError() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        auto* button = find<QPushButton>(page, "evaluateButton");
        auto* stop = find<QPushButton>(page, "evaluateStop");
        const auto* strip = find<MessageStrip>(page, "evaluateStrip");
        const auto* reason = find<QLabel>(page, "evaluateReason");
        button->click();
        QVERIFY(stop->isEnabled());
        stop->click();
        QCOMPARE(backend.cancelled, QStringList{"evaluate"});
        QCOMPARE(reason->text(), QString("Ending…"));
        QVERIFY(!stop->isEnabled());
        for (const auto& [id, request] : std::vector(backend.evaluations)) { // both have waited
            Q_EMIT backend.failed("evaluate", "the evaluation was cancelled", id, true);
        }
        QCOMPARE(strip->text(), QString("The evaluation was stopped."));
        QCOMPARE(strip->level(), Level::Info);
        QVERIFY(button->isEnabled());
        QCOMPARE(reason->text(), QString());
        QCOMPARE(backend.cancelled.size(), 1);
        button->click();
        QVERIFY(stop->isEnabled());
        Q_EMIT backend.failed("evaluate", "no rows are left", backend.evaluations.back().first);
        QCOMPARE(strip->text(), QString("no rows are left"));
        QCOMPARE(strip->level(), Level::Problem);
        QCOMPARE(backend.cancelled, (QStringList{"evaluate", "evaluate"})); // nor is the other model waited for
    }

    void aLongTableSaysHowMuchItShows() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        find<QPushButton>(page, "evaluateButton")->click();
        EvaluateResult many = exampleEvaluation(3);
        many.details.resize(2001, many.details[0]);
        Q_EMIT backend.evaluated(backend.evaluations[0].first, many);
        QCOMPARE(find<QTableWidget>(page, "evaluatedRows")->rowCount(), 2000);
        QVERIFY(find<QLabel>(page, "evaluationNote")->text().contains("the first 2,000 of 2,001 rows"));
    }

    void aRunThatEndsHasItsOwnOptions() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        TrainOptions own = runOptions();
        own.eval_data = "/data/own.jsonl";
        RunInfo looked;
        looked.folder = "/runs/another";
        looked.options = runOptions();
        Q_EMIT backend.runOpened(looked); // while the other one trains
        auto* data = find<QLineEdit>(page, "evaluateData");
        QCOMPARE(data->text(), QString("/data/eval.jsonl"));
        Q_EMIT backend.trainFinished(exampleResult(), own);
        QCOMPARE(data->text(), QString("/data/own.jsonl"));
    }

    void anotherRunsFailureIsNotThisOnes() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        find<QPushButton>(page, "evaluateButton")->click();
        TrainResult other = exampleResult();
        other.run = "/runs/two";
        Q_EMIT backend.trainFinished(other, runOptions());
        QCOMPARE(backend.cancelled, QStringList{"evaluate"}); // nobody waits for it
        auto* button = find<QPushButton>(page, "evaluateButton");
        button->click();
        Q_EMIT backend.failed("evaluate", "the evaluation was cancelled", backend.evaluations[0].first);
        Q_EMIT backend.failed("evaluate", "the evaluation was cancelled", backend.evaluations[1].first);
        QVERIFY(!button->isEnabled()); // it is still waited for
        QVERIFY(!find<QWidget>(page, "evaluateStrip")->isVisible());
        Q_EMIT backend.failed("evaluate", "no rows are left", backend.evaluations[2].first);
        QVERIFY(button->isEnabled());
        QVERIFY(allText(find<QWidget>(page, "evaluateStrip")).contains("no rows are left"));
    }

    void whatIsToldOfAnotherRunIsNotThisOnes() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        const QString shown = allText(find<QWidget>(page, "resultSummary"));
        StartEvent start;
        start.run = "/runs/two";
        start.total_steps = 40;
        start.trainable = 4096;
        Q_EMIT backend.event(start);
        Q_EMIT backend.event(EvalEvent{0, 3.5, 0, 0, true});
        TryPage again(backend); // as after a change of the language
        again.show();
        again.setState(page.state());
        for (const TryPage* one : {&page, &again}) {
            QCOMPARE(find<QLabel>(*one, "resultFolder")->text(), QString("/runs/one"));
            QCOMPARE(allText(find<QWidget>(*one, "resultSummary")), shown);
        }
        Q_EMIT backend.event(EvalEvent{40, 0.75, 0, 0, true});
        RunInfo info;
        info.folder = "/runs/two";
        info.step = info.total_steps = 40;
        Q_EMIT backend.runOpened(info);
        for (const TryPage* one : {&page, &again}) { // nothing that was told of it is lost
            const QString text = allText(find<QWidget>(*one, "resultSummary"));
            QVERIFY2(text.contains(lossText(3.5) + " → " + lossText(0.75)) && text.contains("4,096"), qPrintable(text));
        }
    }

    void whatGoingBackGaveUpIsNotTheBest() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        StartEvent start;
        start.run = "/runs/old";
        start.total_steps = 40;
        Q_EMIT backend.event(start);
        const auto evaluated = [&](int64_t step, double loss, int64_t exact) {
            Q_EMIT backend.event(EvalEvent{step, loss, 0, 0, true, 8, exact});
        };
        evaluated(0, 3.5, 1);
        evaluated(10, 0.75, 5);
        evaluated(20, 0.25, 7);
        start.first_step = 10;
        Q_EMIT backend.event(start);
        evaluated(20, 0.5, 6);
        RunInfo info;
        info.folder = "/runs/old";
        Q_EMIT backend.runOpened(info);
        const QString text = allText(find<QWidget>(page, "resultSummary"));
        for (const QString& part :
             {lossText(3.5) + " → " + lossText(0.5), percentText(1.0 / 8) + " → " + percentText(6.0 / 8)}) {
            QVERIFY2(text.contains(part), qPrintable(text));
        }
    }

    void nothingIsAskedWhileTraining() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
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
