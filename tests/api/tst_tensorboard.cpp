// A run's journal as an event file of TensorBoard: which figures, of which steps, where, and what is never overwritten.

#include "backend/api/engine.h"
#include "backend/api/event_json.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "io/event_reader.h"

#include <QTemporaryDir>
#include <QtTest>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

using namespace loratrf;

namespace {

namespace fs = std::filesystem;

// The values of a tag by step, each step once.
std::map<int64_t, float> curve(const std::vector<support::ReadEvent>& events, const std::string& tag) {
    std::map<int64_t, float> values;
    for (const support::ReadEvent& event : events)
        for (const auto& [name, value] : event.values)
            if (name == tag && !values.emplace(event.step, value).second)
                qFatal("%s of step %lld is there twice", tag.c_str(), static_cast<long long>(event.step));
    return values;
}

StepEvent trained(int64_t step, double loss, double seconds) {
    StepEvent event;
    event.step = step;
    event.loss = loss;
    event.learning_rate = 1e-3 * static_cast<double>(step);
    event.grad_norm = 2;
    event.tokens_per_second = 250;
    event.seconds = seconds;
    event.memory_bytes = 1'500'000'000;
    return event;
}

std::string code(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return code_name(error.code());
    }
    return {};
}

} // namespace

class TestTensorBoard : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path path(const char* name) const { return fs::path(m_folder->path().toStdString()) / name; }

    std::string write_run(const std::vector<Event>& events) const {
        fs::create_directories(path("run"));
        write_file_atomically(path("run") / "options.json", to_json(TrainOptions()));
        JournalWriter journal(path("run") / "journal.jsonl");
        for (const Event& event : events)
            journal.append(to_json(event));
        return path("run").string();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void everyFigureHasItsTag() {
        ActivityEvent activity{.step = 2, .values = {{"mean_filter", {0.25F, 0.75F, std::nanf("")}}, {"none", {}}}};
        StepEvent skipped = trained(2, std::nan(""), 3);
        skipped.skipped = true;
        const std::string run = write_run(
            {StartEvent{}, EvalEvent{.step = 0, .loss = 2, .perplexity = 7.5}, trained(1, 1.5, 1), skipped, activity,
             EvalEvent{.step = 2, .loss = 1, .perplexity = 2.5, .supervised = 9, .generated = 4, .exact = 3},
             NoteEvent{.level = Level::Info, .step = 2, .text = "a note"}});
        const TensorBoardResult result = export_tensorboard(run, path("logs/first").string());
        QCOMPARE(result.points, int64_t{5});
        QCOMPARE(fs::path(result.file).parent_path(), path("logs/first"));
        const std::vector<support::ReadEvent> events = support::read_events(read_text_file(result.file));
        QCOMPARE(events.size(), size_t{6});
        QCOMPARE(events[0].version, std::string("brain.Event:2"));
        using Curve = std::map<int64_t, float>;
        QCOMPARE(curve(events, "train/loss").at(1), 1.5F);
        QVERIFY(std::isnan(curve(events, "train/loss").at(2)));
        QCOMPARE(curve(events, "train/learning_rate"), (Curve{{1, 1e-3F}, {2, 2e-3F}}));
        QCOMPARE(curve(events, "train/grad_norm"), (Curve{{1, 2.0F}, {2, 2.0F}}));
        QCOMPARE(curve(events, "train/tokens_per_second"), (Curve{{1, 250.0F}, {2, 250.0F}}));
        QCOMPARE(curve(events, "memory/bytes"), (Curve{{1, 1.5e9F}, {2, 1.5e9F}}));
        QCOMPARE(curve(events, "eval/loss"), (Curve{{0, 2.0F}, {2, 1.0F}}));
        QCOMPARE(curve(events, "eval/perplexity"), (Curve{{0, 7.5F}, {2, 2.5F}}));
        QCOMPARE(curve(events, "eval/exact"), (Curve{{2, 0.75F}}));
        QCOMPARE(curve(events, "activity/mean_filter"), (Curve{{2, 0.5F}}));
        QVERIFY(curve(events, "activity/none").empty());

        // The last point is of the journal's last change, the others lie as far before it as the steps say.
        const double now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
        QVERIFY(std::abs(events.back().wall_time - now) < 600);
        QVERIFY(std::abs(events.back().wall_time - events[2].wall_time - 2) < 1e-3); // 3 s and 1 s
        const std::string name = fs::path(result.file).filename().string();
        QVERIFY2(name.starts_with("events.out.tfevents." + std::to_string(std::llround(events[0].wall_time)) + "."),
                 name.c_str());
    }

    // Their rewards and margins; no perplexity, not even an empty curve, also where answers were counted at the end.
    void preferencePairsHaveFiguresOfTheirOwn() {
        StepEvent step = trained(1, 0.5, 1);
        step.pairs = PairFigures{.preferred = 0.75, .chosen_reward = -0.5, .margin = 1.5};
        EvalEvent eval{.step = 1, .loss = 0.25, .perplexity = std::nan(""), .supervised = 9};
        eval.pairs = PairFigures{.preferred = 1, .chosen_reward = 0.5, .margin = 2};
        const EvalEvent answers{.step = 1, .loss = 0.25, .perplexity = std::nan(""), .generated = 4, .exact = 3};
        const std::string run = write_run({StartEvent{}, step, eval, answers});
        const auto events = support::read_events(read_text_file(export_tensorboard(run, path("logs").string()).file));
        using Curve = std::map<int64_t, float>;
        QCOMPARE(curve(events, "train/preferred"), (Curve{{1, 0.75F}}));
        QCOMPARE(curve(events, "train/chosen_reward"), (Curve{{1, -0.5F}}));
        QCOMPARE(curve(events, "train/margin"), (Curve{{1, 1.5F}}));
        QCOMPARE(curve(events, "eval/preferred"), (Curve{{1, 1.0F}}));
        QCOMPARE(curve(events, "eval/margin"), (Curve{{1, 2.0F}}));
        QCOMPARE(curve(events, "eval/exact"), (Curve{{1, 0.75F}}));
        QVERIFY(curve(events, "eval/perplexity").empty());
    }

    // Answers that are counted at the end stand beside the evaluation of their step.
    void answersAreNoSecondEvaluation() {
        const EvalEvent untrained{.step = 0, .loss = 2, .perplexity = 7.5, .generated = 4, .exact = 1};
        const EvalEvent kept{.step = 1, .loss = 1, .perplexity = 2.5, .generated = 4, .exact = 3};
        const std::string run = write_run(
            {StartEvent{}, EvalEvent{.step = 0, .loss = 2, .perplexity = 7.5, .supervised = 9}, trained(1, 1.5, 1),
             EvalEvent{.step = 1, .loss = 1, .perplexity = 2.5, .supervised = 9}, untrained, kept});
        const auto events = support::read_events(read_text_file(export_tensorboard(run, path("logs").string()).file));
        using Curve = std::map<int64_t, float>;
        QCOMPARE(curve(events, "eval/loss"), (Curve{{0, 2.0F}, {1, 1.0F}}));
        QCOMPARE(curve(events, "eval/perplexity"), (Curve{{0, 7.5F}, {1, 2.5F}}));
        QCOMPARE(curve(events, "eval/exact"), (Curve{{0, 0.25F}, {1, 0.75F}}));
    }

    void whatAResumedRunRepeatsCountsOnce() {
        StartEvent resumed;
        resumed.first_step = 2;
        const std::string run =
            write_run({StartEvent{}, trained(1, 5, 1), trained(2, 4, 2), EvalEvent{.step = 2, .loss = 4},
                       trained(3, 99, 3), EvalEvent{.step = 3, .loss = 99}, resumed, trained(3, 3, 3),
                       EvalEvent{.step = 3, .loss = 3}, trained(4, 2, 4)});
        const auto events = support::read_events(read_text_file(export_tensorboard(run, path("logs").string()).file));
        using Curve = std::map<int64_t, float>;
        QCOMPARE(curve(events, "train/loss"), (Curve{{1, 5.0F}, {2, 4.0F}, {3, 3.0F}, {4, 2.0F}}));
        QCOMPARE(curve(events, "eval/loss"), (Curve{{2, 4.0F}, {3, 3.0F}}));
        double before = 0;
        for (const support::ReadEvent& event : events) {
            QVERIFY(event.wall_time >= before);
            before = event.wall_time;
        }
    }

    void aRunUnderWayIsTakenAsItIs() {
        const std::string run = write_run({StartEvent{}, trained(1, 5, 1)});
        const JournalWriter trains(path("run") / "journal.jsonl");
        QCOMPARE(export_tensorboard(run, path("logs").string()).points, int64_t{1});
    }

    void nothingIsOverwritten() {
        const std::string run = write_run({StartEvent{}, trained(1, 5, 1)});
        fs::create_directories(path("logs"));
        write_file_atomically(path("logs") / "mine.txt", "mine"); // other files are no obstacle
        const std::string file = export_tensorboard(run, path("logs").string()).file;
        const std::string content = read_text_file(file);
        QCOMPARE(code([&] { export_tensorboard(run, path("logs").string()); }), std::string("invalid-option"));
        QCOMPARE(read_text_file(file), content);
        QCOMPARE(read_text_file(path("logs") / "mine.txt"), std::string("mine"));
        QCOMPARE(std::distance(fs::directory_iterator(path("logs")), fs::directory_iterator()), std::ptrdiff_t{2});
        QVERIFY(!code([&] { export_tensorboard(run, (path("logs") / "mine.txt").string()); }).empty());
        QCOMPARE(read_text_file(path("logs") / "mine.txt"), std::string("mine"));
    }

    void itSaysWhatItReadAndCanBeStopped() {
        const std::string run = write_run({StartEvent{}, trained(1, 5, 1)}), logs = path("logs").string();
        QCOMPARE(code([&] { export_tensorboard(run, logs, [](uint64_t) { return false; }); }),
                 std::string("cancelled"));
        QVERIFY(!fs::exists(path("logs")));
        uint64_t read = 0;
        export_tensorboard(run, logs, [&read](uint64_t bytes) {
            read += bytes;
            return true;
        });
        QCOMPARE(read, uint64_t{fs::file_size(path("run") / "journal.jsonl")});
    }

    void withoutFiguresThereIsNoFile() {
        const std::string run = write_run({StartEvent{}});
        QCOMPARE(code([&] { export_tensorboard(run, path("logs").string()); }), std::string("not-found"));
        QCOMPARE(code([&] { export_tensorboard(path("nowhere").string(), path("logs").string()); }),
                 std::string("not-found"));
        QVERIFY(!fs::exists(path("logs")));
    }

    void leaveAFileForTheOracle() {
        const QString wanted = qEnvironmentVariable("LORATRF_ORACLE_DIR");
        std::vector<Event> events = {StartEvent{}, EvalEvent{.step = 0, .loss = 3, .perplexity = std::exp(3.0)}};
        Json expected = {{"train/loss", Json::array()}, {"eval/loss", Json::array()}};
        expected["eval/loss"].push_back({0, 3.0});
        for (int64_t i = 1; i <= 300; ++i) {
            const double loss = static_cast<float>(3 / std::sqrt(static_cast<double>(i)));
            events.emplace_back(trained(i, loss, static_cast<double>(i) / 4));
            expected["train/loss"].push_back({i, loss});
        }
        events.emplace_back(EvalEvent{.step = 300, .loss = 0.25, .perplexity = 1.25});
        expected["eval/loss"].push_back({300, 0.25});
        const fs::path to = (wanted.isEmpty() ? path("oracle") : fs::path(wanted.toStdString())) / "tensorboard";
        export_tensorboard(write_run(events), to.string());
        write_file_atomically(to / "expected.json", expected.dump());
    }
};

QTEST_GUILESS_MAIN(TestTensorBoard)
#include "tst_tensorboard.moc"
