// Runs of the library beside each other: curves, options, and what one figure costs in another.

#include "library_examples.h"
#include "ui/library/curves_plot.h"
#include "ui/library/trade_off_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QTabBar>
#include <QTableWidget>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

class TestLibraryViews : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void curvesLieOverEachOther() {
        OpenedLibrary opened;
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
        OpenedLibrary opened;
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
        OpenedLibrary opened;
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
};

QTEST_MAIN(TestLibraryViews)
#include "tst_library_views.moc"
