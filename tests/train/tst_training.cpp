// A run from options to adapter: what it learns, reports, keeps; faults on the way.

#include "backend/text/tokenizer.h"
#include "backend/train/base.h"
#include "small_run.h"

#include <cmath>
#include <set>
#include <span>

using namespace loratrf;
using namespace support;

class TestTraining : public QObject {
    Q_OBJECT

    SmallRun m_small;
    std::string file(const std::string& name) const { return (m_small.path() / name).string(); }

    // A model for which the token of "Z" is infinite, and rows of which some hold it.
    TrainOptions poisoned(const std::string& name, const std::function<std::string(int)>& names) const {
        const fs::path folder = m_small.path() / (name + " files");
        const auto tokenizer = open_tokenizer(file("model"));
        const std::vector<int32_t> ids = tokenizer->encode("Z");
        Q_ASSERT(ids.size() == 1);
        write_small_model(folder / "model", ids[0]);
        write_rows(folder / "train.jsonl", 26, names);
        TrainOptions options = m_small.options(name);
        options.model = (folder / "model").string();
        options.data = (folder / "train.jsonl").string();
        return options;
    }

private Q_SLOTS:
    void learnsReportsAndKeeps_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"lora", "loratrf", "full"})
            QTest::newRow(method) << method;
    }
    void learnsReportsAndKeeps() {
        QFETCH(QString, method);
        TrainOptions options = m_small.options("run " + method.toStdString(), method.toStdString());
        options.epochs = 6;
        options.exact_match = true;
        options.max_answer = 12;
        const Trained trained = train(options);
        const TrainResult& result = trained.result;
        QVERIFY(result.state == RunState::Finished);
        QCOMPARE(result.steps, int64_t{42});
        QVERIFY2(result.best_eval_loss < 0.7 * result.first_eval_loss,
                 qPrintable(QString("%1 from %2").arg(result.best_eval_loss).arg(result.first_eval_loss)));
        QCOMPARE(result.generated, int64_t{5});
        QVERIFY(result.tokens_per_second > 0 && result.seconds > 0 && result.peak_memory_bytes > 0);

        const auto starts = events_of<StartEvent>(trained.events);
        QCOMPARE(starts.size(), size_t{1});
        QCOMPARE(starts[0].total_steps, int64_t{42});
        QCOMPARE(starts[0].steps_per_epoch, int64_t{7});
        QCOMPARE(starts[0].trainable, result.trainable);
        const auto steps = events_of<StepEvent>(trained.events);
        QCOMPARE(steps.size(), size_t{42});
        for (size_t i = 0; i < steps.size(); ++i) {
            QCOMPARE(steps[i].step, static_cast<int64_t>(i) + 1);
            QVERIFY(std::isfinite(steps[i].loss) && steps[i].supervised > 0 && steps[i].tokens > steps[i].supervised);
        }
        QCOMPARE(steps.back().eta_seconds, 0.0);
        QCOMPARE(steps.back().epoch, 6.0);
        // Before, after each epoch, answers at the end; the untrained model's before the first step only where it is
        // no longer there afterwards.
        const auto evals = events_of<EvalEvent>(trained.events);
        const bool waits = method != "full";
        QCOMPARE(evals.size(), size_t{waits ? 9U : 8U});
        QCOMPARE(evals.front().loss, result.first_eval_loss);
        QCOMPARE(evals.front().generated, int64_t{waits ? 0 : 5});
        const EvalEvent& untrained = waits ? evals[7] : evals.front();
        QCOMPARE(untrained.step, int64_t{0});
        QCOMPARE(untrained.generated, int64_t{5});
        QCOMPARE(untrained.exact, result.exact_before);
        QCOMPARE(untrained.loss, result.first_eval_loss);
        QCOMPARE(evals.back().generated, int64_t{5});
        QCOMPARE(evals.back().exact, result.exact_after);
        QCOMPARE(evals.back().step, result.best_step);
        QCOMPARE(evals.back().supervised, int64_t{0});
        for (const EvalEvent& eval : std::span(evals).first(7)) { // five rows, each named once
            QCOMPARE(eval.hardest.size(), size_t{3});
            QCOMPARE(eval.easiest.size(), size_t{2});
            std::vector<RowLoss> rows = eval.hardest;
            rows.insert(rows.end(), eval.easiest.rbegin(), eval.easiest.rend());
            std::set<int64_t> lines;
            for (size_t i = 0; i < rows.size(); ++i) {
                lines.insert(rows[i].line);
                QVERIFY(i == 0 || rows[i].loss <= rows[i - 1].loss);
                QVERIFY2(rows[i].prompt.find("Who is number") != std::string::npos, rows[i].prompt.c_str());
                QVERIFY(!rows[i].answer.empty());
            }
            QCOMPARE(lines.size(), rows.size());
            QVERIFY(rows.front().loss >= eval.loss && rows.back().loss <= eval.loss);
        }
        const auto samples = events_of<SampleEvent>(trained.events);
        QCOMPARE(samples.size(), size_t{7 * 3}); // three prompts at each evaluation
        QCOMPARE(samples[0].prompt, std::string("Who is number 0?"));
        QCOMPARE(samples[18].prompt, samples[0].prompt);
        QVERIFY(samples[0].answer != samples[18].answer);
        for (const ActivityEvent& activity : events_of<ActivityEvent>(trained.events)) {
            QCOMPARE(activity.of("mean_filter").size(), method == "loratrf" ? starts[0].sites.size() : 0);
            QVERIFY(!starts[0].measures.empty());
            for (const Measure& measure : starts[0].measures)
                QCOMPARE(activity.of(measure.key).size(), starts[0].sites.size());
        }
        for (const FilterEvent& filter : events_of<FilterEvent>(trained.events))
            QCOMPARE(filter.values.size(), filter.sites.size() * filter.tokens.size());

        // The journal tells the same, and the folder holds what the result says.
        std::vector<Event> heard;
        for (const Event& event : trained.events)
            if (!std::holds_alternative<ProgressEvent>(event))
                heard.push_back(event);
        const std::vector<Event> written = read_journal(options.run);
        QCOMPARE(written.size(), heard.size());
        for (size_t i = 0; i < heard.size(); ++i)
            QCOMPARE(to_json_line(written[i]), to_json_line(heard[i]));
        const Json report = parse_json(read_text_file(fs::path(options.run) / "report.json"), "report.json");
        QCOMPARE(report.at("state").get<std::string>(), std::string("finished"));
        QCOMPARE(report.at("exact_after").get<int64_t>(), result.exact_after);
        const TrainOptions stored = options_from_json(read_text_file(fs::path(options.run) / "options.json"));
        QCOMPARE(to_json(stored), to_json(options));
        verify_manifest(result.adapter);

        // What is kept is the best evaluation's adapter, and evaluating it gives that loss.
        EvaluateRequest request;
        request.model = options.run;
        request.data = options.eval_data;
        request.data_options = options.data_options;
        request.device = "cpu";
        request.compute = "fp32";
        Control control;
        const double loss = evaluate(request, control, {}).loss;
        QVERIFY2(std::abs(loss - result.best_eval_loss) < 1e-5 * loss,
                 qPrintable(QString("%1 and %2").arg(loss).arg(result.best_eval_loss)));
        const fs::path best = fs::path(options.run) / "checkpoints" / ("step-" + std::to_string(result.best_step));
        QVERIFY(adapter_bytes(result.adapter) == adapter_bytes(best));
    }

    // At the end the base model is no longer there.
    void untrainedAnswersComeFirstWhereTheBaseChanges_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"full", "head", "pissa"})
            QTest::newRow(method) << method;
    }
    void untrainedAnswersComeFirstWhereTheBaseChanges() {
        QFETCH(QString, method);
        TrainOptions options = m_small.options("untrained " + method.toStdString(), method.toStdString());
        if (method == "pissa")
            options.method_options.erase("dropout"); // refused
        options.epochs = 1;
        options.exact_match = true;
        options.max_answer = 4;
        const auto evals = events_of<EvalEvent>(train(options).events);
        QCOMPARE(evals.size(), size_t{3}); // before, after the epoch, answers at the end
        QCOMPARE(evals.front().step, int64_t{0});
        QCOMPARE(evals.front().generated, int64_t{5});
    }

    void sameSeedSameBytes() {
        const auto bytes = [&](const std::string& name, uint64_t seed) {
            TrainOptions options = m_small.options(name, "loratrf");
            options.epochs = 1;
            options.seed = seed;
            return adapter_bytes(train(options).result.adapter);
        };
        const std::string first = bytes("seed 3", 3);
        QVERIFY(first == bytes("seed 3 again", 3));
        QVERIFY(first != bytes("seed 4", 4));
    }

    // Accumulation divides by the supervised tokens of the whole step, so the size of micro-batches does not matter.
    void microBatchesMakeNoDifference() {
        TrainOptions options = m_small.options("small micro-batches");
        options.method_options["dropout"] = 0.0;
        const Trained small = train(options);
        options.run = file("whole steps");
        options.token_budget = 100'000;
        const Trained whole = train(options);
        const auto a = events_of<StepEvent>(small.events);
        const auto b = events_of<StepEvent>(whole.events);
        QCOMPARE(a.size(), b.size());
        for (size_t i = 0; i < a.size(); ++i) {
            QVERIFY(std::abs(a[i].loss - b[i].loss) < 1e-4 * b[i].loss);
            QVERIFY(std::abs(a[i].grad_norm - b[i].grad_norm) < 1e-3 * b[i].grad_norm);
        }
    }

    void heldOutRowsAreNotTrainedOn() {
        TrainOptions options = m_small.options("held out");
        options.eval_data.clear();
        options.eval_share = 0.2;
        const Trained trained = train(options);
        const auto start = events_of<StartEvent>(trained.events)[0];
        QCOMPARE(start.eval_examples, int64_t{5});
        QCOMPARE(start.train_examples, int64_t{21});
        QVERIFY(!events_of<EvalEvent>(trained.events).empty());
        options.run = file("nothing held out");
        options.eval_share = 0;
        const Trained all = train(options);
        QCOMPARE(events_of<StartEvent>(all.events)[0].train_examples, int64_t{26});
        QVERIFY(events_of<EvalEvent>(all.events).empty());
        QVERIFY(std::isnan(all.result.best_eval_loss));
        QVERIFY(!all.result.adapter.empty());
    }

    // Line 3 of which file?
    void rowsAreNamedWithTheirFile() {
        TrainOptions options = m_small.options("two files");
        const fs::path folder = m_small.path() / "more";
        fs::create_directories(folder);
        write_rows(folder / "others.jsonl", 26, [](int) { return std::string("somebody"); });
        options.more_data = {"0.5*" + (folder / "others.jsonl").string()};
        options.epochs = 1;
        const auto named = [](const Trained& trained) {
            std::vector<RowLoss> rows;
            for (const EvalEvent& eval : events_of<EvalEvent>(trained.events)) {
                rows.insert(rows.end(), eval.hardest.begin(), eval.hardest.end());
                rows.insert(rows.end(), eval.easiest.begin(), eval.easiest.end());
            }
            return rows;
        };
        const std::vector<RowLoss> own = named(train(options));
        QVERIFY(!own.empty());
        for (const RowLoss& row : own)
            QCOMPARE(row.file, options.eval_data);

        options.run = file("two files, some held out");
        options.eval_data.clear();
        options.eval_share = 0.3;
        std::set<std::string> found;
        for (const RowLoss& row : named(train(options))) {
            const bool other = row.answer.find("somebody") != std::string::npos;
            QCOMPARE(row.file, other ? (folder / "others.jsonl").string() : options.data);
            found.insert(row.file);
        }
        QCOMPARE(found.size(), size_t{2});
    }

    // The answers are counted beside an evaluation, and are none: the curve ends with the last one's own loss.
    void answersComeWithTheLossOfTheirStep() {
        TrainOptions options = m_small.options("answers");
        options.eval_every = 1;
        options.exact_match = true;
        options.max_answer = 4;
        options.keep_best = false;
        const Trained last = train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 8)
                control.change({.learning_rate = 1, .end_step = {}}); // worse from here on
        });
        const auto evals = events_of<EvalEvent>(last.events);
        const EvalEvent& answers = evals[evals.size() - 1];
        const EvalEvent& newest = evals[evals.size() - 3]; // then come the untrained model's answers
        QCOMPARE(answers.step, int64_t{14});
        QCOMPARE(answers.generated, int64_t{5});
        QCOMPARE(answers.supervised, int64_t{0});
        QCOMPARE(newest.step, int64_t{14});
        QVERIFY(newest.loss > last.result.best_eval_loss && newest.supervised > 0 && !newest.hardest.empty());
        QCOMPARE(answers.loss, newest.loss);
    }

    // At each end of an epoch, as evaluations would be.
    void textsAreShownWithoutEvaluationRows() {
        const auto steps = [](const auto& events) {
            std::vector<int64_t> found;
            for (const auto& event : events)
                found.push_back(event.step);
            return found;
        };
        const std::vector<int64_t> epochs = {0, 7, 14};
        TrainOptions options = m_small.options("texts", "loratrf");
        options.eval_data.clear();
        options.eval_share = 0;
        options.probe_texts = {"Who is number 3?"};
        options.max_answer = 4;
        const Trained texts = train(options);
        const auto samples = events_of<SampleEvent>(texts.events);
        QVERIFY(steps(samples) == epochs);
        QCOMPARE(samples[0].prompt, options.probe_texts[0]);
        QVERIFY(steps(events_of<FilterEvent>(texts.events)) == epochs);
        QVERIFY(events_of<EvalEvent>(texts.events).empty());

        options.run = file("texts and maps");
        options.probe_every = 5;
        const Trained maps = train(options);
        QVERIFY(steps(events_of<SampleEvent>(maps.events)) == epochs);
        QVERIFY(steps(events_of<FilterEvent>(maps.events)) == (std::vector<int64_t>{0, 5, 10, 14}));
    }

    void patienceEndsARunThatGetsNoBetter() {
        TrainOptions options = m_small.options("patience");
        options.epochs = 50;
        options.eval_every = 1;
        options.patience = 2;
        options.learning_rate = 0.3; // gets worse soon
        options.warmup = 0;
        const Trained trained = train(options);
        QVERIFY(trained.result.state == RunState::Finished);
        const auto evals = events_of<EvalEvent>(trained.events);
        QVERIFY(evals.size() >= 3 && trained.result.steps < 350);
        QVERIFY(!evals[evals.size() - 1].best && !evals[evals.size() - 2].best);
        double best = INFINITY;
        for (const EvalEvent& eval : evals)
            best = std::min(best, eval.loss);
        QCOMPARE(trained.result.best_eval_loss, best);
    }

    void checkpointsAreThinnedOutButTheBestStays() {
        TrainOptions options = m_small.options("thinned");
        options.checkpoint_every = 1;
        options.keep_checkpoints = 3;
        options.eval_every = 5;
        const Trained trained = train(options);
        std::set<int64_t> kept;
        for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(options.run) / "checkpoints"))
            kept.insert(std::stoll(entry.path().filename().string().substr(5)));
        std::set<int64_t> expected = {12, 13, 14};
        if (!expected.contains(trained.result.best_step))
            expected.insert(trained.result.best_step);
        else
            expected.insert(11); // the best is kept beside the newest three
        QVERIFY(kept == expected);
    }

    void aCheckpointAskedForIsWritten() {
        TrainOptions options = m_small.options("asked");
        const Trained trained = train(options, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 3)
                control.checkpoint = true;
        });
        QCOMPARE(events_of<CheckpointEvent>(trained.events)[0].step, int64_t{3});
    }

    void aBadBatchIsSkippedAndNamed() {
        const TrainOptions options = poisoned("one bad row", [](int i) { return i == 9 ? "Z" : usual_name(i); });
        const Trained trained = train(options);
        QVERIFY(trained.result.state == RunState::Finished);
        int64_t skipped = 0;
        for (const StepEvent& step : events_of<StepEvent>(trained.events)) {
            QVERIFY(step.skipped != std::isfinite(step.loss));
            skipped += step.skipped;
        }
        QCOMPARE(skipped, int64_t{2}); // once an epoch
        int64_t named = 0;
        for (const NoteEvent& note : events_of<NoteEvent>(trained.events))
            if (note.level == Level::Problem) {
                const std::string lines = note.text.substr(note.text.find("lines "));
                named += lines.find(" 10") != std::string::npos; // the row's line
                QVERIFY(note.alarm && note.text.find("token embeddings") != std::string::npos);
            }
        QCOMPARE(named, skipped);
        QVERIFY(trained.result.best_eval_loss < trained.result.first_eval_loss); // and the others are learnt from
    }

    void badBatchesInARowEndTheRunWithTheLastGoodState() {
        // From some step on every batch holds the infinite token.
        TrainOptions options = poisoned("bad rows", [](int) { return "Z"; });
        options.max_bad_steps = 3;
        auto [code, message] = caught([&] { train(options); });
        QCOMPARE(code, std::string("diverged"));
        QVERIFY2(message.find("no state to keep") != std::string::npos, message.c_str());
        QVERIFY(inspect_run(options.run).state == RunState::Failed);

        options = m_small.options("too fast");
        options.learning_rate = 1e30; // weights that overflow at the first full step
        options.warmup = 3;
        options.schedule = Schedule::Constant;
        options.clip_norm = 0;
        options.checkpoint_every = 1;
        options.max_bad_steps = 2;
        std::vector<Event> events;
        std::tie(code, message) =
            caught([&] { train(options, [&](const Event& event, Control&) { events.push_back(event); }); });
        QCOMPARE(code, std::string("diverged"));
        int64_t last_finite = 0;
        for (const StepEvent& step : events_of<StepEvent>(events))
            if (!step.skipped)
                last_finite = step.step;
        const RunInfo info = inspect_run(options.run);
        QVERIFY(info.state == RunState::Failed);
        if (last_finite > 1) { // its loss was computed with the weights of the step before
            QCOMPARE(info.newest_checkpoint,
                     (fs::path(options.run) / "checkpoints" / ("step-" + std::to_string(last_finite - 1))).string());
            QVERIFY2(message.find(info.newest_checkpoint) != std::string::npos, message.c_str());
        } else {
            QVERIFY2(message.find("no state to keep") != std::string::npos, message.c_str());
            QVERIFY(info.newest_checkpoint.empty());
        }
    }

    // A run that explodes late: the state it ends with evaluates to a finite loss and can be gone on with.
    void theKeptStateIsUsable() {
        TrainOptions options = m_small.options("explodes");
        options.warmup = 0;
        options.schedule = Schedule::Constant;
        options.epochs = 1;
        options.keep_best = false;
        train(options);
        TrainOptions faster = options_from_json(read_text_file(fs::path(options.run) / "options.json"));
        faster.learning_rate = 1e30;
        write_file_atomically(fs::path(options.run) / "options.json", to_json(faster));
        QCOMPARE(caught([&] { resume(options.run, 3); }).first, std::string("diverged"));
        const RunInfo info = inspect_run(options.run);
        QVERIFY(info.resumable);
        QVERIFY(info.newest_checkpoint.find("step-7") != std::string::npos);
        faster.learning_rate = options.learning_rate;
        write_file_atomically(fs::path(options.run) / "options.json", to_json(faster));
        const Trained calm = resume(options.run, 2);
        QVERIFY(calm.result.state == RunState::Finished);
        QVERIFY(std::isfinite(calm.result.best_eval_loss));
    }

    // ALoRA's first round comes after step 7, whose update leaves weights of no use: they are neither judged nor kept.
    void theKeptStateIsFromBeforeARoundOnBadWeights() {
        TrainOptions options = m_small.options("calm ranks", "alora");
        options.warmup = 0;
        options.schedule = Schedule::Constant;
        options.keep_best = false;
        options.log_every = 1;
        options.max_bad_steps = 3;
        options.checkpoint_every = 1;
        options.keep_checkpoints = 99;
        train(options);
        const std::string good = adapter_bytes(fs::path(options.run) / "checkpoints/step-6");

        options.run = file("exploding ranks");
        options.checkpoint_every = 100;
        const auto [code, message] = caught([&] {
            train(options, [](const Event& event, Control& control) {
                if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                    control.change({.learning_rate = 1e30, .end_step = {}}); // from step 7 on
            });
        });
        QCOMPARE(code, std::string("diverged"));
        const RunInfo info = inspect_run(options.run);
        QVERIFY2(info.newest_checkpoint.ends_with("step-6"), message.c_str());
        QVERIFY(adapter_bytes(info.newest_checkpoint) == good);
    }

    void problemsAreToldBeforeAnythingIsWritten() {
        TrainOptions options = m_small.options("never");
        options.batch_size = 0;
        options.learning_rate = -1;
        options.method_options["targets"] = std::vector<std::string>{};
        const auto [code, message] = caught([&] { train(options); });
        QCOMPARE(code, std::string("invalid-option"));
        for (const char* field : {"batch_size", "learning_rate", "method_options.targets"})
            QVERIFY2(message.find(field) != std::string::npos, message.c_str());
        QVERIFY(!fs::exists(options.run));
    }
};

QTEST_GUILESS_MAIN(TestTraining)
#include "tst_training.moc"
