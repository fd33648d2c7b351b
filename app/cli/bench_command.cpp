// bench: how fast a training step is, and where its time and memory go.

#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/train_arguments.h"
#include "backend/api/bench.h"

#include <algorithm>
#include <iostream>
#include <memory>

namespace loratrf {

namespace {

struct BenchCommand {
    TrainArguments train;
    BenchOptions options; // what CLI11 reads by itself
    bool noSplit = false;
    std::string text;
};

void row(const std::string& label, const std::string& text) {
    std::cout << label << std::string(label.size() < 20 ? 20 - label.size() : 1, ' ') << text << '\n';
}

std::string gigaFlops(double flopsPerSecond) {
    return numberText(flopsPerSecond / 1e9, 0) + " GFLOP/s";
}

void printSteps(const BenchResult& result) {
    int64_t faults = 0;
    double flops = 0;
    for (const BenchStep& step : result.steps) {
        faults += step.page_faults;
        flops += step.flops;
    }
    const auto count = double(result.steps.size());
    row("Step", numberText(result.seconds / count, 3) + " s, the mean of " + grouped(int64_t(count)) + " after " +
                    grouped(int64_t(result.untimed.size())) + " to warm up");
    row("Tokens/s",
        numberText(result.tokens_per_second, 1) + ", supervised " + numberText(result.supervised_per_second, 1));
    row("Loss", numberText((result.untimed.empty() ? result.steps : result.untimed).front().loss, 4) + " at first, " +
                    numberText(result.steps.back().loss, 4) + " in the last step");
    row("Page faults", grouped(int64_t(double(faults) / count)) + " a step");
    if (flops > 0)
        row("Work", numberText(flops / count / 1e9, 1) + " GFLOP a step, so " + gigaFlops(result.flops_per_second) +
                        ": " + numberText(100 * result.utilisation, 1) + " % of the ceiling");
    row("Ceiling", gigaFlops(result.ceiling) + " in matrix products of the model's shapes:");
    for (const BenchGemm& gemm : result.gemms)
        row("", grouped(gemm.rows) + " x " + grouped(gemm.in) + " -> " + grouped(gemm.out) + ", " +
                    grouped(gemm.count) + " times: " + gigaFlops(gemm.flops_per_second));
}

void printSplit(const BenchResult& result) {
    if (result.split.empty())
        return;
    row("Time of a step", numberText(result.split_seconds, 3) + " s while watched:");
    for (const BenchPart& part : result.split)
        row("  " + part.name,
            numberText(part.seconds, 3) + " s  " + numberText(100 * part.seconds / result.split_seconds, 1) + " %");
}

void printBench(const BenchResult& result) {
    row("Model", result.model);
    row("Method", result.method + ", " + grouped(result.trainable) + " parameters");
    row("Device", result.device + ", " + result.compute);
    if (!result.sharing.empty())
        row("Sharing", result.sharing);
    row("Loading", numberText(result.load_seconds, 2) + " s");
    if (!result.steps.empty())
        printSteps(result);
    row("Peak memory", bytesText(result.peak_memory_bytes) + ", of the steps alone " +
                           (result.step_memory_bytes > 0 ? bytesText(result.step_memory_bytes) : "not known") + " (" +
                           bytesText(result.loaded_memory_bytes) + " before the first)");
    if (result.plan)
        row("Foreseen", bytesText(result.plan->total()) + " for the largest micro-batch, of " +
                            grouped(result.plan->tokens) + " tokens, recompute " + result.plan->recompute);
    printSplit(result);
}

int runText(const std::string& file, const TrainOptions& options, const Session& session) {
    const TextBench result = bench_text(options.model, file, std::max<int64_t>(1, options.threads));
    if (session.json)
        printJson({{"result", "text"},
                   {"bytes", result.bytes},
                   {"lines", result.lines},
                   {"tokens", result.tokens},
                   {"threads", result.threads},
                   {"seconds", result.seconds}});
    else
        std::cout << grouped(result.lines) << " lines, " << bytesText(result.bytes) << ", " << grouped(result.tokens)
                  << " tokens in " << numberText(result.seconds, 3)
                  << " s: " << bytesText(int64_t(double(result.bytes) / result.seconds)) << "/s with " << result.threads
                  << " thread(s)\n";
    return exit_code::done;
}

int runBench(const BenchCommand& given, const Session& session) {
    std::vector<Problem> problems = session.problems;
    BenchOptions options = given.options;
    options.train = collectOptions(given.train, problems);
    options.split = !given.noSplit;
    if (!given.text.empty()) {
        refuse(problems);
        return runText(given.text, options.train, session);
    }
    add(problems, validate(options));
    refuse(problems);
    printProblems(problems, session.json && !problems.empty());

    Control control;
    const Interrupt interrupt(control);
    Progress progress(session.json);
    const BenchResult result = bench(options, control, [&](const Event& event) { progress(event); });
    progress.finish();
    if (session.json)
        printJson(bench_json(result));
    else
        printBench(result);
    return exit_code::done;
}

} // namespace

void addBench(CLI::App& app, Session& session) {
    auto given = std::make_shared<BenchCommand>();
    CLI::App* command =
        addCommand(app, session, "bench", "Measure training steps: speed, memory, and where the time goes",
                   "  loratrf bench --model model.gguf --data rows.jsonl --rank 16\n"
                   "  loratrf bench options.json --steps 30 --warmup 5 --json\n"
                   "  loratrf bench --model models/base --adapter adapters/start --stream steps.safetensors\n"
                   "  loratrf bench --model model.gguf --text book.txt --threads 2",
                   [given, &session] { return runBench(*given, session); });
    addTrainArguments(command, given->train, [](const OptionFlag& flag) {
        const std::string key = flag.key;
        return key != "run" && key != "name" && key != "max_steps" && key != "max_seconds" && key != "epochs" &&
               key != "eval_data" && key != "eval_every" && key != "checkpoint_every";
    });
    BenchOptions& options = given->options;
    command
        ->add_option("--stream", options.stream,
                     "Rows that are tokens already, with the rows of each step: a safetensors file of ids, supervised, "
                     "offsets, steps")
        ->type_name("FILE");
    addNumber(command, session, "steps", options.steps, "N", "Timed steps [10]; 0: only load");
    addNumber(command, session, "untimed", options.untimed, "N", "Steps before them [3]");
    command->add_option("--gradients", options.gradients, "safetensors file to write the first step's gradients to")
        ->type_name("FILE");
    command->add_option("--text", given->text, "Measure instead how fast the lines of this file become tokens")
        ->type_name("FILE");
    command->add_flag("--no-split", given->noSplit, "Do not take the step that tells where the time goes");
}

} // namespace loratrf
