#include "app/cli/command_line.h"

#include "app/cli/command.h"

#include <csignal>
#include <iostream>

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
    app.footer("Exit codes: 0 done, 1 failed, 2 bad input, 130 stopped by Ctrl-C (safely: `loratrf resume` goes on).\n"
               "`loratrf COMMAND --help` explains a command, with examples.");
    Session session;
    addInspect(app, session);
    addTokenize(app, session);
    addData(app, session);
    addTrain(app, session);
    addResume(app, session);
    addCompare(app, session);
    addEvaluate(app, session);
    addGenerate(app, session);
    addExport(app, session);
    addCombine(app, session);
    addMethods(app, session);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& wish) { // --help, --version
        return app.exit(wish);
    } catch (const CLI::ParseError& error) {
        app.exit(error);
        return exit_code::badInput;
    }
    return work(session);
}

} // namespace loratrf
