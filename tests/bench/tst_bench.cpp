// What `loratrf bench` measures: the steps of training, work counted from the model's sizes, time split to the last
// bit.

#include "backend/api/bench.h"
#include "backend/bench/gemm_ceiling.h"
#include "backend/bench/step_flops.h"
#include "backend/bench/time_split.h"
#include "tests/train/small_run.h"

#include <ATen/ATen.h>
#include <ATen/record_function.h>

#include <cmath>
#include <numeric>

using namespace loratrf;
using namespace support;

namespace {

BenchOptions bench_options(const SmallRun& run) {
    BenchOptions options;
    options.train = run.options("unused");
    options.train.schedule = Schedule::Constant;
    options.train.warmup = 0;
    options.untimed = 1;
    options.steps = 2;
    return options;
}

BenchResult measured(const BenchOptions& options) {
    Control control;
    return bench(options, control, {});
}

std::vector<double> losses(const BenchResult& result) {
    std::vector<double> values;
    for (const auto* steps : {&result.untimed, &result.steps})
        for (const BenchStep& step : *steps)
            values.push_back(step.loss);
    return values;
}

double share(const TimeSplit& split, Part part) {
    return split[part] / split.total;
}

at::Tensor square() {
    return at::full({600, 600}, 0.5).requires_grad_();
}

} // namespace

class TestBench : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAreThoseOfTraining() {
        const SmallRun run;
        TrainOptions options = bench_options(run).train;
        options.max_steps = 3;
        options.run = (run.path() / "run").string();
        std::vector<double> expected;
        for (const StepEvent& step : events_of<StepEvent>(train(options).events))
            expected.push_back(step.loss);
        QCOMPARE(losses(measured(bench_options(run))), expected);
    }

    // Pairs are judged against the model as it is before the first step there, too.
    void stepsOfPairsAreThoseOfTraining() {
        const SmallRun run;
        BenchOptions options = bench_options(run);
        options.train.data = (run.path() / "pairs.jsonl").string();
        options.train.eval_data.clear();
        options.train.eval_share = 0;
        options.train.method_options["dropout"] = 0.0;
        options.train.max_steps = 3;
        options.train.run = (run.path() / "run").string();
        options.split = false;
        write_pairs(options.train.data, 26);
        std::vector<double> expected;
        for (const StepEvent& step : events_of<StepEvent>(train(options.train).events))
            expected.push_back(step.loss);
        const std::vector<double> found = losses(measured(options));
        QCOMPARE(found.size(), expected.size());
        QVERIFY(std::abs(found.front() - std::log(2.0)) < 1e-4);
        for (size_t i = 0; i < found.size(); ++i) // the two pack the rows differently for what pairs are judged against
            QVERIFY(std::abs(found[i] - expected[i]) < 1e-4);
    }

    // Each product on its own, from what inspecting the model says.
    void flopsAreThoseOfTheProducts() {
        const SmallRun run;
        const ModelInfo model = inspect_model((run.path() / "model").string());
        const std::vector<int64_t> lengths = {5, 7};
        const double tokens = 12, supervised = 6, adapter = 1000;
        double expected = 0;
        for (const ProjectionInfo& projection : model.projections) {
            const double product = 2 * tokens * double(projection.in) * double(projection.out);
            const bool needs_input_gradient =
                projection.layer > 0 ||
                (projection.target != "q_proj" && projection.target != "k_proj" && projection.target != "v_proj");
            expected += product + (needs_input_gradient ? product : 0);
        }
        expected += 3 * 2 * tokens * adapter;                                             // output, input, weight
        expected += 2 * 2 * supervised * double(model.hidden) * double(model.vocabulary); // logits and back
        for (const int64_t length : lengths)                                              // half of the pairs
            for (int64_t head = 0; head < model.heads * model.layers; ++head)             // two products forwards
                expected += 6 * 2 * double(model.head_dim) * double(length * length) / 2; // and four backwards
        const double found = step_flops(
            config_from_folder(run.path() / "model"), int64_t(adapter),
            {.tokens = int64_t(tokens), .supervised = int64_t(supervised), .squared_lengths = 5 * 5 + 7 * 7});
        QCOMPARE(found, expected);
    }

    void sizeOfAStepCountsEveryMicroBatch() {
        std::vector<Sequence> rows(3);
        for (size_t i = 0; i < rows.size(); ++i) {
            rows[i].ids.assign(i + 2, 1);
            rows[i].supervised.assign(i + 2, true);
        }
        const std::vector<int64_t> first = {0, 1}, second = {2};
        const std::vector<PackedBatch> batches = {pack(rows, first), pack(rows, second)};
        const StepSize size = step_size(batches);
        QCOMPARE(size.tokens, int64_t(2 + 3 + 4));
        QCOMPARE(size.supervised, int64_t(1 + 2 + 3)); // nothing predicts a first token
        QCOMPARE(size.data_tokens, size.tokens);
        QCOMPARE(size.squared_lengths, double(2 * 2 + 3 * 3 + 4 * 4));
    }

    // What is computed once is counted once; what the rows hold stays what it is.
    void sharedPrefixIsComputedOnce() {
        std::vector<Sequence> rows(3);
        for (size_t i = 0; i < rows.size(); ++i) {
            rows[i].ids.assign(5, 1);
            rows[i].ids.resize(8 + i, static_cast<int32_t>(2 + i));
            rows[i].supervised.assign(7, false);
            rows[i].supervised.resize(8 + i, true);
        }
        const std::vector<int64_t> all = {0, 1, 2};
        const std::vector<PackedBatch> batches = {pack(rows, all, true)};
        const StepSize size = step_size(batches);
        QCOMPARE(size.data_tokens, int64_t(8 + 9 + 10));
        QCOMPARE(size.tokens, int64_t(8 + 9 + 10 - 2 * 5));
        QCOMPARE(size.supervised, int64_t(1 + 2 + 3));
        QCOMPARE(size.squared_lengths, double(8 * 8 + 9 * 9 + 10 * 10 - 2 * 5 * 5));
    }

    void productsOfTheCeilingAreTheModels() {
        const SmallRun run;
        const ModelInfo model = inspect_model((run.path() / "model").string());
        double expected = double(model.hidden * model.vocabulary), found = 0;
        for (const ProjectionInfo& projection : model.projections)
            expected += double(projection.in * projection.out);
        for (const GemmShape& shape : gemm_shapes(config_from_folder(run.path() / "model"), 10, 4)) {
            QCOMPARE(shape.rows, int64_t(shape.out == model.vocabulary ? 4 : 10));
            found += double(shape.in * shape.out * shape.count);
        }
        QCOMPARE(found, expected);
    }

    void scopesDecideForwardsAndBackwards() {
        at::Tensor y;
        const at::Tensor x = square(), w = square();
        const auto product = [&](const char* scope) {
            RECORD_FUNCTION(scope, {});
            y = at::mm(x, w);
        };
        const TimeSplit plain = split_time([&] { y = at::mm(x, w); });
        QVERIFY(share(plain, Part::Gemm) > 0.8);
        const TimeSplit forward = split_time([&] { product("loratrf.adapter"); });
        QVERIFY(share(forward, Part::Adapter) > 0.8);
        QCOMPARE(forward[Part::Gemm], 0.0);
        const TimeSplit backward = split_time([&] {
            product("loratrf.adapter");
            y.sum().backward();
        });
        QCOMPARE(backward[Part::Gemm], 0.0);
        QVERIFY(share(backward, Part::Adapter) > 0.7);
        const TimeSplit mixed = split_time([&] { // only what was made in the scope counts for it
            product("loratrf.head");
            const at::Tensor z = at::mm(y, w);
            z.sum().backward();
        });
        QVERIFY(share(mixed, Part::Gemm) > 0.3);
        QVERIFY(share(mixed, Part::Head) > 0.3);
    }

    void splitAddsUpToTheStep() {
        const SmallRun run;
        const BenchResult result = measured(bench_options(run));
        QCOMPARE(result.split.size(), part_count);
        double sum = 0;
        for (const BenchPart& part : result.split) {
            QVERIFY2(part.seconds > 0, part.name.c_str());
            sum += part.seconds;
        }
        QVERIFY(std::abs(sum - result.split_seconds) < 1e-9);
    }

    void figuresFitTogether() {
        const SmallRun run;
        BenchOptions options = bench_options(run);
        options.split = false;
        const BenchResult result = measured(options);
        QVERIFY(result.split.empty());
        QCOMPARE(result.steps.size(), size_t(2));
        double seconds = 0, tokens = 0, flops = 0;
        for (const BenchStep& step : result.steps) {
            QVERIFY(step.seconds > 0 && step.tokens > step.supervised && step.supervised > 0 && step.flops > 0);
            QVERIFY(step.micro_batches >= 2);
            seconds += step.seconds;
            tokens += double(step.tokens);
            flops += step.flops;
        }
        QCOMPARE(result.seconds, seconds);
        QCOMPARE(result.tokens_per_second, tokens / seconds);
        QCOMPARE(result.utilisation, flops / seconds / result.ceiling);
        QVERIFY(result.peak_memory_bytes >= result.step_memory_bytes);
        QVERIFY(result.step_memory_bytes == 0 || result.step_memory_bytes >= result.loaded_memory_bytes);
    }

    void jsonHoldsEverything() {
        const SmallRun run;
        const Json json = bench_json(measured(bench_options(run)));
        for (const char* key : {"result",
                                "model",
                                "method",
                                "device",
                                "compute",
                                "sharing",
                                "threads",
                                "trainable",
                                "load_seconds",
                                "untimed",
                                "steps",
                                "seconds",
                                "tokens_per_second",
                                "supervised_per_second",
                                "flops_per_second",
                                "gemms",
                                "ceiling",
                                "utilisation",
                                "peak_memory_bytes",
                                "loaded_memory_bytes",
                                "step_memory_bytes",
                                "plan",
                                "split",
                                "split_seconds"})
            QVERIFY2(json.contains(key), key);
        for (const char* key : {"loss", "grad_norm", "seconds", "tokens", "computed_tokens", "supervised",
                                "micro_batches", "page_faults", "flops"})
            QVERIFY2(json["steps"].back().contains(key), key);
        QCOMPARE(json["split"].size(), part_count);
        QVERIFY(!json.dump().empty());
    }

    void sharingIsAsInTraining() {
        const SmallRun run;
        BenchOptions options = bench_options(run);
        options.train.method_options["dropout"] = 0.0;
        options.train.max_steps = 3;
        options.train.run = (run.path() / "run").string();
        options.split = false;
        std::vector<double> expected;
        for (const StepEvent& step : events_of<StepEvent>(train(options.train).events))
            expected.push_back(step.loss);
        const BenchResult shared = measured(options);
        QVERIFY(!shared.sharing.empty());
        QCOMPARE(losses(shared), expected);
        options.train.share_prefix = "off";
        const BenchResult whole = measured(options);
        QVERIFY(whole.sharing.empty());
        for (size_t i = 0; i < whole.steps.size(); ++i) {
            QCOMPARE(shared.steps[i].tokens, whole.steps[i].tokens);
            QCOMPARE(whole.steps[i].computed_tokens, whole.steps[i].tokens);
            QVERIFY(shared.steps[i].computed_tokens < shared.steps[i].tokens);
            QVERIFY(shared.steps[i].flops < whole.steps[i].flops);
        }
    }

    void gradientsAreThoseOfTheFirstStep() {
        const SmallRun run;
        BenchOptions options = bench_options(run);
        options.gradients = (run.path() / "gradients.safetensors").string();
        options.split = false;
        measured(options);
        const SafetensorsFile file(options.gradients);
        QCOMPARE(file.tensors().size(), size_t(2 * 7)); // A and B of every projection
        for (const TensorInfo& info : file.tensors()) {
            std::vector<float> values(size_t(info.elements()));
            file.read_f32(info.name, values);
            const bool zero = std::ranges::all_of(values, [](float v) { return v == 0; });
            QCOMPARE(zero, info.name.find("lora_A") != std::string::npos); // B is still zero, so A has no gradient
        }
    }

    void stepsOfAStreamAreTaken() {
        const SmallRun run;
        const std::vector<int32_t> ids = {5, 6, 7, 8, 9, 10, 11, 12, 13};
        const std::vector<uint8_t> supervised = {0, 1, 1, 0, 1, 1, 1, 0, 1};
        const std::vector<int64_t> offsets = {0, 3, 7, 9}, steps = {0, 2, 3};
        const auto bytes = [](const auto& values) { return std::as_bytes(std::span(values)); };
        const fs::path file = run.path() / "stream.safetensors";
        write_safetensors(file, {{"ids", DType::I32, {9}, bytes(ids)},
                                 {"supervised", DType::U8, {9}, bytes(supervised)},
                                 {"offsets", DType::I64, {4}, bytes(offsets)},
                                 {"steps", DType::I64, {3}, bytes(steps)}});
        BenchOptions options = bench_options(run);
        options.train.data.clear();
        options.stream = file.string();
        QVERIFY(validate(options).empty());
        const BenchResult result = measured(options);
        QCOMPARE(result.untimed.front().tokens, int64_t(7));
        QCOMPARE(result.untimed.front().supervised, int64_t(5));
        QCOMPARE(result.steps.front().tokens, int64_t(2));
        QCOMPARE(result.steps.back().tokens, int64_t(7)); // from the beginning again
    }

    void linesBecomeTheSameTokensOnAnyNumberOfThreads() {
        const SmallRun run;
        std::string text;
        for (int i = 0; i < 50; ++i)
            text += "line " + std::to_string(i) + " of a text\n\n";
        write_file_atomically(run.path() / "text.txt", text);
        const std::string model = (run.path() / "model").string(), file = (run.path() / "text.txt").string();
        int64_t expected = 0;
        for (int i = 0; i < 50; ++i)
            expected += int64_t(tokenize(model, "line " + std::to_string(i) + " of a text").size());
        for (const int64_t threads : {1, 3}) {
            const TextBench result = bench_text(model, file, threads);
            QCOMPARE(result.tokens, expected);
            QCOMPARE(result.lines, int64_t(100));
            QCOMPARE(result.bytes, int64_t(text.size()));
        }
        QCOMPARE(caught([&] { bench_text(model, file, 0); }).first, code_name(ErrorCode::InvalidOption));
    }

    void everyProblemIsNamed() {
        const SmallRun run;
        BenchOptions options = bench_options(run);
        options.untimed = options.steps = -1;
        options.train.data.clear();
        std::vector<std::string> fields;
        for (const Problem& problem : validate(options))
            fields.push_back(problem.field);
        QCOMPARE(fields, (std::vector<std::string>{"data", "untimed", "steps"}));
    }
};

QTEST_GUILESS_MAIN(TestBench)
#include "tst_bench.moc"
