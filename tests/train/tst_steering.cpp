// What is changed while a run is under way: written to the journal, and the same again after a resume.

#include "backend/train/schedule.h"
#include "small_run.h"

#include <cstring>
#include <limits>
#include <set>

using namespace loratrf;
using namespace support;

class TestSteering : public QObject {
    Q_OBJECT

    SmallRun m_small;

    TrainOptions steered(const std::string& run) const {
        TrainOptions options = m_small.options(run, "loratrf");
        options.keep_best = false;
        options.checkpoint_every = 3;
        options.keep_checkpoints = 9;
        options.warmup = 0.3; // of 14 steps: 5
        return options;
    }
    // Asked for when step 5 is reported; taken up after step 6 at the latest.
    static OnEvent changing(const RecipeChange& wish, int64_t stop_at = 0) {
        return [wish, stop_at](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event)) {
                if (step->step == 5)
                    control.change(wish);
                if (step->step == stop_at)
                    control.stop = true;
            }
        };
    }

    // As if its weights or moments had overflowed: the file's last number is infinite, the checkpoint is whole.
    static void overflow(const fs::path& checkpoint, const std::string& name) {
        const fs::path before = checkpoint.parent_path() / "before";
        fs::rename(checkpoint, before);
        FolderTransaction folder(checkpoint);
        for (const auto& entry : fs::directory_iterator(before))
            if (entry.path().filename() != "MANIFEST.json")
                fs::copy_file(entry.path(), folder.path() / entry.path().filename());
        std::string bytes = read_text_file(folder.path() / name);
        const float infinite = std::numeric_limits<float>::infinity();
        std::memcpy(bytes.data() + bytes.size() - sizeof(infinite), &infinite, sizeof(infinite));
        write_file_atomically(folder.path() / name, bytes);
        folder.commit();
        fs::remove_all(before);
    }

private Q_SLOTS:
    void theScheduleFollows() {
        const TrainOptions options = steered("followed");
        const Trained trained = train(options, changing({.learning_rate = 2e-3, .end_step = 10}));
        QVERIFY(trained.result.state == RunState::Finished);
        QCOMPARE(trained.result.steps, int64_t{10});
        const auto changes = events_of<SteerEvent>(trained.events);
        QCOMPARE(changes.size(), size_t{1});
        QCOMPARE(changes[0].learning_rate, 2e-3);
        QCOMPARE(changes[0].end_step, int64_t{10});
        TrainOptions after = options;
        after.learning_rate = 2e-3;
        after.warmup = static_cast<double>(warmup_steps(options.warmup, 14));
        for (const StepEvent& step : events_of<StepEvent>(trained.events))
            QCOMPARE(step.learning_rate, step.step <= changes[0].step ? learning_rate_at(options, step.step, 14)
                                                                      : learning_rate_at(after, step.step, 10));
        const RunInfo info = inspect_run(options.run);
        QCOMPARE(info.total_steps, int64_t{10});
        QVERIFY(!info.resumable);
    }

    void resumingIsBitEqual() {
        const RecipeChange wish{.learning_rate = 2e-3, .end_step = 12};
        const Trained straight = train(steered("straight"), changing(wish));
        QCOMPARE(straight.result.steps, int64_t{12});
        const std::string expected = adapter_bytes(straight.result.adapter);
        QVERIFY(expected != adapter_bytes(train(steered("unchanged")).result.adapter));

        const TrainOptions options = steered("stopped");
        QVERIFY(train(options, changing(wish, 8)).result.state == RunState::Stopped);
        const Trained after = resume(options.run); // from a checkpoint after the change
        QCOMPARE(after.result.steps, int64_t{12});
        QVERIFY(adapter_bytes(after.result.adapter) == expected);
        const auto starts = events_of<StartEvent>(after.events);
        QCOMPARE(starts[0].total_steps, int64_t{12});
        QCOMPARE(starts[0].learning_rate, 2e-3);

        const TrainOptions lost = steered("lost");
        QVERIFY(train(lost, changing(wish, 8)).result.state == RunState::Stopped);
        for (const char* step : {"step-6", "step-8"}) // as if the machine had failed before they were written
            fs::remove_all(fs::path(lost.run) / "checkpoints" / step);
        const Trained again = resume(lost.run); // the change is ahead, and made again
        QCOMPARE(events_of<StartEvent>(again.events)[0].first_step, int64_t{3});
        QCOMPARE(again.result.steps, int64_t{12});
        QVERIFY(adapter_bytes(again.result.adapter) == expected);
    }

    void whatCannotBeIsRefused() {
        const std::string expected = adapter_bytes(train(steered("as planned")).result.adapter);
        const Trained trained = train(steered("refused"), changing({.learning_rate = -1, .end_step = 2}));
        QCOMPARE(trained.result.steps, int64_t{14});
        QVERIFY(events_of<SteerEvent>(trained.events).empty());
        QVERIFY(adapter_bytes(trained.result.adapter) == expected);
        std::string told;
        for (const NoteEvent& note : events_of<NoteEvent>(trained.events))
            told += note.level == Level::Warning ? note.text + "\n" : "";
        QVERIFY2(told.find("must be above 0") != std::string::npos, told.c_str());
        QVERIFY2(told.find("step 2 was wished for") != std::string::npos, told.c_str());
    }

    void moreEpochsReplaceAChangedEnd() {
        const TrainOptions options = steered("longer");
        QCOMPARE(train(options, changing({.learning_rate = 2e-3, .end_step = 8})).result.steps, int64_t{8});
        const Trained longer = resume(options.run, 3, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 11)
                control.stop = true;
        });
        QCOMPARE(events_of<StartEvent>(longer.events)[0].total_steps, int64_t{21});
        QCOMPARE(events_of<StartEvent>(longer.events)[0].learning_rate, 2e-3); // only the end was asked for
        QCOMPARE(resume(options.run).result.steps, int64_t{21});               // which holds from now on
    }

    void evaluatesWhenAsked() {
        TrainOptions options = steered("asked");
        options.patience = 1;
        options.learning_rate = 1e-12; // no evaluation is better than the first, or hardly
        options.eval_every = 100;
        const Trained trained = train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 3)
                control.evaluate = true;
        });
        QCOMPARE(trained.result.steps, int64_t{14}); // an evaluation asked for does not use patience up
        std::vector<int64_t> evaluated;
        for (const EvalEvent& eval : events_of<EvalEvent>(trained.events))
            evaluated.push_back(eval.step);
        QVERIFY(evaluated == (std::vector<int64_t>{0, 4, 14}));
    }

    void goingBackTakesAnotherWay() {
        const TrainOptions options = steered("back");
        const Trained straight = train(options);
        const std::string expected = adapter_bytes(straight.result.adapter);
        const auto checkpoint = [&](int64_t step) {
            return fs::exists(fs::path(options.run) / "checkpoints" / ("step-" + std::to_string(step)));
        };
        QVERIFY(checkpoint(12));
        Trained back;
        Control control;
        back.result = go_back(options.run, 7, control, sink_into(back, control, [&](const Event& event, Control& c) {
                                  if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 7) {
                                      QVERIFY(!checkpoint(9) && !checkpoint(12));
                                      c.stop = true;
                                  }
                              }));
        QCOMPARE(events_of<StartEvent>(back.events)[0].first_step, int64_t{6});
        QCOMPARE(inspect_run(options.run).step, int64_t{7});
        QVERIFY(adapter_bytes(resume(options.run).result.adapter) == expected);

        control.stop = false;
        const auto [code, message] = caught([&] { go_back(options.run, 3, control, {}); });
        QCOMPARE(code, std::string("not-found"));
        QVERIFY2(message.find("before 3") != std::string::npos, message.c_str());
        QVERIFY(checkpoint(12)); // a refused way back deletes nothing
    }

    // Only the newest two states are kept: what was written before the trouble may be gone.
    void goingBackTakesWhatWasNotThinnedOut() {
        TrainOptions options = steered("thinned");
        options.keep_checkpoints = 2;
        train(options);
        const auto checkpoints = [&] {
            std::set<std::string> names;
            for (const auto& entry : fs::directory_iterator(fs::path(options.run) / "checkpoints"))
                names.insert(entry.path().filename().string());
            return names;
        };
        QVERIFY(checkpoints() == (std::set<std::string>{"step-12", "step-14"}));
        Control control;
        const auto [code, message] = caught([&] { go_back(options.run, 8, control, {}); });
        QCOMPARE(code, std::string("not-found"));
        QVERIFY2(message.find("before 8") != std::string::npos, message.c_str());
        QVERIFY(checkpoints() == (std::set<std::string>{"step-12", "step-14"}));
        Trained back;
        back.result = go_back(options.run, 14, control, sink_into(back, control, {}));
        QCOMPARE(events_of<StartEvent>(back.events)[0].first_step, int64_t{12});
        QCOMPARE(back.result.steps, int64_t{14});
    }

    void goingBackPassesOverNumbersThatAreNotFinite_data() {
        QTest::addColumn<std::string>("file");
        QTest::newRow("weights") << std::string("adapter_model.safetensors");
        QTest::newRow("moments") << std::string("optimizer.safetensors");
    }
    void goingBackPassesOverNumbersThatAreNotFinite() {
        QFETCH(std::string, file);
        const TrainOptions options = steered("overflown " + file);
        train(options);
        overflow(fs::path(options.run) / "checkpoints" / "step-6", file);
        QCOMPARE(way_back(options.run, 8), int64_t{3});
        Trained back;
        Control control;
        back.result = go_back(options.run, 8, control, sink_into(back, control, {}));
        QCOMPARE(events_of<StartEvent>(back.events)[0].first_step, int64_t{3});
        const NoteEvent note = events_of<NoteEvent>(back.events)[0];
        QVERIFY2(note.text.find("passed over") != std::string::npos && note.text.find("step-6") != std::string::npos &&
                     note.text.find("not finite") != std::string::npos,
                 note.text.c_str());
        overflow(fs::path(options.run) / "checkpoints" / "step-3", file);
        const auto [code, message] = caught([&] { go_back(options.run, 4, control, {}); });
        QCOMPARE(code, std::string("not-found"));
        QVERIFY2(message.find("not finite") != std::string::npos, message.c_str());
    }

    // Weights may be finite and useless: that the update before made them so, the next loss alone can tell.
    void goingBackLeavesOutTheWeightsThatGaveTheBadLoss() {
        TrainOptions options = steered("blown up");
        options.checkpoint_every = 1;
        options.keep_checkpoints = 20;
        int64_t bad = 0;
        const Trained trained = train(options, [&](const Event& event, Control& control) {
            const auto* step = std::get_if<StepEvent>(&event);
            if (step && step->step == 5)
                control.change({.learning_rate = 1e25, .end_step = {}});
            if (step && step->skipped && bad == 0) {
                bad = step->step;
                control.stop = true;
            }
        });
        QVERIFY(bad > 6);
        int64_t alarm = 0;
        for (const NoteEvent& note : events_of<NoteEvent>(trained.events))
            alarm = note.alarm ? note.step : alarm;
        const fs::path blown = fs::path(options.run) / "checkpoints" / ("step-" + std::to_string(bad - 1));
        QVERIFY(fs::exists(blown));
        Trained back;
        Control control;
        back.result = go_back(options.run, alarm, control, sink_into(back, control, [](const Event& event, Control& c) {
                                  c.stop = c.stop || std::holds_alternative<StartEvent>(event);
                              }));
        QCOMPARE(events_of<StartEvent>(back.events)[0].first_step, bad - 2);
        QVERIFY(!fs::exists(blown));
    }

    void theWayBackOfALiveRunCountsTheCheckpointOfItsStop() {
        TrainOptions options = steered("way");
        options.keep_checkpoints = 2;
        options.keep_best = false;
        train(options);
        QVERIFY(fs::exists(fs::path(options.run) / "checkpoints" / "step-12"));
        QCOMPARE(way_back(options.run, 15), int64_t{14});
        const auto [code, message] = caught([&] { way_back(options.run, 14); }); // step 12 would be the third
        QCOMPARE(code, std::string("not-found"));
        QVERIFY2(message.find("before 14") != std::string::npos, message.c_str());
    }
};

QTEST_MAIN(TestSteering)
#include "tst_steering.moc"
