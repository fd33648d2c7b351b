// The list of runs: finding, going on, tidying up. Beside each other: tst_library_views. With
// LORATRF_SCREENSHOTS=<folder> it also saves pictures.

#include "library_examples.h"
#include "ui/widgets/message_strip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTimer>
#include <QtTest>

using namespace loratrf;

namespace {

QStringList names(RunTable& table) {
    QStringList shown;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        shown << table.model()->index(row, LibraryModel::Name).data().toString();
    }
    return shown;
}

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

    void whatIsNoErrorIsSaidCalmly() {
        OpenedLibrary opened;
        const auto* strip = find<MessageStrip>(opened.page, "libraryStrip");
        Q_EMIT opened.library.remarked("the index cannot be kept here");
        QCOMPARE(strip->text(), QString("the index cannot be kept here"));
        QCOMPARE(strip->level(), Level::Info);
        Q_EMIT opened.library.failed("no room");
        QCOMPARE(strip->level(), Level::Problem);
        Q_EMIT opened.library.remarked("the index cannot be kept here"); // it can wait
        QCOMPARE(strip->text(), QString("no room"));
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
        OpenedLibrary opened;
        find<QLineEdit>(opened.page, "librarySearch")->setText(text);
        QCOMPARE(opened.table->model()->rowCount(), left);
        QTRY_COMPARE(opened.table->isVisible(), left > 0);
    }

    void statesAndStarsFilter() {
        OpenedLibrary opened;
        auto* state = find<QComboBox>(opened.page, "libraryState");
        state->setCurrentIndex(state->findData(int(LibraryState::Failed)));
        QCOMPARE(opened.table->model()->rowCount(), 1);
        state->setCurrentIndex(0);
        find<QCheckBox>(opened.page, "libraryStarred")->setChecked(true);
        QCOMPARE(names(*opened.table), QStringList("orders-lora-r16"));
    }

    void missingFiguresComeLastInEitherOrder() {
        OpenedLibrary opened;
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            opened.table->sortByColumn(LibraryModel::BestEval, order);
            QVERIFY(names(*opened.table).last().startsWith("a-very-long-name"));
        }
        QCOMPARE(names(*opened.table).first(), QString("orders-night"));
    }

    void columnsAreChosenAndRemembered() {
        {
            OpenedLibrary opened;
            QVERIFY(opened.table->isColumnHidden(LibraryModel::Folder));
            QMenu menu;
            opened.table->fillColumnMenu(menu);
            QCOMPARE(menu.actions().size(), int(LibraryModel::ColumnCount));
            menu.actions()[LibraryModel::Folder]->trigger();
            menu.actions()[LibraryModel::Time]->trigger();
            QVERIFY(!menu.actions()[LibraryModel::Name]->isEnabled());
            opened.table->sortByColumn(LibraryModel::Name, Qt::AscendingOrder);
        }
        OpenedLibrary again;
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
        OpenedLibrary opened;
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
        OpenedLibrary opened;
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
        OpenedLibrary opened;
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
        OpenedLibrary opened;
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
        OpenedLibrary opened;
        opened.table->sortByColumn(LibraryModel::BestEval, Qt::AscendingOrder);
        const QModelIndex star = opened.table->model()->index(0, LibraryModel::Star);
        QTest::mouseClick(opened.table->viewport(), Qt::LeftButton, {}, opened.table->visualRect(star).center());
        QCOMPARE(opened.library.words.size(), std::size_t(1));
        QVERIFY(opened.library.words[0].first.endsWith("orders-loratrf-r8"));
        QVERIFY(opened.library.words[0].second.star);
    }

    void verifyShowsWhatWasFound() {
        OpenedLibrary opened;
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
        OpenedLibrary opened;
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
        const auto* strip = find<MessageStrip>(opened.page, "libraryStrip");
        Q_EMIT opened.library.tensorBoardSaved({"/tmp", 2, {}, false});
        QVERIFY(strip->text().endsWith("tensorboard --logdir /tmp"));
        QCOMPARE(strip->level(), Level::Info);
        Q_EMIT opened.library.tensorBoardSaved({"/tmp", 1, {"/tmp/orders-now already holds one"}, false});
        QVERIFY(strip->text().startsWith("1 run(s) saved") && strip->text().endsWith("already holds one"));
        QCOMPARE(strip->level(), Level::Problem);
        Q_EMIT opened.library.tensorBoardSaved({"/tmp", 0, {}, true});
        QVERIFY(strip->text().startsWith("Cancelled"));
        QCOMPARE(strip->level(), Level::Info);
    }

    void whatWasVerifiedIsKeptForEachRun() {
        OpenedLibrary opened;
        auto* strip = find<MessageStrip>(opened.page, "detailCheck");
        opened.select({"orders-lora-r16"});
        const QString run = QStringLiteral("/home/ann/runs/orders-lora-r16");
        Q_EMIT opened.library.verifying(run, 1000, 4000);
        QCOMPARE(strip->text(), QString("Comparing with the checksums…"));
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
        OpenedLibrary opened;
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

    void changesKeepTheSelection() {
        OpenedLibrary opened;
        opened.select({"orders-night"});
        LibraryRun changed = exampleRuns()[4];
        changed.state = LibraryState::Running;
        changed.step = 41;
        changed.preferred = 0.75;
        Q_EMIT opened.library.changed({changed, exampleRun("new", LibraryState::Stopped, 1, 100)},
                                      {exampleRuns()[0].folder});
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
        OpenedLibrary opened;
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
            OpenedLibrary opened;
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
