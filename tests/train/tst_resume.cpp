// Stopping and going on: the adapter's bytes are those of a run that was never stopped.

#include "small_run.h"

#include <ATen/record_function.h>

#include <cmath>
#include <string_view>

using namespace loratrf;
using namespace support;

namespace {

// torch calls back plain functions, so what they act on must be found without an argument.
Control* to_stop = nullptr;
int64_t updates_left = 0;

std::unique_ptr<at::ObserverContext> stop_at_update(const at::RecordFunction& function) {
    if (std::string_view(function.name()) == "loratrf.optimizer" && --updates_left == 0)
        to_stop->stop = true;
    return nullptr;
}

} // namespace

class TestResume : public QObject {
    Q_OBJECT

    SmallRun m_small;
    std::string file(const std::string& name) const { return (m_small.path() / name).string(); }

    static void flip_last_byte(const fs::path& file) {
        std::string bytes = read_text_file(file);
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        write_file_atomically(file, bytes);
    }

private Q_SLOTS:
    void equalsTheStraightRun_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("placement");
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("moment"); // what is reported just before the stop
        for (const char* moment : {"step", "progress", "evaluation"}) {
            const auto row = [&](const char* method, const char* placement, int step) {
                QTest::addRow("%s %s, %s %d", method, placement, moment, step) << method << placement << step << moment;
            };
            row("lora", "", 7);
            row("loratrf", "block", 7);
            if (QString(moment) != "step")
                continue;
            row("lora", "", 3);
            row("loratrf", "block", 10);
            row("loratrf", "linear", 3);
            row("full", "", 3);
            row("loraplus", "", 3);
            row("lorafa", "", 7);
            for (const char* own : {"adamole", "milora", "loreft"})
                row(own, "", 3);
            row("adalora", "", 6); // while ranks go
            row("adalora", "", 11);
            row("dora", "", 3);
            row("pissa", "", 3);
            row("alora", "", 6); // before the first round of pruning, between two
            row("alora", "", 10);
        }
    }
    void equalsTheStraightRun() {
        QFETCH(QString, method);
        QFETCH(QString, placement);
        QFETCH(int, step);
        QFETCH(QString, moment);
        const std::string tag = QTest::currentDataTag();
        TrainOptions options = m_small.options("straight " + tag, method.toStdString());
        if (!placement.isEmpty())
            options.method_options["placement"] = placement.toStdString();
        if (method == "pissa")
            options.method_options.erase("dropout"); // refused
        const Trained straight = train(options);
        QVERIFY(straight.result.state == RunState::Finished);
        QCOMPARE(straight.result.steps, int64_t{14});

        options.run = file("stopped " + tag);
        int64_t seen = 0;
        const Trained stopped = train(options, [&](const Event& event, Control& control) {
            const auto* step_event = std::get_if<StepEvent>(&event);
            const auto* eval = std::get_if<EvalEvent>(&event);
            const auto* progress = std::get_if<ProgressEvent>(&event);
            if (step_event)
                seen = step_event->step;
            if ((moment == "step" && step_event && seen == step) || // the next step's first micro-batch is not begun
                (moment == "evaluation" && eval && eval->step == step) ||
                (moment == "progress" && progress && progress->what == "Evaluating" && seen == step))
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        QCOMPARE(stopped.result.steps, int64_t{step});
        const RunInfo info = inspect_run(options.run);
        QVERIFY2(info.resumable, info.why_not.c_str());
        QVERIFY(info.state == RunState::Stopped);

        const Trained resumed = resume(options.run);
        QVERIFY(resumed.result.state == RunState::Finished);
        QCOMPARE(events_of<StepEvent>(resumed.events).size(), size_t(14 - step));
        QCOMPARE(resumed.result.best_eval_loss, straight.result.best_eval_loss);
        QCOMPARE(resumed.result.best_step, straight.result.best_step);
        QVERIFY(adapter_bytes(resumed.result.adapter) == adapter_bytes(straight.result.adapter));
    }

    // The coefficients that MiLoRA trains on evaluation rows have moments that the optimiser does not know.
    void equalsTheStraightRunWithMomentsOfTheMethod() {
        TrainOptions options = m_small.options("straight bilevel", "milora");
        options.method_options["bilevel"] = true;
        const Trained straight = train(options);
        options.run = file("stopped bilevel");
        const Trained stopped = train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        QVERIFY(fs::exists(fs::path(options.run) / "checkpoints/step-5/adapter_state.safetensors"));
        QVERIFY(adapter_bytes(resume(options.run).result.adapter) == adapter_bytes(straight.result.adapter));
    }

    void equalsWhenStoppedInTheMiddleOfAStep() {
        TrainOptions options = m_small.options("straight middle", "loratrf");
        const Trained straight = train(options);
        options.run = file("stopped middle");
        Control control;
        // A probe is answered between micro-batches: asked for at step 4, its answer comes inside step 5.
        const TrainResult stopped = loratrf::train(options, control, [&](const Event& event) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 4)
                control.ask_probe("Who?");
            if (const auto* filter = std::get_if<FilterEvent>(&event); filter && filter->probe == -1)
                control.stop = true;
        });
        QVERIFY(stopped.state == RunState::Stopped);
        QCOMPARE(stopped.steps, int64_t{4});
        QVERIFY(adapter_bytes(resume(options.run).result.adapter) == adapter_bytes(straight.result.adapter));
    }

    // ALoRA's first round comes after the update of step 7 and asks for a loss twice a rank.
    void equalsWhenStoppedWhileRanksAreScored() {
        TrainOptions options = m_small.options("straight scores", "alora");
        const Trained straight = train(options);
        options.run = file("stopped scores");
        Control control;
        to_stop = &control;
        updates_left = 7;
        const at::CallbackHandle handle = at::addThreadLocalCallback(at::RecordFunctionCallback(stop_at_update));
        const TrainResult stopped = loratrf::train(options, control, {});
        at::removeCallback(handle);
        QVERIFY(stopped.state == RunState::Stopped);
        QCOMPARE(stopped.steps, int64_t{6}); // the update was taken back
        QVERIFY(adapter_bytes(resume(options.run).result.adapter) == adapter_bytes(straight.result.adapter));
    }

    void pausingChangesNothing() {
        TrainOptions options = m_small.options("straight pause");
        const Trained straight = train(options);
        options.run = file("paused");
        const Trained paused = train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5) {
                control.pause = true;
                control.ask_probe("What now?");
            }
            if (const auto* filter = std::get_if<FilterEvent>(&event); filter && filter->probe == -1)
                control.pause = false; // answered while pausing
        });
        std::vector<RunState> states;
        for (const StateEvent& event : events_of<StateEvent>(paused.events))
            states.push_back(event.state);
        QVERIFY(states == (std::vector{RunState::Running, RunState::Paused, RunState::Running, RunState::Finished}));
        QVERIFY(adapter_bytes(paused.result.adapter) == adapter_bytes(straight.result.adapter));
    }

    void moreEpochsGoOnFromTheEnd() {
        TrainOptions options = m_small.options("longer");
        options.schedule = Schedule::Constant; // so that the total does not matter
        options.warmup = 0;
        options.keep_best = false;
        const Trained straight = train(options);
        options.run = file("shorter");
        options.epochs = 1;
        train(options);
        const RunInfo info = inspect_run(options.run);
        QVERIFY(info.state == RunState::Finished && !info.resumable && !info.why_not.empty());
        const Trained extended = resume(options.run, 2);
        QCOMPARE(extended.result.steps, int64_t{14});
        QVERIFY(adapter_bytes(extended.result.adapter) == adapter_bytes(straight.result.adapter));
        QCOMPARE(inspect_run(options.run).options.epochs, 2.0);
    }

    void stoppedBeforeTheFirstStepBeginsAnew() {
        TrainOptions options = m_small.options("straight anew");
        const Trained straight = train(options);
        options.run = file("stopped at once");
        const Trained stopped = train(options, [](const Event& event, Control& control) {
            if (std::holds_alternative<StartEvent>(event))
                control.stop = true;
        });
        QCOMPARE(stopped.result.steps, int64_t{0});
        QVERIFY(stopped.result.adapter.empty());
        QVERIFY(inspect_run(options.run).resumable);
        QVERIFY(adapter_bytes(resume(options.run).result.adapter) == adapter_bytes(straight.result.adapter));
    }

    void cancelledWhileLoadingLeavesNothing() {
        const TrainOptions options = m_small.options("cancelled");
        const auto [code, message] =
            caught([&] { train(options, [](const Event&, Control& control) { control.stop = true; }); });
        QCOMPARE(code, std::string("cancelled"));
        QVERIFY(!fs::exists(options.run));
    }

    void stoppedInTheFinalAnswersIsNotFinished() {
        TrainOptions options = m_small.options("straight answers");
        options.exact_match = true;
        options.max_answer = 8;
        const Trained straight = train(options);
        options.run = file("stopped answers");
        int64_t seen = 0;
        const Trained stopped = train(options, [&](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event))
                seen = step->step;
            const auto* progress = std::get_if<ProgressEvent>(&event);
            if (progress && progress->what == "Answering the evaluation rows" && seen == 14)
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        QCOMPARE(stopped.result.generated, int64_t{0});
        QVERIFY(inspect_run(options.run).resumable);
        const Trained resumed = resume(options.run);
        QVERIFY(resumed.result.state == RunState::Finished);
        QCOMPARE(resumed.result.generated, int64_t{5});
        QCOMPARE(resumed.result.exact_after, straight.result.exact_after);
        QVERIFY(adapter_bytes(resumed.result.adapter) == adapter_bytes(straight.result.adapter));
    }

    void aRefusedResumeChangesNothing() {
        TrainOptions options = m_small.options("refused");
        train(options);
        const auto files = [&] {
            return read_text_file(fs::path(options.run) / "options.json") +
                   read_text_file(fs::path(options.run) / "journal.jsonl");
        };
        const std::string before = files();
        const auto fewer = caught([&] { resume(options.run, 1); });
        QCOMPARE(fewer.first, std::string("invalid-option"));
        QVERIFY2(fewer.second.find("14 steps") != std::string::npos, fewer.second.c_str());
        QVERIFY(files() == before);
        for (const double epochs : {std::nan(""), double(INFINITY), -1.0, 1e7}) {
            const auto wrong = caught([&] { resume(options.run, epochs); });
            QCOMPARE(wrong.first, std::string("invalid-option"));
            QVERIFY2(wrong.second.starts_with("epochs: should be "), wrong.second.c_str());
            QVERIFY(files() == before);
        }

        const fs::path weights = m_small.path() / "model/model.safetensors";
        const std::string bytes = read_text_file(weights);
        std::string other = bytes;
        other[other.size() - 1] ^= 0x40; // the last weight's last number: not sampled, so the first one of it too
        other[other.size() - size_t{4 * hidden * intermediate}] ^= 0x40;
        write_file_atomically(weights, other);
        const auto swapped = caught([&] { resume(options.run, 3); });
        write_file_atomically(weights, bytes);
        QCOMPARE(swapped.first, std::string("invalid-option"));
        QVERIFY2(swapped.second.find("not the model") != std::string::npos, swapped.second.c_str());
        QVERIFY(files() == before);
        QVERIFY(resume(options.run, 3).result.state == RunState::Finished);
    }

    void damagedCheckpointIsPassedOver() {
        TrainOptions options = m_small.options("straight damage");
        options.keep_best = false; // else the best one, another step, is what training ends with
        const Trained straight = train(options);
        options.run = file("damaged");
        options.checkpoint_every = 2;
        train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                control.stop = true;
        });
        flip_last_byte(fs::path(options.run) / "checkpoints/step-5/optimizer.safetensors");
        QCOMPARE(inspect_run(options.run).newest_checkpoint, (fs::path(options.run) / "checkpoints/step-4").string());
        const Trained resumed = resume(options.run);
        const auto notes = events_of<NoteEvent>(resumed.events);
        QVERIFY(!notes.empty() && notes[0].level == Level::Warning &&
                notes[0].text.find("step-5") != std::string::npos);
        QCOMPARE(events_of<StartEvent>(resumed.events)[0].first_step, int64_t{4});
        QVERIFY(adapter_bytes(resumed.result.adapter) == adapter_bytes(straight.result.adapter));
    }

    void withoutAGoodCheckpointNothingIsTouched() {
        TrainOptions options = m_small.options("hopeless");
        options.epochs = 1;
        train(options);
        for (const fs::directory_entry& checkpoint : fs::directory_iterator(fs::path(options.run) / "checkpoints"))
            flip_last_byte(checkpoint.path() / "optimizer.safetensors");
        const std::string adapter = adapter_bytes(fs::path(options.run) / "adapter");
        const auto [code, message] = caught([&] { resume(options.run, 3); });
        QCOMPARE(code, std::string("not-found"));
        QVERIFY2(message.find("optimizer.safetensors") != std::string::npos, message.c_str());
        QVERIFY(adapter_bytes(fs::path(options.run) / "adapter") == adapter);
        QVERIFY(!inspect_run(options.run).resumable);
    }

    void otherDataAreRefused() {
        TrainOptions options = m_small.options("changed data");
        options.data = file("changing.jsonl");
        write_rows(options.data, 26, usual_name);
        train(options, [](const Event& event, Control& control) {
            if (std::holds_alternative<StepEvent>(event))
                control.stop = true;
        });
        write_rows(options.data, 26, [](int i) { return i == 25 ? "Zoe" : usual_name(i); });
        const auto [code, message] = caught([&] { resume(options.run); });
        QCOMPARE(code, std::string("invalid-option"));
        QVERIFY2(message.find("changing.jsonl") != std::string::npos, message.c_str());
        write_rows(options.data, 26, usual_name);
        QVERIFY(resume(options.run).result.state == RunState::Finished);
    }

    void aRunAtWorkIsNotResumed() {
        TrainOptions options = m_small.options("busy");
        std::string code;
        train(options, [&](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 2) {
                QVERIFY(!inspect_run(options.run).resumable);
                code = caught([&] { resume(options.run); }).first;
                control.stop = true;
            }
        });
        QCOMPARE(code, std::string("invalid-option"));
        QVERIFY(inspect_run(options.run).resumable);
    }
};

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
