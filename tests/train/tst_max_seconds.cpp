// Runs that a clock ends.

#include "train/small_run.h"

#include <algorithm>
#include <fstream>

using namespace loratrf;
using namespace support;

class TestMaxSeconds : public QObject {
    Q_OBJECT

    SmallRun m_small;
    TrainOptions options(const std::string& run, double seconds) const {
        TrainOptions options = m_small.options(run);
        options.max_seconds = seconds;
        options.max_steps = 1; // says nothing beside a clock
        options.warmup = 0.1;
        return options;
    }

private Q_SLOTS:
    void theStepsTakeTheGivenTime() {
        const Trained trained = train(options("clock", 0.6));
        QVERIFY(trained.result.state == RunState::Finished);
        QVERIFY(trained.result.steps > 1);
        QVERIFY(trained.result.step_seconds >= 0.6);
        QVERIFY(trained.result.step_seconds < trained.result.seconds);
        QCOMPARE(events_of<StartEvent>(trained.events).front().total_steps, int64_t(0));
        const std::vector<StepEvent> steps = events_of<StepEvent>(trained.events);
        QCOMPARE(int64_t(steps.size()), trained.result.steps);
        const auto highest = std::ranges::max_element(steps, {}, &StepEvent::learning_rate);
        QVERIFY(std::is_sorted(steps.begin(), highest + 1,
                               [](const auto& a, const auto& b) { return a.learning_rate < b.learning_rate; }));
        QVERIFY(std::is_sorted(highest, steps.end(),
                               [](const auto& a, const auto& b) { return a.learning_rate > b.learning_rate; }));
        QCOMPARE(events_of<EvalEvent>(trained.events).back().step,
                 trained.result.steps); // the last state is judged too
        const RunInfo info = inspect_run(trained.result.run);
        QVERIFY(!info.resumable);
        QVERIFY2(info.why_not.starts_with("its time is used"), info.why_not.c_str());
    }

    void timeBeforeAStopCounts() {
        constexpr double seconds = 0.8;
        const Trained stopped = train(options("stopped", seconds), [&](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        QVERIFY(stopped.result.steps >= 5 && stopped.result.step_seconds < seconds);
        const Trained resumed = resume(stopped.result.run);
        QVERIFY(resumed.result.state == RunState::Finished);
        QVERIFY(resumed.result.steps > stopped.result.steps);
        QVERIFY(resumed.result.step_seconds >= seconds);
        // Not begun anew: the first step after the stop has used the time before it.
        const double before = events_of<StepEvent>(stopped.events).back().eta_seconds;
        QVERIFY(events_of<StepEvent>(resumed.events).front().eta_seconds < before);
    }

    void moreEpochsTakeItsPlace() {
        const Trained trained = train(options("more", 0.2));
        const double epochs = double(trained.result.steps / 7 + 2);
        const Trained resumed = resume(trained.result.run, epochs);
        QVERIFY(resumed.result.state == RunState::Finished);
        QCOMPARE(resumed.result.steps, int64_t(epochs) * 7);
    }

    void warmUpIsAShare() {
        TrainOptions wrong = options("never", 1);
        wrong.warmup = 10;
        QCOMPARE(caught([&] { train(wrong); }).first, std::string("invalid-option"));
        wrong.warmup = 0;
        wrong.max_seconds = -1;
        QCOMPARE(caught([&] { train(wrong); }).first, std::string("invalid-option"));
    }

    // Each run's peak is its own, although one process does them all.
    void peakMemoryIsOfTheRun() {
        if (!std::ofstream("/proc/self/clear_refs").good())
            QSKIP("this system does not let a process reset its peak");
        TrainOptions first = m_small.options("big");
        int64_t big = 0;
        {
            std::vector<char> held(size_t(300) << 20, 1);
            big = train(first).result.peak_memory_bytes;
            QVERIFY(held[12345] == 1);
        }
        first.run = (m_small.path() / "small").string();
        const int64_t small = train(first).result.peak_memory_bytes;
        QVERIFY2(big - small > (int64_t(200) << 20), qPrintable(QString("%1 and %2").arg(big).arg(small)));
    }
};

QTEST_GUILESS_MAIN(TestMaxSeconds)
#include "tst_max_seconds.moc"
