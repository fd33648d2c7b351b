// The chat of the page Try: models asked alike, turns, checkpoints beside, votes, what is remembered. The answers token
// by token: tst_chat_tokens; how the page goes along with them: tst_chat_page.

#include "try_examples.h"
#include "ui/shell/language.h"
#include "ui/try/answer_view.h"
#include "ui/try/chat_memory.h"
#include "ui/try/conversation.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QScopeGuard>
#include <QSlider>
#include <QSpinBox>
#include <QtTest>

using namespace loratrf;

class TestChat : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void bothModelsAreAskedAlike() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
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
        giveRun(backend);
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
        Q_EMIT backend.failed("generate", "Out of memory.", backend.generations[2].first);
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
        giveRun(backend);
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

    void theStrengthIsReachedByItsLetter() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QTest::keyClick(&page, Qt::Key_R, Qt::AltModifier);
        QVERIFY(find<QSlider>(page, "adapterStrength")->hasFocus());
    }

    void votesAreBlindAndKept() {
        for (int round = 0; round < 8; ++round) { // the order is drawn by chance
            RecordingBackend backend;
            TryPage page(backend);
            page.show();
            giveRun(backend);
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

    void whatWasStoppedBeforeItBeganIsNoAnswer() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        find<QCheckBox>(page, "blindVote")->setChecked(true);
        say(page, "Which?");
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"one"}, "cancelled"));
        Q_EMIT backend.generated(backend.generations[1].first, exampleAnswer({}, "cancelled"));
        QVERIFY(!find<QWidget>(page, "vote")->isVisible()); // there is nothing to compare with
        QVERIFY(allText(find<QWidget>(page, "vote")->parentWidget()).contains("Base model"));
        say(page, "And now?");
        QCOMPARE(backend.generations.size(), std::size_t(4));
        const bool baseFirst = backend.generations[0].second.base_only;
        for (std::size_t i = 2; i < 4; ++i) {
            const AnswerRequest& request = backend.generations[i].second;
            const bool answered = request.base_only == baseFirst;
            QCOMPARE(request.messages.size(), std::size_t(answered ? 4 : 2)); // with the system prompt
        }
    }

    void theCopyIsWhatTheModelWrote() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        say(page, "Hello");
        const auto copies = page.findChildren<QPushButton*>("copyAnswer");
        QCOMPARE(copies.size(), 2);
        QVERIFY(!copies[0]->isEnabled());
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"3\u00a0kg", " of\r\n", "apples"}));
        QVERIFY(copies[0]->isEnabled() && !copies[1]->isEnabled());
        copies[0]->click();
        QCOMPARE(copies[0]->text(), QString("Copied"));
        QCOMPARE(copies[1]->text(), QString("Copy"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("3\u00a0kg of\r\napples"));
    }

    void theTemplateIsShownAndWatched() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
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
        giveRun(backend);
        say(page, "Hello");
        const int late = backend.generations[0].first;
        TrainResult other = exampleResult();
        other.run = "/runs/two";
        Q_EMIT backend.trainFinished(other, runOptions());
        QCOMPARE(backend.cancelled, QStringList{"generate"});
        Q_EMIT backend.generatedPiece(late, "of the other run");
        Q_EMIT backend.generated(late, exampleAnswer({"of the other run"}));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(page.findChildren<AnswerView*>().isEmpty());
        QCOMPARE(find<QLabel>(page, "resultFolder")->text(), QString("/runs/two"));
        say(page, "Hello again");
        Q_EMIT backend.failed("generate", "of the other run", backend.generations[1].first);
        QVERIFY(!allText(&page).contains("No answer"));
        Q_EMIT backend.generated(backend.generations[2].first, exampleAnswer({"of this one"}));
        QCOMPARE(find<AnswerView>(page, "answer_base")->toPlainText(), QString("of this one"));
    }

    void whatIsBeingWrittenIsThereAgain() {
        RecordingBackend backend;
        {
            TryPage page(backend);
            giveRun(backend);
            find<QSpinBox>(page, "maxTokens")->setValue(33);
            find<QDoubleSpinBox>(page, "temperature")->setValue(0.7);
            say(page, "First\nof two lines & more");
            Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"a"}));
            Q_EMIT backend.generated(backend.generations[1].first, exampleAnswer({"b"}));
            say(page, "Second");
            find<QPlainTextEdit>(page, "promptEdit")->setPlainText("Not sent y");
        }
        TryPage page(backend);
        giveRun(backend);
        auto* prompt = find<QPlainTextEdit>(page, "promptEdit");
        QCOMPARE(prompt->toPlainText(), QString("Not sent y"));
        QCOMPARE(find<QSpinBox>(page, "maxTokens")->value(), 33);
        QCOMPARE(find<QDoubleSpinBox>(page, "temperature")->value(), 0.7);
        const QList<QAction*> earlier = find<QPushButton>(page, "earlierPrompts")->menu()->actions();
        QCOMPARE(earlier.size(), 2);
        QCOMPARE(earlier[0]->text(), QString("Second"));
        earlier[1]->trigger();
        QCOMPARE(prompt->toPlainText(), QString("First\nof two lines & more"));
        prompt->undo();
        QCOMPARE(prompt->toPlainText(), QString("Not sent y"));

        TrainResult same = exampleResult(), other = exampleResult();
        same.run = "/runs/two";
        Q_EMIT backend.trainFinished(same, runOptions());
        QVERIFY(!prompt->toPlainText().isEmpty());
        other.run = "/elsewhere/one";
        Q_EMIT backend.trainFinished(other, runOptions());
        QCOMPARE(prompt->toPlainText(), QString());
        QVERIFY(!find<QPushButton>(page, "earlierPrompts")->isEnabled());
    }

    void theLastConversationGoesOn() {
        RecordingBackend backend;
        {
            TryPage page(backend);
            page.show();
            giveRun(backend);
            QVERIFY(!find<QPushButton>(page, "lastConversation")->isVisible());
            say(page, "One");
            Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"base ", "one"}));
            Q_EMIT backend.generated(backend.generations[1].first, exampleAnswer({"tuned one"}, "length"));
            QVERIFY(!find<QPushButton>(page, "lastConversation")->isVisible());
            say(page, "Two"); // not answered
        }
        TryPage page(backend);
        page.show();
        giveRun(backend);
        auto* goOn = find<QPushButton>(page, "lastConversation");
        QVERIFY(goOn->isVisible());
        goOn->click();
        QVERIFY(!goOn->isVisible());
        QCOMPARE(find<AnswerView>(page, "answer_base")->toPlainText(), QString("base one"));
        QVERIFY(allText(&page).contains("cut at the longest length"));
        backend.generations.clear();
        say(page, "Three");
        const auto& messages = backend.generations[1].second.messages;
        QCOMPARE(messages.size(), std::size_t(4));
        QCOMPARE(messages[2].content, std::string("tuned one"));
        TrainResult other = exampleResult();
        other.run = "/runs/two";
        Q_EMIT backend.trainFinished(other, runOptions());
        QVERIFY(!goOn->isVisible()); // it was with another run
    }

    void theNewestPromptsAreKeptOnce() {
        const ChatMemory memory("/runs/one");
        for (int i = 0; i < 2 * ChatMemory::most; ++i) {
            memory.addPrompt(QString::number(i));
        }
        memory.addPrompt("30");
        QCOMPARE(memory.prompts().size(), ChatMemory::most);
        QCOMPARE(memory.prompts().first(), QString("30"));
        QCOMPARE(memory.prompts().count("30"), 1);
    }

    void theStrengthIsInTheLanguage() {
        const auto back = qScopeGuard([] { applyLanguage("en"); });
        ChatTurn turn;
        turn.settings.strength = 1.5;
        turn.answers.emplace_back();
        for (const char* language : {"en", "de"}) {
            applyLanguage(language);
            turn.answers[0].column = Conversation::tuned();
            const QString title = Conversation::shownTitle(turn, 0);
            QVERIFY2(title.contains(numberText(1.5)), qPrintable(title));
        }
    }
};

QTEST_MAIN(TestChat)
#include "tst_chat.moc"
