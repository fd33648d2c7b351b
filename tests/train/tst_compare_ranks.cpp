// Comparisons over lists of ranks and learning rates: which rows they have, how these are called, what is read of
// folders that were made before there were such lists.

#include "backend/api/compare_plan.h"
#include "train/small_comparison.h"

#include <cmath>
#include <set>

using namespace loratrf;
using namespace support;

class TestCompareRanks : public QObject {
    Q_OBJECT

    SmallRun m_small;
    CompareOptions options(const std::string& folder) const { return small_comparison(m_small, folder); }

private Q_SLOTS:
    void ranksAndRatesAreCrossed() {
        CompareOptions wanted = options("never");
        wanted.methods = {"lora", "ia3", "loratrf"};
        QCOMPARE(combinations(wanted, methods()).size(), size_t{3});
        QCOMPARE(trial_count(wanted, methods()), int64_t{9}); // each two rates, then one more seed
        wanted.ranks = {2, 4, 8};
        const std::vector<Combination> rows = combinations(wanted, methods());
        QCOMPARE(rows.size(), size_t{7}); // IA3 has no rank
        QCOMPARE(rows[1].method, std::string("lora"));
        QCOMPARE(rows[1].rank, int64_t{4});
        QCOMPARE(rows[1].rates, wanted.learning_rates);
        QCOMPARE(rows[3].method, std::string("ia3"));
        QCOMPARE(rows[3].rank, int64_t{0});
        QCOMPARE(rows[6].rank, int64_t{8});
        QCOMPARE(trial_count(wanted, methods()), int64_t{21});
        wanted.every_rate = true;
        QCOMPARE(combinations(wanted, methods()).size(), size_t{14});
        QCOMPARE(combinations(wanted, methods())[1].rates, std::vector<double>{5e-3});
        QCOMPARE(trial_count(wanted, methods()), int64_t{28}); // none is chosen, so two seeds each
    }

    void eachRankIsABudget() {
        CompareOptions wanted = options("never");
        wanted.ranks = {4, 8};
        wanted.methods = {"lora", "ia3", "loratrf"};
        const ModelInfo model = inspect_model(wanted.train.model);
        std::vector<Problem> problems;
        const std::vector<MethodPlan> plans = plan_methods(wanted, model, problems);
        QVERIFY(problems.empty());
        QCOMPARE(plans.size(), size_t{5});
        for (const size_t i : {size_t{0}, size_t{1}}) {
            const MethodPlan &lora = plans[i], &filtered = plans[3 + i];
            QCOMPARE(std::get<int64_t>(lora.options.at("rank")), wanted.ranks[i]);
            QCOMPARE(lora.lora_share, 1.0);
            QVERIFY(double(filtered.trainable) <= 0.6629 * double(lora.trainable));
            QCOMPARE(filtered.lora_share, double(filtered.trainable) / double(lora.trainable));
            QCOMPARE(filtered.label, "LoRATRF, budget of rank " + std::to_string(wanted.ranks[i]));
        }
        QCOMPARE(plans[2].lora_share, double(plans[2].trainable) / double(plans[0].trainable)); // against the first
    }

    void aSweepOverRanksHasARowForEach() {
        CompareOptions wanted = options("ranks");
        wanted.methods = {"lora", "ia3"};
        wanted.ranks = {2, 4};
        wanted.budget = Budget::Rank;
        int begun = 0;
        const Compared stopped = compare(wanted, [&](const Event& event, Control& control) {
            begun += std::holds_alternative<StartEvent>(event);
            if (begun == 3 && std::holds_alternative<StepEvent>(event))
                control.stop = true;
        });
        QVERIFY(stopped.result.state == RunState::Stopped);
        const std::optional<CompareOptions> found = unfinished_comparison(wanted.folder);
        QVERIFY(found.has_value());
        QCOMPARE(found->methods, wanted.methods);
        QCOMPARE(found->ranks, wanted.ranks);
        const Compared whole = compare(*found);
        const CompareResult& result = whole.result;
        QVERIFY(result.state == RunState::Finished);
        QCOMPARE(events_of<StartEvent>(whole.events).size(), size_t{7}); // of nine; the third goes on
        QCOMPARE(result.methods.size(), size_t{3});
        const std::vector<std::string> labels = {"LoRA with rank 2", "LoRA with rank 4", method_info("ia3").label};
        const std::string csv = read_text_file(fs::path(result.folder) / "results.csv"),
                          table = read_text_file(fs::path(result.folder) / "results.md"),
                          plot = read_text_file(fs::path(result.folder) / "plots" / "test-loss-parameters.svg");
        QCOMPARE(std::ranges::count(csv, '\n'), 4);
        for (size_t i = 0; i < labels.size(); ++i) {
            const MethodResult& row = result.methods[i];
            QCOMPARE(row.plan.label, labels[i]);
            QCOMPARE(row.test_loss.count, int64_t{2});
            QVERIFY(std::isfinite(row.test_loss.half_width));
            QCOMPARE(row.tuning.size(), size_t{2});
            QVERIFY2(table.find("| " + labels[i] + " |") != std::string::npos, table.c_str());
            for (const std::string& text : {csv, plot})
                QVERIFY2(text.find(labels[i]) != std::string::npos, text.c_str());
        }
        QCOMPARE(result.methods[1].plan.trainable, 2 * result.methods[0].plan.trainable);
        const std::string name = result.methods[1].trials[1].name;
        QVERIFY2(name.starts_with("lora-rank4-lr"), name.c_str());
        const TrainOptions trained =
            inspect_run((fs::path(result.folder) / "trials" / name).string()).options; // as the library shows it
        QCOMPARE(std::get<int64_t>(trained.method_options.at("rank")), int64_t{4});
        QVERIFY2(trained.name.starts_with("LoRA with rank 4, learning rate "), trained.name.c_str());

        // Who is on the front, by hand.
        const Json json = results(wanted);
        for (const Json& row : json["methods"]) {
            bool beaten = false;
            for (const Json& other : json["methods"])
                beaten |=
                    other["trainable"] < row["trainable"] && other["test_loss"]["mean"] < row["test_loss"]["mean"];
            QCOMPARE(row["pareto"].get<bool>(), !beaten);
        }
        const CompareResult read = read_comparison(wanted.folder);
        QCOMPARE(read.methods[1].plan.label, labels[1]);
        QCOMPARE(read.methods[1].plan.rank, int64_t{4});
    }

    void everyRateCanHaveARow() {
        CompareOptions wanted = options("every rate");
        wanted.methods = {"lora"};
        wanted.ranks = {2, 4};
        wanted.every_rate = true;
        wanted.train.eval_share = 0; // nothing is chosen
        const CompareResult result = compare(wanted).result;
        QVERIFY(result.state == RunState::Finished);
        std::set<std::string> labels;
        for (const MethodResult& row : result.methods) {
            labels.insert(row.plan.label);
            QVERIFY(row.tuning.empty());
            QCOMPARE(row.trials.size(), size_t{2});
            QCOMPARE(row.trials[1].learning_rate, row.learning_rate);
            const TrainOptions trained =
                inspect_run((fs::path(result.folder) / "trials" / row.trials[0].name).string()).options;
            QCOMPARE(trained.name, row.plan.label + ", seed " + std::to_string(wanted.train.seed));
        }
        QCOMPARE(labels, (std::set<std::string>{"LoRA, budget of rank 2, learning rate 0.001",
                                                "LoRA, budget of rank 2, learning rate 0.005",
                                                "LoRA, budget of rank 4, learning rate 0.001",
                                                "LoRA, budget of rank 4, learning rate 0.005"}));
    }

    void foldersOfEarlierVersionsAreRead() {
        const CompareOptions wanted = options("earlier");
        keep_comparison(wanted);
        const fs::path file = fs::path(wanted.folder) / "compare.json";
        const Json plan = parse_json(read_text_file(file), "compare.json");
        for (const char* newer : {"ranks", "every_rate"})
            QVERIFY(!plan.contains(newer)); // so a folder that never had it goes on
        QVERIFY(!plan["methods"][0].contains("budget_rank"));
        QVERIFY(unfinished_comparison(wanted.folder)->ranks.empty());
        QCOMPARE(
            trial_options(wanted, {.method = "lora", .label = "LoRA", .rates = {}, .options = {}, .note = {}}, 1e-3, 7)
                .run,
            (fs::path(wanted.folder) / "trials" / "lora-lr0.001-seed7").string());

        compare(options("whole"));
        Json results_then = results(options("whole"));
        for (Json& row : results_then["methods"])
            row.erase("pareto");
        write_file_atomically(fs::path(wanted.folder) / "results.json", results_then.dump());
        QCOMPARE(read_comparison(wanted.folder).methods.size(), size_t{2});
    }
};

QTEST_GUILESS_MAIN(TestCompareRanks)
#include "tst_compare_ranks.moc"
