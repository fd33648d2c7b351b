// The window around the pages: menus, themes, what leads where. With LORATRF_SCREENSHOTS=<folder> it also saves
// pictures.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_comparison.h"
#include "recording_library.h"
#include "ui/library/compare_dialog.h"
#include "ui/library/compare_form.h"
#include "ui/library/library_page.h"
#include "ui/shell/guide_dialog.h"
#include "ui/shell/help_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/welcome_page.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QSplitter>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <QToolTip>
#include <QtTest>

#include <limits>

using namespace loratrf;

namespace {

QAction* findAction(MainWindow& window, const QString& text) {
    for (QAction* action : window.findChildren<QAction*>()) {
        if (QString(action->text()).remove('&') == text) {
            return action;
        }
    }
    qFatal("no action %s", qPrintable(text));
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void railLeadsToThePages() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        QCOMPARE(window.page(), int(MainWindow::SetUp));
        QVERIFY(find<QWidget>(window, "startButton")->isVisible());
        find<QAbstractButton>(window, "railTry")->click();
        QCOMPARE(window.page(), int(MainWindow::Try));
        QVERIFY(!find<QWidget>(window, "startButton")->isVisible());
        find<QAbstractButton>(window, "railRun")->click();
        QCOMPARE(window.page(), int(MainWindow::Run));
        window.setPage(MainWindow::SetUp);
        QVERIFY(find<QAbstractButton>(window, "railSetup")->isChecked());
    }

    // What is set for this machine is in the form at once, and in what is loaded later unless that says otherwise.
    void settingsReachThePages() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        bool shown = false;
        QTimer::singleShot(50, &window, [&] {
            auto* dialog = window.findChild<SettingsDialog*>();
            shown = dialog != nullptr && find<QPushButton>(*dialog, "projectFolder")->text() == library.folder();
            if (dialog != nullptr) {
                find<QSpinBox>(*dialog, "machineThreads")->setValue(3);
                find<QComboBox>(*dialog, "machineDevice")->setCurrentText("cpu");
                Q_EMIT dialog->folderChosen(m_settings.filePath("elsewhere"));
                dialog->reject();
            }
        });
        find<QAction>(window, "settingsAction")->trigger();
        QVERIFY(shown);
        QCOMPARE(library.folder(), m_settings.filePath("elsewhere"));
        const auto* threads = find<QSpinBox>(window, "threads");
        QCOMPARE(threads->value(), 3);
        QCOMPARE(find<QComboBox>(window, "device")->currentText(), QString("cpu"));
        const auto load = [&](const QByteArray& options) {
            QFile file(m_settings.filePath("options.json"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(options);
            file.close();
            window.openPreset(file.fileName());
        };
        load(R"({"epochs": 4})");
        QCOMPARE(threads->value(), 3);
        load(R"({"epochs": 4, "threads": 1})");
        QCOMPARE(threads->value(), 1);
    }

    void aLongProjectFolderDoesNotWidenTheSettings() {
        const QString longPath = "/home/ann/" + QString("a-very-long-name-of-a-folder/").repeated(12) + "runs";
        SettingsDialog dialog(longPath), other("/runs");
        QCOMPARE(dialog.sizeHint().width(), other.sizeHint().width());
        dialog.show();
        auto* button = find<QPushButton>(dialog, "projectFolder");
        QHelpEvent pointed(QEvent::ToolTip, QPoint(5, 5), button->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(button, &pointed);
        QVERIFY(QToolTip::text().startsWith(longPath));
        QToolTip::hideText();
    }

    void cardsLeadToTheGuide() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        QVERIFY(window.findChild<GuideDialog*>() == nullptr);
        const QList<QToolButton*> links = window.findChildren<QToolButton*>("guideLink");
        QVERIFY(links.size() >= 5); // each card of the form has one
        links.front()->click();
        QVERIFY(window.findChild<GuideDialog*>() != nullptr);
    }

    void aFolderThatIsNoRunIsNamed() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        window.setPage(MainWindow::Library);
        window.openRun("/no/run");
        Q_EMIT backend.failed("run", "/no/run has no journal.jsonl");
        auto* box = find<QMessageBox>(window, "message");
        QVERIFY(box->isVisible());
        QVERIFY(box->text().contains("/no/run has no journal.jsonl"));
        QCOMPARE(window.page(), int(MainWindow::Library)); // where it was asked for
        box->close();
        window.openRun("/runs/one");
        Q_EMIT backend.runOpened({});
        window.setPage(MainWindow::Try);
        Q_EMIT backend.failed("train", "no room"); // a page says it
        QCOMPARE(window.page(), int(MainWindow::Try));
    }

    void diagnosticsAreSavedAndSaidSo() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        const QString path = m_settings.filePath("diagnostics.json");
        const auto save = [&] {
            QTimer::singleShot(50, &window, [&] {
                auto* dialog = window.findChild<QFileDialog*>();
                if (dialog != nullptr) {
                    find<QLineEdit>(*dialog, "fileNameEdit")->setText(path);
                    QMetaObject::invokeMethod(dialog, "accept");
                }
            });
            findAction(window, "Save diagnostics…")->trigger();
        };
        save();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("report of"));
        auto* said = find<QMessageBox>(window, "message");
        QVERIFY(said->text().contains(path));
        delete said;
        Q_EMIT backend.failed("diagnose", "the disk is gone");
        QVERIFY(find<QMessageBox>(window, "message")->text().contains("the disk is gone"));
    }

    void theLibraryLeadsOn() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        findAction(window, "Library")->trigger();
        QCOMPARE(window.page(), int(MainWindow::Library));
        QCOMPARE(findAction(window, "Library")->shortcut(), QKeySequence("Ctrl+4"));
        QCOMPARE(findAction(window, "Export")->shortcut(), QKeySequence("Ctrl+6"));
        auto* page = window.findChild<LibraryPage*>();
        Q_EMIT page->resumeWanted("/runs/one", 4);
        QCOMPARE(backend.asked, QStringList({"resume", "/runs/one"}));
        QCOMPARE(window.page(), int(MainWindow::Run));
        Q_EMIT page->openWanted("/runs/two");
        QCOMPARE(backend.openedRuns, QStringList("/runs/two"));
        TrainOptions options;
        options.model = "/models/a.gguf";
        options.data = "/data/train.jsonl";
        options.epochs = 7;
        Q_EMIT page->duplicateWanted(options);
        QCOMPARE(window.page(), int(MainWindow::SetUp));
        QCOMPARE(find<QDoubleSpinBox>(window, "epochs")->value(), 7.0);
        Q_EMIT page->compareWanted(); // of what stands in the form
        auto* dialog = find<CompareDialog>(window, "compareDialog");
        QVERIFY(dialog->isVisible());
        const CompareOptions asked = dialog->findChild<CompareForm*>()->options();
        QCOMPARE(asked.train.data, std::string("/data/train.jsonl"));
        QVERIFY(asked.folder.starts_with("/home/ann/runs/comparisons/"));
    }

    void startLeadsToTheRun() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        find<QPushButton>(window, "startButton")->click();
        QCOMPARE(backend.trained.size(), std::size_t(1));
        QCOMPARE(window.page(), int(MainWindow::Run));
    }

    void pathsGivenAtStartReachTheForm() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.openModel("/models/a.gguf");
        window.openData("/data/train.jsonl", "/data/eval.jsonl");
        QFile preset(m_settings.filePath("preset.json"));
        QVERIFY(preset.open(QIODevice::WriteOnly));
        preset.write(R"({"epochs": 9})");
        preset.close();
        window.openPreset(preset.fileName());
        QCOMPARE(find<QLineEdit>(window, "modelPath")->text(), QString("/models/a.gguf"));
        QCOMPARE(find<QLineEdit>(window, "dataPath")->text(), QString("/data/train.jsonl"));
        QCOMPARE(find<QLineEdit>(window, "evalPath")->text(), QString("/data/eval.jsonl"));
        QCOMPARE(find<QDoubleSpinBox>(window, "epochs")->value(), 9.0);
        window.openRun("/runs/one");
        QCOMPARE(backend.openedRuns, QStringList("/runs/one"));
        QCOMPARE(window.page(), int(MainWindow::Run));
    }

    void themesChangeThePaletteAndAreRemembered() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        {
            MainWindow window({backend, library, comparison});
            window.show();
            findAction(window, "Dark")->trigger();
            QTRY_VERIFY(isDark(window.palette()));
            findAction(window, "Light")->trigger();
            QTRY_VERIFY(!isDark(window.palette()));
            findAction(window, "Dark")->trigger();
        }
        applyTheme(ThemeMode::Light);
        MainWindow again({backend, library, comparison});
        again.show();
        QTRY_VERIFY(isDark(again.palette()));
        QVERIFY(findAction(again, "Dark")->isChecked());
        findAction(again, "As the desktop")->trigger();
    }

    void textSizeFollowsTheMenu() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        const double before = find<QLabel>(window, "trainableLabel")->font().pointSizeF();
        findAction(window, "Larger text")->trigger();
        QTRY_VERIFY(find<QLabel>(window, "trainableLabel")->font().pointSizeF() > before);
        findAction(window, "Normal text")->trigger();
        QTRY_COMPARE(find<QLabel>(window, "trainableLabel")->font().pointSizeF(), before);
    }

    void geometryIsRemembered() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        {
            MainWindow window({backend, library, comparison});
            window.resize(1111, 777);
            window.show();
            window.close();
        }
        MainWindow again({backend, library, comparison});
        QCOMPARE(again.size(), QSize(1111, 777));
        QVERIFY(again.minimumSize().width() <= 960 && again.minimumSize().height() <= 500);
    }

    void pageTabsAndSplittersAreRemembered() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        QByteArray sizes;
        {
            MainWindow window({backend, library, comparison});
            window.show();
            find<QTabBar>(window, "filterTabs")->setCurrentIndex(1);
            auto* splitter = find<QSplitter>(window, "librarySplitter");
            window.setPage(MainWindow::Library);
            splitter->setSizes({150, 400});
            sizes = splitter->saveState();
            window.close();
        }
        MainWindow again({backend, library, comparison});
        QCOMPARE(again.page(), int(MainWindow::Library));
        QCOMPARE(find<QTabBar>(again, "filterTabs")->currentIndex(), 1);
        QCOMPARE(find<QSplitter>(again, "librarySplitter")->saveState(), sizes);
    }

    void aNewUserIsWelcomed() {
        RecordingBackend backend;
        RecordingLibrary library;
        RecordingComparison comparison;
        MainWindow window({backend, library, comparison});
        window.show();
        QVERIFY(!WelcomePage::seen());
        window.welcome();
        QVERIFY(!find<QWidget>(window, "startButton")->isVisible());
        find<QPushButton>(window, "welcomeSkip")->click();
        QVERIFY(find<QWidget>(window, "startButton")->isVisible());
        QVERIFY(WelcomePage::seen());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        window.welcome(); // again, by the menu
        QVERIFY(find<QPushButton>(window, "welcomeDemo")->isVisible());
        window.openRun("/runs/one");
        QCOMPARE(backend.openedRuns, QStringList("/runs/one"));
        QVERIFY(window.findChild<WelcomePage*>() == nullptr || !window.findChild<WelcomePage*>()->isVisible());
    }

    void helpSaysWhatIsUncertain() {
        const QString text = HelpDialog::aboutMethod();
        for (const char* part :
             {"not available to us", "reconstruction", "clamp(cos(h, ξ), 0, 1)", "33.71 %", "measure yourself"}) {
            QVERIFY2(text.contains(part), part);
        }
        HelpDialog dialog;
        QCOMPARE(dialog.findChild<QLabel*>("aboutMethod")->text(), text);
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        for (const bool dark : {false, true}) {
            RecordingBackend backend;
            RecordingLibrary library;
            RecordingComparison comparison;
            saveThemeMode(dark ? ThemeMode::Dark : ThemeMode::Light);
            MainWindow window({backend, library, comparison});
            window.show();
            const auto shoot = [&](const QString& name, const QSize& size, bool toTheEnd = false) {
                window.resize(size);
                QTest::qWait(60);
                for (QScrollArea* area : window.findChildren<QScrollArea*>()) {
                    area->verticalScrollBar()->setValue(toTheEnd ? area->verticalScrollBar()->maximum() : 0);
                }
                QTest::qWait(60);
                QVERIFY(window.grab().save(QString("%1/%2-%3.png").arg(folder, name, dark ? "dark" : "light")));
            };
            shoot("setup-empty", {1240, 860});
            find<QLineEdit>(window, "modelPath")->setText("/models/SmolLM2-135M-Instruct.gguf");
            QTRY_VERIFY(!backend.inspected.isEmpty());
            Q_EMIT backend.modelInspected(exampleModel("/models/SmolLM2-135M-Instruct.gguf"));
            find<QLineEdit>(window, "dataPath")->setText("/data/orders-train.jsonl");
            QTRY_VERIFY(!backend.reported.empty());
            Q_EMIT backend.previewReady("/data/orders-train.jsonl", exampleRows());
            DataReport report;
            report.file = "/data/orders-train.jsonl";
            report.rows = 400;
            report.used = 398;
            report.tokens = 48210;
            report.supervised_tokens = 12052;
            report.longest = 301;
            report.rejected = {{17, "not JSON: a comma is missing in column 40"},
                               {230, "field \"messages\" is missing"}};
            Q_EMIT backend.dataReported(report);
            shoot("setup", {1240, 1500});
            shoot("setup-small", {960, 500});
            shoot("setup-small-end", {960, 500}, true);
            backend.problems = {{"learning_rate", "must be above 0 and at most 1, is 5", false},
                                {"method_options.rank", "4096 is larger than the smallest projection (192)", false},
                                {"batch_size", "one step would hold all rows", true}};
            find<QDoubleSpinBox>(window, "learningRate")->setValue(5);
            shoot("setup-problems", {1240, 1000});
            for (QToolButton* fold : window.findChildren<QToolButton*>()) {
                if (fold->text() == "Advanced") {
                    fold->setChecked(true);
                }
            }
            shoot("setup-advanced", {1240, 2300});
            window.setPage(MainWindow::Try);
            shoot("result-empty", {1240, 860});
            TrainResult result;
            result.run = "/home/ann/runs/2026-11-24-loratrf";
            result.steps = 75;
            result.train_loss = 0.0712;
            result.first_eval_loss = 2.3121;
            result.best_eval_loss = 0.0934;
            result.trainable = 923904;
            result.seconds = 271;
            Q_EMIT backend.trainFinished(result, {});
            find<QPlainTextEdit>(window, "promptEdit")
                ->setPlainText(
                    "Hi, could you bring 3 kg of apples and two loaves of rye bread to Basel on Friday? Thanks, Ann");
            shoot("result-small", {960, 500});
            find<QPushButton>(window, "generateButton")->click();
            AnswerResult answer;
            answer.text =
                "Sure! Here is a friendly answer to your e-mail. I would be happy to help you with the apples …";
            answer.tokens = 64;
            answer.seconds = 2.1;
            answer.stopped = "length";
            Q_EMIT backend.generated(backend.generations[0].first, answer);
            answer.text = "{\"customer\": \"Ann\", \"items\": [{\"name\": \"apples\", \"quantity\": 3}]}";
            answer.stopped = "end";
            Q_EMIT backend.generated(backend.generations[1].first, answer);
            find<QLineEdit>(window, "evaluateData")->setText("/data/orders-eval.jsonl");
            find<QPushButton>(window, "evaluateButton")->click();
            Q_EMIT backend.progressed("evaluate", ProgressEvent{"Answering rows", 40, 120});
            shoot("result-evaluating", {1240, 1500});
            for (const auto& [id, request] : backend.evaluations) {
                EvaluateResult one;
                one.generated = 120;
                one.exact = request.base_only ? 0 : 97;
                one.exact_match = double(one.exact) / 120;
                one.loss = request.base_only ? 2.3 : 0.09;
                one.perplexity = std::exp(one.loss);
                for (int row = 0; row < 8; ++row) {
                    const bool match = !request.base_only && row % 5 != 3;
                    one.details.push_back({row + 1, 0.1, 20, "…", "{\"customer\": \"Ann\", \"items\": []}",
                                           match ? "{\"customer\": \"Ann\", \"items\": []}" : "Sure! Here is", match});
                }
                Q_EMIT backend.evaluated(id, one);
            }
            shoot("result", {1240, 1750});
            HelpDialog dialog(&window);
            dialog.show();
            QTest::qWait(50);
            QVERIFY(dialog.grab().save(QString("%1/help-%2.png").arg(folder, dark ? "dark" : "light")));
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
