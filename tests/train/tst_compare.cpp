// Comparisons of methods: budget, rows, trials, going on after an interruption, reports.

#include "backend/api/compare.h"
#include "backend/api/compare_plan.h"
#include "backend/api/compare_plots.h"
#include "backend/api/general_text.h"
#include "backend/api/option_fields.h"
#include "train/small_comparison.h"

#include <QXmlStreamReader>

#include <cmath>
#include <set>

using namespace loratrf;
using namespace support;

namespace {

// What may differ between two runs of the same trials: time and memory.
Json without_measures(Json json) {
    for (Json& method : json["methods"]) {
        method.erase("step_seconds");
        method.erase("peak_memory");
        for (const char* list : {"tuning", "trials"})
            for (Json& trial : method[list])
                for (const char* key : {"step_seconds", "seconds", "peak_memory_bytes"})
                    trial.erase(key);
    }
    return json;
}

std::set<std::string> fields(const std::vector<Problem>& problems) {
    std::set<std::string> found;
    for (const Problem& problem : problems)
        if (!problem.warning)
            found.insert(problem.field);
    return found;
}

} // namespace

class TestCompare : public QObject {
    Q_OBJECT

    SmallRun m_small;
    CompareOptions options(const std::string& folder) const { return small_comparison(m_small, folder); }
    std::string test_rows(const std::string& name, int from) const {
        std::string text;
        for (int i = from; i < from + 6; ++i)
            text += Json{{"prompt", "Who is number " + std::to_string(i) + "?"}, {"completion", " It is Ann."}}.dump() +
                    "\n";
        write_file_atomically(m_small.path() / name, text);
        return (m_small.path() / name).string();
    }

private Q_SLOTS:
    void everyMethodFitsItsShareOfTheBudget() {
        CompareOptions wanted = options("never");
        wanted.methods.clear();
        for (const MethodInfo& info : methods())
            wanted.methods.push_back(info.key);
        wanted.train.method_options = {{"rank", int64_t{8}},
                                       {"targets", std::vector<std::string>{"q_proj", "v_proj", "down_proj"}}};
        const ModelInfo model = inspect_model(wanted.train.model);
        const auto budget = double(count_parameters(model, "lora", wanted.train.method_options).trainable);
        std::vector<Problem> problems;
        for (const MethodPlan& plan : plan_methods(wanted, model, problems)) {
            const MethodInfo& info = method_info(plan.method);
            QCOMPARE(plan.trainable, count_parameters(model, plan.method, plan.options).trainable);
            QVERIFY(qFuzzyCompare(plan.lora_share, double(plan.trainable) / budget));
            if (!has_rank(info)) {
                QVERIFY2(plan.note.find("no rank") != std::string::npos, plan.method.c_str());
                continue;
            }
            QVERIFY2(double(plan.trainable) <= info.budget_share * budget, plan.method.c_str());
            MethodOptions more = plan.options;
            more["rank"] = std::get<int64_t>(more["rank"]) + 1;
            QVERIFY2(double(count_parameters(model, plan.method, more).trainable) > info.budget_share * budget,
                     plan.method.c_str());
        }
        for (const Problem& problem : problems) // a method that no rank of fits says so
            QVERIFY2(find_method_info(problem.field.substr(0, problem.field.find('.'))), problem.message.c_str());
        QCOMPARE(method_info("loratrf").budget_share, 0.6629);
        QCOMPARE(method_info("lora").budget_share, 1.0);
    }

    void theRankBudgetGivesAllTheSameRank() {
        CompareOptions wanted = options("never");
        wanted.budget = Budget::Rank;
        wanted.method_options = {{"loratrf", {{"filter_rank", int64_t{3}}}}};
        std::vector<Problem> problems;
        for (const MethodPlan& plan : plan_methods(wanted, inspect_model(wanted.train.model), problems)) {
            QCOMPARE(std::get<int64_t>(plan.options.at("rank")), int64_t{4});
            QCOMPARE(std::get<double>(plan.options.at("dropout")), 0.1); // of the recipe
            QCOMPARE(plan.options.contains("filter_rank"), plan.method == "loratrf");
        }
        QVERIFY(problems.empty());
    }

    void comparesAndReports() {
        const CompareOptions wanted = options("whole");
        const Compared compared = compare(wanted);
        const CompareResult& result = compared.result;
        QVERIFY(result.state == RunState::Finished);
        QCOMPARE(result.train_rows + result.eval_rows + result.test_rows, int64_t{26});
        QCOMPARE(result.methods.size(), size_t{2});
        QCOMPARE(events_of<StartEvent>(compared.events).size(), size_t{6}); // 2 methods: 2 rates, then 1 more seed
        QVERIFY(result.labels);                                             // three names are all the answers
        for (const MethodResult& method : result.methods) {
            QCOMPARE(method.tuning.size(), size_t{2});
            QCOMPARE(method.trials.size(), size_t{2});
            const Trial& better =
                method.tuning[0].eval_loss < method.tuning[1].eval_loss ? method.tuning[0] : method.tuning[1];
            QCOMPARE(method.learning_rate, better.learning_rate);
            QCOMPARE(method.trials[0].name, better.name);
            QCOMPARE(method.test_loss.count, int64_t{2});
            QCOMPARE(method.test_loss.mean, (method.trials[0].test.loss + method.trials[1].test.loss) / 2);
            QVERIFY(method.test_loss.mean < result.base.loss);
            QCOMPARE(method.forgetting.mean,
                     (method.trials[0].test.general_loss + method.trials[1].test.general_loss) / 2 -
                         result.base.general_loss);
            QVERIFY(method.trials[0].test.loss != method.trials[1].test.loss); // another seed
            for (const Trial& trial : method.trials) {
                const fs::path run = fs::path(result.folder) / "trials" / trial.name;
                QCOMPARE(trial.test.generated, result.test_rows);
                QVERIFY(trial.step_seconds > 0 && trial.step_seconds < trial.seconds);
                QVERIFY(inspect_run(run.string()).state == RunState::Finished);
                QVERIFY(!fs::exists(run / "checkpoints"));
            }
        }

        // The figures are those that evaluating the trial's adapter gives.
        EvaluateRequest request;
        request.model = (fs::path(result.folder) / "trials" / result.methods[1].trials[1].name).string();
        request.data = (fs::path(result.folder) / "data" / "test.jsonl").string();
        request.data_options = wanted.train.data_options;
        request.device = "cpu";
        request.compute = "fp32";
        request.threads = 1;
        Control control;
        QCOMPARE(evaluate(request, control, {}).loss, result.methods[1].trials[1].test.loss);

        QCOMPARE(result.files.size(), size_t{7});
        for (const std::string& file : result.files) {
            const QByteArray content = QByteArray::fromStdString(read_text_file(file));
            if (!file.ends_with(".svg"))
                continue;
            QXmlStreamReader xml(content);
            int circles = 0;
            while (!xml.atEnd())
                circles += xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("circle");
            QVERIFY2(!xml.hasError(), file.c_str());
            QCOMPARE(circles, file.ends_with("-parameters.svg") ? 4 : 2); // with the legend's
        }
        const std::string csv = read_text_file(fs::path(result.folder) / "results.csv");
        QCOMPARE(std::ranges::count(csv, '\n'), 3);
        const std::string table = read_text_file(fs::path(result.folder) / "results.md");
        for (const MethodResult& method : result.methods)
            QVERIFY(table.find("| " + method.plan.label + " |") != std::string::npos);
        QVERIFY(table.find("Accuracy") != std::string::npos && table.find(" ± ") != std::string::npos);
    }

    void begunAgainItRepeatsNothing() {
        const CompareOptions wanted = options("whole");
        const Json before = results(wanted);
        const Compared again = compare(wanted);
        QVERIFY(again.result.state == RunState::Finished);
        QVERIFY(events_of<StartEvent>(again.events).empty());
        QVERIFY(events_of<ProgressEvent>(again.events).empty()); // nothing was evaluated either
        QCOMPARE(results(wanted).dump(), before.dump());
    }

    void aFinishedOneIsReadBack() {
        const CompareOptions wanted = options("whole");
        const CompareResult found = compare(wanted).result, read = read_comparison(wanted.folder);
        QCOMPARE(read.folder, found.folder);
        QCOMPARE(read.test_rows, found.test_rows);
        QCOMPARE(read.labels, found.labels);
        QCOMPARE(read.base.loss, found.base.loss);
        QCOMPARE(read.base.exact, found.base.exact);
        QCOMPARE(read.methods.size(), found.methods.size());
        for (size_t i = 0; i < read.methods.size(); ++i) {
            const MethodResult &a = read.methods[i], &b = found.methods[i];
            QCOMPARE(a.plan.label, b.plan.label);
            QCOMPARE(a.plan.trainable, b.plan.trainable);
            QCOMPARE(a.learning_rate, b.learning_rate);
            QCOMPARE(a.test_loss.mean, b.test_loss.mean);
            QCOMPARE(a.test_loss.half_width, b.test_loss.half_width);
            QCOMPARE(a.exact.count, b.exact.count);
            QCOMPARE(a.trials.size(), b.trials.size());
            QCOMPARE(a.trials[1].test.loss, b.trials[1].test.loss);
        }

        const auto fault = [](const std::string& folder) -> std::optional<ErrorCode> {
            try {
                read_comparison(folder);
            } catch (const Error& error) {
                return error.code();
            }
            return std::nullopt;
        };
        const fs::path broken = fs::path(wanted.folder) / "broken";
        fs::create_directory(broken);
        QVERIFY(fault(broken.string()) == ErrorCode::NotFound);
        Json json = results(wanted);
        json["methods"][0]["trainable"] = "many";
        write_file_atomically(broken / "results.json", json.dump());
        QVERIFY(fault(broken.string()) == ErrorCode::BadJson);
        json["methods"][0].erase("trainable");
        write_file_atomically(broken / "results.json", json.dump());
        QVERIFY(fault(broken.string()) == ErrorCode::MissingField);
        fs::remove_all(broken);
    }

    void goesOnAfterAnInterruption_data() {
        QTest::addColumn<int>("trial"); // stopped in this trial ...
        QTest::addColumn<int>("step");  // ... after this step; 0: in the evaluation on the test rows after it
        QTest::newRow("tuning") << 2 << 3;
        QTest::newRow("another seed") << 5 << 2;
        QTest::newRow("test rows") << 6 << 0;
    }
    void goesOnAfterAnInterruption() {
        QFETCH(int, trial);
        QFETCH(int, step);
        const CompareOptions wanted = options(std::string("stopped ") + QTest::currentDataTag());
        int begun = 0;
        bool finished = false;
        const Compared stopped = compare(wanted, [&](const Event& event, Control& control) {
            begun += std::holds_alternative<StartEvent>(event);
            if (const auto* state = std::get_if<StateEvent>(&event))
                finished = state->state == RunState::Finished;
            const auto* done = std::get_if<StepEvent>(&event);
            const auto* progress = std::get_if<ProgressEvent>(&event);
            if (begun == trial &&
                (step > 0 ? done && done->step == step : finished && progress && progress->what == "Evaluating"))
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        QVERIFY(stopped.result.files.empty());
        QCOMPARE(begun, trial);

        const std::optional<CompareOptions> found = unfinished_comparison(wanted.folder);
        QVERIFY(found.has_value());
        const Compared resumed = compare(*found); // by its folder alone
        QVERIFY(resumed.result.state == RunState::Finished);
        QVERIFY(!unfinished_comparison(wanted.folder));
        const std::vector<StartEvent> starts = events_of<StartEvent>(resumed.events);
        QCOMPARE(int(starts.size()), 6 - trial + (step > 0 ? 1 : 0));
        if (step > 0)
            QCOMPARE(starts.front().first_step, int64_t(step)); // it went on, it did not begin anew
        QCOMPARE(without_measures(results(wanted)).dump(), without_measures(results(options("whole"))).dump());
    }

    void stoppedWhileRowsAreReadItBeginsAnew() {
        CompareOptions wanted = options("stopped reading");
        wanted.methods = {"lora"};
        wanted.learning_rates.clear();
        wanted.seeds = 1;
        const Compared stopped = compare(wanted, [](const Event& event, Control& control) {
            if (std::holds_alternative<ProgressEvent>(event))
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        const std::vector<ProgressEvent> told = events_of<ProgressEvent>(stopped.events);
        QCOMPARE(told.size(), size_t{1});
        QCOMPARE(told[0].what, std::string("Reading data"));
        QVERIFY(told[0].bytes);
        QCOMPARE(told[0].total, static_cast<int64_t>(fs::file_size(wanted.train.data)));
        for (const auto& entry : fs::directory_iterator(wanted.folder)) // no part of the rows
            QVERIFY2(entry.path().filename().string().find("data") == std::string::npos, entry.path().c_str());

        const Compared resumed = compare(*unfinished_comparison(wanted.folder));
        QVERIFY(resumed.result.state == RunState::Finished);
        QCOMPARE(resumed.result.methods[0].test_loss.count, int64_t{1});
    }

    void oneThatWaitsIsFoundByItsFolder_data() {
        QTest::addColumn<int>("budget");
        QTest::addColumn<bool>("swept");
        QTest::newRow("parameters") << int(Budget::Params) << false;
        QTest::newRow("rank") << int(Budget::Rank) << false;
        QTest::newRow("time") << int(Budget::Time) << false;
        QTest::newRow("parameters of several ranks") << int(Budget::Params) << true;
        QTest::newRow("several ranks") << int(Budget::Rank) << true;
    }
    void oneThatWaitsIsFoundByItsFolder() {
        QFETCH(int, budget);
        QFETCH(bool, swept);
        CompareOptions wanted = options(std::string("waits ") + QTest::currentDataTag());
        wanted.methods = {"lora", "loratrf", "dora", "ia3", "bitfit"};
        wanted.method_options = {{"loratrf", {{"filter_rank", int64_t{2}}}}};
        wanted.budget = Budget(budget);
        wanted.seconds = wanted.budget == Budget::Time ? 5 : 0;
        if (swept) {
            wanted.ranks = {4, 8};
            wanted.every_rate = true;
        }
        wanted.test_data = test_rows("waits.jsonl", 100);
        wanted.generate = true;
        QVERIFY(!unfinished_comparison(wanted.folder));
        keep_comparison(wanted);
        const std::string kept = read_text_file(fs::path(wanted.folder) / "compare.json");
        QVERIFY(fs::is_empty(fs::path(wanted.folder) / "trials"));
        const std::optional<CompareOptions> found = unfinished_comparison(wanted.folder);
        QVERIFY(found.has_value());
        QCOMPARE(found->methods, wanted.methods);
        QCOMPARE(found->ranks, wanted.ranks);
        QCOMPARE(found->every_rate, wanted.every_rate);
        QCOMPARE(found->test_data, wanted.test_data);
        QVERIFY(found->generate);
        keep_comparison(*found); // refuses whatever differs
        QCOMPARE(read_text_file(fs::path(wanted.folder) / "compare.json"), kept);
        write_file_atomically(fs::path(wanted.folder) / "compare.json", "{}");
        QCOMPARE(caught([&] { unfinished_comparison(wanted.folder); }).first, std::string("missing-field"));
    }

    // One that a version with fewer options began: they have their defaults in it. What differs is refused all the
    // same.
    void oneOfAnOlderVersionGoesOn() {
        const CompareOptions wanted = options("older");
        keep_comparison(wanted);
        const fs::path file = fs::path(wanted.folder) / "compare.json";
        Json json = parse_json(read_text_file(file), file.string());
        json["train"].erase("preference_beta");
        json["train"]["data_options"].erase("rejected_field");
        write_file_atomically(file, json.dump(2));
        keep_comparison(wanted);
        json["train"]["clip_norm"] = 0.25;
        write_file_atomically(file, json.dump(2));
        const auto [code, message] = caught([&] { keep_comparison(wanted); });
        QCOMPARE(code, std::string("invalid-option"));
        QVERIFY2(message.find("train/clip_norm") != std::string::npos, message.c_str());
    }

    void aDamagedTrialBeginsAnew() {
        const CompareOptions wanted = options("damaged");
        const Compared stopped = compare(wanted, [&](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 3)
                control.stop = true;
        });
        const fs::path run = events_of<StartEvent>(stopped.events).back().run;
        for (const auto& checkpoint : fs::directory_iterator(run / "checkpoints"))
            write_file_atomically(checkpoint.path() / "adapter_model.safetensors", "nothing");
        const Compared resumed = compare(wanted);
        QCOMPARE(events_of<StartEvent>(resumed.events).front().first_step, int64_t{0});
        QCOMPARE(without_measures(results(wanted)).dump(), without_measures(results(options("whole"))).dump());
    }

    void testRowsHaveNoPartInTheChoice() {
        CompareOptions one = options("test rows one"), other = options("test rows other");
        one.test_data = test_rows("test-one.jsonl", 100);
        other.test_data = test_rows("test-other.jsonl", 200);
        const CompareResult first = compare(one).result, second = compare(other).result;
        QVERIFY(first.base.loss != second.base.loss);
        for (size_t i = 0; i < first.methods.size(); ++i) {
            QCOMPARE(first.methods[i].learning_rate, second.methods[i].learning_rate);
            for (size_t j = 0; j < 2; ++j)
                QCOMPARE(first.methods[i].tuning[j].eval_loss, second.methods[i].tuning[j].eval_loss);
            QVERIFY(first.methods[i].test_loss.mean != second.methods[i].test_loss.mean);
        }
        for (const auto& trial : fs::directory_iterator(fs::path(one.folder) / "trials")) {
            const TrainOptions trained = inspect_run(trial.path().string()).options;
            QCOMPARE(fs::path(trained.data).filename().string(), std::string("train.jsonl"));
            QCOMPARE(fs::path(trained.eval_data).filename().string(), std::string("eval.jsonl"));
            QVERIFY(!trained.exact_match);
        }
    }

    void theTimeBudgetIsOfSteps() {
        CompareOptions wanted = options("time");
        wanted.budget = Budget::Time;
        wanted.seconds = 0.3;
        wanted.learning_rates.clear();
        wanted.seeds = 1;
        for (const MethodResult& method : compare(wanted).result.methods) {
            QCOMPARE(method.trials.size(), size_t{1});
            QVERIFY(method.tuning.empty());
            QVERIFY(method.step_seconds.mean >= wanted.seconds);
            QVERIFY(method.steps.mean >= 1);
            QVERIFY(std::isnan(method.test_loss.half_width)); // one seed has no interval
        }
    }

    void aRateThatDivergesIsNotChosen() {
        CompareOptions wanted = options("diverging");
        wanted.learning_rates = {1e-3, 1e20};
        wanted.train.max_bad_steps = 1;
        wanted.seeds = 1;
        wanted.methods = {"lora"};
        const CompareResult result = compare(wanted).result;
        QVERIFY(result.state == RunState::Finished);
        QCOMPARE(result.methods[0].learning_rate, 1e-3);
        QVERIFY(!result.methods[0].tuning[1].failure.empty());
        QCOMPARE(result.methods[0].test_loss.count, int64_t{1});
        const std::string table = read_text_file(fs::path(result.folder) / "results.md");
        QVERIFY2(table.find("failed") != std::string::npos, table.c_str());
        QVERIFY(events_of<StartEvent>(compare(wanted).events).empty()); // it is not tried again
    }

    void otherOptionsAreRefused() {
        CompareOptions other = options("whole");
        other.train.batch_size = 5;
        other.seeds = 3;
        const auto [code, message] = caught([&] { compare(other); });
        QCOMPARE(code, std::string("invalid-option"));
        QVERIFY2(message.find("train/batch_size") != std::string::npos && message.find("seeds") != std::string::npos,
                 message.c_str());
    }

    void changedRowsAreRefused() {
        const CompareOptions wanted = options("rows");
        compare(wanted, [](const Event& event, Control& control) {
            if (std::holds_alternative<StepEvent>(event))
                control.stop = true;
        });
        const fs::path test = fs::path(wanted.folder) / "data" / "test.jsonl";
        write_file_atomically(test, read_text_file(test) + "\n");
        QVERIFY(!caught([&] { compare(wanted); }).first.empty());
    }

    void allProblemsAtOnce() {
        CompareOptions wrong = options("problems");
        wrong.methods = {"lora", "no-such-method", "lora", "loratrf"};
        wrong.method_options = {{"lora", {{"rank", int64_t{0}}}}, {"full", {}}};
        wrong.train.batch_size = 0;
        wrong.train.adapter = "some/adapter";
        wrong.ranks = {4, 4, 0};
        wrong.learning_rates = {1e-3, 1e-3, -1};
        wrong.seeds = 0;
        wrong.budget = Budget::Time;
        wrong.test_share = 0.9;
        QCOMPARE(fields(validate(wrong)),
                 (std::set<std::string>{"methods", "lora.rank", "full", "batch_size", "adapter", "ranks", "lrs",
                                        "seeds", "seconds", "test_share"}));
        QVERIFY(validate(options("problems")).empty());

        CompareOptions tight = options("problems");
        tight.train.method_options = {{"rank", int64_t{1}}};
        tight.method_options = {{"loratrf", {{"filter_rank", int64_t{500}}}}};
        QCOMPARE(fields(validate(tight)), (std::set<std::string>{"loratrf"})); // no rank fits, and it says why

        CompareOptions occupied = options("occupied");
        fs::create_directories(occupied.folder);
        write_file_atomically(fs::path(occupied.folder) / "mine.txt", "mine");
        QCOMPARE(fields(validate(occupied)), (std::set<std::string>{"out"}));
        QCOMPARE(caught([&] { compare(occupied); }).first, std::string("invalid-option"));
    }

    void theGeneralTextIsPartOfTheProgram() {
        std::string joined;
        int words = 0;
        for (const std::string& paragraph : general_paragraphs()) {
            joined += (joined.empty() ? "" : "\n\n") + paragraph;
            words += QString::fromStdString(paragraph).split(' ', Qt::SkipEmptyParts).size();
        }
        QCOMPARE(joined + "\n", read_text_file(SOURCE_DIR "/resources/compare/general.txt"));
        QVERIFY(words > 350);
    }

    void plotsTakeAnyValues() {
        const double nan = std::nan("");
        for (const auto& points :
             std::vector<std::vector<PlotPoint>>{{},
                                                 {{"none", nan, nan, 10}},
                                                 {{"<one> & only", 0, nan, 1}},
                                                 {{"same", 0.5, 0, 100}, {"same again", 0.5, 0, 100}},
                                                 {{"small", -1e-9, 1e-12, 1}, {"large", 1e9, 1e3, 1e12}}})
            for (const std::string& svg : {plot_by_method("Title", "remark", "quantity", points),
                                           plot_by_parameters("Title", "remark", "quantity", points)}) {
                QXmlStreamReader xml(QByteArray::fromStdString(svg));
                while (!xml.atEnd())
                    xml.readNext();
                QVERIFY2(!xml.hasError(), svg.c_str());
                QVERIFY2(svg.find("nan") == std::string::npos && svg.find("inf") == std::string::npos, svg.c_str());
            }
    }
};

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
