// train, resume: commands that make a run.

#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/train_arguments.h"

#include <cmath>
#include <iostream>
#include <memory>

namespace loratrf {

namespace {

struct TrainCommand {
    TrainArguments options;
    bool printOptions = false, listOptions = false;
};

Json resultJson(const TrainResult& result) {
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
    return {{"result", "train"},
            {"run", result.run},
            {"state", state_name(result.state)},
            {"steps", result.steps},
            {"train_loss", number(result.train_loss)},
            {"first_eval_loss", number(result.first_eval_loss)},
            {"best_eval_loss", number(result.best_eval_loss)},
            {"best_step", result.best_step},
            {"generated", result.generated},
            {"exact_before", result.exact_before},
            {"exact_after", result.exact_after},
            {"trainable", result.trainable},
            {"seconds", result.seconds},
            {"step_seconds", result.step_seconds},
            {"tokens_per_second", result.tokens_per_second},
            {"peak_memory_bytes", result.peak_memory_bytes},
            {"adapter", result.adapter},
            {"message", result.message}};
}

void printResult(const TrainResult& result) {
    const char* word = result.state == RunState::Finished  ? "Finished"
                       : result.state == RunState::Stopped ? "Stopped"
                                                           : "Failed";
    std::cout << word << " after " << grouped(result.steps) << " steps in " << durationText(result.seconds) << " ("
              << grouped(int64_t(result.tokens_per_second)) << " tokens/s, peak memory "
              << bytesText(result.peak_memory_bytes) << ")\n";
    if (!result.message.empty())
        std::cout << result.message << '\n';
    std::cout << "Training loss:    " << numberText(result.train_loss, 4) << '\n';
    if (std::isfinite(result.first_eval_loss) && std::isfinite(result.best_eval_loss))
        std::cout << "Evaluation loss:  " << numberText(result.first_eval_loss, 4) << " before, "
                  << numberText(result.best_eval_loss, 4) << " after (step " << grouped(result.best_step) << ")\n";
    if (result.generated > 0)
        std::cout << "Exact answers:    " << grouped(result.exact_before) << " before, " << grouped(result.exact_after)
                  << " after, of " << grouped(result.generated) << '\n';
    std::cout << "Run folder:       " << result.run << '\n';
    if (!result.adapter.empty())
        std::cout << "Adapter:          " << result.adapter << "\nTry it:           loratrf generate " << result.run
                  << " --prompt \"...\"\n";
    if (result.state == RunState::Stopped)
        std::cout << "Go on:            loratrf resume " << result.run << '\n';
}

int runJob(const Session& session, const std::function<TrainResult(Control&, const EventSink&)>& job) {
    Control control;
    const Interrupt interrupt(control);
    Progress progress(session.json);
    const TrainResult result = job(control, [&](const Event& event) { progress(event); });
    progress.finish();
    if (session.json)
        printJson(resultJson(result));
    else
        printResult(result);
    if (result.state == RunState::Stopped && interrupt.happened())
        return exit_code::interrupted;
    return result.state == RunState::Failed ? exit_code::failed : exit_code::done;
}

int runTrain(const TrainCommand& given, const Session& session) {
    if (given.listOptions) {
        for (const std::string& key : option_keys())
            std::cout << key << '\n';
        return exit_code::done;
    }
    std::vector<Problem> problems;
    const TrainOptions options = collectOptions(given.options, problems);
    if (given.printOptions && problems.empty()) {
        std::cout << to_json(options);
        return exit_code::done;
    }
    add(problems, validate(options));
    refuse(problems);
    printProblems(problems, session.json && !problems.empty());
    return runJob(session, [&](Control& control, const EventSink& sink) { return train(options, control, sink); });
}

} // namespace

void addTrain(CLI::App& app, Session& session) {
    auto given = std::make_shared<TrainCommand>();
    CLI::App* command =
        addCommand(app, session, "train", "Train an adapter; Ctrl-C stops safely with a checkpoint",
                   "  loratrf train --model model.gguf --data rows.jsonl --rank 16 --epochs 3\n"
                   "  loratrf train --preset demo.json --model model.gguf --data rows.jsonl --out runs/first\n"
                   "  loratrf train --adapter runs/first/adapter --model model.gguf --data more.jsonl\n"
                   "  loratrf train options.json --method lora --set clip_norm=0.5 --set method_options.alpha=32\n"
                   "  loratrf train options.json --json > events.jsonl",
                   [given, &session] { return runTrain(*given, session); });
    addTrainArguments(command, given->options);
    command->add_flag("--list-options", given->listOptions, "Name every key that --set knows, and end");
    command->add_flag("--print-options", given->printOptions, "Print the options.json of this command, and end");
}

void addResume(CLI::App& app, Session& session) {
    struct Arguments {
        std::string run;
        double epochs = 0;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App* command = addCommand(
        app, session, "resume", "Go on with a stopped or crashed run from its newest valid checkpoint",
        "  loratrf resume runs/first\n  loratrf resume runs/first --epochs 6", [given, &session] {
            std::vector<Problem> problems = session.problems;
            if (!(given->epochs >= 0))
                problems.push_back({"epochs", "should be 0 or above, is " + numberText(given->epochs, 3), false});
            const RunInfo info = inspect_run(given->run);
            if (!info.resumable && given->epochs == 0)
                problems.push_back({"run", info.why_not.empty() ? "this run cannot go on" : info.why_not, false});
            refuse(problems);
            return runJob(session, [&](Control& control, const EventSink& sink) {
                return resume(given->run, given->epochs, control, sink);
            });
        });
    command->add_option("run", given->run, "Run folder")->required()->type_name("RUN");
    addNumber(command, session, "epochs", given->epochs, "X", "New total of passes over the training rows");
}

} // namespace loratrf
