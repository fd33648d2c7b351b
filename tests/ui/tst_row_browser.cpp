// All rows of a file in a window: what is looked at is fetched and nothing else, and changes go into a copy.

#include "find_widget.h"
#include "recording_backend.h"
#include "ui/setup/row_browser.h"
#include "ui/setup/row_table.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/token_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableView>
#include <QtTest>

#include <functional>

using namespace loratrf;

namespace {

QString shownText(const RowTable& table, int row, int column = RowTable::TextColumn) {
    return table.data(table.index(row, column), Qt::DisplayRole).toString();
}

DataReport exampleReport(const QString& file) {
    DataReport report;
    report.file = file.toStdString();
    report.rejected = {{18, "field \"messages\" is missing"}, {230, "an answer of the assistant is empty"}};
    report.duplicates = 1;
    report.duplicate_rows = {{40, 7}};
    return report;
}

} // namespace

class TestRowBrowser : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }

    void pagesAreFetchedWhenLookedAt() {
        RecordingRowFiles files;
        RowTable table(files, 5);
        const QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setAll(1'000'000);
        QCOMPARE(table.rowCount(), 1'000'000);
        QCOMPARE(shownText(table, 777'777), QString("…"));
        QTRY_VERIFY(files.count("read") > 0);
        files.answerPages();
        QTRY_COMPARE(shownText(table, 777'777), QString("row number 777777"));
        QCOMPARE(shownText(table, 777'777, RowTable::LineColumn), QString("777,778"));
        const int before = files.count("read");
        QCOMPARE(shownText(table, 777'776), QString("row number 777776")); // the same page
        QTest::qWait(20);
        QCOMPARE(files.count("read"), before);
    }

    void whatWasScrolledPastIsNotFetched() {
        RecordingRowFiles files;
        RowTable table(files, 5);
        table.setAll(1'000'000);
        for (int row = 0; row < 1'000'000; row += 1000) {
            shownText(table, row);
        }
        QTest::qWait(20);
        for (int i = 0; i < 30; ++i) {
            files.answerPages();
        }
        QVERIFY2(files.count("read") <= 20, qPrintable(QString::number(files.count("read"))));
        QCOMPARE(shownText(table, 999'000), QString("row number 999000")); // the newest wish came first
    }

    void listsShowTheirRowsAndReasons() {
        RecordingRowFiles files;
        RowTable table(files, 5);
        table.setList({17, 229}, {"first", "second"});
        QCOMPARE(table.columnCount(), 3);
        QCOMPARE(shownText(table, 1, RowTable::ReasonColumn), QString("second"));
        QCOMPARE(table.rowAt(1), int64_t(229));
        QVERIFY(table.indexOf(17) == 0 && !table.indexOf(18));
        shownText(table, 1);
        QTRY_VERIFY(files.count("read") > 0);
        files.answerPages();
        QCOMPARE(shownText(table, 1), QString("row number 229"));
        table.setMark(229, RowTable::Mark::Changed);
        QVERIFY(shownText(table, 1).contains("changed"));
    }

    void theFileIsReadWithProgressAndItsFaultShown() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "/models/a", {});
        browser.show();
        const int id = files.last("open").id;
        auto* progress = find<QProgressBar>(browser, "rowProgress");
        QVERIFY(progress->isVisible());
        Q_EMIT files.opening(id, 0.5);
        QCOMPARE(progress->value(), 500);
        Q_EMIT files.failed(id + 1, "of another");
        QVERIFY(!find<QWidget>(browser, "rowStrip")->isVisible());
        Q_EMIT files.failed(id, "/data/a.jsonl: no such file");
        QVERIFY(find<QWidget>(browser, "rowStrip")->isVisible());
        QVERIFY(!progress->isVisible());
        QVERIFY(!find<QPushButton>(browser, "findRows")->isEnabled());
    }

    void aRowIsShownAsTokensAndAsText() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "/models/a", {});
        browser.show();
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 1'000'000);
        QVERIFY(find<QComboBox>(browser, "rowParts")->currentText().contains("1,000,000"));
        QCOMPARE(files.last("show").row, qint64(0));
        auto* goTo = find<QSpinBox>(browser, "goToRow");
        goTo->setValue(654'321);
        QCOMPARE(files.last("show").row, qint64(654'320));
        QCOMPARE(files.last("show").model, QString("/models/a"));
        Q_EMIT files.shown(id, 654'319, {}); // an older answer
        Q_EMIT files.shown(id, 654'320, exampleRows()[1]);
        auto* tokens = find<TokenView>(browser, "browserTokens");
        QCOMPARE(tokens->toPlainText(), QString("Hello world"));
        find<QCheckBox>(browser, "showIds")->setChecked(true);
        QCOMPARE(tokens->toPlainText(), QString("Hello100  world101 "));
        find<QCheckBox>(browser, "showIds")->setChecked(false);
        QVERIFY(find<QLabel>(browser, "rowAbout")->text().contains("2 tokens, 1 of them trained on"));
        Q_EMIT files.wholeRead(id, 654'320, "{\"text\": \"Hello world\"}");
        QCOMPARE(find<QPlainTextEdit>(browser, "rowSource")->toPlainText(), QString("{\"text\": \"Hello world\"}"));
        PreviewRow longRow = exampleRows()[1];
        longRow.error = "longer than the maximum length, so it is left out";
        Q_EMIT files.shown(id, 654'320, longRow);
        QVERIFY(find<QLabel>(browser, "rowAbout")->text().contains("longer than the maximum"));
        QCOMPARE(tokens->toPlainText(), QString("Hello world")); // and what it would be
    }

    void searchListsRowsAsTheyAreFound() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "", {});
        browser.show();
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 1000);
        auto* wanted = find<QLineEdit>(browser, "rowSearch");
        wanted->setFocus();
        QTest::keyClicks(wanted, "flour");
        QTest::keyClick(wanted, Qt::Key_Return);
        QCOMPARE(files.last("find").text, QString("flour"));
        QVERIFY(browser.isVisible());
        auto* list = find<QTableView>(browser, "rowList");
        QCOMPARE(list->model()->rowCount(), 0);
        QVERIFY(find<QPushButton>(browser, "stopFind")->isVisible());
        Q_EMIT files.found(id, {3, 9}, 0.5);
        Q_EMIT files.found(id, {700}, 1);
        Q_EMIT files.searched(id);
        QCOMPARE(list->model()->rowCount(), 3);
        QVERIFY(find<QComboBox>(browser, "rowParts")->currentText().contains("(3)"));
        QVERIFY(!find<QPushButton>(browser, "stopFind")->isVisible());
        QCOMPARE(files.last("whole").row, qint64(3)); // the first one is chosen
        browser.find("nothing");
        find<QPushButton>(browser, "stopFind")->click();
        QCOMPARE(files.count("stop"), 1);
        browser.find("nothing");
        Q_EMIT files.searched(id);
        QVERIFY(find<QWidget>(browser, "rowStrip")->isVisible());
        QCOMPARE(list->model()->rowCount(), 0);
    }

    void refusedRowsAreMendedInACopy() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "/models/a", {});
        browser.show();
        const int id = files.last("open").id;
        browser.setReport(exampleReport("/data/a.jsonl"));
        Q_EMIT files.opened(id, 300);
        QCOMPARE(files.count("lines"), 2);
        Q_EMIT files.linesFound(id, files.lineQuestions[1], {38}); // what fails, or comes late, keeps nobody waiting
        Q_EMIT files.linesFound(id, files.lineQuestions[0], {16, 228});
        browser.look(RowBrowser::Part::Refused);
        auto* list = find<QTableView>(browser, "rowList");
        QCOMPARE(list->model()->rowCount(), 2);
        QVERIFY(list->model()->index(0, 2).data().toString().contains("missing"));
        Q_EMIT files.wholeRead(id, 16, "{\"x\": 1}");
        auto* save = find<QPushButton>(browser, "saveCorrected");
        QVERIFY(!save->isEnabled());

        auto* text = find<QPlainTextEdit>(browser, "rowSource");
        text->setPlainText("{\"text\": \"mended\"}");
        QVERIFY(save->isEnabled());
        QTRY_COMPARE(files.count("change"), 1); // and looked at again
        QCOMPARE(files.last("change").text, QString("{\"text\": \"mended\"}"));
        list->selectRow(1);
        Q_EMIT files.wholeRead(id, 228, "{\"y\": 1}");
        find<QPushButton>(browser, "leaveOut")->click();
        QVERIFY2(find<QLabel>(browser, "rowState")->text().contains("1 row(s) changed, 1 row(s) left out"),
                 qPrintable(find<QLabel>(browser, "rowState")->text()));
        list->selectRow(0);
        Q_EMIT files.wholeRead(id, 16, "{\"x\": 1}");
        QCOMPARE(text->toPlainText(), QString("{\"text\": \"mended\"}")); // kept while another row was shown
        find<QPushButton>(browser, "restoreRow")->click();
        QCOMPARE(text->toPlainText(), QString("{\"x\": 1}"));
        text->setPlainText("{}");
        QVERIFY(find<QLabel>(browser, "rowState")->text().contains("1 row(s) changed, 1 row(s) left out"));
        list->selectRow(1);
        QVERIFY(find<QLabel>(browser, "rowAbout")->text().contains("left out"));
        list->selectRow(0);
        Q_EMIT files.wholeRead(id, 16, "{\"x\": 1}");
        text->setPlainText("{\"text\": \"again\"}");

        QSignalSpy corrected(&browser, &RowBrowser::corrected);
        browser.saveCopy("/data/a.corrected.jsonl");
        QCOMPARE(files.last("save").text, QString("/data/a.corrected.jsonl"));
        QCOMPARE(files.changes.size(), std::size_t(2));
        QCOMPARE(files.changes[16].value_or(""), std::string("{\"text\": \"again\"}"));
        QVERIFY(!files.changes[228]);
        QVERIFY(!text->isEnabled());                                      // what is changed now would be in no copy
        Q_EMIT files.failed(id, "no room", "/elsewhere/a.refused.jsonl"); // beside it
        QVERIFY(!text->isEnabled() && !save->isEnabled());
        Q_EMIT files.failed(id, "no room", "/data/a.corrected.jsonl");
        QVERIFY(browser.isVisible());
        QVERIFY(text->isEnabled());
        QVERIFY(save->isEnabled()); // nothing is lost
        browser.saveCopy("/data/a.corrected.jsonl");
        Q_EMIT files.written(id, "/data/a.corrected.jsonl");
        QCOMPARE(corrected.size(), 1);
        QVERIFY(!browser.isVisible());
    }

    void anOlderReportsRowsAreNotShownWithNewReasons() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "/models/a", {});
        browser.show();
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 300);
        browser.setReport(exampleReport("/data/a.jsonl"));
        browser.look(RowBrowser::Part::Refused);
        DataReport newer = exampleReport("/data/a.jsonl");
        newer.rejected = {{5, "of the newer report"}};
        newer.duplicate_rows.clear();
        browser.setReport(newer); // while the answer about the older one is under way
        QCOMPARE(files.count("lines"), 3);
        Q_EMIT files.linesFound(id, files.lineQuestions[0], {16, 228});
        Q_EMIT files.linesFound(id, files.lineQuestions[1], {38});
        auto* list = find<QTableView>(browser, "rowList");
        QCOMPARE(list->model()->rowCount(), 0);
        Q_EMIT files.linesFound(id, files.lineQuestions[2], {3});
        QCOMPARE(list->model()->rowCount(), 1);
        QCOMPARE(list->model()->index(0, 2).data().toString(), QString("of the newer report"));
        QCOMPARE(files.last("whole").row, qint64(3));
    }

    void aRepeatedRowsTwinIsNamedWhereItLies() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/b.jsonl", "/models/a", {});
        browser.show();
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 300);
        DataReport report = exampleReport("/data/b.jsonl");
        report.duplicates = 2000; // of which the report has some
        report.duplicate_rows = {{40, 7, 0}, {50, 3, 1}};
        browser.setReport(report, {"/data/a.jsonl", "/data/b.jsonl"});
        Q_EMIT files.linesFound(id, files.lineQuestions[1], {39, 49});
        browser.look(RowBrowser::Part::Repeated);
        QCOMPARE(find<QComboBox>(browser, "rowParts")->currentText(), QString("Repeated rows (the first 2)"));
        auto* list = find<QTableView>(browser, "rowList");
        const auto reason = [list](int row) { return list->model()->index(row, 2).data().toString(); };
        QCOMPARE(reason(0), QString("Equal to line 7 of a.jsonl but for white space"));
        QCOMPARE(reason(1), QString("Equal to line 3 but for white space"));
    }

    void changesAreNotDroppedUnasked() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "", {});
        browser.show();
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 300);
        Q_EMIT files.wholeRead(id, 0, "{}");
        find<QPlainTextEdit>(browser, "rowSource")->setPlainText("{\"text\": \"x\"}");
        browser.close();
        QVERIFY(browser.isVisible());
        QVERIFY(find<QWidget>(browser, "rowStrip")->isVisible());
        browser.close();
        QVERIFY(!browser.isVisible());
    }

    void changesOutliveACrash() {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.jsonl");
        const auto write = [&path](const QByteArray& text) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(text) == text.size());
        };
        write("{}\n{}\n{}\n");
        RecordingRowFiles files;
        const auto opened = [&](const std::function<void(RowBrowser&, int)>& look) {
            RowBrowser browser(files, path, "", {}); // goes away without being asked, as in a crash
            browser.show();
            const int id = files.last("open").id;
            Q_EMIT files.opened(id, 3);
            Q_EMIT files.wholeRead(id, 0, "{}");
            look(browser, id);
        };
        const QString mended = "{\"text\": \"mended\"}";
        opened([&](RowBrowser& browser, int id) {
            QVERIFY(browser.unsavedWork().isEmpty());
            find<QPlainTextEdit>(browser, "rowSource")->setPlainText(mended);
            find<QTableView>(browser, "rowList")->selectRow(1);
            Q_EMIT files.wholeRead(id, 1, "{}");
            find<QPushButton>(browser, "leaveOut")->click();
        });
        opened([&](RowBrowser& browser, int id) {
            QVERIFY(find<QWidget>(browser, "rowStrip")->isVisible());
            QCOMPARE(find<QPlainTextEdit>(browser, "rowSource")->toPlainText(), mended);
            QVERIFY2(find<QLabel>(browser, "rowState")->text().contains("1 row(s) changed, 1 row(s) left out"),
                     qPrintable(find<QLabel>(browser, "rowState")->text()));
            browser.saveCopy("/data/copy.jsonl");
            QCOMPARE(files.changes.size(), std::size_t(2));
            Q_EMIT files.written(id, "/data/copy.jsonl");
        });
        opened([&](RowBrowser& browser, int) { // they are in a copy now
            QVERIFY(browser.unsavedWork().isEmpty());
            find<QPlainTextEdit>(browser, "rowSource")->setPlainText(mended);
            browser.close();
            browser.close();
        });
        opened([&](RowBrowser& browser, int) { // they were dropped
            QVERIFY(browser.unsavedWork().isEmpty());
            find<QPlainTextEdit>(browser, "rowSource")->setPlainText(mended);
        });
        write("{}\n");
        opened([](const RowBrowser& browser, int) { QVERIFY(browser.unsavedWork().isEmpty()); }); // another file now
    }

    void changesOfAFileRewrittenMeanwhileAreNotTakenOver() {
        QTemporaryDir folder;
        QFile file(folder.filePath("a.jsonl"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write("{}\n{}\n{}\n") == 9);
        RecordingRowFiles files;
        {
            RowBrowser browser(files, file.fileName(), "", {}); // goes away without being asked, as in a crash
            browser.show();
            const int id = files.last("open").id;
            Q_EMIT files.opened(id, 3);
            Q_EMIT files.wholeRead(id, 0, "{}");
            QVERIFY(file.seek(0) && file.write("{\"text\": \"of another program\"}\n") > 9);
            find<QPlainTextEdit>(browser, "rowSource")->setPlainText("{\"text\": \"mended\"}");
            QVERIFY(!browser.unsavedWork().isEmpty());
        }
        const RowBrowser again(files, file.fileName(), "", {}); // row numbers were those of the rows before
        Q_EMIT files.opened(files.last("open").id, 1);
        QVERIFY(again.unsavedWork().isEmpty());
    }

    void writingACopyShowsHowFarItIs() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "", {});
        browser.show();
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 300);
        auto* progress = find<QProgressBar>(browser, "rowProgress");
        QVERIFY(!progress->isVisible());
        browser.saveCopy("/data/copy.jsonl");
        Q_EMIT files.writing(id + 1, 0.9); // of another window
        QCOMPARE(progress->value(), 0);
        Q_EMIT files.writing(id, 0.25);
        QVERIFY(progress->isVisible());
        QCOMPARE(progress->value(), 250);
    }

    void writingIsCancelled() {
        const QString copy = "/data/copy.jsonl";
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "", {});
        browser.show();
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 3);
        Q_EMIT files.wholeRead(id, 0, "{}");
        find<QPlainTextEdit>(browser, "rowSource")->setPlainText("{\"text\": \"x\"}");
        auto* stop = find<QPushButton>(browser, "stopFind");
        const auto* save = find<QPushButton>(browser, "saveCorrected");
        QVERIFY(!stop->isVisible());
        browser.saveCopy(copy);
        QVERIFY(stop->isVisible() && stop->isEnabled() && !save->isEnabled());
        stop->click();
        QCOMPARE(files.last("stop writing").id, id);
        QCOMPARE(files.count("stop"), 0); // of a search
        Q_EMIT files.writing(id, 0.5);    // said before it was heard
        QVERIFY(!stop->isEnabled());
        Q_EMIT files.writingStopped(id, copy);
        QVERIFY(!stop->isVisible() && save->isEnabled() && browser.isVisible());
        QVERIFY(!browser.unsavedWork().isEmpty());
        QVERIFY(allText(find<QWidget>(browser, "rowStrip")).contains(copy));
        QSignalSpy corrected(&browser, &RowBrowser::corrected);
        browser.saveCopy(copy);
        QVERIFY(stop->isEnabled());
        stop->click();
        Q_EMIT files.written(id, copy); // it was quicker
        QCOMPARE(corrected.size(), 1);
    }

    void refusedRowsAreExported() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "/models/a", {});
        const int id = files.last("open").id;
        Q_EMIT files.opened(id, 300);
        QVERIFY(!find<QPushButton>(browser, "exportRefused")->isEnabled());
        browser.setReport(exampleReport("/data/a.jsonl"));
        QVERIFY(find<QPushButton>(browser, "exportRefused")->isEnabled());
        browser.exportRefused("/data/out.jsonl");
        QCOMPARE(files.exported.size(), std::size_t(2));
        QCOMPARE(files.exported[1].line, int64_t(230));
    }

    void theFileIsClosedWithTheWindow() {
        RecordingRowFiles files;
        { const RowBrowser browser(files, "/data/a.jsonl", "", {}); }
        QCOMPARE(files.last("close").id, files.last("open").id);
    }

    void aMillionRowsScrollAtOnce() {
        RecordingRowFiles files;
        RowBrowser browser(files, "/data/a.jsonl", "", {});
        browser.show();
        QElapsedTimer clock;
        clock.start();
        Q_EMIT files.opened(files.last("open").id, 1'000'000);
        auto* list = find<QTableView>(browser, "rowList");
        QTest::qWait(1);
        const qint64 shown = clock.restart();
        constexpr int jumps = 50;
        for (int i = 0; i < jumps; ++i) {
            list->verticalScrollBar()->setValue(i * 19'000);
            files.answerPages();
            list->grab();
        }
        qInfo("1,000,000 rows: shown after %lld ms, a jump drawn in %.1f ms", shown,
              static_cast<double>(clock.elapsed()) / jumps);
        QVERIFY(clock.elapsed() < 30'000);
    }

    void pictures() {
        const QString folder = qEnvironmentVariable("LORATRF_SCREENSHOTS");
        if (folder.isEmpty()) {
            QSKIP("LORATRF_SCREENSHOTS names no folder for the pictures");
        }
        QVERIFY(QDir().mkpath(folder));
        for (const bool dark : {false, true}) {
            applyTheme(dark ? ThemeMode::Dark : ThemeMode::Light);
            RecordingRowFiles files;
            RowBrowser browser(files, "/data/orders-train.jsonl", "/models/a", {});
            browser.show();
            const auto shoot = [&](const char* name) {
                QTest::qWait(40);
                files.answerPages();
                QTest::qWait(40);
                QVERIFY(browser.grab().save(QString("%1/rows-%2-%3.png").arg(folder, name, dark ? "dark" : "light")));
            };
            const int id = files.last("open").id;
            Q_EMIT files.opening(id, 0.4);
            shoot("opening");
            browser.setReport(exampleReport("/data/orders-train.jsonl"));
            Q_EMIT files.opened(id, 1'000'000);
            Q_EMIT files.linesFound(id, files.lineQuestions[0], {17, 229});
            Q_EMIT files.linesFound(id, files.lineQuestions[1], {39});
            Q_EMIT files.shown(id, 0, exampleRows()[0]);
            Q_EMIT files.wholeRead(id, 0, "{\"prompt\": \"Dear shop\", \"completion\": \"{}\"}");
            shoot("all");
            find<QCheckBox>(browser, "showIds")->setChecked(true);
            shoot("ids");
            browser.look(RowBrowser::Part::Refused);
            Q_EMIT files.wholeRead(id, 17, "{\"prompt\": \"Dear shop\"}");
            find<QTabBar>(browser, "rowTabs")->setCurrentIndex(1);
            find<QPlainTextEdit>(browser, "rowSource")
                ->setPlainText("{\"prompt\": \"Dear shop\", \"completion\": \"{}\"}");
            PreviewRow broken;
            broken.line = 18;
            broken.error = "field \"messages\" is missing";
            Q_EMIT files.shown(id, 17, broken);
            shoot("refused");
        }
    }
};

QTEST_MAIN(TestRowBrowser)
#include "tst_row_browser.moc"
