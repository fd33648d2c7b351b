// Learning rates against transformers' schedules, printed by tests/baselines/make_schedule.py.

#include "backend/io/files.h"
#include "backend/io/json.h"
#include "backend/train/schedule.h"

#include <QtTest>

using namespace loratrf;

class TestSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsTransformers() {
        const std::string file = TESTS_DIR "/baselines/schedule.json";
        const Json cases = parse_json(read_text_file(file), file);
        QVERIFY(cases.size() >= 6);
        for (const Json& one : cases) {
            TrainOptions options;
            options.schedule = parse_schedule(one.at("schedule").get<std::string>());
            options.warmup = one.at("warmup").get<double>();
            options.learning_rate = one.at("learning_rate").get<double>();
            const auto rates = one.at("rates").get<std::vector<double>>();
            const auto total = static_cast<int64_t>(rates.size());
            QCOMPARE(warmup_steps(options.warmup, total), one.at("warmup_steps").get<int64_t>());
            for (int64_t step = 1; step <= total; ++step) {
                const double expected = rates[static_cast<size_t>(step - 1)];
                const double found = learning_rate_at(options, step, total);
                QVERIFY2(std::abs(found - expected) <= 1e-12 + 1e-9 * expected,
                         qPrintable(QString("%1, step %2: %3, expected %4")
                                        .arg(QString::fromStdString(one.dump()).left(80))
                                        .arg(step)
                                        .arg(found, 0, 'g', 12)
                                        .arg(expected, 0, 'g', 12)));
            }
        }
    }

    void neverFallsBelowTheFloor() {
        TrainOptions options;
        options.min_lr_ratio = 0.25;
        options.warmup = 0;
        for (const Schedule schedule : {Schedule::Linear, Schedule::Cosine}) {
            options.schedule = schedule;
            QCOMPARE(learning_rate_at(options, 1, 10), options.learning_rate);
            QVERIFY(learning_rate_at(options, 10, 10) > 0.25 * options.learning_rate);
            QVERIFY(qFuzzyCompare(learning_rate_at(options, 11, 10), 0.25 * options.learning_rate));
        }
    }

    // Where a clock ends the run the rate follows the elapsed share as it follows the steps of a long run.
    void byTheElapsedShare() {
        TrainOptions options;
        options.warmup = 0.1;
        options.min_lr_ratio = 0.2;
        constexpr int64_t total = 1'000'000;
        for (const Schedule schedule : {Schedule::Constant, Schedule::Linear, Schedule::Cosine}) {
            options.schedule = schedule;
            for (const int64_t step : {int64_t(1), total / 20, total / 10, total / 4, total / 2, total}) {
                const double share = static_cast<double>(step) / static_cast<double>(total);
                const double by_share = learning_rate_at_share(options, share);
                QVERIFY(by_share > 0);
                QVERIFY(std::abs(by_share - learning_rate_at(options, step, total)) < 1e-5 * options.learning_rate);
            }
            QCOMPARE(learning_rate_at_share(options, 1.5), learning_rate_at_share(options, 1.0)); // the last step's end
        }
        options.warmup = 0;
        QVERIFY(learning_rate_at_share(options, 1e-9) > 0.99 * options.learning_rate);
    }
};

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
