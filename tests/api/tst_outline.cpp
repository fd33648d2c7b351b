// What a recipe comes to before it runs, against the run itself.

#include "backend/api/bench.h"
#include "backend/api/outline.h"
#include "backend/train/schedule.h"
#include "backend/train/training_data.h"
#include "tests/train/small_run.h"

using namespace loratrf;
using namespace support;

class TestOutline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAndRatesAreThoseOfTheRun() {
        TrainOptions options;
        options.epochs = 2;
        options.batch_size = 8;
        options.warmup = 0.1;
        options.eval_share = 0.1;
        const RecipeOutline outline = outline_recipe(options, {410});
        QCOMPARE(outline.train_rows, int64_t(369));
        QCOMPARE(outline.steps_per_epoch, int64_t(47));
        QCOMPARE(outline.steps, 2 * outline.steps_per_epoch);
        QCOMPARE(outline.warmup_steps, int64_t(10));
        QCOMPARE(outline.positions.front(), 1.0);
        QCOMPARE(outline.positions.back(), 94.0);
        QCOMPARE(outline.rates.size(), size_t(94));
        for (size_t i = 0; i < outline.rates.size(); ++i)
            QCOMPARE(outline.rates[i], learning_rate_at(options, int64_t(i) + 1, 94));
        options.max_steps = 100'000;
        const RecipeOutline longer = outline_recipe(options, {});
        QCOMPARE(longer.steps, int64_t(100'000));
        QVERIFY(longer.rates.size() < 1000);
        QCOMPARE(longer.positions.back(), 100'000.0);
        QCOMPARE(longer.rates.back(), learning_rate_at(options, 100'000, 100'000));
    }

    void allFilesCountAsOftenAsTheirWeightsSay() {
        const SmallRun run;
        TrainOptions options = run.options("unused");
        options.eval_data.clear();
        options.eval_share = 0;
        options.epochs = 1;
        options.more_data = {"2.5*" + options.data, options.data};
        Control control;
        BenchOptions whole;
        whole.train = options;
        whole.untimed = 0;
        whole.steps = 1;
        whole.split = whole.ceiling = false;
        const int64_t steps = bench(whole, control, {}).epoch_steps;
        const int64_t rows = report_data(options.model, {options.data}, options.data_options, control, {})[0].sequences;
        const RecipeOutline outline = outline_recipe(options, {rows, rows, rows});
        QCOMPARE(outline.train_rows, std::llround(4.5 * double(rows)));
        QCOMPARE(outline.steps, steps);
        options.eval_share = 0.5;
        QCOMPARE(outline_recipe(options, {100, 100, 100}).train_rows, int64_t(225));
        QCOMPARE(outline_recipe(options, {100, 100}).train_rows, int64_t(0)); // one file is not known yet
        options.more_data = {"0*x"};
        QCOMPARE(outline_recipe(options, {100, 100}).train_rows, int64_t(0));
    }

    void whatIsNotKnownIsLeftOut() {
        TrainOptions options;
        options.warmup = 0.25;
        RecipeOutline outline = outline_recipe(options, {});
        QCOMPARE(outline.steps, int64_t(0));
        QCOMPARE(outline.steps_per_epoch, int64_t(0));
        QCOMPARE(outline.positions.back(), 1.0);
        QCOMPARE(*std::ranges::max_element(outline.rates), options.learning_rate);
        options.warmup = 20; // steps: of how many?
        QVERIFY(outline_recipe(options, {}).rates.empty());
        options.warmup = 0;
        options.max_seconds = 60;
        outline = outline_recipe(options, {500});
        QCOMPARE(outline.steps, int64_t(0));
        QVERIFY(!outline.rates.empty());
    }

    void dryRunTakesTheLongestBatch() {
        const SmallRun run;
        TrainOptions options = run.options("unused");
        options.epochs = 3;
        BenchOptions whole;
        whole.train = options;
        whole.untimed = 0;
        whole.split = whole.ceiling = false;
        Control control;
        whole.steps = 1;
        const int64_t steps = bench(whole, control, {}).epoch_steps;
        QVERIFY(steps > 1);
        whole.steps = steps; // one epoch: the batches as they come
        int64_t most = 0, tokens = 0;
        for (const BenchStep& step : bench(whole, control, {}).steps) {
            most = std::max(most, step.tokens);
            tokens += step.tokens;
        }
        const DryRun dry = dry_run(options, control);
        QCOMPARE(dry.step_tokens, most);
        QCOMPARE(dry.steps, planned_steps(options, steps));
        QVERIFY(dry.step_seconds > 0);
        QCOMPARE(dry.most_seconds, double(dry.steps) * dry.step_seconds);
        QCOMPARE(dry.seconds, dry.most_seconds * double(tokens) / double(steps) / double(most));
        QVERIFY(!std::filesystem::exists(options.run));

        control.stop = true;
        try {
            dry_run(options, control);
            QFAIL("a stopped measurement has no result");
        } catch (const Error& error) {
            QVERIFY(error.code() == ErrorCode::Cancelled);
        }
    }
};

QTEST_GUILESS_MAIN(TestOutline)
#include "tst_outline.moc"
