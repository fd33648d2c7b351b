// Whole runs on preference pairs: what they learn, report and keep.

#include "backend/train/run_folder.h"
#include "small_run.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

using namespace loratrf;
using support::SmallRun;
using support::write_pairs;

class TestPreference : public QObject {
    Q_OBJECT

    SmallRun m_small;

    TrainOptions options(const std::string& run, const std::string& method = "lora") const {
        TrainOptions options = m_small.options(run, method);
        options.data = (m_small.path() / "pairs.jsonl").string();
        options.eval_data = (m_small.path() / "pairs-eval.jsonl").string();
        return options;
    }

private Q_SLOTS:
    void initTestCase() {
        write_pairs(m_small.path() / "pairs.jsonl", 26);
        write_pairs(m_small.path() / "pairs-eval.jsonl", 5);
    }

    void trainsOnPairs_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"lora", "loratrf", "full", "pissa", "adamole"})
            QTest::newRow(method) << method;
    }
    void trainsOnPairs() {
        QFETCH(QString, method);
        TrainOptions wanted = options("run " + method.toStdString(), method.toStdString());
        wanted.method_options.erase("dropout");
        const support::Trained trained = support::train(wanted);
        QVERIFY(trained.result.state == RunState::Finished);
        const auto steps = support::events_of<StepEvent>(trained.events);
        QCOMPARE(steps.size(), size_t{14});
        QVERIFY(steps.front().pairs && steps.back().pairs);
        QVERIFY2(std::abs(steps.front().loss - std::numbers::ln2) < 1e-4,
                 qPrintable(QString::number(steps.front().loss)));
        QVERIFY(std::abs(steps.front().pairs->margin) < 1e-3);
        QVERIFY(steps.back().loss < 0.9 * std::numbers::ln2);
        const auto evals = support::events_of<EvalEvent>(trained.events);
        QCOMPARE(evals.size(), size_t{3});
        QVERIFY(std::abs(evals.front().loss - std::numbers::ln2) < 1e-4);
        QVERIFY(std::isnan(evals.back().perplexity));
        QVERIFY(evals.back().pairs->margin > 0.1);
        QCOMPARE(evals.back().pairs->preferred, 1.0);
        QCOMPARE(evals.back().hardest.size() + evals.back().easiest.size(), size_t{5});
        QVERIFY(trained.result.best_eval_loss < evals.front().loss);

        // The journal has what was told, and says nothing of pairs where there are none.
        const RunFolder run{wanted.run};
        const std::string journal = read_text_file(run.journal());
        QVERIFY(journal.find("\"preferred\"") != std::string::npos);
        const Event again = event_from_json_line(to_json_line(evals.back()));
        QVERIFY(std::get<EvalEvent>(again).pairs == evals.back().pairs);
        QVERIFY(to_json_line(StepEvent{}).find("pairs") == std::string::npos);
    }

    void resumeEqualsTheStraightRun() {
        const support::Trained straight = support::train(options("straight"));
        TrainOptions stopped = options("stopped");
        const support::Trained first = support::train(stopped, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 5)
                control.stop = true;
        });
        QVERIFY(first.result.state == RunState::Stopped);
        const support::Trained second = support::resume(stopped.run);
        QVERIFY(second.result.state == RunState::Finished);
        QVERIFY(support::adapter_bytes(second.result.adapter) == support::adapter_bytes(straight.result.adapter));
    }

    void otherRowsAreRefusedOnResume() {
        const std::filesystem::path eval = m_small.path() / "pairs-other.jsonl";
        write_pairs(eval, 4);
        TrainOptions wanted = options("refused");
        wanted.eval_data = eval.string();
        support::train(wanted, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 3)
                control.stop = true;
        });
        write_pairs(eval, 5);
        const auto [code, message] = support::caught([&] { support::resume(wanted.run); });
        QCOMPARE(code, std::string("invalid-option"));
        QVERIFY2(message.find("reference.safetensors") != std::string::npos, message.c_str());
    }

    // A run that ended before its first checkpoint begins again with the numbers it had computed.
    void theReferenceIsNotComputedTwice() {
        const TrainOptions wanted = options("begun");
        const auto at_once = [](const Event& event, Control& control) {
            if (std::holds_alternative<StartEvent>(event))
                control.stop = true;
        };
        const auto computed = [](const support::Trained& trained) {
            return std::ranges::any_of(support::events_of<ProgressEvent>(trained.events),
                                       [](const ProgressEvent& progress) {
                                           return progress.what == "Computing the untrained model's preferences";
                                       });
        };
        QVERIFY(computed(support::train(wanted, at_once)));
        const std::filesystem::path file = RunFolder{wanted.run}.reference();
        const std::string before = read_text_file(file);
        QVERIFY(!computed(support::resume(wanted.run, 0, at_once)));
        QCOMPARE(read_text_file(file), before);

        std::string damaged = before;
        damaged.back() = static_cast<char>(damaged.back() ^ 0x40);
        write_file_atomically(file, damaged);
        QVERIFY(computed(support::resume(wanted.run, 0, at_once)));
        QCOMPARE(read_text_file(file), before);

        write_pairs(m_small.path() / "pairs-begun.jsonl", 5);
        TrainOptions other = options_from_json(read_text_file(RunFolder{wanted.run}.options()));
        other.eval_data = (m_small.path() / "pairs-begun.jsonl").string();
        write_file_atomically(RunFolder{wanted.run}.options(), to_json(other));
        QVERIFY(computed(support::resume(wanted.run, 0, at_once))); // other options may mean another start
    }

    void aDamagedReferenceIsRefused() {
        const TrainOptions wanted = options("damaged");
        support::train(wanted, [](const Event& event, Control& control) {
            if (const auto* step = std::get_if<StepEvent>(&event); step && step->step == 3)
                control.stop = true;
        });
        const std::filesystem::path file = RunFolder{wanted.run}.reference();
        std::string bytes = read_text_file(file);
        bytes.back() = static_cast<char>(bytes.back() ^ 0x40); // the exponent of the last number
        write_file_atomically(file, bytes);
        const auto [code, message] = support::caught([&] { support::resume(wanted.run); });
        QCOMPARE(code, std::string("bad-value"));
        QVERIFY2(message.find("damaged") != std::string::npos, message.c_str());
    }

    // ALoRA scores its ranks by the loss of evaluation rows, MiLoRA trains its coefficients on it: that of pairs.
    void methodsMayAskForTheLossOfEvaluationRows() {
        TrainOptions wanted = options("alora", "alora");
        wanted.method_options.erase("dropout");
        const support::Trained trained = support::train(wanted);
        QVERIFY(trained.result.state == RunState::Finished);
        bool pruned = false;
        for (const ActivityEvent& activity : support::events_of<ActivityEvent>(trained.events))
            for (const float rank : activity.of("rank"))
                pruned = pruned || rank < 4;
        QVERIFY(pruned);
        wanted = options("milora", "milora");
        wanted.method_options["bilevel"] = true;
        const support::Trained second = support::train(wanted);
        QVERIFY(second.result.state == RunState::Finished);
        for (const StepEvent& step : support::events_of<StepEvent>(second.events))
            QVERIFY(std::isfinite(step.loss) && !step.skipped && step.pairs);
    }

    void theReferenceIsTheModelAtTheStart() {
        TrainOptions first = options("first");
        const support::Trained trained = support::train(first);
        TrainOptions second = options("second");
        second.adapter = trained.result.adapter;
        second.max_steps = 1;
        const support::Trained on = support::train(second);
        const auto evals = support::events_of<EvalEvent>(on.events);
        QVERIFY(std::abs(evals.front().loss - std::numbers::ln2) < 1e-4); // not the base model's loss
    }

    // All margins are 0 before the first update, so its gradients are proportional to beta.
    void betaIsTheRuns() {
        double norms[2];
        for (const int i : {0, 1}) {
            TrainOptions wanted = options("beta " + std::to_string(i));
            wanted.preference_beta = i == 0 ? 0.1 : 0.4;
            wanted.max_steps = 1;
            wanted.method_options["dropout"] = 0.0;
            norms[i] = support::events_of<StepEvent>(support::train(wanted).events).front().grad_norm;
        }
        QVERIFY2(std::abs(norms[1] / norms[0] - 4) < 1e-3, qPrintable(QString::number(norms[1] / norms[0])));
    }

    void sharedPromptsChangeNothing() {
        std::vector<std::vector<double>> losses;
        for (const char* share : {"off", "auto"}) {
            TrainOptions wanted = options(std::string("share ") + share);
            wanted.share_prefix = share;
            wanted.method_options["dropout"] = 0.0;
            auto& course = losses.emplace_back();
            for (const StepEvent& step : support::events_of<StepEvent>(support::train(wanted).events))
                course.push_back(step.loss);
        }
        QCOMPARE(losses[0].size(), losses[1].size());
        for (size_t i = 0; i < losses[0].size(); ++i)
            QVERIFY2(std::abs(losses[0][i] - losses[1][i]) < 1e-4, qPrintable(QString("step %1").arg(i + 1)));
    }

    void kindsOfRowsAreNotMixed() {
        TrainOptions wanted = options("mixed");
        wanted.more_data = {(m_small.path() / "train.jsonl").string()};
        auto [code, message] = support::caught([&] { support::train(wanted); });
        QCOMPARE(code, std::string("mixed-schema"));
        QVERIFY(message.find("pairs.jsonl holds preference pairs") != std::string::npos);
        wanted.more_data.clear();
        wanted.eval_data = (m_small.path() / "eval.jsonl").string();
        std::tie(code, message) = support::caught([&] { support::train(wanted); });
        QCOMPARE(code, std::string("mixed-schema"));
    }

    void evaluationCountsTheLikelier() {
        support::train(options("evaluated"));
        Control control;
        EvaluateRequest request;
        request.model = options("evaluated").run;
        request.data = options("evaluated").eval_data;
        request.data_options = options("evaluated").data_options;
        request.device = "cpu";
        request.compute = "fp32";
        const EvaluateResult tuned = evaluate(request, control, {});
        request.base_only = true;
        const EvaluateResult base = evaluate(request, control, {});
        QCOMPARE(tuned.pairs, int64_t{5});
        QVERIFY(tuned.likelier >= base.likelier);
        QCOMPARE(tuned.likelier, int64_t{5});
    }
};

QTEST_GUILESS_MAIN(TestPreference)
#include "tst_preference.moc"
