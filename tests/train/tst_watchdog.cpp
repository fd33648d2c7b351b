// Signs that a run goes wrong, in made-up series of numbers.

#include "backend/train/watchdog.h"
#include "holds.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace loratrf;
using support::holds_all;

class TestWatchdog : public QObject {
    Q_OBJECT

    static StepEvent step(int64_t number, double loss, double norm = 1) {
        StepEvent event;
        event.step = number;
        event.loss = loss;
        event.grad_norm = norm;
        event.supervised = 10;
        event.skipped = !std::isfinite(loss);
        return event;
    }
    // A loss that falls, with noise.
    static double falling(int64_t number) {
        const auto x = static_cast<double>(number);
        return 0.3 + 2 * std::exp(-x / 40) + 0.08 * std::sin(12.9898 * x * x);
    }

private Q_SLOTS:
    void anOrdinaryRunIsQuiet() {
        Watchdog watchdog;
        for (int64_t i = 1; i <= 400; ++i)
            QVERIFY(!watchdog.observe(step(i, falling(i), 1 + 0.5 * std::sin(0.7 * static_cast<double>(i)))));
        QVERIFY(std::abs(watchdog.usual_loss() - 0.3) < 0.1);
    }

    void spikesAreSeenOnce() {
        Watchdog watchdog;
        for (int64_t i = 1; i <= 100; ++i)
            QVERIFY(!watchdog.observe(step(i, falling(i))));
        QVERIFY(watchdog.observe(step(101, 4)) == Sign::LossSpike);
        QVERIFY(!watchdog.observe(step(102, 4)));
        for (int64_t i = 103; i <= 130; ++i)
            QVERIFY(!watchdog.observe(step(i, falling(i))));
        QVERIFY(watchdog.observe(step(131, falling(131), 50)) == Sign::GradientSpike);
    }

    void aSpikeNeedsAHistory() {
        Watchdog watchdog;
        for (int64_t i = 1; i < 20; ++i)
            QVERIFY(!watchdog.observe(step(i, i == 10 ? 50 : 1)));
    }

    void statesAreSeenWhenTheyBegin() {
        Watchdog watchdog;
        QVERIFY(watchdog.observe(step(1, 0)) == Sign::ZeroLoss);
        QVERIFY(!watchdog.observe(step(2, 0)));
        QVERIFY(!watchdog.observe(step(3, 0.5)));
        QVERIFY(watchdog.observe(step(4, 0)) == Sign::ZeroLoss);
        const double infinite = std::numeric_limits<double>::infinity();
        QVERIFY(watchdog.observe(step(5, infinite)) == Sign::NotFinite);
        QVERIFY(!watchdog.observe(step(6, infinite)));
        QVERIFY(!watchdog.observe(step(7, 0.4)));
        QVERIFY(watchdog.observe(step(8, infinite)) == Sign::NotFinite);
        StepEvent nothing = step(9, 0);
        nothing.supervised = 0; // no target, so no loss
        QVERIFY(!watchdog.observe(nothing));
    }

    void deadFiltersAreNamedOnce() {
        Watchdog watchdog;
        for (int64_t i = 1; i <= 12; ++i) {
            const float second = i < 4 ? 0.5F : 0; // closes at step 4
            const int64_t reported = 10 * i;
            const auto dead = watchdog.newly_dead({reported, {{active_share_measure().key, {0, second, 0.2F}}}});
            QVERIFY(dead.sites == (i == 5   ? std::vector<size_t>{0}
                                   : i == 8 ? std::vector<size_t>{1}
                                            : std::vector<size_t>{}));
            QCOMPARE(dead.open, i == 8 ? int64_t{30} : int64_t{0}); // the first was never open
            QCOMPARE(dead.closed, i == 5 ? int64_t{10} : i == 8 ? int64_t{40} : int64_t{0});
        }
        QVERIFY(watchdog.newly_dead({130, {{"adapter_ratio", {0, 0}}}}).sites.empty()); // of a method without filters
    }

    void saysWhatWhereAndWhy() {
        Watchdog watchdog;
        const std::string text =
            alarm_text(Sign::NotFinite, step(7, std::nan("")), watchdog, "Layer 3 overflows", "lines 41, 42");
        QVERIFY2(holds_all(text, {"step 7", "Layer 3 overflows. Rows at lines 41, 42.", "learning rate"}),
                 text.c_str());
        StepEvent pairs = step(9, 0);
        const std::string zero = alarm_text(Sign::ZeroLoss, pairs, watchdog, "", "line 1");
        pairs.pairs = PairFigures{.preferred = 1, .chosen_reward = 3, .margin = 128.5};
        const std::string apart = alarm_text(Sign::ZeroLoss, pairs, watchdog, "", "line 1");
        QVERIFY2(holds_all(zero, {"loss is exactly 0", "answers"}) && !holds_all(zero, {"margin"}), zero.c_str());
        QVERIFY2(holds_all(apart, {"loss is exactly 0", "margin", "128.5"}) && !holds_all(apart, {"answers"}),
                 apart.c_str());
        const std::string update = dead_text({"layers.4"}, {.sites = {4}, .open = 30, .closed = 31}, "lines 41, 42");
        QVERIFY2(holds_all(update, {"layers.4", "from step 31", "update of step 30", "lines 41, 42", "learning rate"}),
                 update.c_str());
        const std::string updates = dead_text({"layers.4"}, {.sites = {4}, .open = 30, .closed = 40}, "lines 41, 42");
        QVERIFY2(holds_all(updates, {"updates of steps 30 to 39", "the first of these had the rows at lines 41, 42"}),
                 updates.c_str());
        const std::string never = dead_text({"layers.4"}, {.sites = {4}, .open = 0, .closed = 10}, "lines 41, 42");
        QVERIFY2(holds_all(never, {"None of them was open", "no token meets"}) && !holds_all(never, {"41"}),
                 never.c_str());
    }
};

QTEST_MAIN(TestWatchdog)
#include "tst_watchdog.moc"
