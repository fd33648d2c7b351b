// What a plot of losses draws: steps, smoothing, evaluations, patience, axes.

#include "loss_plot_examples.h"

#include <QSignalSpy>
#include <QtTest>

#include <cmath>
#include <limits>

using namespace loratrf;

namespace {

// The weighted mean of all values so far, written out.
double smoothedAt(const std::vector<StepEvent>& steps, std::size_t place, double weight) {
    double sum = 0, norm = 0;
    for (std::size_t i = 0; i <= place; ++i) {
        if (std::isfinite(steps[i].loss)) {
            std::size_t later = 0;
            for (std::size_t k = i + 1; k <= place; ++k) {
                later += std::isfinite(steps[k].loss) ? 1 : 0;
            }
            const double w = std::pow(weight, static_cast<double>(later));
            sum += w * steps[i].loss;
            norm += w;
        }
    }
    return sum / norm;
}

} // namespace

class TestLossPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsEveryStep();
    void smoothsAsTheFormulaSays_data();
    void smoothsAsTheFormulaSays();
    void smoothingChangesRedraw();
    void skippedStepsAreGaps();
    void resumedRunIsDrawnAnew();
    void marksTheBestEvaluation();
    void showsWherePatienceEnds();
    void patienceThatNearsItsEndIsInView();
    void aFarEvaluationIsAnOutlierToo();
    void togglesTheLogAxis();
    void stepsOnALogarithmicAxis();
    void manyEventsCostFewReplots();
    void manyPointsAreQuick();
};

void TestLossPlot::holdsEveryStep() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(300, 2));
    play(model, 1, 200, 300);
    plot.flush();
    QCOMPARE(plot.plot()->graph(Raw)->dataCount(), 200);
    play(model, 201, 300, 300);
    plot.flush();
    QCOMPARE(plot.plot()->graph(Raw)->dataCount(), 300);
    QCOMPARE(plot.plot()->graph(Smoothed)->dataCount(), 300);
    for (int i = 0; i < 300; ++i) {
        QCOMPARE(plot.plot()->graph(Raw)->data()->at(i)->key, static_cast<double>(i + 1));
        QCOMPARE(plot.plot()->graph(Raw)->data()->at(i)->value, model.steps()[static_cast<std::size_t>(i)].loss);
    }
    const QCPRange keys = plot.plot()->xAxis->range();
    QVERIFY(keys.lower < 1 && keys.upper > 300);
}

void TestLossPlot::smoothsAsTheFormulaSays_data() {
    QTest::addColumn<double>("weight");
    for (const double weight : {0.3, 0.9, 0.98}) {
        QTest::addRow("%g", weight) << weight;
    }
}

void TestLossPlot::smoothsAsTheFormulaSays() {
    QFETCH(double, weight);
    RunModel model;
    LossPlot plot(model);
    plot.setSmoothing(weight);
    model.append(sample::start(60, 2));
    play(model, 1, 30, 60);
    StepEvent skipped = sample::step(31, 60);
    skipped.loss = std::numeric_limits<double>::infinity();
    model.append(skipped);
    plot.flush(); // in two parts: the second goes on from the first
    play(model, 32, 60, 60);
    plot.flush();
    for (std::size_t i = 0; i < 60; ++i) {
        const double drawn = plot.plot()->graph(Smoothed)->data()->at(static_cast<int>(i))->value;
        const double expected = smoothedAt(model.steps(), i, weight);
        QVERIFY2(std::abs(drawn - expected) < 1e-9,
                 qPrintable(QStringLiteral("step %1: %2, not %3").arg(i + 1).arg(drawn).arg(expected)));
    }
}

void TestLossPlot::smoothingChangesRedraw() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(60, 2));
    play(model, 1, 60, 60);
    plot.setSmoothing(0.5);
    plot.flush();
    const double half = plot.plot()->graph(Smoothed)->data()->at(59)->value;
    plot.setSmoothing(0);
    plot.flush();
    QVERIFY(!plot.plot()->graph(Smoothed)->visible());
    QCOMPARE(plot.plot()->graph(Smoothed)->dataCount(), 0);
    plot.setSmoothing(0.3);
    plot.flush();
    QVERIFY(plot.plot()->graph(Smoothed)->data()->at(59)->value != half);
    plot.setSmoothing(0);
    plot.flush();
    QCOMPARE(plot.plot()->legend->itemCount(), 2);
}

void TestLossPlot::skippedStepsAreGaps() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(9, 2));
    for (int i = 1; i <= 9; ++i) {
        StepEvent event = sample::step(i, 9);
        event.skipped = i == 5;
        event.loss = event.skipped ? std::numeric_limits<double>::infinity() : event.loss;
        model.append(event);
    }
    plot.flush();
    QVERIFY(std::isnan(plot.plot()->graph(Raw)->data()->at(4)->value));
    QVERIFY(std::isfinite(plot.plot()->graph(Smoothed)->data()->at(4)->value));
    QVERIFY(plot.plot()->yAxis->range().upper < 4);
}

void TestLossPlot::resumedRunIsDrawnAnew() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(60, 2));
    play(model, 1, 40, 60);
    plot.flush();
    StartEvent again = sample::start(60, 2);
    again.first_step = 20;
    model.append(again);
    play(model, 21, 25, 60);
    plot.flush();
    QCOMPARE(plot.plot()->graph(Raw)->dataCount(), 25);
}

void TestLossPlot::marksTheBestEvaluation() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(60, 2));
    model.append(sample::eval(10, 0.9, true));
    model.append(sample::eval(20, 0.6, true));
    model.append(sample::eval(30, 0.7, false));
    plot.flush();
    QCOMPARE(plot.plot()->graph(Evaluation)->dataCount(), 3);
    QCOMPARE(plot.plot()->graph(Best)->dataCount(), 1);
    QCOMPARE(plot.plot()->graph(Best)->data()->at(0)->key, 20.0);
    QCOMPARE(plot.plot()->graph(Best)->data()->at(0)->value, 0.6);
}

void TestLossPlot::showsWherePatienceEnds() {
    RunModel model;
    LossPlot plot(model);
    RunInfo info;
    info.folder = "runs/orders-demo";
    info.options.patience = 3;
    model.setInfo(info);
    model.append(sample::start(60, 2));
    model.append(sample::eval(10, 0.6, true));
    model.append(sample::eval(20, 0.7, false));
    plot.flush();
    QList<double> ends;
    const auto find = [&] {
        ends.clear();
        for (int i = 0; i < plot.plot()->itemCount(); ++i) {
            const auto* line = qobject_cast<QCPItemStraightLine*>(plot.plot()->item(i));
            if (line != nullptr && line->visible()) {
                ends << line->point1->key();
            }
        }
        return ends;
    };
    QCOMPARE(find(), QList<double>{40.0});
    StartEvent told = sample::start(60, 2); // a live run says it itself
    told.run = "runs/other";
    told.patience = 2;
    model.append(told);
    model.append(sample::eval(10, 0.6, true));
    model.append(sample::eval(20, 0.7, false));
    plot.flush();
    QCOMPARE(find(), QList<double>{30.0});
    model.append(StateEvent{RunState::Finished, 20, ""});
    plot.flush();
    QVERIFY(find().isEmpty());
}

void TestLossPlot::patienceThatNearsItsEndIsInView() {
    RunModel model;
    LossPlot plot(model);
    StartEvent start = sample::start(600, 2);
    start.patience = 3;
    model.append(start);
    play(model, 1, 40, 600);
    model.append(sample::eval(20, 0.6, true));
    model.append(sample::eval(40, 0.7, false));
    const auto shown = [&plot] {
        plot.flush();
        return plot.plot()->xAxis->range();
    };
    QCOMPARE(*model.patienceEnd(), int64_t(80));
    QVERIFY(shown().upper < 80); // as far ahead as all that was done
    play(model, 41, 60, 600);
    QVERIFY(shown().contains(80) && shown().upper < 90);
    model.append(sample::eval(60, 0.5, true)); // it ends at 120 now
    QVERIFY(shown().upper < 80);
    model.append(SteerEvent{60, 0, 100});
    play(model, 61, 90, 600);
    QVERIFY(shown().upper < 100); // the run ends before it
    model.append(SteerEvent{90, 0, 600});
    QVERIFY(shown().contains(120));
    plot.setLogarithmicSteps(true);
    QVERIFY(shown().contains(120));
    model.append(StateEvent{RunState::Finished, 90, ""});
    QVERIFY(shown().upper < 120);
}

void TestLossPlot::aFarEvaluationIsAnOutlierToo() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(600, 2));
    model.append(sample::eval(0, 12, true)); // the base model
    for (int i = 1; i <= 600; ++i) {
        StepEvent step = sample::step(i, 600);
        step.loss = 0.3 + 0.05 * std::sin(i) + (i == 7 ? 9 : 0);
        model.append(step);
    }
    model.append(sample::eval(300, 0.6, true));
    model.append(sample::eval(600, 0.65, false));
    const auto upper = [&plot] {
        plot.flush();
        return plot.plot()->yAxis->range().upper;
    };
    QVERIFY(upper() > 12);
    plot.setClipsOutliers(true);
    QVERIFY2(upper() > 0.65 && upper() < 1, QByteArray::number(upper())); // what is near the rest is no outlier
    plot.setLogarithmic(true);
    QVERIFY2(upper() > 0.65 && upper() < 1.5, QByteArray::number(upper()));
}

void TestLossPlot::togglesTheLogAxis() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(60, 2));
    play(model, 1, 60, 60);
    StepEvent zero = sample::step(61, 60);
    zero.loss = 0;
    model.append(zero);
    plot.setLogarithmic(true);
    plot.flush();
    QVERIFY(plot.isLogarithmic());
    QCOMPARE(plot.plot()->yAxis->scaleType(), QCPAxis::stLogarithmic);
    QVERIFY(plot.plot()->yAxis->range().lower > 0);
    plot.plot()->resize(600, 400);
    plot.plot()->replot();
    QVERIFY(plot.plot()->yAxis->ticker()->tickCount() > 0);
    plot.setLogarithmic(false);
    plot.flush();
    QVERIFY(!plot.isLogarithmic());
    QVERIFY(plot.plot()->yAxis->range().lower <= 0);
}

// Where the first steps take as much room as the last ones, each of them is drawn.
void TestLossPlot::stepsOnALogarithmicAxis() {
    RunModel model;
    LossPlot plot(model);
    plot.resize(800, 500);
    model.append(sample::start(100'000, 2));
    model.append(sample::eval(0, 3.5, true)); // of the base model, which has no place there
    play(model, 1, 100'000, 100'000);
    const auto drawnBelow = [&](double step) {
        int count = 0;
        for (const QCPGraphData& point : *plot.plot()->graph(Raw)->data())
            count += point.key <= step ? 1 : 0;
        return count;
    };
    plot.flush();
    QVERIFY(drawnBelow(100) < 20);
    plot.setLogarithmicSteps(true);
    plot.flush();
    QVERIFY(plot.hasLogarithmicSteps());
    QVERIFY(plot.plot()->xAxis->range().lower > 0.5);
    QVERIFY(plot.plot()->xAxis->range().contains(1) && plot.plot()->xAxis->range().contains(100'000));
    QVERIFY(drawnBelow(100) > 90);
    QVERIFY(plot.plot()->graph(Raw)->dataCount() < 5000);
    const QCPRange before = plot.plot()->xAxis->range();
    QTest::keyClick(&plot, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(plot.plot()->xAxis->range().lower > before.lower);
    plot.setLogarithmicSteps(false);
    plot.flush();
    QVERIFY(plot.plot()->xAxis->range().contains(0));
}

void TestLossPlot::manyEventsCostFewReplots() {
    RunModel model;
    LossPlot plot(model);
    plot.resize(800, 500);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTest::qWait(120);
    QSignalSpy replots(plot.plot(), &QCustomPlot::afterReplot);
    model.append(sample::start(1000, 2));
    play(model, 1, 1000, 1000);
    QTRY_COMPARE(plot.plot()->graph(Raw)->dataCount(), 1000);
    QTest::qWait(120);
    QVERIFY2(replots.count() >= 1 && replots.count() <= 3, qPrintable(QString::number(replots.count())));
}

void TestLossPlot::manyPointsAreQuick() {
    RunModel model;
    LossPlot plot(model);
    plot.resize(800, 500);
    plot.show();
    model.append(sample::start(100'000, 2));
    play(model, 1, 100'000, 100'000);
    QElapsedTimer timer;
    timer.start();
    plot.flush();
    plot.plot()->replot();
    qInfo("100,000 points drawn in %lld ms", timer.elapsed());
    // No more than the pixels can tell apart, and the extremes are among them.
    const auto drawn = plot.plot()->graph(Raw)->data();
    QVERIFY(drawn->size() <= 4 * std::max(400, plot.plot()->axisRect()->width()) + 2);
    double highest = 0, shown = 0;
    for (const StepEvent& step : model.steps()) {
        highest = std::max(highest, step.loss);
    }
    for (const QCPGraphData& point : *drawn) {
        shown = std::max(shown, point.value);
    }
    QCOMPARE(shown, highest);
    plot.showSteps(500, 600); // close enough for every step
    plot.flush();
    QVERIFY(drawn->size() >= 101 && drawn->size() <= 103);
    QCOMPARE(drawn->findBegin(550, false)->value, model.steps()[549].loss);
}

QTEST_MAIN(TestLossPlot)
#include "tst_loss_plot.moc"
