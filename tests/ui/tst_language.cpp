// Another language while the window is open: everything speaks it, and nothing of what the user did is lost.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/library/compare_dialog.h"
#include "ui/library/library_model.h"
#include "ui/library/library_page.h"
#include "ui/library/run_table.h"
#include "ui/runs/shown_run.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTextEdit>
#include <QtTest>

using namespace loratrf;

class TestLanguage : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

    struct Shown {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window{{backend, library, comparison}};

        Shown() { window.show(); }
        // A run of this window that has ended.
        void train() {
            TrainResult result;
            result.run = "/runs/one";
            result.state = RunState::Finished;
            result.steps = 12;
            Q_EMIT backend.trainFinished(result, {});
        }
        void speakGerman() {
            applyLanguage("de");
            QTRY_COMPARE(find<QAbstractButton>(window, "railSetup")->text(), QString("Einrichten"));
        }
    };

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() {
        QSettings().clear();
        applyLanguage("en");
    }

    void everythingSpeaksIt() {
        Shown shown;
        MainWindow& window = shown.window;
        find<QLineEdit>(window, "modelPath")->setText("/models/a.gguf");
        find<QDoubleSpinBox>(window, "epochs")->setValue(7);
        window.setPage(MainWindow::Run);
        StartEvent start;
        start.run = "/runs/one";
        Q_EMIT shown.backend.event(start);
        shown.speakGerman();
        QStringList texts; // also those that lupdate files under the namespace alone
        for (const QLabel* label : window.findChildren<QLabel*>()) {
            texts << QString(label->text()).remove('&');
        }
        QVERIFY(!texts.contains("Training rows"));
        QVERIFY(texts.contains("Trainingszeilen"));
        QCOMPARE(window.page(), int(MainWindow::Run));
        QCOMPARE(find<QDoubleSpinBox>(window, "epochs")->value(), 7.0);
        QCOMPARE(find<QLineEdit>(window, "modelPath")->text(), QString("/models/a.gguf"));
        QCOMPARE(window.shownRun().folder(), QString("/runs/one"));
        applyLanguage("en");
        QTRY_COMPARE(find<QAbstractButton>(window, "railSetup")->text(), QString("Set up"));
    }

    void theConversationGoesOn() {
        Shown shown;
        MainWindow& window = shown.window;
        shown.train();
        find<QPlainTextEdit>(window, "promptEdit")->setPlainText("Hello");
        find<QPushButton>(window, "generateButton")->click();
        QCOMPARE(shown.backend.generations.size(), std::size_t(2));
        AnswerResult answer;
        answer.text = "Good day";
        Q_EMIT shown.backend.generated(shown.backend.generations[0].first, answer);
        find<QPlainTextEdit>(window, "promptEdit")->setPlainText("And then");
        find<QLineEdit>(window, "systemPrompt")->setText("Be brief");
        shown.speakGerman();
        QCOMPARE(find<QLabel>(window, "resultFolder")->text(), QString("/runs/one"));
        QCOMPARE(find<QLabel>(window, "exportRun")->text(), QString("/runs/one"));
        QCOMPARE(find<QTextEdit>(window, "answer_base")->toPlainText(), QString("Good day"));
        QCOMPARE(find<QPlainTextEdit>(window, "promptEdit")->toPlainText(), QString("And then"));
        QCOMPARE(find<QLineEdit>(window, "systemPrompt")->text(), QString("Be brief"));
        answer.text = "Hi"; // the answer that was under way
        Q_EMIT shown.backend.generated(shown.backend.generations[1].first, answer);
        QCOMPARE(find<QTextEdit>(window, "answer_tuned")->toPlainText(), QString("Hi"));
        find<QPushButton>(window, "generateButton")->click();
        QCOMPARE(shown.backend.generations.size(), std::size_t(4));
        QCOMPARE(shown.backend.generations[3].second.messages.size(), std::size_t(4)); // with the turn before it
    }

    void theEvaluationGoesOn() {
        Shown shown;
        shown.train();
        find<QLineEdit>(shown.window, "evaluateData")->setText("/data/eval.jsonl");
        find<QPushButton>(shown.window, "evaluateButton")->click();
        QCOMPARE(shown.backend.evaluations.size(), std::size_t(2));
        EvaluateResult result;
        result.loss = 0.25;
        Q_EMIT shown.backend.evaluated(shown.backend.evaluations[0].first, result);
        shown.speakGerman();
        QVERIFY(!find<QPushButton>(shown.window, "evaluateStop")->isHidden());
        result.loss = 2.5;
        Q_EMIT shown.backend.evaluated(shown.backend.evaluations[1].first, result);
        QVERIFY(find<QPushButton>(shown.window, "evaluateStop")->isHidden());
        const QString text = find<QLabel>(shown.window, "evaluateResult")->text();
        QVERIFY2(text.contains("Basis") || text.contains("Ausgangsmodell"), qPrintable(text));
        QCOMPARE(text.count('\n'), 1); // both models
    }

    void anExportGoesOn() {
        Shown shown;
        MainWindow& window = shown.window;
        shown.train();
        find<QLineEdit>(window, "exportPath")->setText("/out");
        QTRY_VERIFY(!shown.backend.exportQuestions.empty());
        ExportForesight foresight;
        foresight.choices.resize(1);
        Q_EMIT shown.backend.exportForeseen(foresight);
        find<QPushButton>(window, "exportButton")->click();
        QCOMPARE(shown.backend.exports.size(), std::size_t(1));
        shown.speakGerman();
        QCOMPARE(find<QLineEdit>(window, "exportPath")->text(), QString("/out"));
        auto* cancel = find<QPushButton>(window, "exportCancel");
        QVERIFY(!cancel->isHidden());
        QVERIFY(!find<QPushButton>(window, "exportButton")->isEnabled());
        cancel->click();
        QCOMPARE(shown.backend.cancelled, QStringList("export"));
        Q_EMIT shown.backend.exported({"/out", {"README.md"}, {}});
        QCOMPARE(find<QListWidget>(window, "exportedFiles")->count(), 1);
        applyLanguage("en");
        QTRY_COMPARE(find<QAbstractButton>(window, "railSetup")->text(), QString("Set up"));
        QVERIFY(!find<QWidget>(window, "exportResult")->isHidden()); // what came of it stays
        QCOMPARE(find<QListWidget>(window, "exportedFiles")->count(), 1);
    }

    void changesOfTheFormCanStillBeTakenBack() {
        Shown shown;
        MainWindow& window = shown.window;
        const auto epochs = [&] { return find<QDoubleSpinBox>(window, "epochs"); };
        QTest::qWait(10); // the form settles
        const double before = epochs()->value();
        epochs()->setValue(7);
        QTest::qWait(10);
        find<QDoubleSpinBox>(window, "learningRate")->setValue(0.5);
        QTest::qWait(10);
        find<QAction>(window, "undoAction")->trigger();
        QTest::qWait(10);
        shown.speakGerman();
        QTest::qWait(10);
        QCOMPARE(epochs()->value(), 7.0);
        QVERIFY(find<QAction>(window, "redoAction")->isEnabled());
        find<QAction>(window, "redoAction")->trigger();
        QCOMPARE(find<QDoubleSpinBox>(window, "learningRate")->value(), 0.5);
        find<QAction>(window, "undoAction")->trigger();
        find<QAction>(window, "undoAction")->trigger();
        QCOMPARE(epochs()->value(), before);
    }

    void tabsAndSplittersStayAsTheyAre() {
        Shown shown;
        find<QTabBar>(shown.window, "runTabs")->setCurrentIndex(2);
        find<QLineEdit>(shown.window, "probeText")->setText("A small dog");
        shown.window.setPage(MainWindow::Library);
        auto* splitter = find<QSplitter>(shown.window, "librarySplitter");
        splitter->setSizes({300, 400});
        const QByteArray sizes = splitter->saveState();
        shown.speakGerman();
        QCOMPARE(find<QTabBar>(shown.window, "runTabs")->currentIndex(), 2);
        QCOMPARE(find<QLineEdit>(shown.window, "probeText")->text(), QString("A small dog"));
        QCOMPARE(find<QSplitter>(shown.window, "librarySplitter")->saveState(), sizes);
    }

    void theLibraryStaysAsItWas() {
        Shown shown;
        MainWindow& window = shown.window;
        window.setPage(MainWindow::Library);
        std::vector<LibraryRun> runs;
        for (const char* name : {"order-1", "order-2", "order-3", "order-4", "other"}) {
            LibraryRun& run = runs.emplace_back();
            run.name = name;
            run.folder = "/runs/" + run.name;
            run.state = run.name == "order-2" ? LibraryState::Failed : LibraryState::Finished;
            run.words.star = run.name != "order-4";
        }
        Q_EMIT shown.library.listed(runs);
        Q_EMIT shown.library.scanned();
        find<QLineEdit>(window, "librarySearch")->setText("order");
        find<QComboBox>(window, "libraryState")->setCurrentIndex(2);
        find<QCheckBox>(window, "libraryStarred")->setChecked(true);
        const auto table = [&window] { return find<RunTable>(window, "runTable"); };
        const auto selected = [&table] {
            QStringList folders;
            for (const LibraryRun& run : table()->selected()) {
                folders << run.folder;
            }
            return folders;
        };
        table()->sortByColumn(LibraryModel::Name, Qt::DescendingOrder);
        table()->selectRuns({"/runs/order-1", "/runs/order-2", "/runs/order-3"});
        const QStringList both = {"/runs/order-3", "/runs/order-1"};
        QCOMPARE(selected(), both);
        find<QTabBar>(window, "libraryTabs")->setCurrentIndex(1);

        shown.speakGerman();
        QCOMPARE(find<QLineEdit>(window, "librarySearch")->text(), QString("order"));
        QCOMPARE(find<QComboBox>(window, "libraryState")->currentIndex(), 2);
        QVERIFY(find<QCheckBox>(window, "libraryStarred")->isChecked());
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(table()->horizontalHeader()->sortIndicatorSection(), int(LibraryModel::Name));
        QCOMPARE(selected(), both);
        QCOMPARE(find<QTabBar>(window, "libraryTabs")->currentIndex(), 1);
        QCOMPARE(shown.library.asked.count("open"), 1); // they are known
        Q_EMIT shown.library.listed(runs);              // read anew, they stay selected
        QCOMPARE(selected(), both);
    }

    // A comparison may take a night; its window stays until it is closed.
    void aComparisonStaysOpen() {
        Shown shown;
        TrainOptions options;
        options.model = "/models/a.gguf";
        options.data = "/data/train.jsonl";
        auto* page = shown.window.findChild<LibraryPage*>();
        Q_EMIT page->duplicateWanted(options);
        Q_EMIT page->compareWanted();
        const QPointer<CompareDialog> dialog = find<CompareDialog>(shown.window, "compareDialog");
        find<QPushButton>(*dialog, "compareStart")->click();
        QCOMPARE(shown.comparison.asked.size(), std::size_t(1));
        QVERIFY(dialog->isWorking());
        shown.speakGerman();
        QVERIFY(dialog && dialog->isVisible());
        dialog->close(); // it works on
        Q_EMIT shown.window.findChild<LibraryPage*>()->compareWanted();
        QCOMPARE(find<CompareDialog>(shown.window, "compareDialog"), dialog.data());
        QVERIFY(dialog->isVisible());
        CompareResult result;
        result.folder = "/runs/comparisons/one";
        Q_EMIT shown.comparison.compared(result);
        QVERIFY(!dialog->isWorking());
        dialog->close();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!dialog); // the next one speaks German
        Q_EMIT shown.window.findChild<LibraryPage*>()->compareWanted();
        QVERIFY(find<CompareDialog>(shown.window, "compareDialog")->windowTitle().contains("Methoden"));
    }
};

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
