// How a plot of losses is looked at: zoom, pan, keys, what it reads out, its colours.

#include "loss_plot_examples.h"

#include <QSignalSpy>
#include <QtTest>

#include <cmath>

using namespace loratrf;

class TestLossPlotView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void zoomStaysUntilReset();
    void wheelZoomsAndDoubleClickResets();
    void dragZoomsIntoARectangle();
    void shiftDragPans();
    void keysZoomAndPan();
    void readsOutTheNearestStep();
    void cursorReadsOut();
    void followsThePalette();
};

void TestLossPlotView::zoomStaysUntilReset() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(60, 2));
    play(model, 1, 30, 60);
    plot.flush();
    plot.zoom(0.5);
    plot.flush();
    const QCPRange zoomed = plot.plot()->xAxis->range();
    play(model, 31, 60, 60);
    plot.flush();
    QCOMPARE(plot.plot()->xAxis->range(), zoomed);
    QVERIFY(!plot.follows());
    plot.resetView();
    plot.flush();
    QVERIFY(plot.plot()->xAxis->range().upper > 60);
}

void TestLossPlotView::wheelZoomsAndDoubleClickResets() {
    RunModel model;
    LossPlot plot(model);
    plot.resize(800, 500);
    plot.show();
    model.append(sample::start(60, 2));
    play(model, 1, 60, 60);
    plot.flush();
    plot.plot()->replot();
    const QPoint middle = plot.plot()->axisRect()->center();
    const double before = plot.plot()->xAxis->range().size();
    QWheelEvent wheel(middle, plot.plot()->mapToGlobal(middle), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot.plot(), &wheel);
    QVERIFY(plot.plot()->xAxis->range().size() < before);
    QVERIFY(!plot.follows());
    QTest::mouseDClick(plot.plot(), Qt::LeftButton, {}, middle);
    plot.flush();
    QVERIFY(plot.follows());
    QCOMPARE(plot.plot()->xAxis->range().size(), before);
}

void TestLossPlotView::dragZoomsIntoARectangle() {
    RunModel model;
    LossPlot plot(model);
    plot.resize(800, 500);
    plot.show();
    model.append(sample::start(60, 2));
    play(model, 1, 60, 60);
    plot.flush();
    plot.plot()->replot();
    const QRect area = plot.plot()->axisRect()->rect();
    const QPoint from = area.center(), to = area.center() + QPoint(area.width() / 4, area.height() / 4);
    const double left = plot.plot()->xAxis->pixelToCoord(from.x()), right = plot.plot()->xAxis->pixelToCoord(to.x());
    QTest::mousePress(plot.plot(), Qt::LeftButton, {}, from);
    QTest::mouseMove(plot.plot(), (from + to) / 2);
    QTest::mouseMove(plot.plot(), to);
    QTest::mouseRelease(plot.plot(), Qt::LeftButton, {}, to);
    QVERIFY(std::abs(plot.plot()->xAxis->range().lower - left) < 1);
    QVERIFY(std::abs(plot.plot()->xAxis->range().upper - right) < 1);
    QVERIFY(!plot.follows());
}

void TestLossPlotView::shiftDragPans() {
    RunModel model;
    LossPlot plot(model);
    plot.resize(800, 500);
    plot.show();
    model.append(sample::start(60, 2));
    play(model, 1, 60, 60);
    plot.flush();
    plot.plot()->replot();
    const QCPRange before = plot.plot()->xAxis->range();
    const QPoint from = plot.plot()->axisRect()->center(), to = from - QPoint(120, 0);
    QTest::mousePress(plot.plot(), Qt::LeftButton, Qt::ShiftModifier, from);
    QMouseEvent move(QEvent::MouseMove, to, plot.plot()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                     Qt::ShiftModifier);
    QApplication::sendEvent(plot.plot(), &move);
    QTest::mouseRelease(plot.plot(), Qt::LeftButton, Qt::ShiftModifier, to);
    QVERIFY(plot.plot()->xAxis->range().lower > before.lower + 1);
    QVERIFY(std::abs(plot.plot()->xAxis->range().size() - before.size()) < 1e-6);
    QVERIFY(!plot.follows());
}

void TestLossPlotView::keysZoomAndPan() {
    RunModel model;
    LossPlot plot(model);
    model.append(sample::start(60, 2));
    play(model, 1, 60, 60);
    plot.setLogarithmic(true);
    plot.flush();
    const QCPRange before = plot.plot()->xAxis->range();
    QTest::keyClick(&plot, Qt::Key_Plus);
    QVERIFY(plot.plot()->xAxis->range().size() < before.size());
    const QCPRange y = plot.plot()->yAxis->range();
    QTest::keyClick(&plot, Qt::Key_Up);
    QVERIFY(plot.plot()->yAxis->range().lower > y.lower);
    QCOMPARE(plot.plot()->yAxis->range().upper / plot.plot()->yAxis->range().lower, y.upper / y.lower);
    QTest::keyClick(&plot, Qt::Key_0);
    plot.flush();
    QCOMPARE(plot.plot()->xAxis->range(), before);
}

void TestLossPlotView::readsOutTheNearestStep() {
    RunModel model;
    LossPlot plot(model);
    QVERIFY(plot.latestReadout().isEmpty());
    model.append(sample::start(60, 2));
    for (int i = 10; i <= 60; i += 10) {
        model.append(sample::step(i, 60));
    }
    model.append(sample::eval(30, 0.625, true));
    plot.flush();
    QVERIFY(plot.readout(-5).startsWith(QStringLiteral("step 10 ")));
    QVERIFY(plot.readout(24).startsWith(QStringLiteral("step 20 ")));
    QVERIFY(plot.readout(26).startsWith(QStringLiteral("step 30 ")));
    QVERIFY(plot.latestReadout().startsWith(QStringLiteral("step 60 ")));
    QVERIFY(!plot.readout(20).contains(QStringLiteral("eval")));
    QVERIFY(plot.readout(40).contains(QStringLiteral("eval 0.6250")));
    QVERIFY(plot.readout(40).contains(QString::number(sample::step(40, 60).loss, 'f', 4)));
    QVERIFY(plot.readout(40).contains(QStringLiteral("lr 0.0002")));
}

void TestLossPlotView::cursorReadsOut() {
    RunModel model;
    LossPlot plot(model);
    plot.resize(800, 500);
    plot.show();
    model.append(sample::start(60, 2));
    play(model, 1, 60, 60);
    plot.flush();
    plot.plot()->replot();
    QSignalSpy readouts(&plot, &LossPlot::readoutChanged);
    const int x = qRound(plot.plot()->xAxis->coordToPixel(25));
    QTest::mouseMove(plot.plot(), QPoint(x, plot.plot()->axisRect()->center().y()));
    QTRY_VERIFY(!readouts.isEmpty() && readouts.last()[0].toString().startsWith(QStringLiteral("step 25 ")));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(plot.plot(), &leave);
    QCOMPARE(readouts.last()[0].toString(), plot.latestReadout());
}

void TestLossPlotView::followsThePalette() {
    RunModel model;
    LossPlot plot(model);
    QPalette dark;
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::WindowText, Qt::white);
    const QColor before = plot.plot()->graph(Smoothed)->pen().color();
    plot.setPalette(dark);
    QVERIFY(plot.plot()->graph(Smoothed)->pen().color().lightness() > before.lightness());
    plot.plot()->resize(300, 200);
    const QImage image = plot.plot()->toPixmap().toImage();
    QCOMPARE(image.pixelColor(2, 2), QColor(Qt::black));
}

QTEST_MAIN(TestLossPlotView)
#include "tst_loss_plot_view.moc"
