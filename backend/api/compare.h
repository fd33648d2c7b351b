#pragma once
// A fair comparison of methods: the same rows, order, seeds and budget for each, the learning rate tuned on the
// evaluation rows alone, the figures taken on test rows that no training and no tuning has seen.
//
// A comparison is a folder: compare.json (what was asked and what each method got), data/ (the rows' three parts and
// the general text), trials/NAME/ (ordinary run folders), journal.jsonl (figures of finished trials), and at the end
// results.json, results.csv, results.md and plots/*.svg. Begun again with the same options it goes on: what is finished
// is not repeated. Where the rows are preference pairs, reference-COMPUTE.safetensors holds how likely the base model
// finds the answers of the test pairs.

#include "backend/api/engine.h"
#include "backend/train/statistics.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

// Params: each method gets the largest rank whose parameter count is at most its share (MethodInfo::budget_share) of a
// plain LoRA of the options' rank. Rank: the same rank for all. Time: the same rank and the same seconds of steps.
// A method without a rank takes part as it is. With several ranks each of them states such a budget.
enum class Budget { Params, Rank, Time };
const char* budget_name(Budget budget); // "params", "rank", "time"
Budget parse_budget(const std::string& name);

struct CompareOptions {
    // Model, rows and recipe of every trial. Its method options hold for every method that knows them; `rank` and
    // `targets` among them state the budget. Its `run`, `name`, `exact_match` and `max_seconds` are not used.
    TrainOptions train;
    std::vector<std::string> methods;
    std::map<std::string, MethodOptions> method_options; // of one method, over those of `train`
    Budget budget = Budget::Params;
    double seconds = 0;                 // of steps in a trial, with Budget::Time
    int64_t seeds = 3;                  // train.seed, train.seed + 1, ...
    std::vector<int64_t> ranks;         // each states a budget of its own; empty: the recipe's rank does
    std::vector<double> learning_rates; // tried with the first seed; empty: train.learning_rate
    bool every_rate = false;            // none is chosen: each takes part with all seeds
    std::string test_data;              // test rows; empty: test_share of train.data
    double test_share = 0.2;
    // Answer the test rows and count exact matches; rows of labels are always answered, preference pairs never.
    bool generate = false;
    std::string folder; // of the comparison
};

// Every problem at once, before anything starts: also what each method has against its options. A method's own problems
// are named "METHOD.OPTION".
std::vector<Problem> validate(const CompareOptions& options);

// One row of the report: methods x ranks, with every_rate x learning rates. Methods without a rank have one for all.
struct Combination {
    std::string method;
    int64_t rank = 0;          // of CompareOptions::ranks; 0: none is given, or the method has none
    std::vector<double> rates; // of several the best one of the first seed is taken
};

// Inline, as the window counts them too and does not link the engine; `known` are the methods there are.
inline std::vector<Combination> combinations(const CompareOptions& options, const std::vector<MethodInfo>& known) {
    std::vector<double> all = options.learning_rates;
    if (all.empty())
        all.push_back(options.train.learning_rate);
    std::vector<std::vector<double>> choices = {all};
    if (options.every_rate) {
        choices.clear();
        for (const double rate : all)
            choices.push_back({rate});
    }
    std::vector<Combination> rows;
    for (const std::string& method : options.methods) {
        const auto info = std::ranges::find(known, method, &MethodInfo::key);
        if (info == known.end())
            continue;
        const std::vector<int64_t> none = {0};
        for (const int64_t rank : options.ranks.empty() || !has_rank(*info) ? none : options.ranks)
            for (const std::vector<double>& rates : choices)
                rows.push_back({.method = method, .rank = rank, .rates = rates});
    }
    return rows;
}

// How many trainings they mean: the seed that the rate is chosen with counts as one of the seeds.
inline int64_t trial_count(const CompareOptions& options, const std::vector<MethodInfo>& known) {
    int64_t count = 0;
    for (const Combination& row : combinations(options, known))
        count += static_cast<int64_t>(row.rates.size()) - 1 + options.seeds;
    return count;
}

// What a row takes part with.
struct MethodPlan {
    std::string method, label; // the label tells the rows apart
    int64_t rank = 0;          // Combination::rank; the options hold the one that the budget allows
    std::vector<double> rates; // Combination::rates
    MethodOptions options;
    int64_t trainable = 0;
    double lora_share = 0; // trainable parameters / those of the plain LoRA that states the budget
    std::string note;      // what the budget could not do for it
};

struct TestFigures {
    // Mean over the test rows' supervised tokens, or over their preference pairs.
    double loss = std::numeric_limits<double>::quiet_NaN();
    double general_loss = std::numeric_limits<double>::quiet_NaN(); // over the general text
    int64_t generated = 0, exact = 0;                               // answers; 0 generated: not asked
    int64_t pairs = 0, likelier = 0; // preference pairs, and those whose chosen answer is the likelier one
    PairFigures against_base = {};   // of pairs, with the base model as what they are judged against

    double exact_share() const { return static_cast<double>(exact) / static_cast<double>(generated); }
    double likelier_share() const { return static_cast<double>(likelier) / static_cast<double>(pairs); }
};

struct Trial {
    std::string name; // its folder below trials/
    double learning_rate = 0;
    uint64_t seed = 0;
    double eval_loss = std::numeric_limits<double>::quiet_NaN(); // the lowest on the evaluation rows
    int64_t steps = 0;
    double step_seconds = 0, seconds = 0; // of steps alone; of the whole training
    int64_t peak_memory_bytes = 0;
    std::string failure; // why it has no figures: diverged, out of memory
    TestFigures test;    // of the trials with the chosen rate
};

struct MethodResult {
    MethodPlan plan;
    double learning_rate = 0;  // the chosen one; 0: every rate failed
    std::vector<Trial> tuning; // one a rate, with the first seed; empty with a single rate
    std::vector<Trial> trials; // one a seed, with the chosen rate
    Summary test_loss, exact, forgetting, steps, step_seconds, peak_memory; // over the trials that did not fail
    Summary preferred, likelier, margin, chosen_reward;                     // where the rows are preference pairs
};

struct CompareResult {
    std::string folder;
    RunState state = RunState::Finished; // or Stopped: the same command goes on
    int64_t train_rows = 0, eval_rows = 0, test_rows = 0, left_out_rows = 0;
    bool labels = false; // the answers are labels, so exact matches are the accuracy
    TestFigures base;    // the model without adapter
    std::vector<MethodResult> methods;
    std::vector<std::string> files; // the reports written

    bool of_pairs() const { return base.pairs > 0; } // the rows are preference pairs
};
// Throws Error; a trial that diverges or lacks memory is a figure of its method, not an error.
CompareResult compare(const CompareOptions& options, Control& control, const EventSink& sink);

// What a finished comparison found, from its folder: all but the methods' options and the names of the reports; the
// plan's note holds every remark. Throws Error(NotFound) where there is none or it has not finished, BadJson,
// MissingField.
CompareResult read_comparison(const std::string& folder);

// Checks everything and makes the folder with its compare.json, as compare() begins, but trains nothing: so that a
// comparison that waits can be found again.
void keep_comparison(const CompareOptions& options);

// What was asked of a comparison that has begun or waits and has no results, so that it goes on with compare(); nothing
// for any other folder. Throws Error where its compare.json cannot be read.
std::optional<CompareOptions> unfinished_comparison(const std::string& folder);

} // namespace loratrf
