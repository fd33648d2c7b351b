// What a thinned curve must keep: the smallest and the largest value of every stretch, gaps, and its ends.

#include "ui/plots/curve.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace loratrf;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

Curve noise(int count) {
    std::mt19937 random(7);
    Curve curve;
    for (int i = 0; i < count; ++i) {
        curve.append(i, static_cast<double>(random()) / 4294967296.0 + (i == count / 3 ? 50 : 0) - (i == 5 ? 9 : 0));
    }
    return curve;
}

} // namespace

class TestCurve : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fewPointsStayAsTheyAre() {
        const Curve curve = noise(300);
        const std::vector<QPointF> points = curve.thinned(-10, 1000, 100);
        QCOMPARE(points.size(), std::size_t(300));
        for (std::size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(points[i], QPointF(curve.x(i), curve.y(i)));
        }
        QVERIFY(Curve().thinned(0, 1, 10).empty());
    }

    void everyStretchKeepsItsExtremes_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("all") << 100'000 << -1.0 << 1e9;
        QTest::newRow("a part") << 100'000 << 12'345.0 << 77'777.5;
        QTest::newRow("odd") << 65'537 << 3.0 << 65'530.0;
    }
    void everyStretchKeepsItsExtremes() {
        QFETCH(int, count);
        QFETCH(double, from);
        QFETCH(double, to);
        const Curve curve = noise(count);
        const int columns = 300;
        const std::vector<QPointF> points = curve.thinned(from, to, columns);
        QVERIFY(points.size() <= std::size_t(4 * columns + 2));
        const auto [begin, end] = curve.span(from, to);
        const std::size_t width = (end - begin + 2 * columns - 1) / (2 * columns);
        std::size_t at = 0;
        for (std::size_t first = begin; first < end;) { // as written out
            const std::size_t next = std::min(end, (first / width + 1) * width);
            double low = 1e9, high = -1e9;
            for (std::size_t i = first; i < next; ++i) {
                low = std::min(low, curve.y(i));
                high = std::max(high, curve.y(i));
            }
            double drawnLow = 1e9, drawnHigh = -1e9;
            for (; at < points.size() && points[at].x() < curve.x(first) + double(next - first); ++at) {
                QVERIFY(at == 0 || points[at].x() > points[at - 1].x());
                drawnLow = std::min(drawnLow, points[at].y());
                drawnHigh = std::max(drawnHigh, points[at].y());
            }
            QCOMPARE(drawnLow, low);
            QCOMPARE(drawnHigh, high);
            first = next;
        }
        QCOMPARE(at, points.size());
    }

    void gapsStayGaps() {
        Curve curve;
        for (int i = 0; i < 10'000; ++i) {
            curve.append(i, i >= 4'000 && i < 6'000 ? gap : 1);
        }
        bool found = false;
        for (const QPointF& point : curve.thinned(0, 10'000, 100)) {
            if (point.x() >= 4'000 && point.x() < 5'900) {
                QVERIFY(std::isnan(point.y()));
                found = true;
            }
        }
        QVERIFY(found);
    }

    void quantilesLeaveOutliersOutside() {
        const Curve curve = noise(10'000);
        const auto usual = curve.quantiles(0, 1e9, 0.01, 0.99);
        QVERIFY(usual && usual->first >= 0 && usual->first < 0.05 && usual->second > 0.95 && usual->second <= 1);
        Curve empty;
        empty.append(1, gap);
        QVERIFY(!empty.quantiles(0, 2, 0, 1));
    }

    void pointsThatComeLaterAreSeen() {
        Curve curve = noise(50'000);
        curve.append(50'000, -77);
        double low = 0;
        for (const QPointF& point : curve.thinned(0, 1e9, 50)) {
            low = std::min(low, point.y());
        }
        QCOMPARE(low, -77.0);
    }
};

QTEST_APPLESS_MAIN(TestCurve)
#include "tst_curve.moc"
