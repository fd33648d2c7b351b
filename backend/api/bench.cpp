#include "backend/api/bench.h"

#include "backend/api/plan_json.h"
#include "backend/api/start.h"
#include "backend/bench/step_bench.h"
#include "backend/bench/text_bench.h"
#include "backend/device/faults.h"

namespace loratrf {

namespace {

Json steps_json(const std::vector<BenchStep>& steps) {
    Json list = Json::array();
    for (const BenchStep& step : steps)
        list.push_back({{"loss", step.loss},
                        {"grad_norm", step.grad_norm},
                        {"seconds", step.seconds},
                        {"tokens", step.tokens},
                        {"computed_tokens", step.computed_tokens},
                        {"supervised", step.supervised},
                        {"micro_batches", step.micro_batches},
                        {"page_faults", step.page_faults},
                        {"flops", step.flops}});
    return list;
}

} // namespace

std::vector<Problem> validate(const BenchOptions& options) {
    std::vector<Problem> problems = validate(options.train);
    if (!options.stream.empty())
        std::erase_if(problems, [](const Problem& problem) { return problem.field == "data"; });
    std::erase_if(problems, [](const Problem& problem) { return problem.field == "run"; });
    if (options.untimed < 0)
        problems.push_back({.field = "untimed", .message = "should be 0 or more"});
    if (options.steps < 0)
        problems.push_back({.field = "steps", .message = "should be 0 or more"});
    return problems;
}

BenchResult bench(const BenchOptions& options, Control& control, const EventSink& sink) {
    std::vector<Problem> problems;
    BenchOptions given = options;
    given.train = with_start(options.train, problems);
    if (!problems.empty())
        throw Error(ErrorCode::InvalidOption, problems.front().field + ": " + problems.front().message);
    return with_clear_errors([&] { return bench_steps(given, control, sink); });
}

TextBench bench_text(const std::string& model, const std::string& file, int64_t threads) {
    if (threads < 1)
        throw Error(ErrorCode::InvalidOption, "threads: should be 1 or more, is " + std::to_string(threads));
    return bench_lines(model, file, threads);
}

Json bench_json(const BenchResult& result) {
    Json gemms = Json::array(), split = Json::object();
    for (const BenchGemm& gemm : result.gemms)
        gemms.push_back({{"rows", gemm.rows},
                         {"in", gemm.in},
                         {"out", gemm.out},
                         {"count", gemm.count},
                         {"flops_per_second", gemm.flops_per_second}});
    for (const BenchPart& part : result.split)
        split[part.name] = part.seconds;
    return {{"result", "bench"},
            {"model", result.model},
            {"method", result.method},
            {"device", result.device},
            {"compute", result.compute},
            {"sharing", result.sharing},
            {"threads", result.threads},
            {"trainable", result.trainable},
            {"load_seconds", result.load_seconds},
            {"untimed", steps_json(result.untimed)},
            {"steps", steps_json(result.steps)},
            {"seconds", result.seconds},
            {"tokens_per_second", result.tokens_per_second},
            {"supervised_per_second", result.supervised_per_second},
            {"flops_per_second", result.flops_per_second},
            {"gemms", gemms},
            {"ceiling", result.ceiling},
            {"utilisation", result.utilisation},
            {"peak_memory_bytes", result.peak_memory_bytes},
            {"loaded_memory_bytes", result.loaded_memory_bytes},
            {"step_memory_bytes", result.step_memory_bytes},
            {"split", split},
            {"split_seconds", result.split_seconds},
            {"plan", result.plan ? plan_json(*result.plan) : Json()}};
}

} // namespace loratrf
