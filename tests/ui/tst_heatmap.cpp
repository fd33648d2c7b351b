#include "backend/io/error.h"
#include "run_events.h"
#include "ui/plots/color_scale.h"
#include "ui/plots/heatmap.h"
#include "ui/plots/heatmap_menu.h"

#include <QClipboard>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QtTest>
#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

using namespace loratrf;

namespace {

Matrix counted(int rows, int columns) {
    Matrix matrix;
    matrix.rows = rows;
    matrix.columns = columns;
    for (int row = 0; row < rows; ++row) {
        matrix.rowNames << QStringLiteral("layer %1").arg(row);
        for (int column = 0; column < columns; ++column) {
            matrix.values.push_back(static_cast<float>(row * columns + column) / static_cast<float>(rows * columns));
        }
    }
    matrix.firstKey = 1;
    return matrix;
}

QCPColorMap* colourMap(const Heatmap& heatmap) {
    for (int i = 0; i < heatmap.plot()->plottableCount(); ++i) {
        if (auto* map = qobject_cast<QCPColorMap*>(heatmap.plot()->plottable(i))) {
            return map;
        }
    }
    qFatal("no colour map");
}

double luminance(const QColor& colour) {
    const auto linear = [](double x) { return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

// CIELAB, D65: lightness, green to red, blue to yellow.
std::array<double, 3> lab(const QColor& colour) {
    const auto linear = [](double x) { return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4); };
    const double r = linear(colour.redF()), g = linear(colour.greenF()), b = linear(colour.blueF());
    const double x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, y = 0.2126 * r + 0.7152 * g + 0.0722 * b,
                 z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089;
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

double distance(const std::array<double, 3>& a, const std::array<double, 3>& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

QPoint cellCentre(const Heatmap& heatmap, int row, int column) {
    return QPoint(qRound(heatmap.plot()->xAxis->coordToPixel(column)),
                  qRound(heatmap.plot()->yAxis->coordToPixel(row)));
}

} // namespace

class TestHeatmap : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void holdsEveryValue();
    void firstRowIsOnTop();
    void cellsHaveTheirColours();
    void singleCellIsDrawn();
    void unknownValuesAreNotDrawn();
    void readsOutSteps();
    void readsOutTokens();
    void cursorReadsOut();
    void labelsFitTheHeight();
    void tokenLabelsShowWhiteSpace();
    void manyMatricesCostFewReplots();
    void emptyMatrixIsQuiet();
    void lightnessGrowsEvenly_data();
    void lightnessGrowsEvenly();
    void stepsLookEquallyFarApart_data() { lightnessGrowsEvenly_data(); }
    void stepsLookEquallyFarApart();
    void differencesAreLightAlikeAndToldApart_data() { lightnessGrowsEvenly_data(); }
    void differencesAreLightAlikeAndToldApart();
    void differencesReachEquallyFarBothWays();
    void amountsCloseTogetherAreToldApart();
    void keysWalkThroughCells();
    void smallerMatrixTakesTheCursorAway();
    void clickChoosesACell();
    void savesPicturesAndValues();
    void niceUpperLimits();
};

void TestHeatmap::holdsEveryValue() {
    Heatmap heatmap;
    const Matrix matrix = counted(7, 11);
    heatmap.setMatrix(matrix);
    heatmap.flush();
    const QCPColorMapData* cells = colourMap(heatmap)->data();
    QCOMPARE(cells->keySize(), 11);
    QCOMPARE(cells->valueSize(), 7);
    for (int row = 0; row < 7; ++row) {
        for (int column = 0; column < 11; ++column) {
            QCOMPARE(static_cast<float>(const_cast<QCPColorMapData*>(cells)->cell(column, row)),
                     matrix.at(row, column));
        }
    }
    QCOMPARE(heatmap.scaleUpper(), 1.0);
}

void TestHeatmap::firstRowIsOnTop() {
    Heatmap heatmap;
    heatmap.resize(500, 400);
    heatmap.show();
    heatmap.setMatrix(counted(7, 11));
    heatmap.flush();
    heatmap.plot()->replot();
    QVERIFY(cellCentre(heatmap, 0, 0).y() < cellCentre(heatmap, 6, 0).y());
}

void TestHeatmap::cellsHaveTheirColours() {
    Heatmap heatmap;
    heatmap.plot()->resize(600, 500);
    const Matrix matrix = counted(5, 6);
    heatmap.setMatrix(matrix);
    heatmap.flush();
    const QImage image = heatmap.plot()->toPixmap(600, 500, 1).toImage();
    const bool dark = PlotColours::fromPalette(heatmap.palette()).dark;
    for (int row = 0; row < matrix.rows; ++row) {
        for (int column = 0; column < matrix.columns; ++column) {
            const QColor drawn = image.pixelColor(cellCentre(heatmap, row, column));
            const QColor expected = scaleColour(matrix.at(row, column) / heatmap.scaleUpper(), dark);
            for (const auto& [a, b] : {std::pair{drawn.red(), expected.red()},
                                       {drawn.green(), expected.green()},
                                       {drawn.blue(), expected.blue()}}) {
                QVERIFY2(std::abs(a - b) <= 4, qPrintable(drawn.name() + QLatin1Char(' ') + expected.name()));
            }
        }
    }
}

void TestHeatmap::singleCellIsDrawn() {
    Heatmap heatmap;
    heatmap.plot()->resize(400, 300);
    Matrix matrix = counted(1, 1);
    matrix.values = {1.0F};
    heatmap.setMatrix(matrix);
    heatmap.flush();
    const QImage image = heatmap.plot()->toPixmap(400, 300, 1).toImage();
    const bool dark = PlotColours::fromPalette(heatmap.palette()).dark;
    const QRect area = heatmap.plot()->axisRect()->rect();
    for (const QPoint& place : {area.center(), area.topLeft() + QPoint(5, 5), area.bottomRight() - QPoint(5, 5)}) {
        QCOMPARE(image.pixelColor(place).name(), scaleColour(1, dark).name());
    }
}

void TestHeatmap::unknownValuesAreNotDrawn() {
    Heatmap heatmap;
    heatmap.plot()->resize(400, 300);
    Matrix matrix = counted(2, 2);
    matrix.values[0] = std::numeric_limits<float>::quiet_NaN();
    heatmap.setMatrix(matrix);
    heatmap.flush();
    const QImage image = heatmap.plot()->toPixmap(400, 300, 1).toImage();
    QCOMPARE(image.pixelColor(cellCentre(heatmap, 0, 0)), heatmap.palette().color(QPalette::Window));
    QVERIFY(heatmap.readout(0, 0).endsWith(QStringLiteral("nothing reported")));
}

void TestHeatmap::readsOutSteps() {
    Heatmap heatmap;
    Matrix matrix = counted(14, 50);
    matrix.values[12 * 50 + 39] = 0.23F;
    heatmap.setMatrix(matrix);
    QCOMPARE(heatmap.readout(12, 39), QStringLiteral("layer 12, step 40: 0.23"));
    matrix.keyStep = 4;
    heatmap.setMatrix(matrix);
    QCOMPARE(heatmap.readout(12, 39), QStringLiteral("layer 12, steps 157–160: 0.23"));
}

void TestHeatmap::readsOutTokens() {
    Heatmap heatmap;
    Matrix matrix = counted(2, 3);
    matrix.columnNames = QStringList{QStringLiteral("Hi"), QStringLiteral(" there"), QStringLiteral("\n")};
    matrix.values[4] = 0.5F;
    heatmap.setMatrix(matrix);
    QCOMPARE(heatmap.readout(1, 1), QStringLiteral("layer 1, token 2 “·there”: 0.5"));
    matrix.columnNames[1] = QStringLiteral("%1 %2"); // not a place holder
    heatmap.setMatrix(matrix);
    QCOMPARE(heatmap.readout(1, 1), QStringLiteral("layer 1, token 2 “%1·%2”: 0.5"));
}

void TestHeatmap::cursorReadsOut() {
    Heatmap heatmap;
    heatmap.resize(600, 500);
    heatmap.show();
    heatmap.setMatrix(counted(5, 6));
    heatmap.flush();
    heatmap.plot()->replot();
    QVERIFY(QTest::qWaitForWindowExposed(&heatmap));
    QTest::qWait(120);
    QCOMPARE(heatmap.readoutAt(cellCentre(heatmap, 3, 2)), heatmap.readout(3, 2));
    QVERIFY(heatmap.readoutAt(QPointF(1, 1)).isEmpty());
    QSignalSpy readouts(&heatmap, &Heatmap::readoutChanged);
    QSignalSpy replots(heatmap.plot(), &QCustomPlot::afterReplot);
    QTest::mouseMove(heatmap.plot(), cellCentre(heatmap, 3, 2));
    QTRY_VERIFY(!readouts.isEmpty() && readouts.last()[0].toString() == heatmap.readout(3, 2));
    QCOMPARE(replots.count(), 0); // only the cursor's layer
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(heatmap.plot(), &leave);
    QVERIFY(readouts.last()[0].toString().isEmpty());
}

void TestHeatmap::labelsFitTheHeight() {
    Heatmap heatmap;
    heatmap.resize(500, 400);
    heatmap.show();
    heatmap.setMatrix(counted(210, 20));
    heatmap.flush();
    heatmap.plot()->replot();
    const auto rows = heatmap.plot()->yAxis->ticker().dynamicCast<QCPAxisTickerText>()->ticks();
    QVERIFY(rows.size() > 3);
    const int apart = std::abs(qRound(heatmap.plot()->yAxis->coordToPixel(rows.keys()[1]) -
                                      heatmap.plot()->yAxis->coordToPixel(rows.keys()[0])));
    QVERIFY(apart >= heatmap.fontMetrics().height() - 2);
    Matrix tokens = counted(4, 300);
    for (int i = 0; i < 300; ++i) {
        tokens.columnNames << QStringLiteral("token%1").arg(i);
    }
    heatmap.setMatrix(tokens);
    heatmap.flush();
    const auto columns = heatmap.plot()->xAxis->ticker().dynamicCast<QCPAxisTickerText>()->ticks();
    QVERIFY(columns.size() > 10 && columns.size() < 60);
    QCOMPARE(heatmap.plot()->xAxis->tickLabelRotation(), -90.0);
}

void TestHeatmap::tokenLabelsShowWhiteSpace() {
    QCOMPARE(tokenLabel(QStringLiteral(" the")), QStringLiteral("·the"));
    QCOMPARE(tokenLabel(QStringLiteral("\n\t")), QStringLiteral("↵⇥"));
    QCOMPARE(tokenLabel(QStringLiteral("abcdefghijklm"), 5), QStringLiteral("abcd…"));
}

void TestHeatmap::manyMatricesCostFewReplots() {
    Heatmap heatmap;
    heatmap.resize(600, 500);
    heatmap.show();
    QVERIFY(QTest::qWaitForWindowExposed(&heatmap));
    QTest::qWait(120);
    QSignalSpy replots(heatmap.plot(), &QCustomPlot::afterReplot);
    for (int i = 0; i < 1000; ++i) {
        heatmap.setMatrix(counted(5, 1 + i % 30));
    }
    QTRY_VERIFY(replots.count() > 0);
    QTest::qWait(120);
    QVERIFY(replots.count() <= 3);
}

void TestHeatmap::emptyMatrixIsQuiet() {
    Heatmap heatmap;
    heatmap.plot()->resize(400, 300);
    heatmap.setMatrix(counted(3, 3));
    heatmap.flush();
    heatmap.setMatrix(Matrix());
    heatmap.flush();
    heatmap.plot()->replot();
    QVERIFY(heatmap.readoutAt(heatmap.plot()->axisRect()->center()).isEmpty());
}

void TestHeatmap::lightnessGrowsEvenly_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

// CIE lightness: what makes the scale readable without colour vision.
void TestHeatmap::lightnessGrowsEvenly() {
    QFETCH(bool, dark);
    std::vector<double> steps;
    double previous = 0;
    for (int i = 0; i <= 16; ++i) {
        const double lightness = 116 * std::cbrt(luminance(scaleColour(i / 16.0, dark))) - 16;
        if (i > 0) {
            steps.push_back(dark ? lightness - previous : previous - lightness);
        }
        previous = lightness;
    }
    const auto [smallest, largest] = std::minmax_element(steps.begin(), steps.end());
    QVERIFY2(*smallest > 0 && *largest < 1.3 * *smallest,
             qPrintable(QStringLiteral("%1 .. %2").arg(*smallest).arg(*largest)));
    QCOMPARE(scaleColour(-1, dark), scaleColour(0, dark));
    QCOMPARE(scaleColour(2, dark), scaleColour(1, dark));
}

// Distances in CIELAB, computed here by the standard's formulas and not by the map's own space.
void TestHeatmap::stepsLookEquallyFarApart() {
    QFETCH(bool, dark);
    std::vector<double> steps;
    for (int i = 1; i <= 32; ++i) {
        steps.push_back(distance(lab(scaleColour((i - 1) / 32.0, dark)), lab(scaleColour(i / 32.0, dark))));
    }
    const auto [smallest, largest] = std::minmax_element(steps.begin(), steps.end());
    QVERIFY2(*largest < 2 * *smallest, qPrintable(QStringLiteral("%1 .. %2").arg(*smallest).arg(*largest)));
}

void TestHeatmap::differencesAreLightAlikeAndToldApart() {
    QFETCH(bool, dark);
    double previous = lab(differenceColour(0, dark))[0];
    for (int i = 1; i <= 16; ++i) {
        const QColor below = differenceColour(-i / 16.0, dark), above = differenceColour(i / 16.0, dark);
        const double lightness = lab(above)[0];
        QVERIFY(dark ? lightness > previous : lightness < previous);
        QVERIFY2(std::abs(lightness - lab(below)[0]) < 6, qPrintable(QString::number(i)));
        previous = lightness;
        // Red-green blindness leaves the axis from blue to yellow, which is CIELAB's b.
        QVERIFY(lab(above)[2] - lab(below)[2] > 3.0 * i);
    }
    QCOMPARE(differenceColour(-2, dark), differenceColour(-1, dark));
}

void TestHeatmap::differencesReachEquallyFarBothWays() {
    Heatmap heatmap;
    Matrix matrix = counted(2, 2);
    matrix.values = {-0.4F, 0.0F, 0.1F, 0.2F};
    heatmap.setScale(Heatmap::Scale::Differences);
    heatmap.setMatrix(matrix);
    heatmap.flush();
    QCOMPARE(heatmap.scaleUpper(), 0.5);
    QCOMPARE(colourMap(heatmap)->dataRange().lower, -0.5);
    QCOMPARE(colourMap(heatmap)->dataRange().upper, 0.5);
    heatmap.setFixedUpper(2);
    heatmap.setMatrix(matrix);
    heatmap.flush();
    QCOMPARE(heatmap.scaleUpper(), 2.0);
}

void TestHeatmap::amountsCloseTogetherAreToldApart() {
    Heatmap heatmap;
    Matrix matrix = counted(2, 2);
    const auto range = [&](std::vector<float> values) {
        matrix.values = std::move(values);
        heatmap.setMatrix(matrix);
        heatmap.flush();
        return std::pair(colourMap(heatmap)->dataRange().lower, colourMap(heatmap)->dataRange().upper);
    };
    QCOMPARE(range({24, 25, std::nanf(""), 26}), std::pair(24.0, 26.0));
    QCOMPARE(heatmap.scaleLower(), 24.0);
    QCOMPARE(range({1, 5, 9, 10}).first, 0.0);
    QCOMPARE(range({3, 3, 3, 3}).first, 0.0); // nothing to tell apart
    heatmap.setFixedUpper(30);                // maps that share a scale share its beginning too
    QCOMPARE(range({24, 25, 25, 26}), std::pair(0.0, 30.0));
    heatmap.setFixedUpper(0);
    heatmap.setUpperLimit(1); // a share or a filter is read against all it can be
    QCOMPARE(range({0.8F, 0.9F, 0.85F, 0.9F}).first, 0.0);
}

void TestHeatmap::keysWalkThroughCells() {
    Heatmap heatmap;
    heatmap.resize(600, 500);
    heatmap.show();
    heatmap.setMatrix(counted(5, 6));
    heatmap.flush();
    QSignalSpy readouts(&heatmap, &Heatmap::readoutChanged), chosen(&heatmap, &Heatmap::cellChosen);
    const auto expectAt = [&](int row, int column) {
        QCOMPARE(heatmap.selectedRow(), row);
        QCOMPARE(heatmap.selectedColumn(), column);
        QCOMPARE(readouts.last()[0].toString(), heatmap.readout(row, column));
        QVERIFY(heatmap.accessibleName().startsWith(heatmap.readout(row, column))); // said by a screen reader
    };
    QTest::keyClick(&heatmap, Qt::Key_Right);
    expectAt(0, 0);
    QTest::keyClick(&heatmap, Qt::Key_Right);
    QTest::keyClick(&heatmap, Qt::Key_Down);
    expectAt(1, 1);
    QTest::keyClick(&heatmap, Qt::Key_End);
    expectAt(1, 5);
    QTest::keyClick(&heatmap, Qt::Key_Right); // the edge holds
    expectAt(1, 5);
    QTest::keyClick(&heatmap, Qt::Key_End, Qt::ControlModifier);
    expectAt(4, 5);
    QTest::keyClick(&heatmap, Qt::Key_PageUp);
    expectAt(3, 5);
    QTest::keyClick(&heatmap, Qt::Key_Home, Qt::ControlModifier);
    expectAt(0, 0);
    QTest::keyClick(&heatmap, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    heatmap.setMatrix(Matrix());
    heatmap.flush();
    QCOMPARE(heatmap.selectedRow(), -1);
}

// The labels are named with the cell under the cursor, before the new cells are drawn.
void TestHeatmap::smallerMatrixTakesTheCursorAway() {
    Heatmap heatmap;
    heatmap.setMatrix(counted(5, 6));
    heatmap.flush();
    QVERIFY(heatmap.selectCell(4, 5));
    QSignalSpy readouts(&heatmap, &Heatmap::readoutChanged);
    heatmap.setMatrix(counted(5, 2));
    QCOMPARE(heatmap.selectedColumn(), -1);
    QCOMPARE(heatmap.selectedRow(), -1);
    QCOMPARE(readouts.size(), 1);
    QVERIFY(readouts[0][0].toString().isEmpty());
    heatmap.setLabels(QStringLiteral("tokens"), QStringLiteral("Filter"));
    QVERIFY(!heatmap.accessibleName().contains(QStringLiteral("layer")));
    QVERIFY(heatmap.selectCell(1, 1));
    heatmap.setMatrix(counted(3, 3)); // which has the cell
    QCOMPARE(heatmap.selectedRow(), 1);
}

void TestHeatmap::clickChoosesACell() {
    Heatmap heatmap;
    heatmap.resize(600, 500);
    heatmap.show();
    heatmap.setMatrix(counted(5, 6));
    heatmap.flush();
    heatmap.plot()->replot();
    QVERIFY(QTest::qWaitForWindowExposed(&heatmap));
    QTest::qWait(120);
    QSignalSpy chosen(&heatmap, &Heatmap::cellChosen);
    QTest::mouseClick(heatmap.plot(), Qt::LeftButton, {}, cellCentre(heatmap, 2, 4));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toInt(), 2);
    QCOMPARE(chosen[0][1].toInt(), 4);
}

void TestHeatmap::savesPicturesAndValues() {
    Heatmap heatmap;
    Matrix matrix = counted(1, 3);
    matrix.columnNames = QStringList{QStringLiteral("a,b"), QStringLiteral("say \"hi\""), QStringLiteral("\n")};
    matrix.values = {0.25F, std::numeric_limits<float>::quiet_NaN(), 0.5F};
    heatmap.setMatrix(matrix);
    const HeatmapMenu menu(heatmap, [] { return QStringLiteral("A map"); });
    const QTemporaryDir folder;
    menu.saveTo(folder.filePath(QStringLiteral("map.csv")));
    QFile csv(folder.filePath(QStringLiteral("map.csv")));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QCOMPARE(csv.readAll(), QByteArray(",\"a,b\",\"say \"\"hi\"\"\",\"\n\"\nlayer 0,0.25,,0.5\n"));
    menu.saveTo(folder.filePath(QStringLiteral("map.png")));
    const QImage picture(folder.filePath(QStringLiteral("map.png")));
    QCOMPARE(picture.width(), 2000);
    menu.saveTo(folder.filePath(QStringLiteral("map.svg")));
    QSvgRenderer drawing(folder.filePath(QStringLiteral("map.svg")));
    QVERIFY(drawing.isValid());
    menu.copyValues();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("\ta,b\tsay·\"hi\"\t↵\nlayer·0\t0.25\t\t0.5\n"));
    QVERIFY_THROWS_EXCEPTION(Error, menu.saveTo(folder.filePath(QStringLiteral("none/map.csv"))));
    QVERIFY_THROWS_EXCEPTION(Error, menu.saveTo(folder.filePath(QStringLiteral("none/map.png"))));
}

void TestHeatmap::niceUpperLimits() {
    for (const auto& [value, upper] : {std::pair{0.0, 1.0},
                                       {0.9, 1.0},
                                       {1.0, 1.0},
                                       {0.23, 0.25},
                                       {0.3, 0.5},
                                       {0.021, 0.025},
                                       {1.2, 2.0},
                                       {7.0, 10.0}}) {
        QVERIFY2(std::abs(niceUpper(value) - upper) < 1e-12, qPrintable(QString::number(value)));
    }
    QCOMPARE(niceUpper(std::nan("")), 1.0);
}

QTEST_MAIN(TestHeatmap)
#include "tst_heatmap.moc"
