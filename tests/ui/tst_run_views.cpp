// What stands beside the plots of a run: its map of activity, and the evaluation rows it foresees worst and best.

#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/plots/activity_view.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/loss_plot.h"
#include "ui/run/row_losses_view.h"
#include "ui/run/run_page.h"
#include "ui/runs/shown_run.h"

#include <QLabel>
#include <QStackedLayout>
#include <QTreeWidget>
#include <QtTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

// Where the plot's cursor stands; NaN: nowhere.
double cursorOf(const StepPlot& plot) {
    for (int i = 0; i < plot.plot()->itemCount(); ++i) {
        const auto* line = qobject_cast<const QCPItemStraightLine*>(plot.plot()->item(i));
        if (line && line->visible() && line->layer()->name() == "cursor") {
            return line->point1->coords().x();
        }
    }
    return qQNaN();
}

} // namespace

class TestRunViews : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }

    void mapAndPlotsPointTogether() {
        RecordingBackend backend;
        ShownRun run(backend);
        RunPage page(backend, run);
        page.resize(1280, 800);
        page.show();
        backend.setRunning(true);
        sample::play(backend, 40);
        Heatmap* map = page.findChild<ActivityView*>()->heatmap();
        QTRY_COMPARE(map->matrix().columns, 40);
        StepPlot& loss = *page.lossPlot();
        map->selectCell(1, 6);
        QCOMPARE(cursorOf(loss), 7.0); // steps begin at 1
        Q_EMIT loss.cursorMoved(12.25);
        QCOMPARE(map->markedColumn(), 11);
        Q_EMIT loss.cursorMoved(std::nullopt);
        QCOMPARE(map->markedColumn(), -1);
        QTest::mouseMove(map->plot(), QPoint(0, 0));
        QEvent left(QEvent::Leave);
        QCoreApplication::sendEvent(map->plot(), &left);
        QVERIFY(qIsNaN(cursorOf(loss)));
    }

    void rowsOfTheNewestEvaluationAreNamed() {
        RecordingBackend backend;
        ShownRun run(backend);
        RowLossesView view(run);
        auto* pages = view.findChild<QStackedLayout*>();
        QCOMPARE(pages->currentIndex(), 0);
        backend.setRunning(true);
        Q_EMIT backend.event(sample::start(sample::steps, sample::sites));
        Q_EMIT backend.event(sample::eval(0, 2.5, false)); // of an older program: no rows
        QTRY_COMPARE(run.evals().size(), std::size_t(1));
        QCOMPARE(pages->currentIndex(), 0);

        EvalEvent named = sample::eval(10, 1.5, true);
        named.hardest = {{12, 4.25, "… two\nlines?", "An answer …"}, {3, 2, "q", "a"}};
        named.easiest = {{7, 0.125, "q", "a"}};
        Q_EMIT backend.event(named);
        EvalEvent answers = sample::eval(10, 1.25, false); // at the end: of the answers alone
        answers.generated = 8;
        answers.exact = 6;
        Q_EMIT backend.event(answers);
        QTRY_COMPARE(run.evals().back().exact, int64_t(6));
        QCOMPARE(run.evals().size(), std::size_t(2));
        QCOMPARE(run.evals().back().loss, 1.5); // of the evaluation, whatever loss the answers came with
        QVERIFY(run.evals().back().best);
        QVERIFY(run.log().back().text.contains("6 of 8"));
        QCOMPARE(pages->currentIndex(), 1);
        auto* rows = find<QTreeWidget>(view, "rowLosses");
        QCOMPARE(rows->topLevelItemCount(), 2);
        const QTreeWidgetItem* worst = rows->topLevelItem(0);
        QCOMPARE(worst->childCount(), 2);
        QCOMPARE(worst->child(0)->text(0), QString("4.2500"));
        QCOMPARE(worst->child(0)->text(1), QString("12"));
        QVERIFY(rows->isColumnHidden(2)); // an older program did not note the files
        QVERIFY(!find<QLabel>(view, "rowLossesWhere")->text().contains("lines"));
        QCOMPARE(worst->child(0)->text(3), QString("… two lines?"));
        QCOMPARE(worst->child(0)->toolTip(3), QString("… two\nlines?"));
        QCOMPARE(rows->topLevelItem(1)->child(0)->text(1), QString("7"));
        QVERIFY(find<QLabel>(view, "rowLossesWhere")->text().contains("10"));

        Q_EMIT backend.event(sample::start(sample::steps, sample::sites)); // another run
        QTRY_COMPARE(pages->currentIndex(), 0);
    }

    void theFileOfARowIsNamed() {
        RecordingBackend backend;
        ShownRun run(backend);
        RowLossesView view(run);
        auto* rows = find<QTreeWidget>(view, "rowLosses");
        auto* where = find<QLabel>(view, "rowLossesWhere");
        Q_EMIT backend.event(sample::start(sample::steps, sample::sites));
        EvalEvent eval = sample::eval(10, 1.5, true);
        eval.hardest = {{12, 4.25, "q", "a", "/data/orders.jsonl"}};
        eval.easiest = {{7, 0.125, "q", "a", "/data/orders.jsonl"}};
        Q_EMIT backend.event(eval); // of one file: a sentence says so for all
        QTRY_COMPARE(rows->topLevelItemCount(), 2);
        QVERIFY2(where->text().endsWith("orders.jsonl"), qPrintable(where->text()));
        QCOMPARE(where->toolTip(), QString("/data/orders.jsonl"));
        QVERIFY(rows->isColumnHidden(2));

        eval.step = 20;
        eval.hardest.push_back({3, 2, "q", "a", "/data/new/orders.jsonl"});
        eval.easiest[0].file = "/data/more.jsonl";
        Q_EMIT backend.event(eval);
        QTRY_VERIFY(where->text().contains("20"));
        QVERIFY(!where->text().contains("jsonl") && where->toolTip().isEmpty());
        QVERIFY(!rows->isColumnHidden(2));
        const QTreeWidgetItem* worst = rows->topLevelItem(0);
        QCOMPARE(worst->child(0)->text(2), QString("data/orders.jsonl"));
        QCOMPARE(worst->child(1)->text(2), QString("new/orders.jsonl"));
        QCOMPARE(worst->child(1)->toolTip(2), QString("/data/new/orders.jsonl"));
        QCOMPARE(rows->topLevelItem(1)->child(0)->text(2), QString("more.jsonl"));

        eval.step = 30;
        for (auto* some : {&eval.hardest, &eval.easiest}) {
            for (RowLoss& row : *some) {
                row.file = "/data/a-name-of-a-file-that-is-longer-than-there-is-room-for.jsonl";
            }
        }
        Q_EMIT backend.event(eval);
        QTRY_VERIFY(where->text().contains("30"));
        QVERIFY2(where->text().contains("a-name") && where->text().endsWith(".jsonl") && where->text().contains("…"),
                 qPrintable(where->text()));
        QCOMPARE(where->toolTip(), QString::fromStdString(eval.hardest[0].file));
        QVERIFY(rows->isColumnHidden(2));
    }
};

QTEST_MAIN(TestRunViews)
#include "tst_run_views.moc"
