// A comparison read back: a finished one from its results.json, an unfinished one from its compare.json.

#include "backend/api/compare_json.h"

namespace loratrf {

namespace {

namespace fs = std::filesystem;

Summary summary(const Fields& fields) {
    return {.count = fields.whole("count"),
            .mean = fields.number("mean"),
            .deviation = fields.number("deviation"),
            .half_width = fields.number("half_width")};
}

std::vector<Trial> trials(const std::vector<Fields>& list) {
    std::vector<Trial> result;
    for (const Fields& fields : list)
        result.push_back({.name = fields.text("name"),
                          .learning_rate = fields.number("learning_rate"),
                          .seed = static_cast<uint64_t>(fields.whole("seed")),
                          .eval_loss = fields.number("eval_loss"),
                          .steps = fields.whole("steps"),
                          .step_seconds = fields.number("step_seconds"),
                          .seconds = fields.number("seconds"),
                          .peak_memory_bytes = fields.whole("peak_memory_bytes"),
                          .failure = fields.text("failure"),
                          .test = fields.has("test") ? test_figures(fields.object("test")) : TestFigures{}});
    return result;
}

MethodResult method_result(const Fields& fields) {
    MethodResult method;
    method.plan.method = fields.text("method");
    method.plan.label = fields.text("label");
    method.plan.rank = fields.has("budget_rank") ? fields.whole("budget_rank") : 0;
    method.plan.trainable = fields.whole("trainable");
    method.plan.lora_share = fields.number("lora_share");
    method.plan.note = fields.text("remarks");
    method.learning_rate = fields.number("learning_rate");
    method.test_loss = summary(fields.object("test_loss"));
    method.exact = summary(fields.object("exact"));
    method.forgetting = summary(fields.object("forgetting"));
    method.steps = summary(fields.object("steps"));
    method.step_seconds = summary(fields.object("step_seconds"));
    method.peak_memory = summary(fields.object("peak_memory"));
    if (fields.has(pair_summaries[0].key)) // then all are there
        for (const auto& [key, figure] : pair_summaries)
            method.*figure = summary(fields.object(key));
    method.tuning = trials(fields.list("tuning"));
    method.trials = trials(fields.list("trials"));
    return method;
}

} // namespace

CompareResult read_comparison(const std::string& folder) {
    const fs::path path = fs::absolute(folder).lexically_normal(), file = path / "results.json";
    if (!fs::exists(file))
        throw Error(ErrorCode::NotFound,
                    path.string() + ": there is no results.json; " +
                        (fs::exists(path / "compare.json")
                             ? "the comparison has not finished: the command or form that began it goes on with it"
                             : "choose the folder of a comparison"));
    const Json json = read_compare_file(file);
    const Fields fields(json, file.string());
    fields.require_format(compare_result_format);
    CompareResult result;
    result.folder = path.string();
    result.train_rows = fields.whole("train_rows");
    result.eval_rows = fields.whole("eval_rows");
    result.test_rows = fields.whole("test_rows");
    result.left_out_rows = fields.whole("left_out_rows");
    result.labels = fields.flag("labels");
    result.base = test_figures(fields.object("base"));
    for (const Fields& method : fields.list("methods"))
        result.methods.push_back(method_result(method));
    return result;
}

std::optional<CompareOptions> unfinished_comparison(const std::string& folder) {
    const fs::path path = fs::absolute(folder).lexically_normal(), file = path / "compare.json";
    if (fs::exists(path / "results.json") || !fs::exists(file))
        return std::nullopt;
    const Json json = read_compare_file(file);
    const Fields fields(json, file.string());
    fields.require_format(compare_plan_format);
    CompareOptions options;
    options.train = options_from_json(fields.at("train").dump());
    options.budget = parse_budget(fields.text("budget"));
    options.seconds = fields.number("seconds");
    options.seeds = fields.whole("seeds");
    if (fields.has("ranks"))
        options.ranks = fields.wholes("ranks");
    options.learning_rates = fields.numbers("learning_rates");
    options.every_rate = fields.has("every_rate") && fields.flag("every_rate");
    options.test_data = fields.text("test_data");
    options.test_share = fields.number("test_share");
    options.generate = fields.flag("generate");
    options.folder = path.string();
    for (const Fields& method : fields.list("methods")) {
        if (options.method_options.contains(method.text("method")))
            continue; // another rank or rate of it
        options.methods.push_back(method.text("method"));
        Json train = fields.at("train"); // its reader knows the types of a method's options
        train["method"] = options.methods.back();
        train["method_options"] = method.at("options");
        options.method_options[options.methods.back()] = options_from_json(train.dump()).method_options;
    }
    return options;
}

} // namespace loratrf
