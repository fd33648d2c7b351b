#include "app/cli/command_line.h"

#include "app/cli/command.h"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <numeric>
#include <utility>

namespace loratrf {

namespace {

int exitCodeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::Cancelled:
        return exit_code::interrupted;
    case ErrorCode::Io:
    case ErrorCode::Diverged:
    case ErrorCode::OutOfMemory:
    case ErrorCode::Internal:
        return exit_code::failed;
    default: // a fault of a file or an option
        return exit_code::badInput;
    }
}

int fail(const Session& session, int code, const std::string& name, const std::string& message) {
    if (session.json)
        printJson({{"error", {{"code", name}, {"message", message}}}});
    std::cerr << (code == exit_code::interrupted ? "stopped: " : "error: ") << message << '\n';
    return code;
}

int work(const Session& session) {
    try {
        return session.work();
    } catch (const BadInput& bad) {
        printProblems(bad.problems(), session.json);
        return exit_code::badInput;
    } catch (const Error& error) {
        return fail(session, exitCodeOf(error.code()), code_name(error.code()), error.what());
    } catch (const std::bad_alloc&) {
        return fail(session, exit_code::failed, code_name(ErrorCode::OutOfMemory),
                    "out of memory; try a smaller --token-budget or --compute bf16");
    } catch (const std::exception& error) {
        return fail(session, exit_code::failed, code_name(ErrorCode::Internal), error.what());
    }
}

// How many letters must change, come or go to make one word of the other.
size_t distance(const std::string& a, const std::string& b) {
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t(0));
    for (size_t i = 1; i <= a.size(); ++i) {
        size_t diagonal = std::exchange(row[0], i);
        for (size_t j = 1; j <= b.size(); ++j) {
            const size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row.back();
}

std::string guess(const std::string& word, const std::vector<std::string>& names) {
    constexpr size_t near = 3;
    const auto best = std::ranges::min_element(names, {}, [&](const auto& name) { return distance(word, name); });
    return best != names.end() && distance(word, *best) < near ? "; did you mean " + *best + "?" : "";
}

std::vector<std::string> commandNames(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({}))
        names.push_back(command->get_name());
    return names;
}

// Everything that is wrong with the words of a command line.
std::vector<Problem> wordProblems(const CLI::App& app, const Session& session, const CLI::ParseError& error) {
    std::vector<Problem> problems = session.problems;
    std::vector<std::string> flags;
    for (const CLI::App* command : app.get_subcommands())
        for (const CLI::Option* option : command->get_options()) {
            flags.push_back(option->get_name());
            if (option->get_required() && option->count() == 0)
                problems.push_back({option->get_name(), "is missing", false});
        }
    for (const std::string& word : app.remaining(true))
        if (word.starts_with('-'))
            problems.push_back({word, "there is no such option" + guess(word, flags), false});
        else
            problems.push_back({word, "is not expected here", false});
    if (problems.empty())
        problems.push_back({"arguments", error.what(), false});
    return problems;
}

} // namespace

int runCommandLine(int argc, char** argv) {
    // A reader that goes away (| head) or a file that may not grow must not end a training run without a checkpoint.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    CLI::App app("Fine-tune language models with LoRATRF, LoRA and other methods, and see what the adapter learns.\n"
                 "MODEL is a Hugging Face folder or a GGUF file; RUN is a folder that `loratrf train` made.",
                 "loratrf");
    app.set_version_flag("--version", "loratrf " LORATRF_VERSION);
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
    app.footer("Examples:\n"
               "  loratrf train --model model.gguf --data rows.jsonl --out runs/first\n"
               "  loratrf generate runs/first --prompt \"Two loaves for Anna, please\"\n"
               "  loratrf export runs/first --to my-adapter\n\n"
               "Exit codes: 0 done, 1 failed, 2 bad input, 130 stopped by Ctrl-C (safely: `loratrf resume` goes on).\n"
               "`loratrf COMMAND --help` explains a command, with examples.");
    Session session;
    addInspect(app, session);
    addTokenize(app, session);
    addData(app, session);
    addTrain(app, session);
    addResume(app, session);
    addCompare(app, session);
    addBench(app, session);
    addEvaluate(app, session);
    addGenerate(app, session);
    addExport(app, session);
    addCombine(app, session);
    addMethods(app, session);
    if (argc < 2) {
        std::cerr << app.help();
        return exit_code::badInput;
    }
    const std::vector<std::string> names = commandNames(app);
    if (argv[1][0] != '-' && std::ranges::find(names, argv[1]) == names.end()) {
        std::cerr << "error: there is no command \"" << argv[1] << "\"; expected " << any_of(names) << '\n';
        return exit_code::badInput;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& wish) { // --help, --version
        return app.exit(wish);
    } catch (const CLI::ParseError& error) {
        printProblems(wordProblems(app, session, error), session.json);
        std::cerr << "`loratrf " << (argv[1][0] == '-' ? "" : argv[1] + std::string(" ")) << "--help` explains it.\n";
        return exit_code::badInput;
    }
    return work(session);
}

} // namespace loratrf
