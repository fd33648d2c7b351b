// The answers of the chat token by token: how each was chosen, what the adapter did with it, the layer that colours
// them; and long ones while they are read.

#include "ground_of.h"
#include "try_examples.h"
#include "ui/plots/color_scale.h"
#include "ui/plots/scale_legend.h"
#include "ui/try/answer_view.h"
#include "ui/try/colour_bar.h"
#include "ui/try/conversation.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

using namespace loratrf;

class TestChatTokens : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void tokensSayHowTheyWereChosen() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        say(page, "Hello");
        for (const auto& [id, request] : std::vector(backend.generations)) {
            QCOMPARE(request.alternatives, Conversation::alternatives);
            QCOMPARE(request.filter, !request.base_only);
        }
        AnswerResult result = exampleAnswer({"Two", " bags"});
        result.activity = exampleActivity({"Two", " bags"}, {0.125F, 0.75F}, {0.375F, 0.25F});
        result.pieces[1].probability = 0.25;
        result.pieces[1].alternatives = {{" boxes", 0.625}, {" bags", 0.25}};
        Q_EMIT backend.generated(backend.generations[1].first, result);
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"Hm"}));
        auto* view = find<AnswerView>(page, "answer_tuned");
        QCOMPARE(view->tokenAt(0), 0);
        QCOMPARE(view->tokenAt(2), 0);
        QCOMPARE(view->tokenAt(3), 1);
        QCOMPARE(view->tokenAt(8), -1);
        const bool dark = isDark(page.palette());
        auto* colours = find<QComboBox>(page, "tokenColours");
        QCOMPARE(groundOf(*view, 5).style(), Qt::NoBrush);
        colours->setCurrentIndex(1);
        QCOMPARE(groundOf(*view, 5).color(), scaleColour(0.75, dark));
        colours->setCurrentIndex(2); // the mean of both layers, on a scale up to 1: filters reach 0.75
        QCOMPARE(groundOf(*view, 5).color(), scaleColour(0.5, dark));
        auto* base = find<AnswerView>(page, "answer_base");
        QCOMPARE(groundOf(*base, 0).style(), Qt::NoBrush); // nothing acted there
        view->setFocus();
        QTest::keyClick(view, Qt::Key_End);
        QTest::keyClick(view, Qt::Key_Left);
        const QString sentence = find<QLabel>(page, "tokenSentence")->text();
        for (const QString& part : {QString("Tuned"), QString("␣bags"), percentText(0.25), percentText(0.5)}) {
            QVERIFY2(sentence.contains(part), qPrintable(sentence));
        }
        QCOMPARE(view->accessibleName(), sentence);
        QTest::keyClick(view, Qt::Key_End); // behind the last one
        QCOMPARE(view->accessibleName(), QString("Tuned"));
        find<QComboBox>(page, "tokenColours")->setCurrentIndex(0);
        QTest::keyClick(view, Qt::Key_Home);
        QVERIFY(find<QLabel>(page, "tokenSentence")->text().contains("“Two”"));
    }

    void theLayerColoursAnswerAndPrompt() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        auto* slider = find<QSlider>(page, "answerSite");
        auto* legend = find<ScaleLegend>(page, "scaleLegend");
        auto* nothing = find<QLabel>(page, "nothingActed");
        find<QComboBox>(page, "tokenColours")->setCurrentIndex(2);
        QVERIFY(!slider->isVisible() && !legend->isVisible() && !nothing->isVisible()); // no answer yet
        say(page, "Hello");
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"Hm"}));
        QVERIFY(nothing->isVisible() && !slider->isVisible() && !legend->isVisible());
        AnswerResult result = exampleAnswer({"Two", " bags"});
        result.activity = exampleActivity({"Two", " bags"}, {0.125F, 0.25F}, {0.375F, 0.0F});
        result.prompt_tokens = 3;
        result.prompt_activity = exampleActivity({"User", ":", " Hello"}, {0, 0.0625F, 0.125F}, {0.25F, 0.5F, 0.375F});
        Q_EMIT backend.generated(backend.generations[1].first, result);
        QVERIFY(!nothing->isVisible() && slider->isVisible() && legend->isVisible());
        QCOMPARE(slider->maximum(), 2);
        QCOMPARE(slider->accessibleDescription(), QString("all layers (mean)"));
        QCOMPARE(legend->lowest(), percentText(0));
        QCOMPARE(legend->highest(), percentText(0.5)); // the highest of all values, read or chosen, at any site
        QVERIFY(legend->accessibleDescription().contains(legend->highest()));

        const bool dark = isDark(page.palette());
        auto* answer = find<AnswerView>(page, "answer_tuned");
        auto* prompt = find<AnswerView>(page, "prompt_tuned");
        auto* fold = find<QWidget>(page, "promptFold_tuned");
        QVERIFY(fold->isVisible() && !find<QWidget>(page, "promptFold_base")->isVisible());
        QVERIFY(!prompt->isVisible());
        fold->findChild<QToolButton*>()->click();
        QVERIFY(prompt->isVisible());
        QCOMPARE(prompt->toPlainText(), QString("User: Hello"));
        QCOMPARE(groundOf(*answer, 4).color(), scaleColour(0.25, dark)); // 0.125 of 0.5
        QCOMPARE(groundOf(*prompt, 5).color(), scaleColour(0.5, dark));

        answer->setFocus();
        QTest::keyClick(answer, Qt::Key_Home);
        const auto* sentence = find<QLabel>(page, "tokenSentence");
        QVERIFY(sentence->text().contains(percentText(0.25)) && sentence->text().contains("mean"));
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(groundOf(*answer, 0).color(), scaleColour(0.25, dark));
        QCOMPARE(groundOf(*prompt, 6).color(), scaleColour(0.25, dark));
        // The token that is looked at is said anew.
        QVERIFY2(sentence->text().contains("layer 0") && sentence->text().contains(percentText(0.125)),
                 qPrintable(sentence->text()));
        QCOMPARE(answer->accessibleName(), sentence->text());
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(slider->accessibleDescription(), QString("layer 1"));
        // A filter that is closed, not one that is unknown.
        QCOMPARE(groundOf(*answer, 5).color(), scaleColour(0, dark));
        QCOMPARE(legend->highest(), percentText(0.5)); // one scale for all layers
        prompt->setFocus();
        QTest::keyClick(prompt, Qt::Key_End);
        QTest::keyClick(prompt, Qt::Key_Left);
        QVERIFY2(sentence->text().contains("“␣Hello”") && sentence->text().contains("layer 1") &&
                     sentence->text().contains(percentText(0.375)),
                 qPrintable(sentence->text()));
        QCOMPARE(prompt->accessibleName(), sentence->text());
        QCOMPARE(answer->accessibleName(), QString("Tuned"));

        find<QComboBox>(page, "tokenColours")->setCurrentIndex(1);
        QVERIFY(!slider->isVisible() && !fold->isVisible());
        QCOMPARE(legend->lowest(), percentText(1)); // likely tokens lie low
        QCOMPARE(legend->highest(), percentText(0));
        find<QPushButton>(page, "newConversation")->click();
        QVERIFY(!legend->isVisible());
    }

    // Beside each other where there is room, else one below the other.
    void sliderAndLegendHaveRoom() {
        const auto back = qScopeGuard([] { applyTextScale(1); });
        ChatTurn turn;
        turn.answers.emplace_back();
        turn.answers[0].state = ChatAnswer::State::Done;
        turn.answers[0].result.activity = exampleActivity({"Two", " bags"}, {0.125F, 0.25F}, {0.375F, 0.0F});
        for (const double scale : {1.0, 1.5}) {
            applyTextScale(scale);
            ColourBar bar;
            bar.setColours(TokenColours::Activity);
            bar.measure({turn});
            bar.show();
            const auto* legend = find<ScaleLegend>(bar, "scaleLegend");
            const auto* slider = find<QSlider>(bar, "answerSite");
            const auto placeOf = [&](const QWidget* one) { return QRect(one->mapTo(&bar, QPoint()), one->size()); };
            for (const bool wide : {false, true}) {
                bar.resize(wide ? 1200 : bar.minimumSizeHint().width(), bar.height());
                QTest::qWait(20);
                bar.resize(bar.width(), bar.sizeHint().height());
                QTest::qWait(20);
                for (const QWidget* one : {static_cast<const QWidget*>(legend), static_cast<const QWidget*>(slider)}) {
                    QVERIFY(one->isVisible() && one->width() >= one->minimumSizeHint().width());
                    QVERIFY(bar.rect().contains(placeOf(one)));
                }
                QCOMPARE(placeOf(legend).top() < placeOf(slider).bottom(), wide);
            }
        }
    }

    void aBlindTurnShowsNothingOfTheScale() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        find<QCheckBox>(page, "blindVote")->setChecked(true);
        find<QComboBox>(page, "tokenColours")->setCurrentIndex(2);
        say(page, "Which?");
        for (const auto& [id, request] : std::vector(backend.generations)) {
            AnswerResult result = exampleAnswer({"one"});
            if (!request.base_only) {
                result.activity = exampleActivity({"one"}, {0.5F}, {1});
            }
            Q_EMIT backend.generated(id, result);
        }
        auto* slider = find<QSlider>(page, "answerSite");
        QVERIFY(!slider->isVisible() && !find<QLabel>(page, "nothingActed")->isVisible());
        find<QPushButton>(page, "voteLeft")->click();
        QVERIFY(slider->isVisible());
        const auto* view = find<AnswerView>(page, "answer_tuned");
        QCOMPARE(groundOf(*view, 0).color(), scaleColour(0.75, isDark(page.palette())));
    }

    void aLongAnswerStaysWhereItIsRead() {
        AnswerView view;
        view.resize(300, 64);
        view.show();
        const auto* bar = view.verticalScrollBar();
        QStringList tokens;
        const auto grow = [&](int count) {
            for (int i = 0; i < count; ++i) {
                tokens << QString("line %1\n").arg(tokens.size());
                view.append(tokens.last());
            }
            QTest::qWait(20); // it is laid out
        };
        const auto isAtEnd = [&] { return bar->maximum() - bar->value() <= 2 * view.fontMetrics().lineSpacing(); };
        grow(60);
        const int high = bar->maximum();
        QVERIFY(high > 10 * view.fontMetrics().lineSpacing());
        QVERIFY(isAtEnd());
        const int place = high / 2;
        view.verticalScrollBar()->setValue(place);
        grow(20);
        QVERIFY(bar->maximum() > high);
        QCOMPARE(bar->value(), place);
        view.setTokens(tokens); // it is done
        QCOMPARE(bar->value(), place);
        QCOMPARE(view.tokenAt(0), 0);
        QCOMPARE(view.tokenAt(static_cast<int>(tokens[0].size())), 1);
        view.verticalScrollBar()->setValue(bar->maximum());
        grow(20);
        QVERIFY(isAtEnd());
    }
};

QTEST_MAIN(TestChatTokens)
#include "tst_chat_tokens.moc"
