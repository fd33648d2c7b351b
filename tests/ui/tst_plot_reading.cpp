// What plots say to those who do not see them: a summary, and point after point by the arrow keys. And a slider whose
// numbers stand for others.

#include "run_events.h"
#include "ui/library/trade_off_plot.h"
#include "ui/plots/figures.h"
#include "ui/plots/loss_plot.h"
#include "ui/runs/run_model.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/spoken_slider.h"
#include "ui/widgets/words.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QTest>
#include <qcustomplot.h>

using namespace loratrf;

namespace {

void play(RunModel& model, int steps) {
    model.append(sample::start(steps, 2));
    for (int i = 1; i <= steps; ++i) {
        StepEvent event = sample::step(i, steps);
        event.loss = i == 30 ? 0.25 : i == 7 ? 4 : 1;
        model.append(event);
    }
    model.append(sample::eval(20, 0.5, true));
    model.append(sample::eval(40, 0.75, false));
}

LibraryRun run(const QString& name, double loss, qint64 parameters) {
    LibraryRun made;
    made.folder = "/runs/" + name;
    made.name = name;
    made.bestEval = loss;
    made.parameters = parameters;
    return made;
}

} // namespace

class TestPlotReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPlotOfARunSaysWhatItShows() {
        RunModel model;
        LossPlot plot(model);
        plot.flush();
        QVERIFY(!plot.accessibleDescription().isEmpty()); // that there is nothing yet
        QVERIFY(!plot.accessibleDescription().contains("step"));
        play(model, 40);
        plot.flush();
        const QString said = plot.accessibleDescription();
        for (const QString& part :
             {lossText(1) + " at step 40", lossText(0.25) + " at step 30", lossText(4) + " at step 7",
              "Evaluation loss " + lossText(0.75) + " at step 40", lossText(0.5) + " at step 20"}) {
            QVERIFY2(said.contains(part), qPrintable(said + " / " + part));
        }
        plot.showSteps(10, 40); // the 4 is no longer in view
        plot.flush();
        QVERIFY2(!plot.accessibleDescription().contains("step 7"), qPrintable(plot.accessibleDescription()));
        for (const Figure& figure : otherFigures()) {
            StepPlot other(model, figure);
            other.flush();
            QVERIFY2(!other.accessibleDescription().isEmpty(), qPrintable(figure.key));
        }
    }

    void arrowKeysReadARun() {
        RunModel model;
        LossPlot plot(model);
        play(model, 40);
        plot.setSmoothing(0);
        plot.flush();
        const QString title = plot.accessibleName();
        QSignalSpy moved(&plot, &StepPlot::cursorMoved);
        QTest::keyClick(&plot, Qt::Key_Left); // the first key begins at the newest
        QVERIFY2(plot.accessibleName().startsWith(plot.readout(40)), qPrintable(plot.accessibleName()));
        QVERIFY(plot.accessibleName().contains(title));
        QCOMPARE(moved.last()[0].value<std::optional<double>>(), std::optional<double>(40));
        QTest::keyClick(&plot, Qt::Key_Left);
        QVERIFY(plot.accessibleName().startsWith(plot.readout(39)));
        QTest::keyClick(&plot, Qt::Key_PageUp);
        QVERIFY(plot.accessibleName().startsWith(plot.readout(35)));
        QTest::keyClick(&plot, Qt::Key_Home);
        QVERIFY(plot.accessibleName().startsWith(plot.readout(1)));
        QTest::keyClick(&plot, Qt::Key_Right);
        QVERIFY(plot.accessibleName().startsWith(plot.readout(2)));
        plot.showSteps(10, 20); // what lies outside of the view is not read
        QTest::keyClick(&plot, Qt::Key_End);
        QVERIFY(plot.accessibleName().startsWith(plot.readout(20)));
        QTest::keyClick(&plot, Qt::Key_Home);
        QVERIFY(plot.accessibleName().startsWith(plot.readout(10)));
        QTest::keyClick(&plot, Qt::Key_Escape);
        QCOMPARE(plot.accessibleName(), title);
        QCOMPARE(moved.last()[0].value<std::optional<double>>(), std::optional<double>());
    }

    // A live run does not talk into what is being read.
    void whileAPlotIsReadItsSummaryStays() {
        RunModel model;
        LossPlot plot(model);
        plot.show();
        play(model, 40);
        plot.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&plot));
        plot.clearFocus();
        plot.flush();
        plot.setFocus();
        const QString before = plot.accessibleDescription();
        const auto* ring = plot.findChild<FocusRing*>();
        QVERIFY(ring->isVisible());
        model.append(sample::step(41, 60));
        plot.flush();
        QCOMPARE(plot.accessibleDescription(), before);
        plot.clearFocus();
        QVERIFY(!ring->isVisible());
        plot.flush();
        QVERIFY(plot.accessibleDescription() != before);
    }

    void theTradeOffIsReadRunByRun() {
        TradeOffPlot plot;
        plot.setRuns({run("big", 0.1, 900'000), run("small", 0.3, 100'000), run("worse", 0.4, 500'000)});
        const QString said = plot.plot()->accessibleDescription();
        QVERIFY2(said.contains("small, big") && !said.contains("worse"), qPrintable(said));
        QVERIFY(plot.plot()->focusPolicy() & Qt::TabFocus);
        QTest::keyClick(plot.plot(), Qt::Key_Home);
        QVERIFY2(plot.plot()->accessibleName().startsWith("small, "), qPrintable(plot.plot()->accessibleName()));
        QVERIFY(plot.plot()->accessibleName().contains(lossText(0.3)));
        QTest::keyClick(plot.plot(), Qt::Key_Right);
        QVERIFY(plot.plot()->accessibleName().startsWith("worse, "));
        QSignalSpy chosen(&plot, &TradeOffPlot::runChosen);
        QTest::keyClick(plot.plot(), Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].toString(), QString("/runs/worse"));
        plot.setRuns({});
        QTest::keyClick(plot.plot(), Qt::Key_Right); // nothing to read, and no old run either
        QVERIFY(!plot.plot()->accessibleName().contains("worse"));
    }

    void aSliderSaysWhatItsNumbersStandFor() {
        SpokenSlider slider(0.01);
        slider.setRange(0, 200);
        slider.setValue(125);
        QAccessibleInterface* voice = QAccessible::queryAccessibleInterface(&slider);
        QVERIFY(voice != nullptr && voice->valueInterface() != nullptr);
        QCOMPARE(voice->role(), QAccessible::Slider);
        QCOMPARE(voice->valueInterface()->currentValue().toDouble(), 1.25);
        QCOMPARE(voice->valueInterface()->maximumValue().toDouble(), 2.0);
        QCOMPARE(voice->text(QAccessible::Value), QLocale().toString(1.25, 'f', 2));
        voice->valueInterface()->setCurrentValue(0.5);
        QCOMPARE(slider.value(), 50);
    }
};

QTEST_MAIN(TestPlotReading)
#include "tst_plot_reading.moc"
