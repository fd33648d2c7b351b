#include "backend/api/compare_report.h"

#include "backend/api/compare_json.h"
#include "backend/api/compare_plots.h"
#include "backend/api/option_fields.h"
#include "backend/io/files.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr const char* none = "–";

std::string fixed(double number, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, number);
    return text;
}

std::string shortest(double number) {
    return Json(number).dump();
}

std::string grouped(int64_t number) {
    std::string digits = std::to_string(number);
    for (auto i = static_cast<int64_t>(digits.size()) - 3; i > 0; i -= 3)
        digits.insert(static_cast<size_t>(i), 1, ',');
    return digits;
}

// "0.0123 ± 0.0004"
std::string with_interval(const Summary& summary, int digits, double factor = 1) {
    if (summary.count == 0 || !std::isfinite(summary.mean))
        return none;
    std::string text = fixed(summary.mean * factor, digits);
    if (std::isfinite(summary.half_width))
        text += " ± " + fixed(summary.half_width * factor, digits);
    return text;
}

int64_t rank_of(const MethodPlan& plan) { // 0: none
    const MethodInfo& info = method_info(plan.method);
    return has_rank(info) ? std::get<int64_t>(option_value(info, plan.options, "rank")) : 0;
}

int64_t failures(const MethodResult& method) {
    return std::count_if(method.trials.begin(), method.trials.end(), [](const Trial& t) { return !t.failure.empty(); });
}

std::string remarks(const MethodResult& method) {
    std::string text = method.plan.note;
    const auto add = [&](const std::string& remark) { text += (text.empty() ? "" : "; ") + remark; };
    for (const Trial& trial : method.tuning)
        if (!trial.failure.empty())
            add("learning rate " + shortest(trial.learning_rate) + " failed: " + trial.failure);
    if (method.learning_rate == 0)
        add("no learning rate gave a finite loss");
    for (const Trial& trial : method.trials)
        if (!trial.failure.empty())
            add("seed " + std::to_string(trial.seed) + " failed: " + trial.failure);
    return text;
}

Json summary_json(const Summary& summary) {
    return {{"count", summary.count},
            {"mean", finite_json(summary.mean)},
            {"deviation", finite_json(summary.deviation)},
            {"half_width", finite_json(summary.half_width)}};
}

Json trials_json(const std::vector<Trial>& trials) {
    Json list = Json::array();
    for (const Trial& t : trials) {
        Json one = {{"name", t.name},
                    {"learning_rate", t.learning_rate},
                    {"seed", t.seed},
                    {"eval_loss", finite_json(t.eval_loss)},
                    {"steps", t.steps},
                    {"step_seconds", finite_json(t.step_seconds)},
                    {"seconds", finite_json(t.seconds)},
                    {"peak_memory_bytes", t.peak_memory_bytes},
                    {"failure", t.failure}};
        if (std::isfinite(t.test.loss))
            one["test"] = test_json(t.test);
        list.push_back(one);
    }
    return list;
}

const char* exact_name(const CompareResult& result) {
    return result.labels ? "Accuracy" : "Exact answers";
}

// "4, 16 and 64"
std::string listed(const std::vector<int64_t>& numbers) {
    std::string text;
    for (size_t i = 0; i < numbers.size(); ++i)
        text += (i == 0 ? "" : i + 1 == numbers.size() ? " and " : ", ") + std::to_string(numbers[i]);
    return text;
}

std::string budget_sentence(const CompareOptions& options) {
    const bool several = options.ranks.size() > 1;
    const std::string same = several ? "each method has the ranks " + listed(options.ranks) + " in turn"
                                     : std::string("each method has the same rank");
    switch (options.budget) {
    case Budget::Params:
        return "each method has the largest rank that fits its share of the parameters of a plain LoRA of " +
               (several ? "rank " + listed(options.ranks) + " in turn" : std::string("the given rank"));
    case Budget::Rank:
        return same;
    case Budget::Time:
        return same + " and trains for " + shortest(options.seconds) + " seconds of steps";
    }
    return {};
}

// No other row has both a lower test loss and fewer parameters, or one of them with the other alike.
bool on_front(const MethodResult& row, const std::vector<MethodResult>& all) {
    return std::isfinite(row.test_loss.mean) && std::ranges::none_of(all, [&](const MethodResult& other) {
               return other.test_loss.mean <= row.test_loss.mean && other.plan.trainable <= row.plan.trainable &&
                      (other.test_loss.mean < row.test_loss.mean || other.plan.trainable < row.plan.trainable);
           });
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

std::string csv_number(double number) {
    return std::isfinite(number) ? shortest(number) : "";
}

struct Metric {
    const char* file;
    const char* name;
    double base;
    Summary MethodResult::*summary;
};

std::vector<Metric> metrics(const CompareResult& result) {
    std::vector<Metric> list = {{"test-loss", "Test loss", result.base.loss, &MethodResult::test_loss}};
    if (result.base.generated > 0)
        list.push_back({result.labels ? "accuracy" : "exact-answers", exact_name(result),
                        static_cast<double>(result.base.exact) / static_cast<double>(result.base.generated),
                        &MethodResult::exact});
    return list;
}

} // namespace

Json finite_json(double number) {
    return std::isfinite(number) ? Json(number) : Json(nullptr);
}

Json test_json(const TestFigures& test) {
    return {{"loss", finite_json(test.loss)},
            {"general_loss", finite_json(test.general_loss)},
            {"generated", test.generated},
            {"exact", test.exact}};
}

Json results_json(const CompareOptions& options, const CompareResult& result) {
    Json json = {{"format", compare_result_format},
                 {"version", compare_version},
                 {"model", options.train.model},
                 {"budget", budget_name(options.budget)},
                 {"seeds", options.seeds},
                 {"train_rows", result.train_rows},
                 {"eval_rows", result.eval_rows},
                 {"test_rows", result.test_rows},
                 {"left_out_rows", result.left_out_rows},
                 {"labels", result.labels},
                 {"base", test_json(result.base)},
                 {"methods", Json::array()}};
    for (const MethodResult& method : result.methods) {
        Json own = Json::object();
        for (const auto& [key, value] : method.plan.options)
            own[key] = option_value_json(value);
        Json entry = {{"method", method.plan.method},
                      {"label", method.plan.label},
                      {"options", own},
                      {"trainable", method.plan.trainable},
                      {"lora_share", method.plan.lora_share},
                      {"pareto", on_front(method, result.methods)},
                      {"remarks", remarks(method)},
                      {"learning_rate", method.learning_rate},
                      {"test_loss", summary_json(method.test_loss)},
                      {"exact", summary_json(method.exact)},
                      {"forgetting", summary_json(method.forgetting)},
                      {"steps", summary_json(method.steps)},
                      {"step_seconds", summary_json(method.step_seconds)},
                      {"peak_memory", summary_json(method.peak_memory)},
                      {"tuning", trials_json(method.tuning)},
                      {"trials", trials_json(method.trials)}};
        if (method.plan.rank > 0)
            entry["budget_rank"] = method.plan.rank;
        json["methods"].push_back(entry);
    }
    return json;
}

std::string results_csv(const CompareResult& result) {
    std::string text =
        "method,rank,trainable,lora_share,learning_rate,seeds,failed,test_loss,test_loss_half_width,exact,"
        "exact_half_width,forgetting,forgetting_half_width,steps,step_seconds,step_seconds_half_width,"
        "peak_memory_bytes,budget_rank,pareto,label,remarks\n";
    for (const MethodResult& method : result.methods) {
        const int64_t rank = rank_of(method.plan);
        for (const std::string& field : {method.plan.method,
                                         rank > 0 ? std::to_string(rank) : "",
                                         std::to_string(method.plan.trainable),
                                         csv_number(method.plan.lora_share),
                                         csv_number(method.learning_rate),
                                         std::to_string(method.test_loss.count),
                                         std::to_string(failures(method)),
                                         csv_number(method.test_loss.mean),
                                         csv_number(method.test_loss.half_width),
                                         csv_number(method.exact.mean),
                                         csv_number(method.exact.half_width),
                                         csv_number(method.forgetting.mean),
                                         csv_number(method.forgetting.half_width),
                                         csv_number(method.steps.mean),
                                         csv_number(method.step_seconds.mean),
                                         csv_number(method.step_seconds.half_width),
                                         csv_number(method.peak_memory.mean),
                                         method.plan.rank > 0 ? std::to_string(method.plan.rank) : std::string(),
                                         std::string(on_front(method, result.methods) ? "1" : "0"),
                                         method.plan.label})
            text += csv_field(field) + ",";
        text += csv_field(remarks(method)) + "\n";
    }
    return text;
}

std::string results_markdown(const CompareOptions& options, const CompareResult& result) {
    const bool answered = result.base.generated > 0;
    const std::string model = last_name(options.train.model);
    std::string text = "# Comparison of methods on " + model + "\n\n" + grouped(result.train_rows) + " training, " +
                       grouped(result.eval_rows) + " evaluation and " + grouped(result.test_rows) +
                       " test rows without a common question; " + budget_sentence(options) + ".\n\n";
    text += std::string("| Method | Rank | Parameters | of LoRA's | Learning rate | Test loss |") +
            (answered ? std::string(" ") + exact_name(result) + ", % |" : "") +
            " Forgetting | Steps | Time of steps, s | Peak memory, GB |\n|---|--:|--:|--:|--:|--:|" +
            (answered ? "--:|" : "") + "--:|--:|--:|--:|\n";
    text +=
        "| base model | " + std::string(none) + " | 0 | " + none + " | " + none + " | " + fixed(result.base.loss, 4) +
        " | " +
        (answered
             ? fixed(100.0 * static_cast<double>(result.base.exact) / static_cast<double>(result.base.generated), 1) +
                   " | "
             : std::string()) +
        "0 | 0 | " + none + " | " + none + " |\n";
    std::string notes;
    for (const MethodResult& method : result.methods) {
        const int64_t rank = rank_of(method.plan);
        text += "| " + method.plan.label + " | " + (rank > 0 ? std::to_string(rank) : none) + " | " +
                grouped(method.plan.trainable) + " | " + fixed(100 * method.plan.lora_share, 1) + " % | " +
                (method.learning_rate > 0 ? shortest(method.learning_rate) : none) + " | " +
                with_interval(method.test_loss, 4) + " | " +
                (answered ? with_interval(method.exact, 1, 100) + " | " : std::string()) +
                with_interval(method.forgetting, 4) + " | " +
                (method.steps.count > 0 ? fixed(method.steps.mean, 0) : none) + " | " +
                with_interval(method.step_seconds, 1) + " | " +
                (method.peak_memory.count > 0 ? fixed(method.peak_memory.mean / 1e9, 2) : none) + " |\n";
        if (const std::string remark = remarks(method); !remark.empty())
            notes += "- " + method.plan.label + ": " + remark + ".\n";
    }
    text += "\n± is half of the 95 % interval of the mean over " + std::to_string(options.seeds) +
            " seeds (Student's t). Forgetting is the loss on a fixed general text minus the base model's; above 0 the "
            "model has become worse at it. " +
            (options.learning_rates.size() > 1 && !options.every_rate
                 ? "The learning rate was chosen by the evaluation loss of the first seed; no test row took part. "
                 : "") +
            "The time is that of the steps alone, without evaluations, answers and checkpoints.\n";
    if (options.ranks.size() > 1)
        text += "\"of LoRA's\" is against a plain LoRA of the row's rank in the list; for methods without a rank, of "
                "rank " +
                std::to_string(options.ranks.front()) + ".\n";
    if (result.methods.size() > 2) {
        std::string front;
        for (const MethodResult& method : result.methods)
            if (on_front(method, result.methods))
                front += (front.empty() ? "" : "; ") + method.plan.label;
        if (!front.empty())
            text += "\nNo other row has both fewer parameters and a lower test loss than: " + front + ".\n";
    }
    if (!notes.empty())
        text += "\n" + notes;
    return text;
}

std::vector<std::string> write_reports(const CompareOptions& options, const CompareResult& result) {
    const fs::path folder = result.folder;
    std::vector<std::string> files;
    const auto write = [&](const std::string& name, const std::string& content) {
        write_file_atomically(folder / name, content);
        files.push_back((folder / name).string());
    };
    write("results.json", results_json(options, result).dump(2) + "\n");
    write("results.csv", results_csv(result));
    write("results.md", results_markdown(options, result));
    fs::create_directories(folder / "plots");
    for (const Metric& metric : metrics(result)) {
        std::vector<PlotPoint> points;
        for (const MethodResult& method : result.methods)
            points.push_back({.label = method.plan.label,
                              .value = (method.*metric.summary).mean,
                              .half_width = (method.*metric.summary).half_width,
                              .parameters = static_cast<double>(method.plan.trainable)});
        const std::string remark = "mean and 95 % interval over " + std::to_string(options.seeds) +
                                   " seeds; base model: " + fixed(metric.base, 4);
        const std::string file = std::string("plots/") + metric.file;
        write(file + ".svg", plot_by_method(metric.name, remark, metric.name, points));
        write(file + "-parameters.svg",
              plot_by_parameters(std::string(metric.name) + " and size", remark, metric.name, points));
    }
    return files;
}

} // namespace loratrf
