// Runs a comparison, trial after trial, over the engine's own training and evaluation.

#include "backend/api/compare.h"

#include "backend/api/compare_json.h"
#include "backend/api/compare_pairs.h"
#include "backend/api/compare_plan.h"
#include "backend/api/compare_report.h"
#include "backend/api/general_text.h"
#include "backend/data/row_split.h"
#include "backend/io/files.h"
#include "backend/io/journal.h"
#include "backend/train/run_folder.h"
#include "backend/train/training_data.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <set>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr int64_t most_tokens = int64_t{1} << 20; // the general text is never cut
constexpr int64_t spare_tokens = 2;               // what an answer may be longer than the longest label

struct Stopped {}; // unwinds to compare(): the user asked to stop, everything so far is on the disk

class Comparison {
public:
    Comparison(const CompareOptions& options, Control& control, const EventSink& sink)
        : m_options(options), m_folder(fs::absolute(options.folder).lexically_normal()), m_control(control),
          m_sink(sink) {
        std::vector<Problem> problems;
        m_plans = plan_methods(options, inspect_model(options.train.model), problems);
    }

    // compare.json says what was asked: written where it is not there, else the same as there.
    void open_folder() const {
        const fs::path file = m_folder / "compare.json";
        const Json plan = plan_json(m_options, m_plans);
        if (!fs::exists(file)) {
            std::error_code fault;
            fs::create_directories(m_folder / "trials", fault);
            if (fault)
                throw Error(ErrorCode::Io, m_folder.string() + " cannot be made: " + fault.message());
            write_file_atomically(file, plan.dump(2) + "\n");
            return;
        }
        Json begun = read_compare_file(file);
        if (begun.contains("train")) // options that are newer than the comparison have their defaults in it
            begun["train"] = Json::parse(to_json(options_from_json(begun["train"].dump())));
        std::string differing;
        for (const Json& change : Json::diff(begun, plan))
            differing += (differing.empty() ? "" : ", ") + change.at("path").get<std::string>().substr(1);
        if (!differing.empty())
            throw Error(ErrorCode::InvalidOption,
                        m_folder.string() + ": this comparison began with other options (" + differing +
                            " differ from its compare.json); give those again, or choose another folder");
    }

    CompareResult run() {
        open_folder();
        m_journal.emplace(m_folder / "journal.jsonl"); // one process at a time
        read_journal();
        CompareResult result;
        result.folder = m_folder.string();
        try {
            split();
            look_at_rows(result);
            run_trials(result);
        } catch (const Stopped&) {
            result.state = RunState::Stopped;
            return result;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Cancelled)
                throw;
            result.state = RunState::Stopped;
            return result;
        }
        result.files = write_reports(m_options, result);
        return result;
    }

private:
    void read_journal() {
        for (Json& line : JournalReader(m_folder / "journal.jsonl").read_new())
            if (line.contains("trial") && line["trial"].is_string()) {
                Json& entry = m_known[line["trial"].get<std::string>()];
                entry.update(line);
            }
    }

    void record(const std::string& trial, const char* key, const Json& value) {
        const Json line = {{"trial", trial}, {key, value}};
        m_journal->append(line);
        m_journal->sync();
        m_known[trial].update(line);
    }

    // The rows' three parts and the general text appear whole or not at all, and are checked when the work goes on.
    void split() {
        const fs::path folder = m_folder / "data";
        remove_leftovers(m_folder);
        if (!fs::exists(folder)) {
            FolderTransaction data(folder);
            const TrainOptions& train = m_options.train;
            const Split parts = split_rows({.data = train.data,
                                            .eval_data = train.eval_data,
                                            .test_data = m_options.test_data,
                                            .eval_share = train.eval_share,
                                            .test_share = m_options.test_share,
                                            .seed = train.seed},
                                           train.data_options, data.path(), reading());
            write_file_atomically(data.path() / "split.json", Json{{"train", parts.train},
                                                                   {"eval", parts.eval},
                                                                   {"test", parts.test},
                                                                   {"left_out", parts.left_out},
                                                                   {"rejected", parts.rejected},
                                                                   {"labels", parts.labels}}
                                                                      .dump(2) +
                                                                  "\n");
            std::string general;
            for (const std::string& paragraph : general_paragraphs())
                general += Json{{"text", paragraph}}.dump() + "\n";
            write_file_atomically(data.path() / "general.jsonl", general);
            data.commit();
        }
        verify_manifest(folder);
        m_split = read_compare_file(folder / "split.json");
        const Fields rows(m_split, (folder / "split.json").string());
        if (const int64_t rejected = rows.whole("rejected"); rejected > 0)
            note(Level::Warning, std::to_string(rejected) + " rows cannot be used and take no part");
        if (const int64_t left_out = rows.whole("left_out"); left_out > 0)
            note(Level::Warning, std::to_string(left_out) +
                                     " rows are left out: their questions are also asked in the rows that judge");
    }

    void look_at_rows(CompareResult& result) {
        const Fields rows(m_split, "split.json");
        result.train_rows = rows.whole("train");
        result.eval_rows = rows.whole("eval");
        result.test_rows = rows.whole("test");
        result.left_out_rows = rows.whole("left_out");
        result.labels = !rows.at("labels").empty();
        m_of_pairs = holds_pairs(test_file(), test_reading());
        if (m_of_pairs && m_options.generate)
            note(Level::Info, "answers are not generated: of a preference pair it is known which of two answers is "
                              "better, not whether another is right");
    }

    // Says how far it is, and ends it with Error(Cancelled) once the user stops.
    ReadProgress reading() const { return reading_said(until_stopped(m_control, m_sink, "cancelled")); }

    void run_trials(CompareResult& result) {
        m_trials = trial_count(m_options, methods());
        result.base = tested("base", nullptr);
        for (const MethodPlan& plan : m_plans) {
            MethodResult method;
            method.plan = plan;
            const bool chosen = plan.rates.size() > 1;
            if (chosen)
                for (const double rate : plan.rates)
                    method.tuning.push_back(trained(plan, rate, m_options.train.seed));
            method.learning_rate = chosen ? best_rate(method.tuning) : plan.rates.front();
            result.methods.push_back(std::move(method));
        }
        for (MethodResult& method : result.methods) {
            if (method.learning_rate == 0)
                continue;
            for (int64_t i = 0; i < m_options.seeds; ++i) {
                Trial trial =
                    trained(method.plan, method.learning_rate, m_options.train.seed + static_cast<uint64_t>(i));
                if (trial.failure.empty())
                    trial.test = tested(trial.name, &method_info(method.plan.method));
                method.trials.push_back(std::move(trial));
            }
        }
        for (MethodResult& method : result.methods)
            summarise_trials(method, result.base);
    }

    // 0: none has a finite loss on the evaluation rows.
    static double best_rate(const std::vector<Trial>& tuning) {
        double rate = 0, loss = std::numeric_limits<double>::infinity();
        for (const Trial& trial : tuning)
            if (trial.failure.empty() && trial.eval_loss < loss) {
                loss = trial.eval_loss;
                rate = trial.learning_rate;
            }
        return rate;
    }

    Trial trained(const MethodPlan& plan, double rate, uint64_t seed) {
        Trial trial{
            .name = trial_name(plan, rate, seed), .learning_rate = rate, .seed = seed, .failure = {}, .test = {}};
        const TrainOptions options = trial_options(m_options, plan, rate, seed);
        const Json& known = m_known[trial.name];
        if (m_counted.insert(trial.name).second)
            note(Level::Info,
                 "Trial " + std::to_string(m_counted.size()) + " of " + std::to_string(m_trials) + ": " + options.name);
        if (known.contains("failed")) {
            trial.failure = known["failed"].is_string() ? known["failed"].get<std::string>() : "failed";
            return trial;
        }
        const RunFolder run{options.run};
        try {
            finish(run, options);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::Diverged && error.code() != ErrorCode::OutOfMemory)
                throw;
            trial.failure = error.what();
            record(trial.name, "failed", trial.failure);
            return trial;
        }
        fs::remove_all(run.checkpoints()); // a finished trial keeps its adapter and its journal
        const Json json = read_compare_file(run.report());
        const Fields report(json, run.report().string());
        trial.eval_loss = report.number("best_eval_loss");
        trial.steps = report.whole("steps");
        trial.step_seconds = report.number("step_seconds");
        trial.seconds = report.number("seconds");
        trial.peak_memory_bytes = report.whole("peak_memory_bytes");
        return trial;
    }

    // Begins the trial, or goes on with one that was interrupted; a damaged one begins anew.
    void finish(const RunFolder& run, const TrainOptions& options) {
        if (is_run(options.run)) {
            const RunInfo info = inspect_run(options.run);
            if (info.state == RunState::Finished && fs::exists(run.report()))
                return;
            if (info.resumable) {
                stop_unless_finished(resume(options.run, 0, m_control, m_sink));
                return;
            }
            if (journal_is_written(run.journal()))
                throw Error(ErrorCode::InvalidOption, options.run + ": " + info.why_not);
        }
        fs::remove_all(run.path);
        stop_unless_finished(train(options, m_control, m_sink));
    }

    static void stop_unless_finished(const TrainResult& result) {
        if (result.state != RunState::Finished)
            throw Stopped{};
    }

    fs::path test_file() const { return m_folder / "data" / "test.jsonl"; }
    DataOptions test_reading() const { return options_of_parts(m_options.train.data_options); }

    // The figures of a trial on the test rows and on the general text; without a method those of the base model.
    TestFigures tested(const std::string& name, const MethodInfo* method) {
        if (const Json& known = m_known[name]; known.contains("test"))
            return test_figures({known["test"], (m_folder / "journal.jsonl").string() + ", " + name});
        EvaluateRequest request;
        request.model = method ? (m_folder / "trials" / name).string() : m_options.train.model;
        request.device = m_options.train.device;
        request.compute = m_options.train.compute;
        request.threads = m_options.train.threads;
        request.data = (m_folder / "data" / "general.jsonl").string();
        request.data_options.shape = RowShape::Text;
        request.data_options.max_length = most_tokens;
        const double general_loss = evaluate(request, m_control, m_sink).loss;
        TestFigures figures = m_of_pairs ? on_test_pairs(request.model, method) : on_test_rows(request);
        figures.general_loss = general_loss;
        record(name, "test", test_json(figures));
        return figures;
    }

    TestFigures on_test_pairs(const std::string& model, const MethodInfo* method) {
        if (!m_test_pairs)
            m_test_pairs.emplace(m_options.train, test_reading(), test_file(), m_folder, reading());
        return method ? m_test_pairs->of_run(model, *method, m_control, m_sink)
                      : m_test_pairs->of_base(m_control, m_sink);
    }

    TestFigures on_test_rows(EvaluateRequest request) {
        request.data = test_file().string();
        request.data_options = test_reading();
        const int64_t label_tokens = longest_label();
        request.generate = m_options.generate || label_tokens > 0;
        request.max_tokens = label_tokens > 0 ? label_tokens + spare_tokens : m_options.train.max_answer;
        const EvaluateResult result = evaluate(request, m_control, m_sink);
        TestFigures figures;
        figures.loss = result.loss;
        figures.generated = result.generated;
        figures.exact = result.exact;
        return figures;
    }

    // In tokens; 0: the answers are no labels.
    int64_t longest_label() {
        if (m_label_tokens < 0) {
            m_label_tokens = 0;
            for (const Json& label : m_split.at("labels"))
                m_label_tokens =
                    std::max(m_label_tokens,
                             static_cast<int64_t>(tokenize(m_options.train.model, label.get<std::string>()).size()));
        }
        return m_label_tokens;
    }

    static void summarise_trials(MethodResult& method, const TestFigures& base) {
        const auto over_trials = [&](auto figure) {
            std::vector<double> values;
            for (const Trial& trial : method.trials)
                if (trial.failure.empty())
                    values.push_back(figure(trial));
            return summarise(values);
        };
        method.test_loss = over_trials([](const Trial& t) { return t.test.loss; });
        method.forgetting = over_trials([&](const Trial& t) { return t.test.general_loss - base.general_loss; });
        method.steps = over_trials([](const Trial& t) { return static_cast<double>(t.steps); });
        method.step_seconds = over_trials([](const Trial& t) { return t.step_seconds; });
        method.peak_memory = over_trials([](const Trial& t) { return static_cast<double>(t.peak_memory_bytes); });
        if (base.generated > 0)
            method.exact = over_trials([](const Trial& t) { return t.test.exact_share(); });
        if (base.pairs == 0)
            return;
        method.preferred = over_trials([](const Trial& t) { return t.test.against_base.preferred; });
        method.likelier = over_trials([](const Trial& t) { return t.test.likelier_share(); });
        method.margin = over_trials([](const Trial& t) { return t.test.against_base.margin; });
        method.chosen_reward = over_trials([](const Trial& t) { return t.test.against_base.chosen_reward; });
    }

    void note(Level level, const std::string& text) {
        if (m_sink)
            m_sink(NoteEvent{.level = level, .step = 0, .text = text});
    }

    const CompareOptions& m_options;
    fs::path m_folder;
    Control& m_control;
    const EventSink& m_sink;
    std::vector<MethodPlan> m_plans;
    std::optional<JournalWriter> m_journal;
    std::map<std::string, Json> m_known; // by trial: what the journal holds
    std::set<std::string> m_counted;
    int64_t m_trials = 0, m_label_tokens = -1;
    Json m_split;
    bool m_of_pairs = false;
    std::optional<TestPairs> m_test_pairs; // once they are asked for
};

void refuse_problems(const CompareOptions& options) {
    std::string problems;
    for (const Problem& problem : validate(options))
        if (!problem.warning)
            problems += (problems.empty() ? "" : "\n") + problem.field + ": " + problem.message;
    if (!problems.empty())
        throw Error(ErrorCode::InvalidOption, problems);
}

} // namespace

CompareResult compare(const CompareOptions& options, Control& control, const EventSink& sink) {
    refuse_problems(options);
    return Comparison(options, control, sink).run();
}

void keep_comparison(const CompareOptions& options) {
    refuse_problems(options);
    Control none;
    Comparison(options, none, {}).open_folder();
}

} // namespace loratrf
