// What the set-up page says of the rows: the report, lengths and the cut-off line, equal rows, how far reading is.

#include "data_card_support.h"
#include "ui/setup/data_length_plot.h"
#include "ui/setup/reading_bar.h"
#include "ui/setup/row_browser.h"
#include "ui/widgets/message_strip.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <qcustomplot.h>

using namespace loratrf;

class TestDataReport : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void lengthsAreCountedExactly() {
        const LengthTally tally({{10, 3}, {20, 2}, {31, 1}});
        QCOMPARE(tally.rows(), int64_t(6));
        QCOMPARE(tally.tokens(), int64_t(101));
        QCOMPARE(tally.rowsOver(9), int64_t(6));
        QCOMPARE(tally.rowsOver(10), int64_t(3));
        QCOMPARE(tally.tokensOver(10), int64_t(71));
        QCOMPARE(tally.tokensBeyond(10), int64_t(10 + 10 + 21));
        QCOMPARE(tally.rowsOver(31), int64_t(0));
        QCOMPARE(tally.tokensOver(31), int64_t(0));
        for (const int most : {1, 2, 7, 31, 100}) {
            int64_t rows = 0, over = 0;
            for (const LengthTally::Bar& bar : tally.bars(most, 20)) {
                rows += bar.rows;
                over += bar.over;
            }
            QVERIFY(tally.bars(most, 20).size() <= std::size_t(most));
            QCOMPARE(rows, tally.rows());
            QCOMPARE(over, tally.rowsOver(20)); // where the limit lies within a bar, too
        }
        QVERIFY(LengthTally().bars(10, 20).empty());
    }

    void theCutOffLineIsTheLongestRow() {
        RecordingBackend backend;
        DataCard card(backend);
        card.resize(500, 1400);
        card.show();
        giveFile(backend, card);
        QTRY_VERIFY(!backend.reported.empty());
        auto* length = find<QSpinBox>(card, "maxLength");
        length->setValue(150);
        Q_EMIT backend.dataReported(exampleReport("/data/a.csv"));
        auto* plot = find<LengthPlot>(card, "lengthPlot");
        auto* cost = find<QLabel>(card, "lengthCost");
        QVERIFY(plot->isVisible());
        QCOMPARE(plot->limit(), int64_t(150));
        QVERIFY2(cost->text().contains("13 of 103 rows") && cost->text().contains("3,300 tokens"),
                 qPrintable(cost->text()));

        auto* canvas = plot->findChild<QCustomPlot*>();
        QTest::qWait(50);
        const auto at = [&](double tokens) {
            return QPoint(qRound(canvas->xAxis->coordToPixel(tokens)), canvas->height() / 2);
        };
        QTest::mousePress(canvas, Qt::LeftButton, {}, at(150));
        QTest::mouseMove(canvas, at(250));
        QVERIFY(std::abs(plot->limit() - 250) <= 3);
        QVERIFY2(cost->text().contains("5 of 103 rows"), qPrintable(cost->text())); // before it is let go
        QCOMPARE(length->value(), 150);
        QTest::mouseRelease(canvas, Qt::LeftButton, {}, at(250));
        QCOMPARE(int64_t(length->value()), plot->limit());
        QTRY_COMPARE(backend.reported.back().options.max_length, plot->limit());

        plot->setFocus();
        const int before = length->value();
        QTest::keyClick(plot, Qt::Key_Right);
        QCOMPARE(length->value(), before + 8);
        QTest::keyClick(plot, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(length->value(), before + 7);
        length->setValue(4000);
        QVERIFY(cost->text().contains("No row is longer"));
        auto* policy = find<QComboBox>(card, "overLength");
        policy->setCurrentIndex(policy->findText("cut the end"));
        length->setValue(150);
        QVERIFY2(cost->text().contains("at least 1,350 tokens"), qPrintable(cost->text()));
    }

    void aBarThatTheLineCutsIsPartlyLost() {
        LengthPlot plot;
        plot.setLengths({{100, 4}, {115, 3}, {1000, 2}}); // bars of 17 tokens: 103 to 119 hold three rows
        plot.setLimit(110, OverLength::Drop);
        const auto bars = [&](int which) {
            double rows = 0;
            for (const QCPBarsData& bar :
                 *qobject_cast<QCPBars*>(plot.findChild<QCustomPlot*>()->plottable(which))->data()) {
                rows += bar.value;
            }
            return rows;
        };
        QCOMPARE(bars(0), 4.0);
        QCOMPARE(bars(1), 5.0);
    }

    void aReportIsShownWithItsProblem() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        giveFile(backend, card);
        QTRY_VERIFY(!backend.reported.empty());
        DataReport report = exampleReport("/data/a.csv");
        report.used = 3;
        report.rejected = {{17, "not valid JSON at column 7"}, {18, "field \"reply\" is empty"}};
        report.problem = "100 of 103 rows keep no supervised token";
        Q_EMIT backend.dataReported(report);
        QVERIFY(find<LengthPlot>(card, "lengthPlot")->isVisible());
        auto* strip = find<MessageStrip>(card, "reportStrip");
        QVERIFY(strip->isVisible());
        QVERIFY2(strip->text().contains("100 of 103"), qPrintable(strip->text()));
        find<QPushButton>(card, "lookAtRefused")->click();
        auto* browser = card.window()->findChild<RowBrowser*>();
        QVERIFY(browser != nullptr);
        Q_EMIT backend.rows.opened(backend.rows.last("open").id, 103);
        QVERIFY(find<QPushButton>(*browser, "exportRefused")->isEnabled());
        const QString part = find<QComboBox>(*browser, "rowParts")->currentText();
        QVERIFY2(part.contains("Refused rows (2)"), qPrintable(part));
        // A cut-off line far to the left leaves little, and is still there to be dragged back.
        find<LengthPlot>(card, "lengthPlot")->setFocus();
        QTest::keyClick(find<LengthPlot>(card, "lengthPlot"), Qt::Key_Left);
        QVERIFY(find<LengthPlot>(card, "lengthPlot")->isVisible());
    }

    void readingShowsHowFarItIsAndCanBeStopped() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        giveFile(backend, card);
        QTRY_VERIFY(!backend.reported.empty());
        auto* bar = find<ReadingBar>(card, "reportReading");
        QTRY_VERIFY(bar->isVisible());
        auto* text = bar->findChild<QLabel*>();
        auto* progress = bar->findChild<QProgressBar*>();
        QCOMPARE(progress->maximum(), 0);                       // nothing is known yet
        Q_EMIT backend.progressed("export", {"Writing", 9, 9}); // of another job
        QCOMPARE(progress->maximum(), 0);
        Q_EMIT backend.progressed("data", {"Reading data", 3'000'000'000, 12'000'000'000, true});
        QVERIFY2(text->text().contains("25 %"), qPrintable(text->text()));
        QCOMPARE(4 * progress->value(), progress->maximum());
        Q_EMIT backend.progressed("data", {"Reading data", 12'000'000'000, 12'000'000'000, true});
        QVERIFY2(text->text().contains("100 %"), qPrintable(text->text()));
        auto* button = bar->findChild<QPushButton*>();
        button->click();
        QCOMPARE(backend.cancelled, QStringList{"data"});
        Q_EMIT backend.failed("data", "cancelled", 0, true);
        QVERIFY(find<QWidget>(card, "dataStrip")->isHidden()); // it was wished for
        QVERIFY(bar->isVisible());
        const std::size_t before = backend.reported.size();
        button->click();
        QCOMPARE(backend.reported.size(), before + 1);
        QCOMPARE(progress->maximum(), 0);
        Q_EMIT backend.dataReported(exampleReport("/data/a.csv"));
        QVERIFY(bar->isHidden());
        QVERIFY(find<LengthPlot>(card, "lengthPlot")->isVisible());

        find<QLineEdit>(card, "evalPath")->setText("/data/eval.csv");
        auto* comparing = find<ReadingBar>(card, "leakageReading");
        QTRY_VERIFY(comparing->isVisible());
        Q_EMIT backend.rows.leakageProgressed(backend.rows.last("leakage").id, 0.5);
        QVERIFY(comparing->findChild<QLabel*>()->text().contains("50 %"));
        comparing->findChild<QPushButton*>()->click();
        QCOMPARE(backend.rows.count("stop leakage"), 1);
        comparing->findChild<QPushButton*>()->click();
        QCOMPARE(backend.rows.count("leakage"), 2);
        Q_EMIT backend.rows.leakageFound(backend.rows.last("leakage").id, {});
        QVERIFY(comparing->isHidden());
    }

    void allTrainingFilesAreLookedAt() {
        RecordingBackend backend;
        DataCard card(backend);
        QSignalSpy counted(&card, &DataCard::rowsCounted);
        card.show();
        giveFile(backend, card);
        find<QPushButton>(card, "addDataFile")->click();
        find<QLineEdit>(card, "moreData0")->setText("/data/more.jsonl");
        find<QLineEdit>(card, "evalPath")->setText("/data/eval.csv");
        QTRY_COMPARE(backend.reported.back().data, QString("/data/a.csv\n/data/more.jsonl\n/data/eval.csv"));
        QCOMPARE(backend.rows.last("leakage").text, QString("/data/a.csv\n/data/more.jsonl"));
        DataReport report = exampleReport("/data/a.csv");
        report.sequences = 98;
        report.duplicate_rows.clear();
        Q_EMIT backend.dataReported(report);
        QVERIFY(card.rows().empty()); // the other one is not known yet
        DataReport more;
        more.file = "/data/more.jsonl";
        more.rows = 50;
        more.used = more.sequences = 47;
        more.duplicates = 2;
        more.rejected = {{3, "no"}};
        more.warnings = {"2 rows begin with the token twice"};
        more.histogram = {{20, 5}, {900, 42}};
        more.duplicate_rows = {{5, 4, 1}};
        more.problem = "line 3 of /data/more.jsonl: not UTF-8";
        Q_EMIT backend.dataReported(more);
        QCOMPARE(card.rows(), std::vector<int64_t>({98, 47}));
        QCOMPARE(counted.size(), 2);
        const QString files = find<QLabel>(card, "perFile")->text();
        QVERIFY2(files.contains("a.csv: 98 of 103 rows used"), qPrintable(files));
        QVERIFY2(files.contains("more.jsonl: 47 of 50 rows used, 1 refused"), qPrintable(files));
        QVERIFY(find<MessageStrip>(card, "reportStrip")->text().contains("not UTF-8"));
        QVERIFY(find<MessageStrip>(card, "reportStrip")->text().contains("begin with the token twice"));
        // The figures and lengths are those of all training rows.
        const int64_t rows = report.rows + more.rows;
        QVERIFY2(allText(&card).contains(QString("%1 of %2").arg(report.used + more.used).arg(rows)),
                 qPrintable(allText(&card)));
        const LengthTally& tally = find<LengthPlot>(card, "lengthPlot")->tally();
        QCOMPARE(tally.rows(), LengthTally(report.histogram).rows() + LengthTally(more.histogram).rows());
        QCOMPARE(tally.longest(), int64_t(900));
        find<QPushButton>(card, "showRepeated")->click(); // where they lie
        QCOMPARE(backend.rows.last("open").text, QString("/data/more.jsonl"));
        Leakage leakage;
        leakage.eval_rows = 10;
        leakage.rows = 2;
        leakage.examples = {{3, 17, 0}, {4, 5, 1}};
        Q_EMIT backend.rows.leakageFound(backend.rows.last("leakage").id, leakage);
        const QString equal = find<MessageStrip>(card, "equalRows")->text();
        QVERIFY2(equal.contains("line 3 and training line 17") && equal.contains("line 4 and line 5 of more.jsonl"),
                 qPrintable(equal));
        const std::size_t before = backend.reported.size();
        find<QDoubleSpinBox>(card, "weight0")->setValue(3); // counts rows, changes none
        QTest::qWait(500);
        QCOMPARE(backend.reported.size(), before);
    }

    // Its rows are looked at like the others: how many can be used, why some cannot, and where they lie.
    void evaluationRowsAreReportedToo() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        auto* look = find<QToolButton>(card, "browseEvalRows");
        QVERIFY(!look->isEnabled());
        giveFile(backend, card);
        find<QLineEdit>(card, "evalPath")->setText("/data/eval.csv");
        QVERIFY(look->isEnabled());
        QTRY_COMPARE(backend.reported.back().data, QString("/data/a.csv\n/data/eval.csv"));
        DataReport report = exampleReport("/data/a.csv");
        report.sequences = 98;
        report.rejected = {{17, "not valid JSON"}};
        Q_EMIT backend.dataReported(report);
        auto* refused = find<QTableWidget>(card, "rejectedRows");
        QCOMPARE(refused->rowCount(), 1);
        QVERIFY(refused->isColumnHidden(2)); // one file, which has a name already
        DataReport evaluation = exampleReport("/data/eval.csv");
        evaluation.rows = 20;
        evaluation.used = evaluation.sequences = 18;
        evaluation.histogram = {{5000, 18}};
        evaluation.rejected = {{4, "field \"reply\" is empty"}, {9, "field \"reply\" is empty"}};
        evaluation.problem = "too few of these";
        Q_EMIT backend.dataReported(evaluation);
        QCOMPARE(card.rows(), std::vector<int64_t>({98})); // none of them is trained on
        QCOMPARE(find<LengthPlot>(card, "lengthPlot")->tally().rows(), LengthTally(report.histogram).rows());
        const QString files = find<QLabel>(card, "perFile")->text();
        QVERIFY2(files.contains("eval.csv: 18 of 20 used, 2 refused"), qPrintable(files));
        QVERIFY(find<MessageStrip>(card, "reportStrip")->text().contains("too few of these"));
        QCOMPARE(refused->rowCount(), 3);
        QCOMPARE(refused->item(1, 0)->text(), QString("4"));
        QCOMPARE(refused->item(1, 2)->text(), QString("eval.csv"));
        QVERIFY(!refused->isColumnHidden(2));

        find<QPushButton>(card, "lookAtRefused")->click();
        QCOMPARE(backend.rows.last("open").text, QString("/data/a.csv"));
        refused->setCurrentCell(2, 0);
        find<QPushButton>(card, "lookAtRefused")->click();
        QCOMPARE(backend.rows.last("open").text, QString("/data/eval.csv"));
        look->click(); // the same window
        QCOMPARE(backend.rows.count("open"), 2);
        for (auto* browser : card.window()->findChildren<RowBrowser*>()) {
            if (browser->file() == "/data/eval.csv") {
                QVERIFY(find<QComboBox>(*browser, "rowParts")->findText("Refused rows (2)") >= 0);
                Q_EMIT browser->corrected("/data/eval.corrected.csv");
            }
        }
        QCOMPARE(find<QLineEdit>(card, "evalPath")->text(), QString("/data/eval.corrected.csv"));
        QCOMPARE(find<QLineEdit>(card, "dataPath")->text(), QString("/data/a.csv"));

        // Rows that are trained on too are reported once, as what is trained on.
        const std::size_t before = backend.reported.size();
        find<QLineEdit>(card, "evalPath")->setText("/data/a.csv");
        QTRY_VERIFY(backend.reported.size() > before);
        QCOMPARE(backend.reported.back().data, QString("/data/a.csv"));
    }

    void aMistypedEvaluationFileStaysNamed() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        giveFile(backend, card);
        find<QLineEdit>(card, "evalPath")->setText("/data/evil.csv");
        QTRY_COMPARE(backend.rows.count("leakage"), 1);
        Q_EMIT backend.rows.failed(backend.rows.last("leakage").id, "/data/evil.csv: no such file");
        Q_EMIT backend.previewReady("/data/a.csv", exampleRows());
        Q_EMIT backend.dataReported(exampleReport("/data/a.csv"));
        auto* strip = find<MessageStrip>(card, "evalStrip");
        QVERIFY(strip->isVisible());
        QVERIFY(strip->text().contains("evil.csv: no such file"));
        find<QLineEdit>(card, "evalPath")->setText("/data/eval.csv");
        QTRY_COMPARE(backend.rows.count("leakage"), 2);
        QVERIFY(strip->isHidden());
    }

    void leakageIsReported() {
        RecordingBackend backend;
        DataCard card(backend);
        card.show();
        find<QDoubleSpinBox>(card, "evalShare")->setValue(0.05);
        giveFile(backend, card);
        QTRY_VERIFY(!backend.reported.empty());
        Q_EMIT backend.dataReported(exampleReport("/data/a.csv"));
        auto* strip = find<MessageStrip>(card, "equalRows");
        QVERIFY(strip->text().contains("4 rows are repeated")); // some of them may be held out
        find<QLineEdit>(card, "evalPath")->setText("/data/eval.csv");
        QTRY_COMPARE(backend.rows.count("leakage"), 1);
        QCOMPARE(backend.rows.last("leakage").model, QString("/data/eval.csv"));
        Leakage leakage;
        leakage.eval_rows = 120;
        leakage.rows = 7;
        leakage.questions = 2;
        leakage.examples = {{3, 17}};
        Q_EMIT backend.rows.leakageFound(backend.rows.last("leakage").id, leakage);
        QVERIFY2(strip->text().contains("7 of 120") && strip->text().contains("line 3 and training line 17"),
                 qPrintable(strip->text()));
        find<QSpinBox>(card, "maxLength")->setValue(99);
        QTRY_COMPARE(backend.reported.back().options.max_length, int64_t(99));
        QCOMPARE(backend.rows.count("leakage"), 1); // it does not hang on the length
        leakage = {};
        Q_EMIT backend.rows.leakageFound(backend.rows.last("leakage").id, leakage);
        QVERIFY(strip->isHidden());
    }
};

QTEST_MAIN(TestDataReport)
#include "tst_data_report.moc"
