// The list of runs: finding, comparing, going on, tidying up. With LORATRF_SCREENSHOTS=<folder> it also saves pictures.

#include "find_widget.h"
#include "recording_backend.h"
#include "recording_library.h"
#include "run_events.h"
#include "ui/library/curves_plot.h"
#include "ui/library/library_model.h"
#include "ui/library/library_page.h"
#include "ui/library/option_table.h"
#include "ui/library/run_details.h"
#include "ui/library/run_table.h"
#include "ui/library/trade_off_plot.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTableWidget>
#include <QTimer>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

LibraryRun run(const QString& name, LibraryState state, double eval, qint64 parameters) {
    LibraryRun made;
    made.folder = "/home/ann/runs/" + name;
    made.name = name;
    made.method = parameters > 500000 ? "lora" : "loratrf";
    made.model = "/models/SmolLM2-135M-Instruct.gguf";
    made.data = "/data/orders-train.jsonl";
    made.state = state;
    made.step = state == LibraryState::Finished ? 75 : 40;
    made.totalSteps = 75;
    made.epoch = made.step / 25.0;
    made.plannedEpochs = 3;
    made.bestEval = eval;
    made.trainLoss = eval * 0.9;
    made.parameters = parameters;
    made.seconds = 271;
    made.peakMemory = 1288490188;
    made.size = 48000000;
    made.created = 1795600000 + parameters;
    return made;
}

std::vector<LibraryRun> exampleRuns() {
    std::vector<LibraryRun> runs = {
        run("orders-lora-r16", LibraryState::Finished, 0.12, 921600),
        run("orders-loratrf-r8", LibraryState::Finished, 0.0934, 412608),
        run("orders-loratrf-r4", LibraryState::Stopped, 0.21, 206304),
        run("a-very-long-name-that-somebody-gave-to-a-run-because-it-says-all-of-its-options-at-once",
            LibraryState::Failed, LibraryRun::none, 410000),
        run("orders-night", LibraryState::Lost, 0.4, 300000),
        run("orders-now", LibraryState::Running, 0.3, 412000),
    };
    runs[0].words = {true, {"final", "customer"}, "Baseline."};
    runs[2].message = "stopped at step 40 of 75; resume goes on from there";
    runs[3].message = "out of memory: the token budget of 8192 needs 9.1 GB, 7.2 GB are free";
    runs[4].message = "Its process ended without a word, at step 40.";
    return runs;
}

QStringList names(RunTable& table) {
    QStringList shown;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        shown << table.model()->index(row, LibraryModel::Name).data().toString();
    }
    return shown;
}

struct Opened {
    RecordingBackend backend;
    RecordingLibrary library;
    LibraryPage page{backend, library};
    RunTable* table = find<RunTable>(page, "runTable");

    Opened() {
        page.resize(1000, 640);
        page.show();
        Q_EMIT library.listed(exampleRuns());
        Q_EMIT library.scanned();
    }
    void select(const QStringList& wanted) {
        table->clearSelection();
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (wanted.contains(table->model()->index(row, LibraryModel::Name).data().toString())) {
                table->selectionModel()->select(table->model()->index(row, 0),
                                                QItemSelectionModel::Select | QItemSelectionModel::Rows);
            }
        }
    }
    QAction* action(const char* name) { return page.findChild<QAction*>(QLatin1String(name)); }
    // Answers every question for a run that waits.
    void answerReads() {
        for (const auto& [id, folder] : std::exchange(backend.readRuns, {})) {
            RunInfo info;
            info.folder = folder.toStdString();
            info.options.method = folder.contains("loratrf") ? "loratrf" : "lora";
            info.options.run = info.folder;
            info.options.epochs = folder.contains("r4") ? 5 : 3;
            info.options.learning_rate = 1e-4;
            std::vector<Event> events = {sample::start(75, 2, info.folder)};
            for (int step = 1; step <= 40; ++step) {
                events.emplace_back(sample::step(step, 75 + folder.size()));
            }
            events.emplace_back(sample::eval(40, 0.4, true));
            Q_EMIT backend.runRead(id, info, events);
        }
    }
};

} // namespace

class TestLibraryPage : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void looksWhenItIsShown() {
        RecordingBackend backend;
        RecordingLibrary library;
        LibraryPage page(backend, library);
        QCOMPARE(library.asked, QStringList());
        page.show();
        QCOMPARE(library.asked, QStringList("open"));
        QVERIFY(find<RunTable>(page, "runTable")->isHidden() || !find<RunTable>(page, "runTable")->isVisible());
        page.hide();
        page.show(); // the first look is still under way
        QCOMPARE(library.asked, QStringList("open"));
        Q_EMIT library.listed({});
        Q_EMIT library.progress(12, 400);
        QVERIFY(find<QLabel>(page, "librarySummary")->text().contains("reading run 12 of 400"));
        Q_EMIT library.scanned();
        QVERIFY(find<QLabel>(page, "librarySummary")->text().endsWith("0 run(s) in /home/ann/runs"));
        backend.setRunning(true);
        QCOMPARE(library.asked, QStringList({"open", "scan"}));
        Q_EMIT library.failed("the disk is on fire");
        QCOMPARE(find<MessageStrip>(page, "libraryStrip")->text(), QString("the disk is on fire"));
    }

    void searchFindsWordsAnywhere_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("left");
        QTest::newRow("nothing typed") << "" << 6;
        QTest::newRow("name") << "night" << 1;
        QTest::newRow("method") << "loratrf r8" << 1;
        QTest::newRow("tag, whatever its case") << "CUSTOMER" << 1;
        QTest::newRow("notes") << "baseline" << 1;
        QTest::newRow("state") << "lost" << 1;
        QTest::newRow("model") << "SmolLM2" << 6;
        QTest::newRow("all words") << "night customer" << 0;
    }
    void searchFindsWordsAnywhere() {
        QFETCH(QString, text);
        QFETCH(int, left);
        Opened opened;
        find<QLineEdit>(opened.page, "librarySearch")->setText(text);
        QCOMPARE(opened.table->model()->rowCount(), left);
        QTRY_COMPARE(opened.table->isVisible(), left > 0);
    }

    void statesAndStarsFilter() {
        Opened opened;
        auto* state = find<QComboBox>(opened.page, "libraryState");
        state->setCurrentIndex(state->findData(int(LibraryState::Failed)));
        QCOMPARE(opened.table->model()->rowCount(), 1);
        state->setCurrentIndex(0);
        find<QCheckBox>(opened.page, "libraryStarred")->setChecked(true);
        QCOMPARE(names(*opened.table), QStringList("orders-lora-r16"));
    }

    void missingFiguresComeLastInEitherOrder() {
        Opened opened;
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            opened.table->sortByColumn(LibraryModel::BestEval, order);
            QVERIFY(names(*opened.table).last().startsWith("a-very-long-name"));
        }
        QCOMPARE(names(*opened.table).first(), QString("orders-night"));
    }

    void columnsAreChosenAndRemembered() {
        {
            Opened opened;
            QVERIFY(opened.table->isColumnHidden(LibraryModel::Folder));
            QMenu menu;
            opened.table->fillColumnMenu(menu);
            QCOMPARE(menu.actions().size(), int(LibraryModel::ColumnCount));
            menu.actions()[LibraryModel::Folder]->trigger();
            menu.actions()[LibraryModel::Time]->trigger();
            QVERIFY(!menu.actions()[LibraryModel::Name]->isEnabled());
            opened.table->sortByColumn(LibraryModel::Name, Qt::AscendingOrder);
        }
        Opened again;
        QVERIFY(!again.table->isColumnHidden(LibraryModel::Folder));
        QVERIFY(again.table->isColumnHidden(LibraryModel::Time));
        QVERIFY(names(*again.table).first().startsWith("a-very-long-name"));
    }

    void whatCanBeDoneFollowsTheState_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("resume");
        QTest::addColumn<bool>("epochs");
        QTest::addColumn<bool>("trash");
        QTest::newRow("finished") << "orders-lora-r16" << false << true << true;
        QTest::newRow("stopped") << "orders-loratrf-r4" << true << true << true;
        QTest::newRow("lost") << "orders-night" << true << true << true;
        QTest::newRow("running") << "orders-now" << false << false << false;
    }
    void whatCanBeDoneFollowsTheState() {
        QFETCH(QString, name);
        QFETCH(bool, resume);
        QFETCH(bool, epochs);
        QFETCH(bool, trash);
        Opened opened;
        QVERIFY(!opened.action("openAction")->isEnabled());
        opened.select({name});
        QVERIFY(opened.action("openAction")->isEnabled());
        QCOMPARE(opened.action("resumeAction")->isEnabled(), resume);
        QCOMPARE(opened.action("epochsAction")->isEnabled(), epochs);
        QCOMPARE(opened.action("trashAction")->isEnabled(), trash);
        opened.backend.setRunning(true);
        QVERIFY(!opened.action("resumeAction")->isEnabled());
        QVERIFY(!opened.action("epochsAction")->isEnabled());
    }

    void opensResumesAndExtends() {
        Opened opened;
        QSignalSpy open(&opened.page, &LibraryPage::openWanted), resume(&opened.page, &LibraryPage::resumeWanted);
        opened.select({"orders-loratrf-r4"});
        opened.action("openAction")->trigger();
        QCOMPARE(open.size(), 1);
        QCOMPARE(open[0][0].toString(), QString("/home/ann/runs/orders-loratrf-r4"));
        find<QPushButton>(opened.page, "resumeActionButton")->click();
        QCOMPARE(resume.size(), 1);
        QCOMPARE(resume[0][1].toDouble(), 0.0);
        opened.action("epochsAction")->trigger();
        auto* question = find<QInputDialog>(opened.page, "epochsQuestion");
        QVERIFY(question->labelText().contains("1.6 of 3 epochs"));
        question->setDoubleValue(2);
        question->accept();
        QCOMPARE(resume.size(), 2);
        QCOMPARE(resume[1][0].toString(), QString("/home/ann/runs/orders-loratrf-r4"));
        QCOMPARE(resume[1][1].toDouble(), 5.0);
    }

    void duplicateHandsOverItsOptions() {
        Opened opened;
        QSignalSpy wanted(&opened.page, &LibraryPage::duplicateWanted);
        opened.select({"orders-loratrf-r4"});
        opened.action("duplicateAction")->trigger();
        opened.answerReads();
        QCOMPARE(wanted.size(), 1);
        const auto options = wanted[0][0].value<TrainOptions>();
        QCOMPARE(options.method, std::string("loratrf"));
        QCOMPARE(options.epochs, 5.0);
        QVERIFY(options.run.empty());
        opened.action("duplicateAction")->trigger();
        Q_EMIT opened.backend.runUnreadable(opened.backend.readRuns.back().first, "options.json is gone");
        QCOMPARE(find<MessageStrip>(opened.page, "libraryStrip")->text(), QString("options.json is gone"));
        QCOMPARE(wanted.size(), 1);
    }

    void wordsAreSaidToTheLibrary() {
        Opened opened;
        opened.select({"orders-loratrf-r8"});
        find<QLineEdit>(opened.page, "detailTags")->setFocus();
        QTest::keyClicks(find<QLineEdit>(opened.page, "detailTags"), "best,  two words , best");
        find<QPlainTextEdit>(opened.page, "detailNotes")->setPlainText("Try a lower rate.");
        opened.select({"orders-night"}); // leaving keeps what was typed
        QCOMPARE(opened.library.words.size(), std::size_t(1));
        QCOMPARE(opened.library.words[0].first, QString("/home/ann/runs/orders-loratrf-r8"));
        QVERIFY(opened.library.words[0].second == (RunWords{false, {"best", "two words"}, "Try a lower rate."}));
        QCOMPARE(find<QLineEdit>(opened.page, "detailTags")->text(), QString());
        find<QCheckBox>(opened.page, "detailStar")->click();
        QCOMPARE(opened.library.words.size(), std::size_t(2));
        QVERIFY(opened.library.words[1].second == (RunWords{true, {}, {}}));
    }

    void aClickOnTheStarTurnsIt() {
        Opened opened;
        opened.table->sortByColumn(LibraryModel::BestEval, Qt::AscendingOrder);
        const QModelIndex star = opened.table->model()->index(0, LibraryModel::Star);
        QTest::mouseClick(opened.table->viewport(), Qt::LeftButton, {}, opened.table->visualRect(star).center());
        QCOMPARE(opened.library.words.size(), std::size_t(1));
        QVERIFY(opened.library.words[0].first.endsWith("orders-loratrf-r8"));
        QVERIFY(opened.library.words[0].second.star);
    }

    void verifyShowsWhatWasFound() {
        Opened opened;
        opened.select({"orders-lora-r16"});
        opened.action("verifyAction")->trigger();
        QCOMPARE(opened.library.verifiedRuns, QStringList("/home/ann/runs/orders-lora-r16"));
        auto* strip = find<MessageStrip>(opened.page, "detailCheck");
        Q_EMIT opened.library.verified({"/home/ann/runs/orders-lora-r16", {"adapter", "checkpoints/step-75"}, {}});
        QCOMPARE(strip->text(), QString("As they were written: adapter, checkpoints/step-75."));
        Q_EMIT opened.library.verified({"/home/ann/runs/orders-lora-r16", {}, {"adapter: a file differs"}});
        QCOMPARE(strip->text(), QString("adapter: a file differs"));
        Q_EMIT opened.library.verified({"/home/ann/runs/orders-lora-r16", {}, {}});
        QVERIFY(strip->text().contains("nothing to verify"));
    }

    void runsAreSavedForTensorBoard() {
        Opened opened;
        opened.select({});
        QVERIFY(!opened.action("tensorBoardAction")->isEnabled());
        opened.select({"orders-lora-r16", "orders-now"}); // one under way too
        QTimer::singleShot(0, &opened.page, [&] {
            auto* chooser = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            QVERIFY(chooser);
            chooser->setDirectory("/");
            chooser->findChild<QLineEdit*>("fileNameEdit")->setText("/tmp");
            static_cast<QDialog*>(chooser)->accept();
        });
        opened.action("tensorBoardAction")->trigger();
        QCOMPARE(opened.library.boards.size(), std::size_t(1));
        QStringList runs = opened.library.boards[0].first;
        runs.sort();
        QCOMPARE(runs, QStringList({"/home/ann/runs/orders-lora-r16", "/home/ann/runs/orders-now"}));
        QCOMPARE(opened.library.boards[0].second, QString("/tmp"));
        Q_EMIT opened.library.tensorBoardSaved(2, "/tmp");
        QVERIFY(find<MessageStrip>(opened.page, "libraryStrip")->text().endsWith("tensorboard --logdir /tmp"));
    }

    void whatWasVerifiedIsKeptForEachRun() {
        Opened opened;
        auto* strip = find<MessageStrip>(opened.page, "detailCheck");
        opened.select({"orders-lora-r16"});
        const QString run = QStringLiteral("/home/ann/runs/orders-lora-r16");
        Q_EMIT opened.library.verifying(run, 1, 4);
        QCOMPARE(strip->text(), QString("Comparing with the checksums, part 2 of 4…"));
        opened.select({"orders-loratrf-r4"}); // while it goes on
        QVERIFY(strip->text().isEmpty());
        Q_EMIT opened.library.verified({run, {"adapter"}, {}});
        QVERIFY(strip->text().isEmpty());
        opened.select({"orders-lora-r16"});
        QCOMPARE(strip->text(), QString("As they were written: adapter."));
        LibraryRun grown = exampleRuns()[0];
        ++grown.step;
        QCOMPARE(grown.folder, run);
        Q_EMIT opened.library.changed({grown}, {});
        QVERIFY(strip->text().isEmpty()); // said of what it was before
    }

    void deletingAsksWithTheSize() {
        Opened opened;
        opened.select({"orders-lora-r16", "orders-night"});
        for (const bool yes : {false, true}) {
            find<QPushButton>(opened.page, "trashActionButton")->click();
            auto* box = find<QMessageBox>(opened.page, "trashQuestion");
            QVERIFY(box->text().contains("2 run(s)"));
            QVERIFY2(box->informativeText().contains("96.0 MB"), qPrintable(box->informativeText()));
            yes ? find<QPushButton>(*box, "trashYes")->click() : box->reject();
            QTRY_VERIFY(opened.page.findChild<QMessageBox*>("trashQuestion") == nullptr);
            QCOMPARE(opened.library.trashed.size(), yes ? 2 : 0);
        }
        Q_EMIT opened.library.changed({}, opened.library.trashed);
        QCOMPARE(opened.table->model()->rowCount(), 4);
    }

    void curvesLieOverEachOther() {
        Opened opened;
        opened.select({"orders-lora-r16", "orders-loratrf-r8"});
        QVERIFY(opened.backend.readRuns.empty()); // nobody looks at curves yet
        find<QTabBar>(opened.page, "libraryTabs")->setCurrentIndex(1);
        QCOMPARE(opened.backend.readRuns.size(), std::size_t(2));
        auto* curves = opened.page.findChild<CurvesPlot*>();
        QCOMPARE(curves->plot()->graphCount(), 0);
        opened.answerReads();
        QCOMPARE(curves->plot()->graphCount(), 2);
        QCOMPARE(curves->plot()->graph(0)->dataCount(), 40);
        QVERIFY(curves->plot()->graph(0)->pen() != curves->plot()->graph(1)->pen());
        const QString said = curves->plot()->accessibleDescription();
        QVERIFY2(said.contains("orders-lora-r16 ends at") && said.contains("orders-loratrf-r8"), qPrintable(said));
        QTest::keyClick(curves->plot(), Qt::Key_Home);
        QTest::keyClick(curves->plot(), Qt::Key_Right);
        QVERIFY2(curves->plot()->accessibleName().startsWith("step 2. orders-lora-r16: "),
                 qPrintable(curves->plot()->accessibleName()));
        QTest::keyClick(curves->plot(), Qt::Key_Escape);
        QVERIFY(!curves->plot()->accessibleName().contains("step 2"));
        find<QComboBox>(opened.page, "curveFigure")->setCurrentIndex(1);
        QCOMPARE(curves->plot()->graph(1)->dataCount(), 1);
        QCOMPARE(curves->plot()->graph(1)->data()->at(0)->value, 0.4);
        find<QComboBox>(opened.page, "curveFigure")->setCurrentIndex(2); // learning rate
        QCOMPARE(curves->plot()->graph(0)->data()->at(9)->value, sample::step(10, 75).learning_rate);
        find<QComboBox>(opened.page, "curveOver")->setCurrentIndex(2); // seconds
        QCOMPARE(curves->plot()->graph(0)->data()->at(9)->key, sample::step(10, 75).seconds);
        find<QCheckBox>(opened.page, "curveLogarithmic")->setChecked(true);
        QCOMPARE(curves->plot()->yAxis->scaleType(), QCPAxis::stLogarithmic);
        opened.table->select("/home/ann/runs/orders-lora-r16");
        QCOMPARE(curves->plot()->graphCount(), 1);
        QVERIFY(opened.backend.readRuns.empty()); // known already
        LibraryRun grown = exampleRuns()[0];
        grown.step = 76;
        Q_EMIT opened.library.changed({grown}, {});
        QCOMPARE(opened.backend.readRuns.size(), std::size_t(1)); // read again
    }

    void optionsThatDifferStandSideBySide() {
        Opened opened;
        find<QTabBar>(opened.page, "libraryTabs")->setCurrentIndex(2);
        opened.select({"orders-lora-r16", "orders-loratrf-r4"});
        opened.answerReads();
        auto* table = find<QTableWidget>(opened.page, "optionTable");
        QCOMPARE(table->columnCount(), 3);
        QStringList keys;
        for (int row = 0; row < table->rowCount(); ++row) {
            keys << table->item(row, 0)->toolTip();
            QVERIFY(keys.last().startsWith(table->item(row, 0)->text() + ": "));
            QVERIFY(table->item(row, 1)->text() != table->item(row, 2)->text());
        }
        QVERIFY(keys.contains("Epochs: epochs in options.json"));
        QVERIFY(keys.contains("Method: method in options.json"));
        const auto named = [&](const char* key) {
            return !keys.filter(QStringLiteral(": %1 in").arg(QLatin1String(key))).isEmpty();
        };
        QVERIFY(named("method_options.filter_rank")); // one method has it, by default
        QVERIFY(!named("learning_rate") && !named("run") && !named("method_options.rank"));
        find<QCheckBox>(opened.page, "showEqualOptions")->setChecked(true);
        QVERIFY(table->rowCount() > keys.size());
        QCOMPARE(table->item(0, 0)->font().bold(), true);
    }

    void theFrontHoldsWhatNothingBeats() {
        const RunFigure &eval = runFigures()[0], &exact = runFigures()[1], &parameters = runFigures()[3];
        const std::vector<LibraryRun> runs = exampleRuns();
        // r4 206,304 at 0.21; r8 412,608 at 0.0934; "now" 412,000 at 0.3 and "night" 300,000 at 0.4 are beaten by r4.
        QCOMPARE(paretoFront(runs, parameters, eval), (std::vector<std::size_t>{2, 1}));
        QCOMPARE(paretoFront(runs, eval, parameters), (std::vector<std::size_t>{1, 2}));
        QVERIFY(paretoFront(runs, parameters, exact).empty()); // nobody has that figure
        std::vector<LibraryRun> scored = {runs[0], runs[1], runs[2], runs[2]};
        scored[0].exact = 0.9;
        scored[1].exact = 0.9; // as good with fewer parameters
        scored[2].exact = scored[3].exact = 0.5;
        QCOMPARE(paretoFront(scored, parameters, exact), (std::vector<std::size_t>{2, 3, 1}));
        QCOMPARE(paretoFront(scored, exact, parameters), (std::vector<std::size_t>{3, 2, 1}));
    }

    void theTradeOffNamesItsRuns() {
        Opened opened;
        find<QTabBar>(opened.page, "libraryTabs")->setCurrentIndex(3);
        auto* plot = opened.page.findChild<TradeOffPlot*>();
        QCOMPARE(plot->plot()->graph(1)->dataCount(), 5); // the failed one has no loss
        QCOMPARE(plot->plot()->graph(0)->dataCount(), 2);
        plot->plot()->replot();
        const QPoint at(qRound(plot->plot()->xAxis->coordToPixel(412608)),
                        qRound(plot->plot()->yAxis->coordToPixel(0.0934)));
        QVERIFY2(plot->nameAt(at).startsWith("orders-loratrf-r8\n"), qPrintable(plot->nameAt(at)));
        QVERIFY(plot->nameAt({2, 2}).isEmpty());
        QTest::mouseClick(plot->plot(), Qt::LeftButton, {}, at);
        QCOMPARE(opened.table->selected().size(), std::size_t(1));
        QCOMPARE(opened.table->selected().front().name, QString("orders-loratrf-r8"));
        opened.select({"orders-lora-r16", "orders-night"}); // those alone
        QCOMPARE(plot->plot()->graph(1)->dataCount(), 2);
        find<QComboBox>(opened.page, "tradeOffY")->setCurrentIndex(1);
        QVERIFY(find<QLabel>(opened.page, "tradeOffNote")->text().contains("None of these runs"));
    }

    void changesKeepTheSelection() {
        Opened opened;
        opened.select({"orders-night"});
        LibraryRun changed = exampleRuns()[4];
        changed.state = LibraryState::Running;
        changed.step = 41;
        changed.preferred = 0.75;
        Q_EMIT opened.library.changed({changed, run("new", LibraryState::Stopped, 1, 100)}, {exampleRuns()[0].folder});
        QCOMPARE(opened.table->model()->rowCount(), 6);
        QCOMPARE(opened.table->selected().size(), std::size_t(1));
        QCOMPARE(opened.table->selected().front().step, 41);
        QVERIFY(!opened.action("resumeAction")->isEnabled());
        QCOMPARE(find<QLabel>(opened.page, "detailState")->text(), QString("running"));
        QVERIFY(find<QLabel>(opened.page, "detailFigures")->text().contains("preferred in 75.0 % of the pairs"));
        const int row = opened.table->selectionModel()->selectedRows().first().row();
        QCOMPARE(opened.table->model()->index(row, LibraryModel::Preferred).data().toString(), percentText(0.75));
    }

    void theStateKeepsItsColourInTheOtherTheme() {
        Opened opened;
        opened.select({"orders-lora-r16"});
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            applyTheme(mode);
            const QColor wanted = themeColours(QApplication::palette()).good;
            QTRY_COMPARE(find<QLabel>(opened.page, "detailState")->palette().color(QPalette::WindowText), wanted);
        }
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        for (const bool dark : {false, true}) {
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            const auto shoot = [&](QWidget& page, const QString& name) {
                QTest::qWait(80);
                QVERIFY(page.grab().save(QString("%1/library-%2-%3.png").arg(folder, name, dark ? "dark" : "light")));
            };
            Opened opened;
            opened.page.resize(907, 655); // in a window of 1000 x 680
            opened.page.setAutoFillBackground(true);
            shoot(opened.page, "nothing-chosen");
            opened.select({exampleRuns()[3].name});
            shoot(opened.page, "failed");
            opened.select({"orders-lora-r16"});
            Q_EMIT opened.library.verified({"/home/ann/runs/orders-lora-r16", {"adapter", "checkpoints/step-75"}, {}});
            shoot(opened.page, "details");
            opened.page.resize(1150, 830);
            opened.select({"orders-lora-r16", "orders-loratrf-r8", "orders-loratrf-r4"});
            const char* views[] = {"several", "curves", "options", "trade-off"};
            for (int view = 0; view < 4; ++view) {
                find<QTabBar>(opened.page, "libraryTabs")->setCurrentIndex(view);
                opened.answerReads();
                shoot(opened.page, views[view]);
            }
            opened.table->clearSelection();
            shoot(opened.page, "trade-off-all");
            opened.page.resize(907, 655);
            shoot(opened.page, "trade-off-small");
            find<QLineEdit>(opened.page, "librarySearch")->setText("no such run");
            shoot(opened.page, "no-match");
            opened.select({});
            find<QLineEdit>(opened.page, "librarySearch")->clear();
            opened.select({"orders-lora-r16"});
            opened.action("trashAction")->trigger();
            shoot(*find<QMessageBox>(opened.page, "trashQuestion"), "trash");
            find<QMessageBox>(opened.page, "trashQuestion")->reject();
            opened.action("epochsAction")->trigger();
            shoot(*find<QInputDialog>(opened.page, "epochsQuestion"), "epochs");
            find<QInputDialog>(opened.page, "epochsQuestion")->reject();
            Q_EMIT opened.library.listed({});
            shoot(opened.page, "empty");
        }
    }
};

QTEST_MAIN(TestLibraryPage)
#include "tst_library_page.moc"
