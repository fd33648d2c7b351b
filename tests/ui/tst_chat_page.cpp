// The chat and the page around it: it scrolls along with the answers, models are ticked in one go, what is ending, and
// what is to be known of the answers.

#include "try_examples.h"

#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QtTest>

using namespace loratrf;

class TestChatPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void thePageFollowsTheAnswers() {
        RecordingBackend backend;
        TryPage page(backend);
        page.resize(900, 420);
        page.show();
        giveRun(backend);
        auto* area = page.findChild<QScrollArea*>();
        QScrollBar* bar = area->verticalScrollBar();
        const auto inSight = [&](const char* name) {
            const auto* widget = find<QWidget>(page, name);
            return area->viewport()->rect().contains(QRect(widget->mapTo(area->viewport(), QPoint()), widget->size()));
        };
        QTRY_VERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), 0);
        QVERIFY(!inSight("generateButton"));
        say(page, "Hello");
        QTRY_VERIFY(inSight("generateButton") && inSight("promptEdit"));

        // Each time the page grows by some lines.
        const auto write = [&](bool follows) {
            const int high = bar->maximum(), place = bar->value();
            for (int line = 0; line < 4; ++line) {
                Q_EMIT backend.generatedPiece(backend.generations[0].first, QStringLiteral("one more line\n"));
            }
            QTRY_VERIFY(bar->maximum() > high);
            if (follows) {
                QTRY_VERIFY(inSight("generateButton") && inSight("promptEdit"));
                QVERIFY(bar->value() > place);
            } else {
                QTest::qWait(20);
                QCOMPARE(bar->value(), place);
            }
        };
        write(true);
        bar->setValue(0); // the reader is elsewhere
        write(false);
        area->ensureWidgetVisible(find<QWidget>(page, "generateButton"), 0, 12); // and back
        write(true);
        for (const auto& [id, request] : std::vector(backend.generations)) {
            Q_EMIT backend.generated(id, exampleAnswer({"one"}));
        }
        QTRY_VERIFY(inSight("generateButton"));
        QTest::qWait(20);
        bar->setValue(bar->value() - 1);
        const int place = bar->value();
        page.resize(900, 380); // nothing is written any more
        QTest::qWait(20);
        QCOMPARE(bar->value(), place);
    }

    void modelsAreTickedInOneGo() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        Q_EMIT backend.usesRead("/runs/one", {{100, "/c/100"}}, {});
        QMenu* menu = find<QPushButton>(page, "chatModels")->menu();
        QAction* step = action(page, "column_step-100");
        menu->popup(page.mapToGlobal(QPoint(10, 10)));
        QTRY_VERIFY(menu->isVisible());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(step).center());
        QVERIFY(step->isChecked());
        QVERIFY(menu->isVisible());
        menu->setActiveAction(step);
        QTest::keyClick(menu, Qt::Key_Space);
        QVERIFY(!step->isChecked());
        QVERIFY(menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Escape);
        QVERIFY(!menu->isVisible());
    }

    void answersThatAreStoppedAreEnding() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        auto* stop = find<QPushButton>(page, "stopAnswers");
        const auto* reason = find<QLabel>(page, "chatReason");
        say(page, "Hello");
        QVERIFY(stop->isEnabled());
        QVERIFY(reason->text() != "Ending…");
        stop->click();
        QCOMPARE(reason->text(), QString("Ending…"));
        QVERIFY(!stop->isEnabled());
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"a"}, "cancelled"));
        QCOMPARE(reason->text(), QString("Ending…")); // the other one has not ended yet
        Q_EMIT backend.generated(backend.generations[1].first, exampleAnswer({}, "cancelled"));
        QVERIFY(reason->text() != "Ending…");
        say(page, "And again");
        QVERIFY(stop->isEnabled() && reason->text() != "Ending…");
    }

    void aDeviceThatIsMissingIsReplaced() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        TrainOptions options = runOptions();
        options.device = "cuda:1";
        Q_EMIT backend.trainFinished(exampleResult(), options);
        const auto* notes = find<QLabel>(page, "chatNotes");
        say(page, "Hello");
        const QString problem = "device \"cuda:1\": this machine has 1 CUDA device(s), numbered from 0";
        for (const auto& [id, request] : std::vector(backend.generations)) {
            QCOMPARE(request.device, std::string("cuda:1"));
            QVERIFY(!notes->isVisible() || id == backend.generations[1].first);
            Q_EMIT backend.failed("generate", problem, id);
        }
        QCOMPARE(backend.generations.size(), std::size_t(4)); // both once more
        QVERIFY(notes->isVisible() && notes->text().contains("cuda:1"));
        QVERIFY(!allText(&page).contains("No answer"));
        for (const std::size_t again : {2, 3}) {
            const auto [id, request] = backend.generations[again];
            QCOMPARE(request.device, std::string("auto"));
            QCOMPARE(request.messages.size(), std::size_t(2));
            QCOMPARE(request.base_only, backend.generations[again - 2].second.base_only);
            Q_EMIT backend.generated(id, exampleAnswer({"a"}));
        }
        QVERIFY(!find<QPushButton>(page, "stopAnswers")->isVisible());
        say(page, "More");
        QCOMPARE(backend.generations[4].second.device, std::string("auto"));
        Q_EMIT backend.failed("generate", problem, backend.generations[4].first); // it cannot be that
        QVERIFY(allText(&page).contains("No answer"));
    }

    void answersOfAnEarlierStepAreSaidToBe() {
        RecordingBackend backend;
        TryPage page(backend);
        page.show();
        giveRun(backend);
        const auto* notes = find<QLabel>(page, "chatNotes");
        say(page, "Hello");
        Q_EMIT backend.generated(backend.generations[0].first, exampleAnswer({"a"}));
        Q_EMIT backend.generated(backend.generations[1].first, exampleAnswer({"b"}));
        QVERIFY(!notes->isVisible());
        StartEvent start;
        start.run = "/runs/one";
        start.first_step = 150;
        Q_EMIT backend.event(start);
        StepEvent step;
        step.step = 200;
        Q_EMIT backend.event(step);
        Q_EMIT backend.event(StateEvent{RunState::Finished, 200, {}});
        QVERIFY(notes->isVisible());
        QVERIFY2(notes->text().contains("step 150") && notes->text().contains("step 200"), qPrintable(notes->text()));
        TryPage later(backend);
        later.show();
        RunInfo info;
        info.folder = "/runs/one";
        info.step = 200;
        Q_EMIT backend.runOpened(info);
        find<QPushButton>(later, "lastConversation")->click(); // it knows the step too
        QCOMPARE(find<QLabel>(later, "chatNotes")->text(), notes->text());
        say(page, "And now?");
        QVERIFY(!notes->isVisible());
    }
};

QTEST_MAIN(TestChatPage)
#include "tst_chat_page.moc"
