// A run on preference pairs: what is known of it, its plots, the header's share, the rows it tells apart.

#include "find_widget.h"
#include "preference_examples.h"
#include "recording_backend.h"
#include "ui/plots/pair_plot.h"
#include "ui/plots/plot_export.h"
#include "ui/run/plot_board.h"
#include "ui/run/row_losses_view.h"
#include "ui/run/run_header.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QAction>
#include <QFileInfo>
#include <QLabel>
#include <QSettings>
#include <QTreeWidget>
#include <QtTest>
#include <qcustomplot.h>

#include <cmath>
#include <set>

using namespace loratrf;

namespace {

enum Graph { Raw, Smoothed, Evaluation, Chosen, RejectedAnswer };

QStringList listed(const QCPLegend& legend) {
    QStringList names;
    for (int i = 0; i < legend.itemCount(); ++i) {
        auto* item = qobject_cast<QCPPlottableLegendItem*>(legend.item(i));
        names << (item == nullptr ? QString() : item->plottable()->name());
    }
    return names;
}

} // namespace

class TestPreferenceRuns : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void init() { QSettings().clear(); }

    void theModelKnowsOfPairs();
    void plotsAreThereForPairsAlone();
    void whatWasLeftOutStaysSo();
    void theShareIsDrawn();
    void theRewardsAreDrawn();
    void aLowPlotOfTheRewardsHasItsLegend();
    void theNameOfChanceLiesBesideTheCurve();
    void aStepWithoutPairsIsAGap();
    void plotsAreExported();
    void theHeaderShowsTheShare();
    void rowsAreToldApart();
};

void TestPreferenceRuns::theModelKnowsOfPairs() {
    RunModel model;
    model.append(sample::start(pairSteps, 4));
    model.append(sample::step(1, pairSteps));
    EvalEvent broken = sample::eval(1, 0.5, false);
    broken.perplexity = std::numeric_limits<double>::quiet_NaN();
    model.append(broken);
    QVERIFY(!model.log().back().text.contains("nan", Qt::CaseInsensitive));
    QVERIFY(!model.hasPairs());
    model.append(pairStep(2));
    QVERIFY(model.hasPairs());
    model.append(pairEval(2));
    const QString said = model.log().back().text;
    QVERIFY2(said.contains(percentText(pairEval(2).pairs->preferred)), qPrintable(said));
    QVERIFY2(!said.contains("nan", Qt::CaseInsensitive) && !said.contains("perplexity"), qPrintable(said));
    model.append(sample::start(pairSteps, 4, "runs/other"));
    QVERIFY(!model.hasPairs());
    model.append(pairEval(0)); // before the first step
    QVERIFY(model.hasPairs());
    model.clear();
    QVERIFY(!model.hasPairs());
}

void TestPreferenceRuns::plotsAreThereForPairsAlone() {
    RunModel model;
    PlotBoard board(model);
    board.show();
    const QStringList usual{"loss", "grad_norm"}, withPairs{"loss", "preferred", "rewards", "grad_norm"};
    const auto* choice = board.findChild<QAction*>("preferredChoice");
    QVERIFY(choice != nullptr);
    QCOMPARE(board.shown(), usual);
    QVERIFY(!choice->isVisible());
    model.append(sample::start(pairSteps, 4));
    model.append(sample::step(1, pairSteps));
    QCOMPARE(board.shown(), usual);
    playPairs(model);
    QCOMPARE(board.shown(), withPairs);
    QVERIFY(choice->isVisible());
    QCOMPARE(PlotBoard(model).shown(), withPairs); // of a run that is read as a whole
    model.append(sample::start(pairSteps, 4, "runs/other"));
    QCOMPARE(board.shown(), usual);
    QVERIFY(!choice->isVisible());
}

void TestPreferenceRuns::whatWasLeftOutStaysSo() {
    RunModel model;
    playPairs(model);
    {
        PlotBoard board(model);
        for (const char* key : {"loss", "grad_norm", "rewards"}) {
            board.setShown(key, false);
        }
        QCOMPARE(board.shown(), QStringList{"preferred"});
        board.setShown("preferred", false);
        QCOMPARE(board.shown(), QStringList{"preferred"}); // the last one stays
    }
    QCOMPARE(PlotBoard(model).shown(), QStringList{"preferred"});
    const RunModel other;
    QCOMPARE(PlotBoard(other).shown(), QStringList{"loss"}); // rather than nothing
}

void TestPreferenceRuns::theShareIsDrawn() {
    RunModel model;
    playPairs(model);
    PairPlot plot(model, PairPlot::Shows::Preferred);
    plot.setSmoothing(0.5);
    plot.flush();
    const QCustomPlot& inner = *plot.plot();
    QCOMPARE(inner.graphCount(), 3);
    QCOMPARE(inner.graph(Raw)->dataCount(), pairSteps);
    QCOMPARE(inner.graph(Raw)->data()->at(9)->value, figuresAt(10).preferred);
    QCOMPARE(inner.graph(Evaluation)->dataCount(), 2);
    QCOMPARE(inner.graph(Evaluation)->data()->at(1)->value, pairEval(pairSteps).pairs->preferred);
    QVERIFY(inner.yAxis->range().lower <= 0 && inner.yAxis->range().lower > -0.1);
    QVERIFY(inner.yAxis->range().upper >= 1 && inner.yAxis->range().upper < 1.1);
    const QString read = plot.readout(10);
    QVERIFY2(read.startsWith("step 10 ") && read.contains(percentText(figuresAt(10).preferred)), qPrintable(read));
    QVERIFY2(read.endsWith("eval " + percentText(pairEval(0).pairs->preferred)), qPrintable(read));
    const QString said = plot.accessibleDescription();
    QVERIFY2(said.startsWith("Preferred " + percentText(figuresAt(pairSteps).preferred)), qPrintable(said));
    QVERIFY2(said.contains("Evaluation: " + percentText(pairEval(pairSteps).pairs->preferred)), qPrintable(said));
    const QStringList lines = plot.csv().trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 1 + pairSteps);
    QCOMPARE(lines[0], QString("step,preferred,smoothed,eval_preferred"));
    QCOMPARE(lines[1], QString("0,,,%1").arg(pairEval(0).pairs->preferred));
    QCOMPARE(lines[2].section(',', 0, 1), QString("1,%1").arg(figuresAt(1).preferred, 0, 'g', 9));
    QVERIFY(lines.last().endsWith(QString(",%1").arg(pairEval(pairSteps).pairs->preferred)));
}

void TestPreferenceRuns::theRewardsAreDrawn() {
    RunModel model;
    playPairs(model);
    PairPlot plot(model, PairPlot::Shows::Rewards);
    plot.setSmoothing(0);
    plot.flush();
    const QCustomPlot& inner = *plot.plot();
    const PairFigures last = figuresAt(pairSteps);
    const double rejected = last.chosen_reward - last.margin;
    QCOMPARE(inner.graphCount(), 5);
    QCOMPARE(inner.graph(Raw)->data()->at(pairSteps - 1)->value, last.margin);
    QCOMPARE(inner.graph(Chosen)->data()->at(pairSteps - 1)->value, last.chosen_reward);
    QCOMPARE(inner.graph(RejectedAnswer)->data()->at(pairSteps - 1)->value, rejected);
    QCOMPARE(inner.graph(Evaluation)->data()->at(1)->value, pairEval(pairSteps).pairs->margin);
    QVERIFY(inner.yAxis->range().contains(rejected) && inner.yAxis->range().contains(last.margin));
    for (const QString& part : {"margin " + numberText(last.margin, 'g', 4), "rejected " + numberText(rejected, 'g', 4),
                                "eval " + numberText(pairEval(pairSteps).pairs->margin, 'g', 4)}) {
        QVERIFY2(plot.latestReadout().contains(part), qPrintable(plot.latestReadout() + " / " + part));
    }
    QVERIFY(plot.accessibleDescription().startsWith("Margin of the rewards "));
    QVERIFY(plot.accessibleDescription().contains("rejected ones " + numberText(rejected, 'g', 4)));
    QCOMPARE(plot.csv().section('\n', 0, 0), QString("step,margin,smoothed,chosen_reward,rejected_reward,eval_margin"));
    QCOMPARE(plot.csv().trimmed().section('\n', -1).section(',', 4, 4), QString::number(rejected, 'g', 9));

    StartEvent again = sample::start(pairSteps, 4); // from a checkpoint: what came after it is done anew
    again.first_step = 10;
    model.append(again);
    for (int i = 11; i <= pairSteps; ++i) {
        StepEvent repeated = pairStep(i);
        repeated.pairs = PairFigures{0.5, -3, 0.25};
        model.append(repeated);
    }
    plot.flush();
    QCOMPARE(inner.graph(Chosen)->dataCount(), pairSteps);
    QCOMPARE(inner.graph(Chosen)->data()->at(pairSteps - 1)->value, -3.0);
    plot.setSmoothing(0.9); // as the margin
    plot.flush();
    QVERIFY(inner.graph(Chosen)->data()->at(pairSteps - 1)->value > -3);
}

void TestPreferenceRuns::aLowPlotOfTheRewardsHasItsLegend() {
    constexpr int low = 140;
    RunModel model;
    playPairs(model);
    PairPlot plot(model, PairPlot::Shows::Rewards);
    const QCPLegend& legend = *plot.plot()->legend;
    const QCPAxisRect& axes = *plot.plot()->axisRect();
    const auto draw = [&](int width) {
        plot.resize(width, low);
        plot.show();
        plot.flush();
        plot.plot()->replot();
    };
    const QStringList all{"margin", "chosen", "rejected", "evaluation"};
    for (const double smoothing : {0.9, 0.0, 0.5}) {
        plot.setSmoothing(smoothing);
        draw(900);
        QCOMPARE(listed(legend), all);
        QVERIFY(legend.visible() && legend.outerRect().bottom() < axes.rect().top()); // on no curve
        QVERIFY(axes.rect().height() > low / 4);
        const bool smooth = smoothing > 0; // the margin's line is the one that is drawn on top
        QVERIFY(legend.hasItemWithPlottable(plot.plot()->graph(smooth ? Smoothed : Raw)));
    }
    draw(legend.minimumOuterSizeHint().width() - 1);
    QCOMPARE(listed(legend), all.mid(0, 3));
    QVERIFY(legend.minimumOuterSizeHint().width() <= plot.plot()->width());
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark, ThemeMode::Contrast}) {
        applyTheme(mode);
        QTRY_COMPARE(plot.plot()->graph(Chosen)->pen().color(), plot.palette().color(QPalette::WindowText));
        QVERIFY(legend.textColor() != plot.palette().color(QPalette::Window));
        std::set<QRgb> colours;
        for (const int graph : {Smoothed, Evaluation, Chosen, RejectedAnswer}) {
            colours.insert(plot.plot()->graph(graph)->pen().color().rgb());
        }
        QCOMPARE(colours.size(), std::size_t(4));
    }
    applyTheme(ThemeMode::Light);
}

// Above the line where the curve is below it and the other way round.
void TestPreferenceRuns::theNameOfChanceLiesBesideTheCurve() {
    for (const double share : {0.6, 0.4}) {
        RunModel model;
        model.append(sample::start(pairSteps, 4));
        for (int i = 1; i <= pairSteps; ++i) {
            StepEvent step = pairStep(i);
            step.pairs->preferred = share;
            model.append(step);
        }
        PairPlot plot(model, PairPlot::Shows::Preferred);
        plot.resize(500, 140);
        plot.show();
        plot.flush();
        plot.plot()->replot();
        const auto* name = plot.plot()->findChild<QCPItemText*>("preferredLevel");
        QVERIFY(name != nullptr && name->visible() && name->brush().style() == Qt::SolidPattern);
        const QRectF text(name->topLeft->pixelPosition(), name->bottomRight->pixelPosition());
        QVERIFY(QRectF(plot.plot()->axisRect()->rect()).adjusted(-1, -1, 1, 1).contains(text));
        const double curve = plot.plot()->yAxis->coordToPixel(share);
        QVERIFY2(curve < text.top() || curve > text.bottom(), QByteArray::number(share));
    }
}

void TestPreferenceRuns::aStepWithoutPairsIsAGap() {
    RunModel model;
    model.append(sample::start(pairSteps, 4));
    model.append(sample::step(1, pairSteps)); // skipped, so that nothing is known of its pairs
    model.append(pairStep(2));
    for (const PairPlot::Shows shows : {PairPlot::Shows::Preferred, PairPlot::Shows::Rewards}) {
        PairPlot plot(model, shows);
        plot.flush();
        QVERIFY(std::isnan(plot.plot()->graph(Raw)->data()->at(0)->value));
        for (const QString& text : {plot.readout(1), plot.latestReadout(), plot.summary(), plot.csv()}) {
            QVERIFY2(!text.contains("nan", Qt::CaseInsensitive), qPrintable(text));
        }
    }
}

void TestPreferenceRuns::plotsAreExported() {
    const QTemporaryDir folder;
    RunModel model;
    model.append(sample::start(pairSteps, 0));
    model.append(sample::step(1, pairSteps));
    const qsizetype usual = exportPlots(model, folder.filePath("usual")).size();
    model.append(pairStep(2));
    const QStringList files = exportPlots(model, folder.filePath("pairs"));
    QCOMPARE(files.size(), usual + 4);
    for (const char* name : {"preferred.png", "preferred.svg", "rewards.png", "rewards.svg"}) {
        const QString file = folder.filePath(QString("pairs/%1").arg(name));
        QVERIFY2(files.contains(file) && QFileInfo(file).size() > 2000, name);
    }
}

void TestPreferenceRuns::theHeaderShowsTheShare() {
    RunModel model;
    RunHeader header(model);
    auto* share = find<QLabel>(header, "preferredShare");
    model.append(sample::start(pairSteps, 4));
    model.append(sample::step(1, pairSteps));
    header.update("LoRA", false, false);
    QVERIFY(share->isHidden() && find<QLabel>(header, "preferredShareCaption")->isHidden());
    model.append(sample::start(pairSteps, 4));
    model.append(pairEval(0)); // of the base model
    model.append(pairStep(1));
    header.update("LoRA", false, false);
    QVERIFY(!share->isHidden() && !find<QLabel>(header, "preferredShareCaption")->isHidden());
    QCOMPARE(share->text(), percentText(figuresAt(1).preferred));
    model.append(pairEval(1));
    header.update("LoRA", false, false);
    QCOMPARE(share->text(), percentText(pairEval(1).pairs->preferred));
    QCOMPARE(share->accessibleName(), "Preferred: " + share->text());
}

void TestPreferenceRuns::rowsAreToldApart() {
    RunModel model;
    RowLossesView view(model);
    const auto* rows = find<QTreeWidget>(view, "rowLosses");
    EvalEvent eval = pairEval(10);
    eval.hardest = {{12, 1.25, "q", "a"}};
    eval.easiest = {{7, 0.125, "q", "a"}};
    model.append(eval);
    QCOMPARE(rows->topLevelItem(0)->text(0), QString("Told apart worst"));
    QCOMPARE(rows->topLevelItem(1)->text(0), QString("Told apart best"));
    QCOMPARE(rows->topLevelItem(0)->child(0)->text(0), lossText(1.25));
}

QTEST_MAIN(TestPreferenceRuns)
#include "tst_preference_runs.moc"
