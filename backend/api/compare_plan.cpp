#include "backend/api/compare_plan.h"

#include "backend/api/compare_json.h"
#include "backend/api/compare_pairs.h"
#include "backend/api/option_fields.h"
#include "backend/io/files.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <set>
#include <utility>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

constexpr Budget budgets[] = {Budget::Params, Budget::Rank, Budget::Time};

std::string absolute(const std::string& path) {
    return path.empty() ? path : fs::absolute(path).lexically_normal().string();
}

std::string shortest(double number) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, number).ptr};
}

// The plain LoRA that states the budget of a row: its rank, and the recipe's rank and targets where they are such. A
// method without a rank is set against the first.
MethodOptions reference_options(const CompareOptions& options, int64_t rank) {
    const MethodInfo& lora = method_info("lora");
    MethodOptions reference;
    for (const char* key : {"rank", "targets"})
        if (const auto given = options.train.method_options.find(key);
            given != options.train.method_options.end() &&
            find_option(lora, key)->value.index() == given->second.index())
            reference[key] = given->second;
    if (!options.ranks.empty())
        reference["rank"] = rank > 0 ? rank : options.ranks.front();
    return reference;
}

std::string row_label(const CompareOptions& options, const MethodInfo& info, const Combination& row) {
    std::string label = info.label;
    if (row.rank > 0 && options.ranks.size() > 1)
        label += (options.budget == Budget::Params ? ", budget of rank " : " with rank ") + std::to_string(row.rank);
    if (options.every_rate && options.learning_rates.size() > 1)
        label += ", learning rate " + shortest(row.rates.front());
    return label;
}

// Rows of the same method have the same against it.
void add_once(std::vector<Problem>& problems, Problem problem) {
    if (std::ranges::none_of(problems, [&](const Problem& known) {
            return known.field == problem.field && known.message == problem.message;
        }))
        problems.push_back(std::move(problem));
}

std::string percent(double share) {
    return std::to_string(std::lround(100 * share)) + " %";
}

// A method's problem, named by the option of that method: "method_options.rank" of dora becomes "dora.rank".
Problem of_method(const std::string& method, Problem problem) {
    const std::string prefix = method_prefix;
    problem.field = method + (problem.field.starts_with(prefix) ? "." + problem.field.substr(prefix.size()) : "");
    return problem;
}

void check_methods(const CompareOptions& options, std::vector<Problem>& problems) {
    if (options.methods.empty())
        problems.push_back({"methods", "name the methods to compare, with commas between (see `loratrf methods`)"});
    std::set<std::string> seen;
    for (const std::string& key : options.methods) {
        if (!seen.insert(key).second)
            problems.push_back({"methods", "\"" + key + "\" is named twice"});
        else if (!find_method_info(key)) {
            std::vector<std::string> names;
            for (const MethodInfo& known : methods())
                names.push_back(known.key);
            problems.push_back({"methods", "there is no method \"" + key + "\"; expected " + any_of(names)});
        }
    }
    for (const auto& [key, own] : options.method_options)
        if (!seen.contains(key))
            problems.push_back({key, "has options of its own but is not among the methods to compare"});
}

void check_recipe(const CompareOptions& options, std::vector<Problem>& problems) {
    if (!options.train.more_data.empty())
        problems.push_back({"more_data", "a comparison divides one file of rows; put all rows into it"});
    if (options.seeds < 1 || options.seeds > 1000)
        problems.push_back({"seeds", "should lie between 1 and 1000, is " + std::to_string(options.seeds)});
    const auto most_rank = static_cast<int64_t>(find_option(method_info("lora"), "rank")->maximum);
    std::set<int64_t> ranks;
    for (const int64_t rank : options.ranks)
        if (rank < 1 || rank > most_rank)
            problems.push_back(
                {"ranks", "should lie between 1 and " + std::to_string(most_rank) + ", is " + std::to_string(rank)});
        else if (!ranks.insert(rank).second)
            problems.push_back({"ranks", std::to_string(rank) + " is given twice"});
    std::set<double> rates;
    for (const double rate : options.learning_rates)
        if (!(rate > 0) || !std::isfinite(rate))
            problems.push_back({"lrs", "should be above 0, is " + shortest(rate)});
        else if (!rates.insert(rate).second)
            problems.push_back({"lrs", shortest(rate) + " is given twice"});
    const bool evaluated = !options.train.eval_data.empty() || options.train.eval_share > 0;
    if (rates.size() > 1 && !options.every_rate && !evaluated)
        problems.push_back({"eval_share", "is 0, but several learning rates can only be judged by evaluation rows"});
    if (!options.train.adapter.empty())
        problems.push_back({"adapter", "every method of a comparison begins anew; leave the adapter out"});
    if (options.budget == Budget::Time && (!(options.seconds > 0) || !std::isfinite(options.seconds)))
        problems.push_back({"seconds", "the time budget needs the seconds that each trial may train, above 0"});
    if (options.budget != Budget::Time && options.seconds != 0)
        problems.push_back({"seconds", "has a meaning only with the time budget"});
    const double held = (options.test_data.empty() ? options.test_share : 0) +
                        (options.train.eval_data.empty() ? options.train.eval_share : 0);
    if (options.test_data.empty() && !(options.test_share > 0 && held < 1))
        problems.push_back({"test_share", "should be above 0 and leave rows to train on, is " +
                                              shortest(options.test_share) + " beside an eval_share of " +
                                              shortest(options.train.eval_share)});
    std::error_code none;
    if (!options.test_data.empty() && !fs::is_regular_file(options.test_data, none))
        problems.push_back({"test_data", "there is no file \"" + options.test_data + "\""});
}

void check_folder(const CompareOptions& options, std::vector<Problem>& problems) {
    std::error_code none;
    const fs::path folder = options.folder;
    if (options.folder.empty())
        problems.push_back({"out", "name the folder of the comparison"});
    else if (fs::exists(folder, none) && !fs::is_directory(folder, none))
        problems.push_back({"out", "\"" + options.folder + "\" is a file; expected a folder to create"});
    else if (fs::is_directory(folder, none) && !fs::is_empty(folder, none) &&
             !fs::exists(folder / "compare.json", none))
        problems.push_back({"out", "\"" + options.folder + "\" is not empty and holds no comparison; choose another"});
}

// What the recipe has against itself, with the first method whatever it is, and each method against its options.
void check_trials(const CompareOptions& options, std::vector<Problem>& problems) {
    bool first = true;
    for (const std::string& key : options.methods) {
        const MethodInfo* method = find_method_info(key);
        if (!method)
            continue;
        TrainOptions trial = options.train;
        trial.method = key;
        trial.method_options = options_for(options, *method);
        trial.run.clear();
        trial.adapter.clear();
        trial.max_seconds = options.budget == Budget::Time ? std::max(0.0, options.seconds) : 0;
        for (const Problem& problem : validate(trial))
            if (problem.field.starts_with("method"))
                problems.push_back(of_method(key, problem));
            else if (first)
                problems.push_back(problem);
        first = false;
    }
}

enum class Kind { Unreadable, Plain, Pairs };

// Evaluation and test rows that have files of their own and are of another kind than the training rows. Said before the
// folder is made: its compare.json would hold it to these files.
void check_kinds(const CompareOptions& options, std::vector<Problem>& problems) {
    const auto kind_of = [&](const char* name, const std::string& rows) {
        try {
            return holds_pairs(rows, options.train.data_options) ? Kind::Pairs : Kind::Plain;
        } catch (const Error& error) {
            problems.push_back({name, error.what()});
            return Kind::Unreadable;
        }
    };
    const Kind trained = kind_of("data", options.train.data);
    for (const auto& [field, file] :
         {std::pair("eval_data", options.train.eval_data), std::pair("test_data", options.test_data)}) {
        const Kind judging = file.empty() ? trained : kind_of(field, file);
        if (trained == Kind::Pairs && judging == Kind::Plain)
            problems.push_back(
                {field, "these rows are no preference pairs, but the training rows are; give rows of the same kind"});
        if (trained == Kind::Plain && judging == Kind::Pairs)
            problems.push_back(
                {field, "these rows are preference pairs, but the training rows are not; give rows of the same kind"});
    }
}

bool refused(const std::vector<Problem>& problems) {
    return std::ranges::any_of(problems, [](const Problem& problem) { return !problem.warning; });
}

} // namespace

const char* budget_name(Budget budget) {
    switch (budget) {
    case Budget::Params:
        return "params";
    case Budget::Rank:
        return "rank";
    case Budget::Time:
        return "time";
    }
    return "";
}

Budget parse_budget(const std::string& name) {
    for (const Budget budget : budgets)
        if (name == budget_name(budget))
            return budget;
    throw Error(ErrorCode::InvalidOption, "budget: expected params, rank or time, found \"" + name + "\"");
}

std::vector<Problem> validate(const CompareOptions& options) {
    std::vector<Problem> problems;
    check_methods(options, problems);
    check_recipe(options, problems);
    check_folder(options, problems);
    check_trials(options, problems);
    if (!refused(problems))
        check_kinds(options, problems);
    std::error_code none;
    if (refused(problems) || !fs::exists(options.train.model, none))
        return problems;
    try {
        plan_methods(options, inspect_model(options.train.model), problems);
    } catch (const Error& error) {
        problems.push_back({"model", error.what()});
    }
    return problems;
}

MethodOptions options_for(const CompareOptions& options, const MethodInfo& method) {
    MethodOptions result;
    const bool own_recipe = options.train.method == method.key;
    for (const auto& [key, value] : options.train.method_options) {
        const OptionSpec* spec = find_option(method, key);
        if (own_recipe || (spec && spec->value.index() == value.index()))
            result[key] = value;
    }
    if (const auto own = options.method_options.find(method.key); own != options.method_options.end())
        for (const auto& [key, value] : own->second)
            result[key] = value;
    return result;
}

std::vector<MethodPlan> plan_methods(const CompareOptions& options, const ModelInfo& model,
                                     std::vector<Problem>& problems) {
    std::vector<MethodPlan> plans;
    for (const Combination& row : combinations(options, methods())) {
        const MethodInfo& info = method_info(row.method);
        const std::string& key = row.method;
        MethodPlan plan{.method = key,
                        .label = row_label(options, info, row),
                        .rank = row.rank,
                        .rates = row.rates,
                        .options = options_for(options, info),
                        .note = {}};
        const MethodOptions reference = reference_options(options, row.rank);
        const auto lora = static_cast<double>(count_parameters(model, "lora", reference).trainable);
        try {
            const double budget = lora * info.budget_share;
            if (!has_rank(info))
                plan.note = "has no rank, takes part as it is";
            else if (options.budget == Budget::Params)
                plan.options = fit_rank(model, key, plan.options, budget);
            else
                plan.options["rank"] = option_value(method_info("lora"), reference, "rank");
            plan.trainable = count_parameters(model, key, plan.options).trainable;
            plan.lora_share = static_cast<double>(plan.trainable) / lora;
            if (options.budget == Budget::Params && static_cast<double>(plan.trainable) > budget)
                plan.note += "; over the budget of " + percent(info.budget_share);
        } catch (const Error& error) {
            add_once(problems, {key, error.what()});
            continue;
        }
        TrainOptions fitted = options.train;
        fitted.method = key;
        fitted.method_options = plan.options;
        for (const Problem& problem : validate(fitted, false)) // what it has against the fitted rank
            if (!problem.warning && problem.field.starts_with("method"))
                add_once(problems, of_method(key, problem));
        plans.push_back(std::move(plan));
    }
    return plans;
}

std::string trial_name(const MethodPlan& plan, double learning_rate, uint64_t seed) {
    return plan.method + (plan.rank > 0 ? "-rank" + std::to_string(plan.rank) : "") + "-lr" + shortest(learning_rate) +
           "-seed" + std::to_string(seed);
}

DataOptions options_of_parts(const DataOptions& options) {
    DataOptions result = options;
    result.shape = RowShape::Auto;
    result.prompt_field = result.answer_field = result.rejected_field = result.system_field = "";
    result.no_system_field = false;
    return result;
}

TrainOptions trial_options(const CompareOptions& options, const MethodPlan& plan, double learning_rate, uint64_t seed) {
    const fs::path folder = absolute(options.folder);
    TrainOptions trial = options.train;
    trial.data = (folder / "data" / "train.jsonl").string();
    const bool evaluated = !options.train.eval_data.empty() || options.train.eval_share > 0;
    trial.eval_data = evaluated ? (folder / "data" / "eval.jsonl").string() : "";
    trial.eval_share = 0;
    trial.data_options = options_of_parts(options.train.data_options);
    trial.run = (folder / "trials" / trial_name(plan, learning_rate, seed)).string();
    const bool labelled = options.every_rate && options.learning_rates.size() > 1; // row_label() names the rate
    trial.name =
        plan.label + (labelled ? "" : ", learning rate " + shortest(learning_rate)) + ", seed " + std::to_string(seed);
    trial.method = plan.method;
    trial.method_options = plan.options;
    trial.learning_rate = learning_rate;
    trial.seed = seed;
    trial.exact_match = false; // answers are counted on the test rows, once a trial
    trial.max_seconds = options.budget == Budget::Time ? options.seconds : 0;
    return trial;
}

Json plan_json(const CompareOptions& options, const std::vector<MethodPlan>& plans) {
    TrainOptions train = options.train;
    train.run.clear();
    train.name.clear();
    for (std::string* path : {&train.model, &train.data, &train.eval_data})
        *path = absolute(*path);
    Json json = {{"format", compare_plan_format},
                 {"version", compare_version},
                 {"budget", budget_name(options.budget)},
                 {"seconds", options.seconds},
                 {"seeds", options.seeds},
                 {"learning_rates", options.learning_rates},
                 {"test_data", absolute(options.test_data)},
                 {"test_share", options.test_share},
                 {"generate", options.generate},
                 {"train", Json::parse(to_json(train))}};
    if (!options.ranks.empty()) // a comparison that began before there were lists of ranks goes on
        json["ranks"] = options.ranks;
    if (options.every_rate)
        json["every_rate"] = true;
    for (const std::string& file : {train.data, train.eval_data, absolute(options.test_data)})
        if (!file.empty())
            json["sha256"][file] = sha256_file(file);
    for (const MethodPlan& plan : plans) {
        Json own = Json::object();
        for (const auto& [key, value] : plan.options)
            own[key] = option_value_json(value);
        Json entry = {{"method", plan.method},
                      {"options", own},
                      {"trainable", plan.trainable},
                      {"lora_share", plan.lora_share},
                      {"note", plan.note}};
        if (plan.rank > 0)
            entry["budget_rank"] = plan.rank;
        json["methods"].push_back(entry);
    }
    return json;
}

} // namespace loratrf
