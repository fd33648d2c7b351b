// What came out of a run: figures from events, both models asked alike, answers compared.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/try/answer_view.h"
#include "ui/try/conversation.h"
#include "ui/try/try_page.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest>

#include <cmath>

using namespace loratrf;

namespace {

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

AnswerResult exampleAnswer(const std::vector<std::string>& pieces, const std::string& stopped = "end") {
    AnswerResult result;
    result.stopped = stopped;
    result.tokens = int64_t(pieces.size());
    result.seconds = 0.5;
    for (const std::string& text : pieces) {
        result.text += text;
        GeneratedPiece& piece = result.pieces.emplace_back();
        piece.text = text;
        piece.probability = 0.9;
    }
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

    static void say(TryPage& page, const QString& prompt) {
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText(prompt);
        find<QPushButton>(page, "generateButton")->click();
    }

    static QAction* action(TryPage& page, const char* name) {
        auto* found = page.findChild<QAction*>(name);
        if (found == nullptr) {
            qFatal("no action named %s", name);
        }
        return found;
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
        auto* stop = find<QPushButton>(page, "stopAnswers");
        QVERIFY(!button->isEnabled()); // no prompt yet
        QVERIFY(!stop->isVisible());
        find<QPlainTextEdit>(page, "promptEdit")->setPlainText("Two bags of flour");
        find<QDoubleSpinBox>(page, "temperature")->setValue(0.7);
        find<QSpinBox>(page, "maxTokens")->setValue(33);
        find<QSpinBox>(page, "trySeed")->setValue(5);
        find<QSlider>(page, "adapterStrength")->setValue(30);
        button->click();
        QCOMPARE(backend.generations.size(), std::size_t(2));
        QVERIFY(!button->isEnabled());
        const auto [baseId, base] = backend.generations[0];
        const auto [tunedId, tuned] = backend.generations[1];
        QVERIFY(base.base_only && !tuned.base_only);
        QCOMPARE(base.strength, 1.0);
        QCOMPARE(tuned.strength, 1.5);
        for (const AnswerRequest& request : {base, tuned}) {
            QCOMPARE(request.model, std::string("/runs/one"));
            QCOMPARE(request.seed, uint64_t(5));
            QCOMPARE(request.temperature, 0.7);
            QCOMPARE(request.max_tokens, int64_t(33));
            QCOMPARE(request.device, std::string("cpu"));
            QCOMPARE(request.messages.size(), std::size_t(2));
            QCOMPARE(request.messages[0].content, std::string("Answer in JSON."));
            QCOMPARE(request.messages[1].content, std::string("Two bags of flour"));
        }
        auto* left = find<AnswerView>(page, "answer_base");
        auto* right = find<AnswerView>(page, "answer_tuned");
        Q_EMIT backend.generatedPiece(tunedId, "{\"fl");
        Q_EMIT backend.generatedPiece(baseId, "Sure");
        Q_EMIT backend.generatedPiece(tunedId, "our\"}");
        Q_EMIT backend.generatedPiece(tunedId + 100, "someone else's");
        QCOMPARE(left->toPlainText(), QString("Sure"));
        QCOMPARE(right->toPlainText(), QString("{\"flour\"}"));
        QVERIFY(stop->isVisible());
        stop->click();
        QCOMPARE(backend.cancelled, QStringList{"generate"});
        Q_EMIT backend.generated(baseId, exampleAnswer({"Sure", ", here"}, "length"));
        QVERIFY(stop->isVisible());
        Q_EMIT backend.generated(tunedId, exampleAnswer({"{\"flour\"}"}, "cancelled"));
        QVERIFY(!stop->isVisible());
        QCOMPARE(left->toPlainText(), QString("Sure, here"));
        const QString text = allText(&page);
        for (const char* part : {"cut at the longest length", "stopped", "Tuned, strength 1.5"}) {
            QVERIFY2(text.contains(part), part);
        }
    }

    void theNextTurnHoldsTheEarlierOnes() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        say(page, "One");
        QVERIFY(!find<QPushButton>(page, "newConversation")->isEnabled());
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"base one"}));
        Q_EMIT backend.generated(backend.generations[1].first, exampleAnswer({"tuned one"}));
        say(page, "Two");
        const auto texts = [](const AnswerRequest& request) {
            QStringList list;
            for (const Message& message : request.messages) {
                list << qs(message.role + ": " + message.content);
            }
            return list;
        };
        QCOMPARE(texts(backend.generations[2].second),
                 (QStringList{"system: Answer in JSON.", "user: One", "assistant: base one", "user: Two"}));
        QCOMPARE(texts(backend.generations[3].second),
                 (QStringList{"system: Answer in JSON.", "user: One", "assistant: tuned one", "user: Two"}));
        Q_EMIT backend.failed("generate", "Out of memory.");
        Q_EMIT backend.generated(backend.generations[3].first, exampleAnswer({"tuned two"}));
        QCOMPARE(page.findChildren<AnswerView*>("answer_base").last()->toPlainText(), QString("Out of memory."));
        QCOMPARE(page.findChildren<AnswerView*>("answer_tuned").last()->toPlainText(), QString("tuned two"));
        say(page, "Three"); // a turn without an answer is not part of the conversation
        QCOMPARE(backend.generations[4].second.messages.size(), std::size_t(4));
        QCOMPARE(backend.generations[5].second.messages.size(), std::size_t(6));
        Q_EMIT backend.generated(backend.generations[4].first, exampleAnswer({"x"}));
        Q_EMIT backend.generated(backend.generations[5].first, exampleAnswer({"y"}));
        find<QPushButton>(page, "newConversation")->click();
        say(page, "Anew");
        QCOMPARE(backend.generations[6].second.messages.size(), std::size_t(2));
    }

    void checkpointsAnswerBeside() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        QCOMPARE(backend.useQuestions.last(), QString("/runs/one"));
        Q_EMIT backend.usesRead("/runs/other", {{99, "/else"}}, {});
        Q_EMIT backend.usesRead("/runs/one",
                                {{150, "/runs/one/checkpoints/step-150"},
                                 {100, "/runs/one/checkpoints/step-100"},
                                 {50, "/runs/one/checkpoints/step-50"}},
                                {});
        QVERIFY(page.findChild<QAction*>("column_step-99") == nullptr);
        auto* blind = find<QCheckBox>(page, "blindVote");
        QVERIFY(blind->isEnabled());
        action(page, "column_step-100")->trigger();
        action(page, "column_step-50")->trigger();
        QVERIFY(!blind->isEnabled());                           // three or four at a time
        QVERIFY(!action(page, "column_step-150")->isEnabled()); // four are enough
        say(page, "Hello");
        QCOMPARE(backend.generations.size(), std::size_t(4));
        QCOMPARE(backend.generations[2].second.adapter, std::string("/runs/one/checkpoints/step-100"));
        QVERIFY(!backend.generations[2].second.base_only);
        QVERIFY(allText(&page).contains("Step 100"));
        for (const auto& [id, request] : std::vector(backend.generations)) {
            Q_EMIT backend.generated(id, exampleAnswer({"a"}));
        }
        for (const char* name : {"column_base", "column_tuned", "column_step-50"}) {
            action(page, name)->trigger();
        }
        QVERIFY(!action(page, "column_step-100")->isEnabled()); // the last one stays
        say(page, "Again");
        QCOMPARE(backend.generations.size(), std::size_t(5));
        QCOMPARE(backend.generations[4].second.messages.size(), std::size_t(4));
    }

    void tokensSayHowTheyWereChosen() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        say(page, "Hello");
        for (const auto& [id, request] : std::vector(backend.generations)) {
            QCOMPARE(request.alternatives, Conversation::alternatives);
            QCOMPARE(request.filter, !request.base_only);
        }
        AnswerResult result = exampleAnswer({"Two", " bags"});
        result.activity_is_filter = true;
        result.pieces[1].probability = 0.25;
        result.pieces[1].activity = 0.5;
        result.pieces[1].alternatives = {{" boxes", 0.625}, {" bags", 0.25}};
        Q_EMIT backend.generated(backend.generations[1].first, result);
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"Hm"}));
        auto* view = find<AnswerView>(page, "answer_tuned");
        QCOMPARE(view->tokenAt(0), 0);
        QCOMPARE(view->tokenAt(2), 0);
        QCOMPARE(view->tokenAt(3), 1);
        QCOMPARE(view->tokenAt(8), -1);
        const auto ground = [&](int position) {
            QTextCursor cursor(view->document());
            cursor.setPosition(position + 1); // a cursor has the format of the letter before it
            return cursor.charFormat().background().color().alphaF();
        };
        auto* colours = find<QComboBox>(page, "tokenColours");
        colours->setCurrentIndex(1);
        QVERIFY(std::abs(ground(5) - 0.55F * 0.75F) < 0.01F);
        colours->setCurrentIndex(2);
        QVERIFY(std::abs(ground(5) - 0.55F * 0.5F) < 0.01F);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_End);
        QTest::keyClick(view, Qt::Key_Left);
        const QString sentence = find<QLabel>(page, "tokenSentence")->text();
        for (const QString& part : {QString("Tuned"), QString("␣bags"), percentText(0.25), percentText(0.5)}) {
            QVERIFY2(sentence.contains(part), qPrintable(sentence));
        }
        find<QComboBox>(page, "tokenColours")->setCurrentIndex(0);
        QTest::keyClick(view, Qt::Key_Home);
        QVERIFY(find<QLabel>(page, "tokenSentence")->text().contains("“Two”"));
    }

    void votesAreBlindAndKept() {
        for (int round = 0; round < 8; ++round) { // the order is drawn by chance
            RecordingBackend backend;
            TryPage page(backend);
            page.show();
            giveRun(backend, page);
            find<QCheckBox>(page, "blindVote")->setChecked(true);
            find<QComboBox>(page, "tokenColours")->setCurrentIndex(1);
            say(page, "Which?");
            const bool baseFirst = backend.generations[0].second.base_only;
            QVERIFY(!find<QWidget>(page, "vote")->isVisible());
            Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"one"}));
            Q_EMIT backend.generated(backend.generations[1].first, exampleAnswer({"two"}));
            const QString before = allText(find<QWidget>(page, "vote")->parentWidget());
            QVERIFY(before.contains("Answer A") && !before.contains("Base model") && !before.contains("token"));
            QVERIFY(find<QWidget>(page, "vote")->isVisible());
            find<QPlainTextEdit>(page, "promptEdit")->setPlainText("More");
            QVERIFY(!find<QPushButton>(page, "generateButton")->isEnabled()); // first the vote
            find<QPushButton>(page, "voteRight")->click();
            QCOMPARE(backend.votes.size(), std::size_t(1));
            const auto& [run, vote] = backend.votes[0];
            QCOMPARE(run, QString("/runs/one"));
            QCOMPARE(vote.left, std::string(baseFirst ? "base" : "tuned"));
            QCOMPARE(vote.right, std::string(baseFirst ? "tuned" : "base"));
            QCOMPARE(vote.choice, std::string("right"));
            QCOMPARE(vote.prompt, std::string("Which?"));
            QVERIFY(!find<QWidget>(page, "vote")->isVisible());
            QVERIFY(allText(find<QWidget>(page, "vote")->parentWidget()).contains("Base model"));
            QVERIFY(find<QPushButton>(page, "generateButton")->isEnabled());
            Q_EMIT backend.usesRead(run, {}, {vote, {"a", "tuned", "base", "left"}, {"b", "base", "tuned", "equal"}});
            const QString tally = find<QLabel>(page, "voteTally")->text();
            QVERIFY2(tally.contains("3 blind vote") && tally.contains("Tuned: " + QString(baseFirst ? "2" : "1")) &&
                         tally.contains("equal: 1"),
                     qPrintable(tally));
        }
    }

    void theTemplateIsShownAndWatched() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        say(page, "Hello");
        AnswerResult same = exampleAnswer({"a"});
        same.chat_template = "{{ messages }}";
        same.template_hash = same.trained_hash = "0123456789abcdef";
        Q_EMIT backend.generated(backend.generations[0].first, same);
        QVERIFY(!find<QWidget>(page, "templateMismatch")->isVisible());
        QCOMPARE(find<QPlainTextEdit>(page, "chatTemplate")->toPlainText(), QString("{{ messages }}"));
        QVERIFY(find<QLabel>(page, "templateHash")->text().contains("0123456789abcdef"));
        AnswerResult other = same;
        other.template_hash = "fedcba9876543210";
        Q_EMIT backend.generated(backend.generations[1].first, other);
        QVERIFY(find<QWidget>(page, "templateMismatch")->isVisible());
        QVERIFY(allText(find<QWidget>(page, "templateMismatch")).contains("fedcba987654"));
    }

    void anotherRunBeginsAnew() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend, page);
        say(page, "Hello");
        const int late = backend.generations[0].first;
        TrainResult other = exampleResult();
        other.run = "/runs/two";
        Q_EMIT backend.trainFinished(other);
        Q_EMIT backend.generatedPiece(late, "of the other run");
        Q_EMIT backend.generated(late, exampleAnswer({"of the other run"}));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(page.findChildren<AnswerView*>().isEmpty());
        QCOMPARE(find<QLabel>(page, "resultFolder")->text(), QString("/runs/two"));
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
            giveRun(backend, page);
            shoot("new", {860, 1000});
            Q_EMIT backend.usesRead("/runs/one", {{150, "/c/150"}, {100, "/c/100"}},
                                    {{"a", "base", "tuned", "right", 1}, {"b", "tuned", "base", "equal", 1}});
            action(page, "column_step-100")->trigger();
            say(page, "Hi, could you bring 3 kg of apples and two loaves of rye bread to Basel on Friday? Thanks, Ann");
            AnswerResult tuned = exampleAnswer({"{\"", "customer", "\":", " \"", "Ann", "\",", " \"", "items",
                                                "\":", " [", "apples", ",", " rye", " bread", "]}"});
            tuned.activity_is_filter = true;
            for (std::size_t i = 0; i < tuned.pieces.size(); ++i) {
                tuned.pieces[i].activity = 0.5 + 0.5 * std::sin(double(i));
                tuned.pieces[i].probability = 1.0 / double(1 + i % 5);
                tuned.pieces[i].alternatives = {{" apples", 0.6}, {tuned.pieces[i].text, 0.2}, {"\n", 0.05}};
            }
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
            shoot("chat", {1100, 1500});
            shoot("chat-small", {860, 1300});
            action(page, "column_step-100")->trigger();
            find<QCheckBox>(page, "blindVote")->setChecked(true);
            say(page, "And for two people?");
            Q_EMIT backend.generatedPiece(backend.generations[3].first, "Still writ");
            Q_EMIT backend.failed("generate", "Out of memory. A smaller model, or bf16, needs less.");
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
