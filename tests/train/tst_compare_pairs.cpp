// Comparisons on preference pairs: their figures, the base model they are judged against, reports, refusals.

#include "backend/api/compare_pairs.h"
#include "backend/api/compare_plan.h"
#include "train/holds.h"
#include "train/small_comparison.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace loratrf;
using namespace support;

namespace {

// How often the base model was asked for the test pairs: the trials ask theirs for other numbers of pairs.
int64_t asked(const Compared& compared) {
    const std::vector<ProgressEvent> events = events_of<ProgressEvent>(compared.events);
    return std::ranges::count_if(events, [&](const ProgressEvent& progress) {
        return progress.what == "Computing the untrained model's preferences" &&
               progress.total == compared.result.test_rows && progress.done == progress.total;
    });
}

} // namespace

class TestComparePairs : public QObject {
    Q_OBJECT

    SmallRun m_small;

    // Four trials of 16 steps.
    CompareOptions options(const std::string& folder) const {
        CompareOptions wanted = small_comparison(m_small, folder);
        wanted.train.data = (m_small.path() / "pairs.jsonl").string();
        wanted.train.epochs = 4;
        wanted.learning_rates.clear();
        wanted.budget = Budget::Rank;
        return wanted;
    }
    // The one most tests look at; answers are asked for in vain.
    CompareOptions whole() const {
        CompareOptions wanted = options("whole");
        wanted.generate = true;
        return wanted;
    }
    static fs::path trial(const CompareOptions& wanted, const std::string& name) {
        return fs::path(wanted.folder) / "trials" / name;
    }
    EvaluateResult evaluated(const CompareOptions& wanted, const std::string& model) const {
        EvaluateRequest request;
        request.model = model;
        request.data = (fs::path(wanted.folder) / "data" / "test.jsonl").string();
        request.data_options = options_of_parts(wanted.train.data_options);
        request.device = "cpu";
        request.compute = "fp32";
        request.threads = 1;
        Control control;
        return evaluate(request, control, {});
    }

private Q_SLOTS:
    void initTestCase() {
        write_pairs(m_small.path() / "pairs.jsonl", 26);
        write_pairs(m_small.path() / "pairs-more.jsonl", 6);
    }

    void comparesOnPairs() {
        const CompareOptions wanted = whole();
        const Compared compared = compare(wanted);
        const CompareResult& result = compared.result;
        QVERIFY(result.state == RunState::Finished);
        QVERIFY(result.of_pairs());
        QVERIFY(!result.labels);
        QCOMPARE(result.train_rows + result.eval_rows + result.test_rows, int64_t{26});
        QCOMPARE(asked(compared), int64_t{1});
        const std::vector<NoteEvent> notes = events_of<NoteEvent>(compared.events);
        QVERIFY(std::ranges::any_of(notes, [](const NoteEvent& note) { return holds(note.text, "not generated"); }));

        const TestFigures& base = result.base;
        QVERIFY(std::abs(base.loss - std::numbers::ln2) < 1e-9);
        QCOMPARE(base.pairs, result.test_rows);
        QCOMPARE(base.likelier, evaluated(wanted, wanted.train.model).likelier);
        QCOMPARE(base.generated, int64_t{0});
        QCOMPARE(base.against_base.margin, 0.0);
        QVERIFY(std::isnan(base.against_base.preferred));
        QCOMPARE(result.methods.size(), size_t{2});
        for (const MethodResult& method : result.methods) {
            QCOMPARE(method.trials.size(), size_t{2});
            const TestFigures &first = method.trials[0].test, &second = method.trials[1].test;
            QCOMPARE(method.preferred.count, int64_t{2});
            QCOMPARE(method.test_loss.mean, (first.loss + second.loss) / 2);
            QCOMPARE(method.margin.mean, (first.against_base.margin + second.against_base.margin) / 2);
            QCOMPARE(method.likelier.mean,
                     double(first.likelier + second.likelier) / double(first.pairs + second.pairs));
            QVERIFY(std::isfinite(method.margin.half_width));
            QCOMPARE(method.exact.count, int64_t{0});
            QVERIFY(method.test_loss.mean < base.loss);
            QVERIFY(method.margin.mean > 0);
            QVERIFY(method.preferred.mean > 0.5);
            QCOMPARE(first.pairs, result.test_rows);
            QCOMPARE(first.generated, int64_t{0});
            QVERIFY(std::isfinite(method.forgetting.mean));
            QCOMPARE(first.likelier, evaluated(wanted, trial(wanted, method.trials[0].name).string()).likelier);
        }
    }

    // A LoRA begins as the base model, so on its evaluation pairs it is what the run said of itself.
    void figuresAreThoseThatARunHasOfItself() {
        const CompareOptions wanted = whole();
        const CompareResult result = compare(wanted).result;
        const MethodResult& lora = result.methods[0];
        QCOMPARE(lora.plan.method, std::string("lora"));
        const fs::path eval = fs::path(wanted.folder) / "data" / "eval.jsonl", reference = m_small.path() / "reference";
        fs::create_directories(reference);
        TestPairs pairs(wanted.train, options_of_parts(wanted.train.data_options), eval, reference);
        Control control;
        for (const Trial& one : lora.trials) {
            const std::string run = trial(wanted, one.name).string();
            const TestFigures figures = pairs.of_run(run, method_info("lora"), control, {});
            std::vector<EvalEvent> evals = events_of<EvalEvent>(read_journal(run));
            std::erase_if(evals, [](const EvalEvent& said) { return !said.best; });
            QVERIFY(!evals.empty() && evals.back().pairs.has_value());
            QVERIFY(std::abs(figures.loss - evals.back().loss) < 1e-4);
            QVERIFY(std::abs(figures.against_base.margin - evals.back().pairs->margin) < 1e-3);
            QVERIFY(std::abs(figures.against_base.chosen_reward - evals.back().pairs->chosen_reward) < 1e-3);
            QCOMPARE(figures.against_base.preferred, evals.back().pairs->preferred);
        }
        QCOMPARE(pairs.of_base(control, {}).pairs, result.eval_rows);
    }

    void reportsWhatPairsHave() {
        const CompareOptions wanted = whole();
        const Compared again = compare(wanted);
        QVERIFY(events_of<StartEvent>(again.events).empty());
        QVERIFY(events_of<ProgressEvent>(again.events).empty()); // nothing was evaluated either
        const fs::path folder = wanted.folder;
        const std::string table = read_text_file(folder / "results.md"), csv = read_text_file(folder / "results.csv");
        for (const char* part :
             {"| Preferred, % |", "| Likelier, % |", "| Margin |", "ln 2", "Exact answers are not counted"})
            QVERIFY2(holds(table, part), table.c_str());
        for (const char* part : {"Exact answers, %", "Accuracy", "nan |", "nan ±"})
            QVERIFY2(!holds(table, part), table.c_str());
        const std::string header = csv.substr(0, csv.find('\n'));
        QVERIFY2(holds(header, ",preferred,preferred_half_width,likelier,"), header.c_str());
        QVERIFY2(!holds(header, "exact"), header.c_str());
        QCOMPARE(std::ranges::count(csv, '\n'), 3);
        QCOMPARE(again.result.files.size(), size_t{3 + 2 * 4});
        for (const char* plot : {"test-loss", "preferred", "likelier", "margin"}) {
            const std::string svg = read_text_file(folder / "plots" / (std::string(plot) + ".svg"));
            QVERIFY2(holds(svg, "<circle") && !holds(svg, "nan"), svg.c_str());
            QCOMPARE(holds(svg, "base model: "), std::string(plot) != "preferred");
        }
    }

    void figuresAreReadBack() {
        const CompareOptions wanted = whole();
        const CompareResult found = compare(wanted).result, read = read_comparison(wanted.folder);
        QVERIFY(read.of_pairs());
        QCOMPARE(read.base.likelier, found.base.likelier);
        QVERIFY(std::isnan(read.base.against_base.preferred));
        for (size_t i = 0; i < found.methods.size(); ++i) {
            const MethodResult &a = read.methods[i], &b = found.methods[i];
            QCOMPARE(a.preferred.mean, b.preferred.mean);
            QCOMPARE(a.likelier.count, b.likelier.count);
            QCOMPARE(a.margin.half_width, b.margin.half_width);
            QCOMPARE(a.chosen_reward.mean, b.chosen_reward.mean);
            QCOMPARE(a.trials[1].test.pairs, b.trials[1].test.pairs);
            QVERIFY(a.trials[1].test.against_base == b.trials[1].test.against_base);
        }
    }

    void theBaseModelIsAskedOnce_data() {
        QTest::addColumn<bool>("damaged");
        QTest::newRow("kept") << false;
        QTest::newRow("damaged") << true;
    }
    void theBaseModelIsAskedOnce() {
        QFETCH(bool, damaged);
        const CompareOptions wanted = options(std::string("stopped ") + QTest::currentDataTag());
        const Compared stopped = compare(wanted, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 3)
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        QCOMPARE(asked(stopped), int64_t{1});
        const fs::path file = fs::path(wanted.folder) / "reference-fp32.safetensors";
        const std::string before = read_text_file(file);
        if (damaged) {
            std::string bytes = before;
            bytes.back() = static_cast<char>(bytes.back() ^ 0x40);
            write_file_atomically(file, bytes);
        }
        const Compared resumed = compare(*unfinished_comparison(wanted.folder));
        QVERIFY(resumed.result.state == RunState::Finished);
        QCOMPARE(asked(resumed), int64_t{damaged ? 1 : 0});
        QCOMPARE(read_text_file(file), before);
        const CompareResult straight = compare(whole()).result;
        for (size_t i = 0; i < straight.methods.size(); ++i)
            QCOMPARE(resumed.result.methods[i].margin.mean, straight.methods[i].margin.mean);
    }

    void stoppedWhileTestPairsAreReadItGoesOn() {
        CompareOptions wanted = options("stopped reading");
        wanted.methods = {"lora"};
        wanted.seeds = 1;
        const fs::path test = fs::path(wanted.folder) / "data" / "test.jsonl";
        int told = 0; // of the test pairs
        const Compared stopped = compare(wanted, [&](const Event& event, Control& control) {
            const auto* progress = std::get_if<ProgressEvent>(&event);
            if (!progress || progress->what != "Reading data" || !fs::exists(test) ||
                progress->total != static_cast<int64_t>(fs::file_size(test)))
                return;
            ++told;
            control.stop = true;
        });
        QCOMPARE(told, 1);
        QVERIFY(stopped.result.state == RunState::Stopped);
        QVERIFY(stopped.result.test_rows > 0);
        QCOMPARE(asked(stopped), int64_t{0});
        QVERIFY(!fs::exists(fs::path(wanted.folder) / "reference-fp32.safetensors"));
        const Compared resumed = compare(*unfinished_comparison(wanted.folder));
        QVERIFY(resumed.result.state == RunState::Finished);
        QCOMPARE(asked(resumed), int64_t{1});
    }

    void theRateIsChosenOnEvaluationPairs() {
        CompareOptions wanted = options("rates");
        wanted.methods = {"lora"};
        wanted.learning_rates = {1e-6, 5e-3};
        wanted.seeds = 1;
        const CompareResult result = compare(wanted).result;
        QCOMPARE(result.methods[0].learning_rate, 5e-3);
        QVERIFY(result.methods[0].tuning[1].eval_loss < result.methods[0].tuning[0].eval_loss);
    }

    void rowsOfTwoKindsAreRefused() {
        const auto fields = [](const CompareOptions& given) {
            std::vector<std::string> found;
            for (const Problem& problem : validate(given))
                if (!problem.warning)
                    found.push_back(problem.field);
            return found;
        };
        QVERIFY(fields(options("kinds")).empty());
        CompareOptions wanted = options("kinds");
        wanted.test_data = (m_small.path() / "pairs-more.jsonl").string();
        QVERIFY(fields(wanted).empty());
        wanted.test_data = wanted.train.eval_data = (m_small.path() / "eval.jsonl").string();
        QCOMPARE(fields(wanted), (std::vector<std::string>{"eval_data", "test_data"}));
        const auto [code, message] = caught([&] { keep_comparison(wanted); });
        QCOMPARE(code, std::string("invalid-option"));
        QVERIFY2(holds(message, "no preference pairs"), message.c_str());
        QVERIFY(!fs::exists(wanted.folder));

        CompareOptions plain = small_comparison(m_small, "kinds");
        plain.test_data = (m_small.path() / "pairs-more.jsonl").string();
        QCOMPARE(fields(plain), (std::vector<std::string>{"test_data"}));
    }

    void otherRowsHaveNoFiguresOfPairs() {
        CompareOptions plain = small_comparison(m_small, "plain");
        plain.methods = {"lora"};
        plain.learning_rates.clear();
        plain.seeds = 1;
        const CompareResult result = compare(plain).result;
        QVERIFY(!result.of_pairs());
        QCOMPARE(result.methods[0].margin.count, int64_t{0});
        for (const char* report : {"results.json", "results.csv", "results.md"}) {
            const std::string text = read_text_file(fs::path(plain.folder) / report);
            QVERIFY2(!holds(text, "referred") && !holds(text, "argin"), text.c_str());
        }
        QVERIFY(!fs::exists(fs::path(plain.folder) / "plots" / "margin.svg"));
    }
};

QTEST_GUILESS_MAIN(TestComparePairs)
#include "tst_compare_pairs.moc"
