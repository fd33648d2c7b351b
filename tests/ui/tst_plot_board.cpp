// The plots of a run together, their files, and its answers over time.

#include "distinct_colours.h"
#include "find_widget.h"
#include "recording_backend.h"
#include "run_events.h"
#include "ui/plots/loss_plot.h"
#include "ui/plots/plot_picture.h"
#include "ui/run/plot_board.h"
#include "ui/run/samples_view.h"
#include "ui/runs/run_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>
#include <qcustomplot.h>

#include <cmath>
#include <set>

using namespace loratrf;

class TestPlotBoard : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase() { isolateSettings(m_settings); }
    void plotsAreLinked();
    void plotsAreChosen();
    void whatIsDrawnIsRemembered();
    void theSmoothedCurveKeepsUpWithAShortRun();
    void theSmoothingStaysWhileARunGoesOn();
    void aClocksRunIsSmoothedMoreAndMore();
    void aChosenSmoothingIsKept();
    void theMouseReadsBothAxes();
    void plotsAreSaved();
    void samplesAreATimeline();
};

void TestPlotBoard::plotsAreLinked() {
    RunModel model;
    PlotBoard board(model);
    board.setShown(QStringLiteral("memory"), true);
    board.resize(700, 700);
    board.show();
    StartEvent start = sample::start(sample::steps, sample::sites);
    start.planned_memory = 2'000'000'000;
    model.append(start);
    model.append(sample::eval(0, 3.5, true)); // the loss begins a step before the others
    for (int i = 1; i <= 100; ++i) {
        model.append(sample::step(i, sample::steps));
        model.append(sample::activity(i, sample::sites));
    }
    for (StepPlot* plot : board.plots()) {
        plot->flush();
        plot->plot()->replot();
    }
    StepPlot* memory = board.findChild<StepPlot*>(QStringLiteral("memoryPlot"));
    StepPlot* activity = board.findChild<StepPlot*>(QStringLiteral("activityPlot"));
    QVERIFY(memory->plot()->yAxis->range().contains(2.0)); // the plan
    QCOMPARE(activity->plot()->graph(0)->dataCount(), 100);
    const QCPRange whole = memory->plot()->xAxis->range();
    QCOMPARE(board.lossPlot()->plot()->xAxis->range(), whole); // and yet all plots begin alike
    board.lossPlot()->zoom(0.5);
    QCOMPARE(memory->plot()->xAxis->range(), board.lossPlot()->plot()->xAxis->range());
    QVERIFY(memory->plot()->xAxis->range().size() < whole.size());
    QSignalSpy read(memory, &StepPlot::readoutChanged);
    QCustomPlot* loss = board.lossPlot()->plot();
    QTest::mouseMove(loss, QPoint(qRound(loss->xAxis->coordToPixel(40)), loss->axisRect()->center().y()));
    QTRY_VERIFY(!read.isEmpty() && read.last()[0].toString().startsWith(QStringLiteral("step 40 ")));
    Q_EMIT memory->viewReset();
    board.lossPlot()->flush();
    QCOMPARE(board.lossPlot()->plot()->xAxis->range(), whole);
    for (QAction* action : board.lossPlot()->findChildren<QAction*>(QStringLiteral("lossLogSteps"))) {
        action->trigger();
    }
    QVERIFY(board.lossPlot()->hasLogarithmicSteps() && memory->hasLogarithmicSteps());
}

void TestPlotBoard::plotsAreChosen() {
    QSettings().remove(QStringLiteral("run/plots"));
    RunModel model;
    PlotBoard board(model);
    board.show();
    QCOMPARE(board.shown(), (QStringList{QStringLiteral("loss"), QStringLiteral("grad_norm")}));
    auto* menu = find<QPushButton>(board, "choosePlots")->menu();
    for (QAction* action : menu->actions()) {
        if (action->objectName() == QLatin1String("learning_rateChoice") ||
            action->objectName() == QLatin1String("grad_normChoice")) {
            action->trigger();
        }
    }
    QCOMPARE(board.shown(), (QStringList{QStringLiteral("loss"), QStringLiteral("learning_rate")}));
    QCOMPARE(PlotBoard(model).shown(), board.shown()); // remembered
    board.setShown(QStringLiteral("loss"), false);
    board.setShown(QStringLiteral("learning_rate"), false);
    QCOMPARE(board.shown(), QStringList{QStringLiteral("learning_rate")}); // the last one stays
    QSettings().remove(QStringLiteral("run/plots"));
}

void TestPlotBoard::whatIsDrawnIsRemembered() {
    const RunModel model;
    {
        PlotBoard board(model);
        QVERIFY(!board.lossPlot()->isLogarithmic() && !board.lossPlot()->clipsOutliers());
        find<QSlider>(board, "smoothing")->setValue(50);
        find<QCheckBox>(board, "logAxis")->setChecked(true);
        find<QCheckBox>(board, "clipOutliers")->setChecked(true);
    }
    PlotBoard board(model);
    for (const StepPlot* plot : board.plots()) {
        QCOMPARE(plot->smoothing(), 0.5);
        QVERIFY(plot->isLogarithmic() && plot->clipsOutliers());
    }
    QVERIFY(find<QCheckBox>(board, "logAxis")->isChecked());
    QSettings().clear(); // other tests expect what nobody changed
}

// Loss that falls by a sixth at each step, so whoever looks back too far is far above it.
void TestPlotBoard::theSmoothedCurveKeepsUpWithAShortRun() {
    constexpr int steps = 24;
    RunModel model;
    PlotBoard board(model);
    model.append(sample::start(steps, 2));
    for (int i = 1; i <= steps; ++i) {
        StepEvent step = sample::step(i, steps);
        step.loss = std::pow(5.0 / 6, i);
        model.append(step);
    }
    LossPlot& loss = *board.lossPlot();
    const auto last = [&loss] {
        loss.flush();
        return loss.plot()->graph(1)->data()->at(steps - 1)->value;
    };
    const double raw = model.steps().back().loss;
    QVERIFY2(last() < 1.1 * raw, qPrintable(QString::number(last())));
    loss.setSmoothing(mostSmoothing); // as for a long run
    QVERIFY(last() > 2 * raw);
}

void TestPlotBoard::theSmoothingStaysWhileARunGoesOn() {
    constexpr int planned = 100;
    RunModel model;
    PlotBoard board(model);
    model.append(sample::start(planned, 2));
    const double smoothing = board.lossPlot()->smoothing();
    QVERIFY(smoothing > 0 && smoothing < mostSmoothing);
    QCOMPARE(find<QSlider>(board, "smoothing")->value(), qRound(100 * smoothing));
    for (int i = 1; i <= 50; ++i) {
        model.append(sample::step(i, planned));
        for (const StepPlot* plot : board.plots()) {
            QCOMPARE(plot->smoothing(), smoothing);
        }
    }
    model.append(StateEvent{RunState::Finished, 50, "no better evaluation"}); // shorter than it was planned
    QVERIFY(board.lossPlot()->smoothing() < smoothing);
    QCOMPARE(PlotBoard(model).lossPlot()->smoothing(), board.lossPlot()->smoothing()); // of a run that is there already
    model.append(sample::start(1'000'000, 2, "runs/long"));
    QCOMPARE(board.lossPlot()->smoothing(), mostSmoothing);
    QVERIFY(!QSettings().contains(QStringLiteral("run/smoothing"))); // nobody has chosen it
}

void TestPlotBoard::aClocksRunIsSmoothedMoreAndMore() {
    RunModel model;
    PlotBoard board(model);
    model.append(sample::start(0, 2)); // its steps are not known
    model.append(sample::step(1, 300));
    QCOMPARE(board.lossPlot()->smoothing(), 0.0);
    for (int i = 2; i <= 300; ++i) {
        const double before = board.lossPlot()->smoothing();
        model.append(sample::step(i, 300));
        const double more = board.lossPlot()->smoothing() - before;
        QVERIFY2(more >= 0 && more < 0.06, qPrintable(QStringLiteral("step %1: %2").arg(i).arg(more))); // no jump
    }
    QCOMPARE(board.lossPlot()->smoothing(), mostSmoothing);
}

void TestPlotBoard::aChosenSmoothingIsKept() {
    {
        RunModel model;
        PlotBoard board(model);
        find<QSlider>(board, "smoothing")->setValue(80);
        model.append(sample::start(24, 2));
        model.append(sample::step(1, 24));
        QCOMPARE(board.lossPlot()->smoothing(), 0.8);
    }
    RunModel model;
    model.append(sample::start(24, 2));
    QCOMPARE(PlotBoard(model).lossPlot()->smoothing(), 0.8);
    QSettings().clear(); // other tests expect what nobody changed
}

void TestPlotBoard::theMouseReadsBothAxes() {
    RunModel model;
    PlotBoard board(model);
    board.resize(700, 700);
    board.show();
    model.append(sample::start(sample::steps, sample::sites));
    for (int i = 1; i <= 100; ++i) {
        model.append(sample::step(i, sample::steps));
    }
    for (StepPlot* plot : board.plots()) {
        plot->flush();
        plot->plot()->replot();
    }
    QCustomPlot* plot = board.lossPlot()->plot();
    const auto text = [&] { return qobject_cast<QCPItemText*>(board.lossPlot()->findChild<QObject*>("lossAcross")); };
    QVERIFY(text() && !text()->visible());
    const QPoint at = plot->axisRect()->rect().center() + QPoint(0, 20);
    QTest::mouseMove(plot, at);
    QVERIFY(text()->visible());
    QCOMPARE(text()->text(), board.lossPlot()->figure().text(plot->yAxis->pixelToCoord(at.y())));
    QTest::mouseMove(plot, QPoint(at.x(), plot->height() - 2)); // below the axis there is no value
    QVERIFY(!text()->visible());
}

void TestPlotBoard::plotsAreSaved() {
    RunModel model;
    PlotBoard board(model);
    board.show();
    model.append(sample::start(60, 2));
    model.append(sample::eval(0, 3.5, true));
    for (int i = 1; i <= 60; ++i) {
        model.append(sample::step(i, 60));
    }
    model.append(sample::eval(60, 0.25, true));
    board.lossPlot()->flush();
    QTemporaryDir folder;
    QSignalSpy said(board.lossPlot(), &StepPlot::messageWanted);
    for (const char* name : {"a.csv", "a.svg", "a.png", "missing/a.png"}) {
        savePlot(*board.lossPlot(), folder.filePath(QLatin1String(name)));
    }
    QTRY_COMPARE(said.count(), 4);
    QFile csv(folder.filePath(QStringLiteral("a.csv")));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 1 + 60);
    QCOMPARE(lines[0], QByteArray("step,train_loss,smoothed,eval_loss"));
    QCOMPARE(lines[1], QByteArray("0,,,3.5"));
    QVERIFY(lines[2].startsWith("1," + QByteArray::number(sample::step(1, 60).loss, 'g', 9) + ","));
    QVERIFY(lines.last().endsWith(",0.25"));
    QFile svg(folder.filePath(QStringLiteral("a.svg")));
    QVERIFY(svg.open(QIODevice::ReadOnly) && svg.readAll().contains("smoothed"));
    QVERIFY(distinctColours(folder.filePath(QStringLiteral("a.png"))) > 20);
    int refused = 0;
    for (const QList<QVariant>& message : said) {
        refused += message[0].toString().contains(QStringLiteral("Cannot write")) ? 1 : 0;
    }
    QCOMPARE(refused, 1);
    QCOMPARE(board.lossPlot()->plot()->plotLayout()->rowCount(), 1); // the title of the pictures is gone again
}

void TestPlotBoard::samplesAreATimeline() {
    RunModel model;
    SamplesView view(model);
    view.resize(600, 400);
    view.show();
    auto* slider = find<QSlider>(view, "sampleSlider");
    model.append(sample::start(60, 2));
    for (const int step : {0, 20, 40}) {
        for (int probe = 0; probe < 2; ++probe) {
            model.append(SampleEvent{step, probe, "Question " + std::to_string(probe),
                                     "Answer " + std::to_string(probe) + " at " + std::to_string(step)});
        }
    }
    const auto shown = [&view](const char* name) {
        const auto labels = view.findChildren<QLabel*>(QLatin1String(name));
        for (const QLabel* label : labels) {
            if (!label->isHidden()) {
                return label->text();
            }
        }
        return QString();
    };
    QCOMPARE(slider->value(), 2); // follows the newest
    QTRY_COMPARE(shown("sample1.0"), QStringLiteral("Answer 1 at 0"));
    QCOMPARE(shown("sample1.1"), QStringLiteral("Answer 1 at 40"));
    find<QComboBox>(view, "sampleCompare")->setCurrentIndex(1);
    QTRY_COMPARE(shown("sample0.0"), QStringLiteral("Answer 0 at 20"));
    slider->setValue(0);
    QTRY_COMPARE(shown("sample0.0"), QStringLiteral("Answer 0 at 0"));
    QCOMPARE(shown("sample0.1"), QString());
    model.append(SampleEvent{60, 0, "Question 0", "Late"});
    QCOMPARE(slider->value(), 0); // whoever looks back is left alone
    StartEvent again = sample::start(60, 2);
    again.first_step = 20;
    model.append(again);
    QCOMPARE(model.samples().steps(), (std::vector<int64_t>{0, 20}));
    QCOMPARE(slider->maximum(), 1);
}

QTEST_MAIN(TestPlotBoard)
#include "tst_plot_board.moc"
