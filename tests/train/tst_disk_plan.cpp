// The disk of a run, foreseen: what runs of several methods leave against the plan, narrow models against the adapter
// itself, how many checkpoints there will be, and the refusal.

#include "backend/model/llama.h"
#include "backend/model/made_up_weights.h"
#include "backend/train/disk_costs.h"
#include "backend/train/run_folder.h"
#include "small_run.h"

#include <algorithm>
#include <cmath>

using namespace loratrf;
using namespace support;

namespace {

int64_t bytes_of(const fs::path& place) {
    if (fs::is_regular_file(place))
        return static_cast<int64_t>(fs::file_size(place));
    int64_t sum = 0;
    for (const auto& entry : fs::recursive_directory_iterator(place))
        if (entry.is_regular_file())
            sum += static_cast<int64_t>(entry.file_size());
    return sum;
}

double off(int64_t planned, int64_t found) {
    return static_cast<double>(planned) / static_cast<double>(found) - 1;
}

QString said(const char* what, int64_t planned, int64_t found) {
    return QString("%1: planned %2, found %3").arg(what).arg(planned).arg(found);
}

// A checkpoint takes 1000 bytes, an adapter 300.
DiskCosts simple_costs() {
    return {.adapter = 300, .checkpoint = 1000, .texts = 50, .activity = 0, .probes = 0};
}

TrainOptions simple_options() {
    TrainOptions options;
    options.run = "/runs/one";
    options.checkpoint_every = options.eval_every = 10;
    options.keep_checkpoints = 4;
    return options;
}

// Wide and deep enough that the plan looks at narrower and shallower models.
ModelConfig shape() {
    ModelConfig c;
    c.architecture = "qwen2"; // has the biases that one method trains
    c.qkv_bias = true;
    c.hidden = 128;
    c.intermediate = 384;
    c.layers = 5;
    c.heads = 4;
    c.kv_heads = 2;
    c.head_dim = 32;
    c.vocabulary = 640;
    c.tied_head = true;
    return c;
}

} // namespace

class TestDiskPlan : public QObject {
    Q_OBJECT

    SmallRun m_small;

    // 7 steps an epoch, and a checkpoint after each: of four stay the newest two and the best.
    TrainOptions options(const std::string& run, const std::string& method) const {
        TrainOptions options = m_small.options(run, method);
        if (options.method_options.contains("rank"))
            options.method_options["rank"] = int64_t{32}; // so that tensors outweigh texts, as they do in earnest
        if (method == "pissa")
            options.method_options["dropout"] = 0.0; // it refuses another
        options.epochs = 4;
        std::string& text = options.probe_texts.emplace_back(); // as long as the plan takes one to be
        for (int i = 0; i < 200; ++i)
            text += "who is " + std::to_string(i) + ", ";
        return options;
    }

private Q_SLOTS:
    void initTestCase() {
        write_pairs(m_small.path() / "pairs.jsonl", 26);
        write_pairs(m_small.path() / "pairs-eval.jsonl", 5);
    }

    void runsLeaveWhatWasForeseen_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<bool>("pairs");
        for (const char* method : {"lora", "loratrf", "full", "lorafa", "pissa"})
            QTest::newRow(method) << method << false;
        QTest::newRow("lora on pairs") << "lora" << true;
    }
    void runsLeaveWhatWasForeseen() {
        QFETCH(QString, method);
        QFETCH(bool, pairs);
        TrainOptions wanted = options(std::string("run ") + QTest::currentDataTag(), method.toStdString());
        if (pairs) {
            wanted.data = (m_small.path() / "pairs.jsonl").string();
            wanted.eval_data = (m_small.path() / "pairs-eval.jsonl").string();
        }
        const DiskPlan plan =
            plan_disk(disk_costs(wanted), wanted, {.steps = 28, .steps_per_epoch = 7, .pairs = pairs ? 31 : 0});
        const Trained trained = train(wanted);
        const RunFolder run = open_run(wanted.run);
        const auto there = static_cast<int64_t>(run.checkpoint_steps().size());
        QVERIFY(trained.result.best_step > 0); // else one checkpoint fewer stays
        QCOMPARE(there, plan.kept);
        const int64_t checkpoint = bytes_of(run.checkpoint(run.checkpoint_steps().front()));
        QVERIFY2(std::abs(off(plan.checkpoint, checkpoint)) < 0.1,
                 qPrintable(said("checkpoint", plan.checkpoint, checkpoint)));
        const int64_t adapter = bytes_of(run.adapter());
        QVERIFY2(std::abs(off(plan.adapter, adapter)) < 0.1, qPrintable(said("adapter", plan.adapter, adapter)));
        QCOMPARE(plan.reference > 0, fs::exists(run.reference()));
        if (pairs) {
            const int64_t reference = bytes_of(run.reference());
            QVERIFY2(std::abs(off(plan.reference, reference)) < 0.5,
                     qPrintable(said("reference", plan.reference, reference)));
        }
        const int64_t all = bytes_of(run.path);
        QVERIFY2(std::abs(off(plan.left(), all)) < 0.1, qPrintable(said("all", plan.left(), all)));
        QVERIFY(plan.total() >= plan.left());
    }

    // Figures of narrow models, carried on, against the adapter on the model itself.
    void narrowModelsForeseeTheAdapter_data() {
        QTest::addColumn<QString>("method");
        for (const MethodInfo& info : methods())
            QTest::newRow(info.key.c_str()) << QString::fromStdString(info.key);
    }
    void narrowModelsForeseeTheAdapter() {
        QFETCH(QString, method);
        TrainOptions wanted;
        wanted.method = method.toStdString();
        wanted.probe_texts = {"one"};
        const DiskCosts narrow = disk_costs(shape(), wanted);

        WeightReader weights(std::make_unique<MadeUpWeights>(shape()), shape(), at::kFloat);
        LlamaModel model(shape(), weights, at::kCPU, at::kFloat);
        const auto adapter = find_method(wanted.method).attach(model, {}, 1);
        const DiskCosts itself = disk_costs(*adapter, wanted.model, {160});
        for (const auto& [name, figure] :
             {std::pair("adapter", &DiskCosts::adapter), std::pair("checkpoint", &DiskCosts::checkpoint),
              std::pair("texts", &DiskCosts::texts), std::pair("activity", &DiskCosts::activity),
              std::pair("probes", &DiskCosts::probes)})
            QVERIFY2(std::abs(off(narrow.*figure, itself.*figure)) < 0.01,
                     qPrintable(said(name, narrow.*figure, itself.*figure)));
    }

    void theNewestTheBestAndTheOneBeingWrittenCount() {
        TrainOptions options = simple_options();
        const RunLength long_run{.steps = 1000, .steps_per_epoch = 100};
        const DiskPlan plan = plan_disk(simple_costs(), options, long_run);
        QCOMPARE(plan.kept, int64_t(5));
        QCOMPARE(plan.at_once, int64_t(6));
        QCOMPARE(plan.total(), 6 * plan.checkpoint + plan.texts);
        QCOMPARE(plan.left(), 5 * plan.checkpoint + plan.adapter + plan.texts);

        options.keep_best = false;
        QCOMPARE(plan_disk(simple_costs(), options, long_run).kept, int64_t(4));
        options.keep_best = true;
        options.eval_share = 0; // nothing to be best at
        QCOMPARE(plan_disk(simple_costs(), options, long_run).kept, int64_t(4));
        options.eval_data = "eval.jsonl";
        QCOMPARE(plan_disk(simple_costs(), options, long_run).kept, int64_t(5));
    }

    void aShortRunWritesFewer() {
        TrainOptions options = simple_options();
        const DiskPlan plan = plan_disk(simple_costs(), options, {.steps = 15, .steps_per_epoch = 100});
        QCOMPARE(plan.kept, int64_t(2)); // after steps 10 and 15
        QCOMPARE(plan.at_once, int64_t(2));
        QCOMPARE(plan.total(), plan.left()); // the adapter comes last
        options.eval_every = 7;              // the best may be a checkpoint of its own after 7, 14 or 15
        QCOMPARE(plan_disk(simple_costs(), options, {.steps = 15, .steps_per_epoch = 100}).kept, int64_t(5));
        options.checkpoint_every = options.eval_every = 0; // at the end of each epoch
        QCOMPARE(plan_disk(simple_costs(), options, {.steps = 15, .steps_per_epoch = 5}).kept, int64_t(3));
        for (const RunLength& unknown : {RunLength{}, RunLength{.steps = 15}})
            QCOMPARE(plan_disk(simple_costs(), options, unknown).at_once, int64_t(6));
    }

    void fewerCheckpointsAreOfferedWhereTheyFit() {
        const TrainOptions options = simple_options();
        const RunLength long_run{.steps = 1000, .steps_per_epoch = 100};
        const auto total = [&](int64_t keep) { return plan_disk(simple_costs(), options, long_run, keep).total(); };
        const auto refusal = [&](int64_t free) {
            return caught([&] { require_disk(simple_costs(), options, long_run, free); });
        };
        QCOMPARE(refusal(total(4)).first, std::string());
        QCOMPARE(refusal(-1).first, std::string()); // not known
        for (int64_t keep = 1; keep < options.keep_checkpoints; ++keep)
            for (const int64_t free : {total(keep), total(keep + 1) - 1}) {
                QCOMPARE(most_checkpoints(simple_costs(), options, long_run, free), keep);
                const auto [code, text] = refusal(free);
                QCOMPARE(code, std::string(code_name(ErrorCode::Io)));
                QVERIFY2(text.starts_with("/runs/one: "), text.c_str());
                QVERIFY2(text.ends_with("What would fit: keep_checkpoints " + std::to_string(keep)), text.c_str());
            }
        const auto [code, text] = refusal(total(1) - 1);
        QCOMPARE(code, std::string(code_name(ErrorCode::Io)));
        QVERIFY2(text.find("No number of checkpoints fits") != std::string::npos, text.c_str());
        QVERIFY2(text.find("keep_checkpoints") == std::string::npos, text.c_str());
    }

    // It would take more than any disk holds.
    void aRunThatCannotFitIsRefusedBeforeItsFirstStep() {
        TrainOptions wanted = options("refused", "lora");
        wanted.max_steps = wanted.keep_checkpoints = int64_t{1} << 40;
        wanted.checkpoint_every = 1;
        const auto [code, text] = caught([&] { train(wanted); });
        QCOMPARE(code, std::string(code_name(ErrorCode::Io)));
        QVERIFY2(text.find("of disk space") != std::string::npos, text.c_str());
        QVERIFY(!fs::exists(wanted.run));
    }

    void whatAnEarlierPartOfARunTakesIsWithinReach() {
        const fs::path folder = m_small.path() / "stopped";
        QCOMPARE(disk_within_reach(folder, 100), int64_t(100)); // nothing is there yet
        QVERIFY(free_disk(folder) > 0);
        QVERIFY(!fs::exists(folder));
        TrainOptions wanted = options("stopped", "lora");
        wanted.epochs = 1;
        train(wanted);
        const RunFolder run = open_run(wanted.run);
        QCOMPARE(disk_within_reach(folder, 100), 100 + bytes_of(run.checkpoints()) + bytes_of(run.journal()));
        QCOMPARE(disk_within_reach(folder, -1), int64_t(-1));
    }
};

QTEST_GUILESS_MAIN(TestDiskPlan)
#include "tst_disk_plan.moc"
