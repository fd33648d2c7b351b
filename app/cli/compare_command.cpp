// compare: several methods under the same conditions.

#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/train_arguments.h"
#include "backend/api/compare.h"
#include "backend/io/files.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <memory>

namespace loratrf {

namespace {

namespace fs = std::filesystem;

struct CompareArguments {
    TrainArguments train;
    std::string methods, budget = "params", ranks, rates;
    CompareOptions options; // what CLI11 reads by itself
};

std::vector<std::string> parts(const std::string& text) {
    std::vector<std::string> items;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(',', begin), text.size());
        if (end > begin)
            items.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return items;
}

template <class Number>
void readNumbers(const char* field, const std::string& text, std::vector<Number>& numbers,
                 std::vector<Problem>& problems) {
    for (const std::string& item : parts(text)) {
        Number number = 0;
        const auto [end, fault] = std::from_chars(item.data(), item.data() + item.size(), number);
        if (fault != std::errc() || end != item.data() + item.size())
            problems.push_back({field, "expected numbers with commas between, found \"" + item + "\""});
        else
            numbers.push_back(number);
    }
}

// "--set dora.alpha=32" belongs to one method; what remains are options of the recipe.
void takeMethodOptions(TrainArguments& train, CompareOptions& options, std::vector<Problem>& problems) {
    std::erase_if(train.sets, [&](const std::string& set) {
        const size_t dot = set.find('.'), equals = set.find('=');
        const MethodInfo* method = dot < equals ? find_method_info(set.substr(0, dot)) : nullptr;
        if (!method || equals == std::string::npos)
            return false;
        const std::string field = set.substr(0, equals), key = set.substr(dot + 1, equals - dot - 1);
        const OptionSpec* spec = find_option(*method, key);
        if (!spec) {
            problems.push_back({field, method->label + " has no such option"});
            return true;
        }
        try {
            options.method_options[method->key][key] = parse_option_value(*spec, set.substr(equals + 1));
        } catch (const Error& error) {
            problems.push_back({field, error.what()});
        }
        return true;
    });
}

CompareOptions collectComparison(const CompareArguments& given, std::vector<Problem>& problems) {
    CompareOptions options = given.options;
    options.methods = parts(given.methods);
    readNumbers("ranks", given.ranks, options.ranks, problems);
    readNumbers("lrs", given.rates, options.learning_rates, problems);
    try {
        options.budget = parse_budget(given.budget);
    } catch (const Error& error) {
        problems.push_back(problemOf("budget", error));
    }
    TrainArguments train = given.train;
    takeMethodOptions(train, options, problems);
    options.train = collectOptions(train, problems);
    for (const Problem& problem : validate(options)) { // an option that could not be read is named once
        const bool known = std::ranges::any_of(problems, [&](const Problem& p) { return p.field == problem.field; });
        if (!known || problem.field == "methods")
            problems.push_back(problem);
    }
    return options;
}

int runCompare(const CompareArguments& given, const Session& session) {
    std::vector<Problem> problems;
    const CompareOptions options = collectComparison(given, problems);
    refuse(problems);
    printProblems(problems, session.json && !problems.empty());

    Control control;
    const Interrupt interrupt(control);
    Progress progress(session.json);
    const CompareResult result = compare(options, control, [&](const Event& event) { progress(event); });
    progress.finish();
    const bool finished = result.state == RunState::Finished;
    if (session.json) {
        Json json = {{"result", "compare"}, {"state", state_name(result.state)}, {"folder", result.folder}};
        if (finished) {
            json["files"] = result.files;
            json.update(parse_json(read_text_file(fs::path(result.folder) / "results.json"), "results.json"));
        }
        printJson(json);
    } else if (finished) {
        std::cout << read_text_file(fs::path(result.folder) / "results.md") << '\n';
        for (const std::string& file : result.files)
            std::cout << file << '\n';
    } else {
        std::cout << "Stopped. The same command goes on from there: what is finished stays in " << result.folder
                  << '\n';
    }
    return finished ? exit_code::done : exit_code::interrupted;
}

} // namespace

void addCompare(CLI::App& app, Session& session) {
    auto given = std::make_shared<CompareArguments>();
    CLI::App* command = addCommand(
        app, session, "compare",
        "Compare methods under the same conditions; Ctrl-C stops safely, the same command goes on",
        "  loratrf compare options.json --methods lora,loratrf --lrs 1e-3,3e-3 --out comparisons/first\n"
        "  loratrf compare --model model.gguf --data rows.jsonl --rank 16 --methods lora,loratrf --budget rank --out "
        "c2\n"
        "  loratrf compare options.json --methods lora,loratrf,full --budget time --seconds 60 --generate --out c3\n"
        "  loratrf compare options.json --methods lora,loratrf --set loratrf.placement=linear --out c4\n"
        "  loratrf compare options.json --methods lora,dora --ranks 4,16,64 --budget rank --lrs 1e-3,3e-3 --out c5",
        [given, &session] { return runCompare(*given, session); });
    addTrainArguments(command, given->train, [](const OptionFlag& flag) {
        const std::string key = flag.key;
        return key != "run" && key != "name" && key != "method" && key != "adapter" && key != "max_seconds";
    });
    CompareOptions& options = given->options;
    command->add_option("--methods", given->methods, "What to compare, commas between (see `loratrf methods`)")
        ->required()
        ->type_name("NAMES");
    command
        ->add_option("--budget", given->budget,
                     "What all have alike: params (a LoRA's of the given rank, each method its share), rank or time")
        ->type_name("NAME");
    command->add_option("--seconds", options.seconds, "Seconds of steps in each trial, with the time budget")
        ->type_name("X");
    command->add_option("--seeds", options.seeds, "Trials a method, each with a seed of its own")->type_name("N");
    command
        ->add_option("--ranks", given->ranks,
                     "Ranks in the place of --rank: every method takes part with each, those without a rank once")
        ->type_name("N,N");
    command
        ->add_option("--lrs", given->rates,
                     "Learning rates to try with the first seed; the best on the evaluation rows is taken")
        ->type_name("X,X");
    command->add_flag("--every-rate", options.every_rate,
                      "No rate is chosen: each takes part with all seeds and has a row of its own");
    command->add_option("--test-data", options.test_data, "Test rows; without them a share of the rows is kept apart")
        ->type_name("FILE");
    command->add_option("--test-share", options.test_share, "That share")->type_name("X");
    command->add_flag("--generate", options.generate,
                      "Answer the test rows and count exact matches; not of preference pairs");
    command->add_option("--out", options.folder, "Folder of the comparison: new, or one to go on with")
        ->required()
        ->type_name("FOLDER");
}

} // namespace loratrf
