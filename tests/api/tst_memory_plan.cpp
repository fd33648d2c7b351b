// The memory of a run, foreseen: sums, limits and refusals on costs made up here; what a step allocates against the
// allocations of that step on the model itself. How near the plan is to the resident set: tests/benchmark/memory_grid.

#include "backend/api/engine.h"
#include "backend/device/allocated_bytes.h"
#include "backend/device/free_memory.h"
#include "backend/io/error.h"
#include "backend/io/files.h"
#include "backend/model/llama.h"
#include "backend/model/made_up_weights.h"
#include "backend/model/model_sizes.h"
#include "backend/train/foresight.h"
#include "backend/train/memory_costs.h"
#include "backend/train/optimizer.h"
#include "backend/train/update.h"
#include "train/small_run.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace loratrf;

namespace {

// A token costs 1000, 600 or 100 bytes; 10000 are there before the first.
MemoryCosts simple_costs() {
    MemoryCosts costs;
    costs.program = 1000;
    costs.weights = 4000;
    costs.adapter = 500;
    costs.gradients = 500;
    costs.optimizer = 1000;
    costs.good_state = 3000;
    costs.update = 50;
    const auto level = [](const char* name, double each) {
        return RecomputeMemory{name, {0, each}, {0, each}, {5, each + 10}, {0, each + 20}};
    };
    costs.levels = {level("nothing", 1000), level("feed-forward", 600), level("layer", 100)};
    return costs;
}

int64_t total(const MemoryCosts& costs, const std::string& level, int64_t tokens) {
    return plan_memory(costs, level, tokens).total();
}

// A model that is no test's file: small, but wide enough that the plan looks at a narrower one.
ModelConfig shape() {
    ModelConfig c;
    c.architecture = "llama";
    c.hidden = 128;
    c.intermediate = 384;
    c.layers = 5;
    c.heads = 4;
    c.kv_heads = 2;
    c.head_dim = 32;
    c.vocabulary = 64;
    c.tied_head = true;
    return c;
}

// One head of 128, rows of 128: the narrowest model that stands for it has rows of 32.
void write_wide_headed_model(const std::filesystem::path& folder) {
    ModelConfig c;
    c.architecture = "llama";
    c.hidden = c.intermediate = c.head_dim = 128;
    c.layers = c.heads = c.kv_heads = 1;
    c.vocabulary = support::vocabulary;
    c.tied_head = true;
    Json json = parse_json(read_text_file(folder / "config.json"), "config.json", {.allow_duplicate_keys = false});
    json.update({{"hidden_size", 128},
                 {"intermediate_size", 128},
                 {"num_attention_heads", 1},
                 {"num_key_value_heads", 1},
                 {"tie_word_embeddings", true}});
    write_file_atomically(folder / "config.json", json.dump());
    const MadeUpWeights weights(c);
    std::vector<std::vector<float>> values;
    std::vector<TensorView> views;
    for (const TensorInfo& info : weights.tensors()) {
        weights.read_f32(info.name, values.emplace_back(static_cast<size_t>(info.elements())));
        views.push_back({info.name, DType::F32, info.shape, std::as_bytes(std::span(values.back()))});
    }
    write_safetensors(folder / "model.safetensors", views);
}

// The most bytes that one forward and backward pass of a training step holds.
int64_t allocated_by_step(const ModelConfig& config, const TrainOptions& options, int64_t tokens, Recompute recompute) {
    WeightReader weights(std::make_unique<MadeUpWeights>(config), config, at::kFloat);
    LlamaModel model(config, weights, at::kCPU, at::kFloat);
    const auto adapter = find_method(options.method).attach(model, options.method_options, 1);
    AdamW optimizer(adapter->parameters(), {});
    PackedBatch batch;
    for (int32_t i = 0; i < tokens; ++i) {
        batch.ids.push_back(i % 60);
        batch.positions.push_back(i % (static_cast<int32_t>(tokens) / 2));
        batch.predict_rows.push_back(i);
        batch.targets.push_back(i % 50);
    }
    batch.offsets = {0, tokens / 2, tokens};
    ForwardContext context;
    context.training = true;
    context.recompute = recompute;
    const AllocatedBytes bytes;
    at::Tensor loss = loss_sum(model, batch, context);
    if (const at::Tensor extra = adapter->extra_loss(); extra.defined())
        loss = loss + extra;
    loss.backward();
    return bytes.peak();
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

std::string refusal(const MemoryCosts& costs, const MemoryPlan& plan, const TrainOptions& options, int64_t longest,
                    int64_t free, int64_t sequences = 1) {
    try {
        require_memory(costs, plan, options, longest, free, sequences);
    } catch (const Error& error) {
        return std::string(code_name(error.code())) + ": " + error.what();
    }
    return {};
}

} // namespace

class TestMemoryPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsAddUp() {
        const MemoryPlan plan = plan_memory(simple_costs(), "nothing", 10);
        QCOMPARE(plan.activations, int64_t(10000));
        QCOMPARE(plan.working, int64_t(200)); // backwards: more than the head's 105
        QVERIFY(plan.slack > 0);
        QCOMPARE(plan.total(), 10000 + 10000 + 200 + plan.slack);
        // The head counts where it is the larger moment.
        MemoryCosts costs = simple_costs();
        costs.levels.front().head.fixed = 5000;
        QCOMPARE(plan_memory(costs, "nothing", 10).working, int64_t(5100));
        // And the update where there is hardly a pass.
        costs.update = 100000;
        const MemoryPlan update = plan_memory(costs, "nothing", 10);
        QCOMPARE(update.activations + update.working, int64_t(100000));
        QVERIFY_EXCEPTION_THROWN(plan_memory(costs, "everything", 10), Error);
    }

    void largestBudgetIsTheLargestThatFits() {
        const MemoryCosts costs = simple_costs();
        for (const RecomputeMemory& level : costs.levels)
            for (const int64_t limit : {int64_t(12000), int64_t(50000), int64_t(1234567)}) {
                const int64_t tokens = largest_token_budget(costs, level.recompute, limit);
                QVERIFY(tokens > 0);
                QVERIFY(total(costs, level.recompute, tokens) <= limit);
                QVERIFY(total(costs, level.recompute, tokens + 1) > limit);
            }
        QCOMPARE(largest_token_budget(costs, "layer", 9999), int64_t(0));
    }

    void asLittleAsTheMemoryAllowsIsComputedAgain() {
        const MemoryCosts costs = simple_costs();
        const auto least = [&](const std::string& level) { // of the free memory, so that a tenth of it stays free
            int64_t free = total(costs, level, 100);
            while (free - free / 10 < total(costs, level, 100))
                ++free;
            return free;
        };
        QCOMPARE(choose_recompute(costs, 100, least("nothing")), std::string("nothing"));
        QCOMPARE(choose_recompute(costs, 100, least("nothing") - 2), std::string("feed-forward"));
        QCOMPARE(choose_recompute(costs, 100, least("feed-forward")), std::string("feed-forward"));
        QCOMPARE(choose_recompute(costs, 100, least("feed-forward") - 2), std::string("layer"));
        QCOMPARE(choose_recompute(costs, 100, 1), std::string("layer")); // nothing fits: require_memory refuses
    }

    void refusalNamesNeedFreeAndWhatWouldFit() {
        const MemoryCosts costs = simple_costs();
        TrainOptions options;
        options.method = "lora";
        options.compute = "fp32";
        const MemoryPlan plan = plan_memory(costs, "nothing", 5000);
        QVERIFY(refusal(costs, plan, options, 10, plan.total()).empty());
        const int64_t free = plan.total() - 1;
        const std::string text = refusal(costs, plan, options, 10, free);
        QVERIFY2(text.starts_with("out-of-memory: "), text.c_str());
        for (const std::string& part :
             {gigabytes(plan.total()), gigabytes(free) + " are free", std::string("recompute feed-forward"),
              "token_budget " + std::to_string(largest_token_budget(costs, "nothing", free)),
              std::string("compute bf16")})
            QVERIFY2(text.find(part) != std::string::npos, (part + " is missing in: " + text).c_str());
        QVERIFY2(text.find("max_length") == std::string::npos, text.c_str());
        // A row that is longer than any budget that fits must become shorter.
        const std::string row = refusal(costs, plan, options, 5000, free);
        QVERIFY2(row.find("data_options.max_length") != std::string::npos, row.c_str());
        // Of a preference pair, both answers.
        const int64_t half = largest_token_budget(costs, "nothing", free) / 2;
        const std::string pair = refusal(costs, plan, options, 5000, free, 2);
        QVERIFY2(pair.find("max_length " + std::to_string(half) + " ") != std::string::npos, pair.c_str());
        const std::string none = refusal(costs, plan, options, 10, 100);
        QVERIFY2(none.find("a smaller model") != std::string::npos, none.c_str());
        QVERIFY2(none.find("token_budget") == std::string::npos, none.c_str());
    }

    void storedWeightsArePriced() {
        TrainOptions options;
        options.method = "lora";
        options.compute = "fp32";
        options.model = TESTS_DIR "/data/models/llama.gguf"; // 32 wide, 48 in the feed-forward part
        const MemoryCosts unpacked = memory_costs(options);
        QVERIFY(unpacked.packing > 0);
        const MemoryPlan plan = plan_memory(unpacked, "layer", 100);
        const std::string text = refusal(unpacked, plan, options, 10, plan.total() - unpacked.packing / 2);
        QVERIFY2(text.find("base_weights stored") != std::string::npos, text.c_str());

        options.base_weights = "stored";
        const MemoryCosts stored = memory_costs(options);
        QCOMPARE(stored.packing, unpacked.packing);
        QCOMPARE(stored.weights, unpacked.weights - unpacked.packing);
        for (size_t i = 0; i < stored.levels.size(); ++i) { // one weight is there unpacked, too
            QCOMPARE(stored.levels[i].forward.fixed - unpacked.levels[i].forward.fixed, 32.0 * 48 * 4);
            QCOMPARE(stored.levels[i].backward.fixed - unpacked.levels[i].backward.fixed, 32.0 * 48 * 4);
        }
        const std::string other = refusal(stored, plan_memory(stored, "layer", 100), options, 10, 1);
        QVERIFY2(other.find("base_weights") == std::string::npos, other.c_str());
        options.method = "pissa"; // changes the base
        QCOMPARE(memory_costs(options).weights, unpacked.weights);
    }

    void aMicroBatchIsNeverLargerThanItsRows() {
        QCOMPARE(largest_micro_batch({5, 9, 7}, 2, 100), int64_t(16)); // a step has no more
        QCOMPARE(largest_micro_batch({5, 9, 7}, 8, 12), int64_t(12));
        QCOMPARE(largest_micro_batch({5, 90, 7}, 8, 12), int64_t(90)); // one row is never split
        QCOMPARE(largest_micro_batch({}, 8, 12), int64_t(0));
    }

    void trainedParametersAreThoseTheMethodCounts_data() {
        QTest::addColumn<QString>("method");
        for (const MethodInfo& info : methods())
            QTest::newRow(info.key.c_str()) << QString::fromStdString(info.key);
    }
    void trainedParametersAreThoseTheMethodCounts() {
        QFETCH(QString, method);
        ModelConfig config = shape();
        config.architecture = "qwen2"; // has the biases that one method trains
        config.qkv_bias = true;
        const ModelInfo model = model_sizes(config);
        TrainOptions options;
        options.method = method.toStdString();
        options.compute = "fp32";
        const MemoryCosts costs = memory_costs(config, options);
        const int64_t count = count_parameters(model, options.method, {}).trainable;
        QCOMPARE(costs.gradients, count * 4);
        QCOMPARE(costs.optimizer, count * 8);
        QCOMPARE(costs.good_state, count * 12);
        QCOMPARE(costs.weights, model.parameters * 4);
        QCOMPARE(costs.levels.size(), size_t(3));
        for (size_t i = 0; i < costs.levels.size(); ++i) {
            const RecomputeMemory& level = costs.levels[i];
            QVERIFY(level.kept.per_token > 0);
            QVERIFY(level.backward.at(1000) >= level.kept.at(1000));
            const double before = i > 0 ? costs.levels[i - 1].kept.per_token : 0;
            if (i > 0)
                QVERIFY2(costs.op_by_op.empty() ? level.kept.per_token <= before : level.kept.per_token == before,
                         qPrintable(QString("%1 after %2 a token, %3")
                                        .arg(level.kept.per_token)
                                        .arg(before)
                                        .arg(costs.op_by_op.c_str())));
        }
    }

    void moreRankAndMoreTokensNeedMore() {
        int64_t before = 0;
        for (const int64_t rank : {2, 8, 32}) {
            TrainOptions options;
            options.method = "lora";
            options.compute = "fp32";
            options.method_options["rank"] = rank;
            const MemoryCosts costs = memory_costs(shape(), options);
            QCOMPARE(costs.adapter, costs.gradients); // nothing but its parameters
            for (const RecomputeMemory& level : costs.levels)
                QVERIFY(total(costs, level.recompute, 2000) > total(costs, level.recompute, 1000));
            const int64_t now = total(costs, "nothing", 1000);
            QVERIFY(now > before);
            before = now;
        }
    }

    // The narrow model's figures, carried on, against the allocations of the step itself.
    void aNarrowModelForeseesTheWideOne_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("recompute");
        for (const char* method : {"lora", "loratrf", "dora", "vera", "ia3", "pissa"})
            QTest::addRow("%s", method) << method << "nothing";
        QTest::newRow("lora, feed-forward again") << "lora"
                                                  << "feed-forward";
        QTest::newRow("lora, layers again") << "lora"
                                            << "layer";
        QTest::newRow("loratrf, layers again") << "loratrf"
                                               << "layer";
    }
    void aNarrowModelForeseesTheWideOne() {
        QFETCH(QString, method);
        QFETCH(QString, recompute);
        TrainOptions options;
        options.method = method.toStdString();
        options.compute = "fp32";
        options.activity_every = 0;
        const MemoryCosts costs = memory_costs(shape(), options);
        const Recompute level = recompute == "layer"          ? Recompute::Layer
                                : recompute == "feed-forward" ? Recompute::FeedForward
                                                              : Recompute::Nothing;
        for (const int64_t tokens : {600, 2000}) {
            const int64_t allocated = allocated_by_step(shape(), options, tokens, level);
            const MemoryPlan plan = plan_memory(costs, recompute.toStdString(), tokens);
            const double off = double(plan.activations + plan.working) / double(allocated) - 1;
            QVERIFY2(std::abs(off) < 0.03, qPrintable(QString("%1 tokens: off by %2").arg(tokens).arg(off)));
        }
    }

    void normedQueriesAreForeseen() {
        TrainOptions options;
        options.method = "lora";
        options.compute = "fp32";
        options.activity_every = 0;
        ModelConfig config = shape();
        config.qk_norm = true;
        const MemoryCosts costs = memory_costs(config, options);
        QCOMPARE(costs.op_by_op, std::string());
        const int64_t allocated = allocated_by_step(config, options, 2000, Recompute::Nothing);
        const MemoryPlan plan = plan_memory(costs, "nothing", 2000);
        const double off = double(plan.activations + plan.working) / double(allocated) - 1;
        QVERIFY2(std::abs(off) < 0.03, qPrintable(QString("off by %1").arg(off)));
    }

    // A narrow model is too narrow for what the model itself can do: the run goes on, and its journal says so.
    void whatCannotBeForeseenIsSaid() {
        const support::SmallRun run;
        write_wide_headed_model(run.path() / "model");
        TrainOptions options = run.options("run", "pissa");
        options.method_options["rank"] = int64_t{40};
        options.method_options["dropout"] = 0.0;
        options.eval_data.clear();
        options.max_steps = 1;
        const support::Trained trained = support::train(options);
        QCOMPARE(trained.result.steps, int64_t(1));
        std::string warnings;
        for (const NoteEvent& note : support::events_of<NoteEvent>(read_journal(options.run)))
            if (note.level == Level::Warning)
                warnings += note.text + "\n";
        QVERIFY2(warnings.find("could not be foreseen") != std::string::npos, warnings.c_str());
        QVERIFY2(warnings.find("rank 40") != std::string::npos, warnings.c_str());
        QVERIFY(Foresight(options, at::kCPU).plan() == std::nullopt);
    }

    void freeMemoryIsTheLeastOfMachineAndControlGroups() {
        const QTemporaryDir folder;
        const std::filesystem::path root = folder.path().toStdString();
        QVERIFY(available_memory(root) > int64_t(1) << 60);
        QVERIFY(!control_group_free(root));
        write(root / "proc/meminfo", "MemTotal:  900 kB\nMemAvailable:     700 kB\n");
        QCOMPARE(available_memory(root), int64_t(700 * 1024));
        write(root / "proc/self/cgroup", "0::/outer/inner\n");
        write(root / "sys/fs/cgroup/outer/inner/memory.max", "max\n");
        write(root / "sys/fs/cgroup/outer/inner/memory.current", "10\n");
        QVERIFY(!control_group_free(root));
        write(root / "sys/fs/cgroup/outer/memory.max", "1000\n");
        write(root / "sys/fs/cgroup/outer/memory.current", "600\n");
        QCOMPARE(control_group_free(root).value(), int64_t(400)); // the outer group's limit holds inside
        write(root / "sys/fs/cgroup/outer/memory.stat", "anon 400\ninactive_file 150\n");
        QCOMPARE(control_group_free(root).value(), int64_t(550));
        write(root / "proc/self/cgroup", "3:cpu:/x\n7:memory:/outer\n");
        write(root / "sys/fs/cgroup/memory/outer/memory.limit_in_bytes", "500\n");
        write(root / "sys/fs/cgroup/memory/outer/memory.usage_in_bytes", "480\n");
        QCOMPARE(control_group_free(root).value(), int64_t(20));
        QVERIFY(free_memory() > 0);
        QVERIFY(memory_within_reach() > free_memory());
    }
};

QTEST_GUILESS_MAIN(TestMemoryPlan)
#include "tst_memory_plan.moc"
