// Mean and interval against numbers printed by tests/baselines/make_student_t.py.

#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/train/statistics.h"

#include <QtTest>

#include <cmath>

using namespace loratrf;

namespace {

QByteArray difference(const Json& one, double found, double expected) {
    return QByteArray::fromStdString(one.dump()) + ": " + QByteArray::number(found, 'g', 17) + ", expected " +
           QByteArray::number(expected, 'g', 17);
}
#define CLOSE(found, expected, one)                                                                                    \
    QVERIFY2(std::abs((found) - (expected)) <= 1e-9 * std::abs(expected), difference(one, found, expected).constData())

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

    Json m_baseline;

private Q_SLOTS:
    void initTestCase() {
        const std::string file = TESTS_DIR "/baselines/student_t.json";
        m_baseline = parse_json(read_text_file(file), file);
    }

    void quantilesOfStudentsT() {
        QVERIFY(m_baseline.at("quantiles").size() >= 50);
        for (const Json& one : m_baseline.at("quantiles")) {
            const auto freedom = one.at("freedom").get<int64_t>();
            const auto probability = one.at("probability").get<double>();
            const auto expected = one.at("t").get<double>();
            const double found = student_t_quantile(probability, freedom);
            CLOSE(found, expected, one);
            CLOSE(student_t_probability(expected, freedom), probability, one);
        }
    }

    void summariesOfSamples() {
        QVERIFY(!m_baseline.at("samples").empty());
        for (const Json& one : m_baseline.at("samples")) {
            const auto values = one.at("values").get<std::vector<double>>();
            const Summary found = summarise(values);
            QCOMPARE(found.count, int64_t(values.size()));
            CLOSE(found.mean, one.at("mean").get<double>(), one);
            CLOSE(found.deviation, one.at("deviation").get<double>(), one);
            CLOSE(found.half_width, one.at("half_width").get<double>(), one);
        }
    }

    void tooFewValuesHaveNoInterval() {
        const Summary none = summarise({});
        QCOMPARE(none.count, int64_t(0));
        QVERIFY(std::isnan(none.mean) && std::isnan(none.half_width));
        const std::vector<double> single = {2.5};
        const Summary one = summarise(single);
        QCOMPARE(one.mean, 2.5);
        QVERIFY(std::isnan(one.deviation) && std::isnan(one.half_width));
        const std::vector<double> same = {1.5, 1.5, 1.5};
        QCOMPARE(summarise(same).half_width, 0.0);
    }
};

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
