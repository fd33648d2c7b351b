#include "backend/api/compare_report.h"

#include "backend/api/compare_json.h"
#include "backend/api/compare_plots.h"
#include "backend/api/option_fields.h"
#include "backend/io/files.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <utility>

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
        list.push_back({result.labels ? "accuracy" : "exact-answers", exact_name(result), result.base.exact_share(),
                        &MethodResult::exact});
    if (result.of_pairs()) {
        const PairFigures& base = result.base.against_base;
        list.push_back({"preferred", "Pairs preferred", base.preferred, &MethodResult::preferred});
        list.push_back({"likelier", "Chosen answer likelier", result.base.likelier_share(), &MethodResult::likelier});
        list.push_back({"margin", "Margin of the rewards", base.margin, &MethodResult::margin});
    }
    return list;
}

// One of a table: its name, what the base model has there, and each row's text.
struct Column {
    std::string name, base;
    std::function<std::string(const MethodResult&)> text;
};

Column summary_column(const std::string& name, const std::string& base, Summary MethodResult::*summary, int digits,
                      double factor = 1) {
    return {name, base, [=](const MethodResult& method) { return with_interval(method.*summary, digits, factor); }};
}

std::vector<Column> columns(const CompareResult& result) {
    const TestFigures& base = result.base;
    std::vector<Column> list = {
        {"Rank", none,
         [](const MethodResult& method) {
             const int64_t rank = rank_of(method.plan);
             return rank > 0 ? std::to_string(rank) : none;
         }},
        {"Parameters", "0", [](const MethodResult& method) { return grouped(method.plan.trainable); }},
        {"of LoRA's", none, [](const MethodResult& method) { return fixed(100 * method.plan.lora_share, 1) + " %"; }},
        {"Learning rate", none,
         [](const MethodResult& method) { return method.learning_rate > 0 ? shortest(method.learning_rate) : none; }},
        summary_column("Test loss", fixed(base.loss, 4), &MethodResult::test_loss, 4)};
    if (base.generated > 0)
        list.push_back(summary_column(std::string(exact_name(result)) + ", %", fixed(100 * base.exact_share(), 1),
                                      &MethodResult::exact, 1, 100));
    if (result.of_pairs()) {
        list.push_back(summary_column("Preferred, %", none, &MethodResult::preferred, 1, 100));
        list.push_back(
            summary_column("Likelier, %", fixed(100 * base.likelier_share(), 1), &MethodResult::likelier, 1, 100));
        list.push_back(summary_column("Margin", "0", &MethodResult::margin, 3));
    }
    list.push_back(summary_column("Forgetting", "0", &MethodResult::forgetting, 4));
    list.push_back({"Steps", "0", [](const MethodResult& method) {
                        return method.steps.count > 0 ? fixed(method.steps.mean, 0) : none;
                    }});
    list.push_back(summary_column("Time of steps, s", none, &MethodResult::step_seconds, 1));
    list.push_back({"Peak memory, GB", none, [](const MethodResult& method) {
                        return method.peak_memory.count > 0 ? fixed(method.peak_memory.mean / 1e9, 2) : none;
                    }});
    return list;
}

std::string table(const CompareResult& result) {
    std::string head = "| Method |", rule = "|---|", base = "| base model |";
    const std::vector<Column> all = columns(result);
    for (const Column& column : all) {
        head += " " + column.name + " |";
        rule += "--:|";
        base += " " + column.base + " |";
    }
    std::string text = head + "\n" + rule + "\n" + base + "\n";
    for (const MethodResult& method : result.methods) {
        text += "| " + method.plan.label + " |";
        for (const Column& column : all)
            text.append(" ").append(column.text(method)).append(" |");
        text += "\n";
    }
    return text;
}

// How to read what pairs have, and why no answers are counted.
std::string words_of_pairs(const CompareOptions& options) {
    return "\nThe test loss is that of direct preference optimisation with a beta of " +
           shortest(options.train.preference_beta) +
           ". All are judged against the base model, whose own loss is ln 2. Preferred is the share of the test pairs "
           "whose chosen answer gained on the rejected one, likelier the share whose chosen answer is the likelier one "
           "of the two. The margin is beta times that gain, mean over the pairs. Exact answers are not counted: of a "
           "pair it is known which of two answers is better, not whether another is right.\n";
}

// One figure of a row of results.csv, with half of its interval.
void add_summary(std::vector<std::pair<std::string, std::string>>& fields, const std::string& name,
                 const Summary& summary) {
    fields.emplace_back(name, csv_number(summary.mean));
    fields.emplace_back(name + "_half_width", csv_number(summary.half_width));
}

// Names and texts of one row of results.csv.
std::vector<std::pair<std::string, std::string>> csv_fields(const CompareResult& result, const MethodResult& method) {
    const int64_t rank = rank_of(method.plan);
    std::vector<std::pair<std::string, std::string>> fields = {{"method", method.plan.method},
                                                               {"rank", rank > 0 ? std::to_string(rank) : ""},
                                                               {"trainable", std::to_string(method.plan.trainable)},
                                                               {"lora_share", csv_number(method.plan.lora_share)},
                                                               {"learning_rate", csv_number(method.learning_rate)},
                                                               {"seeds", std::to_string(method.test_loss.count)},
                                                               {"failed", std::to_string(failures(method))}};
    add_summary(fields, "test_loss", method.test_loss);
    if (result.of_pairs()) {
        for (const auto& [key, summary] : pair_summaries)
            add_summary(fields, key, method.*summary);
    } else {
        add_summary(fields, "exact", method.exact);
    }
    add_summary(fields, "forgetting", method.forgetting);
    fields.emplace_back("steps", csv_number(method.steps.mean));
    add_summary(fields, "step_seconds", method.step_seconds);
    fields.emplace_back("peak_memory_bytes", csv_number(method.peak_memory.mean));
    fields.emplace_back("budget_rank", method.plan.rank > 0 ? std::to_string(method.plan.rank) : "");
    fields.emplace_back("pareto", on_front(method, result.methods) ? "1" : "0");
    fields.emplace_back("label", method.plan.label);
    fields.emplace_back("remarks", remarks(method));
    return fields;
}

} // namespace

Json finite_json(double number) {
    return std::isfinite(number) ? Json(number) : Json(nullptr);
}

Json test_json(const TestFigures& test) {
    Json json = {{"loss", finite_json(test.loss)},
                 {"general_loss", finite_json(test.general_loss)},
                 {"generated", test.generated},
                 {"exact", test.exact}};
    if (test.pairs > 0) {
        json["pairs"] = test.pairs;
        json["likelier"] = test.likelier;
        json["preferred"] = finite_json(test.against_base.preferred);
        json["chosen_reward"] = finite_json(test.against_base.chosen_reward);
        json["margin"] = finite_json(test.against_base.margin);
    }
    return json;
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
        if (result.of_pairs())
            for (const auto& [key, summary] : pair_summaries)
                entry[key] = summary_json(method.*summary);
        json["methods"].push_back(entry);
    }
    return json;
}

std::string results_csv(const CompareResult& result) {
    std::string lines;
    for (const MethodResult& method : result.methods) {
        std::string names, row;
        for (const auto& [name, text] : csv_fields(result, method)) {
            const std::string comma = names.empty() ? "" : ",";
            names += comma + name;
            row += comma + csv_field(text);
        }
        lines += (lines.empty() ? names + "\n" : "") + row + "\n";
    }
    return lines;
}

std::string results_markdown(const CompareOptions& options, const CompareResult& result) {
    std::string text = "# Comparison of methods on " + last_name(options.train.model) + "\n\n" +
                       grouped(result.train_rows) + " training, " + grouped(result.eval_rows) + " evaluation and " +
                       grouped(result.test_rows) + " test rows without a common question; " + budget_sentence(options) +
                       ".\n\n" + table(result);
    std::string notes;
    for (const MethodResult& method : result.methods)
        if (const std::string remark = remarks(method); !remark.empty())
            notes += "- " + method.plan.label + ": " + remark + ".\n";
    text += "\n± is half of the 95 % interval of the mean over " + std::to_string(options.seeds) +
            " seeds (Student's t). Forgetting is the loss on a fixed general text minus the base model's; above 0 the "
            "model has become worse at it. " +
            (options.learning_rates.size() > 1 && !options.every_rate
                 ? "The learning rate was chosen by the evaluation loss of the first seed; no test row took part. "
                 : "") +
            "The time is that of the steps alone, without evaluations, answers and checkpoints.\n";
    if (result.of_pairs())
        text += words_of_pairs(options);
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
        std::string remark = "mean and 95 % interval over " + std::to_string(options.seeds) + " seeds";
        if (std::isfinite(metric.base))
            remark += "; base model: " + fixed(metric.base, 4);
        const std::string file = std::string("plots/") + metric.file;
        write(file + ".svg", plot_by_method(metric.name, remark, metric.name, points));
        write(file + "-parameters.svg",
              plot_by_parameters(std::string(metric.name) + " and size", remark, metric.name, points));
    }
    return files;
}

} // namespace loratrf
