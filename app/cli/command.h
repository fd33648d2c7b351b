#pragma once
// What the commands share: how they are declared, how they fail and how they print.

#include "app/cli/command_line.h"
#include "backend/api/engine.h"
#include "backend/api/option_fields.h"
#include "backend/io/json.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace loratrf {

// Chosen by the parsed arguments, run afterwards.
struct Session {
    bool json = false;
    std::vector<Problem> problems; // of arguments that could not be read
    std::function<int()> work;
};

// A sub-command with its --json flag and its examples below the help text; `work` gives the exit code.
CLI::App* addCommand(CLI::App& app, Session& session, const std::string& name, const std::string& description,
                     const std::string& examples, std::function<int()> work);

void addInspect(CLI::App& app, Session& session);
void addTokenize(CLI::App& app, Session& session);
void addData(CLI::App& app, Session& session);
void addMethods(CLI::App& app, Session& session);
void addTrain(CLI::App& app, Session& session);
void addResume(CLI::App& app, Session& session);
void addCompare(CLI::App& app, Session& session);
void addBench(CLI::App& app, Session& session);
void addEvaluate(CLI::App& app, Session& session);
void addGenerate(CLI::App& app, Session& session);
void addExport(CLI::App& app, Session& session);
void addCombine(CLI::App& app, Session& session);

// Arguments of several problems at once: exit code 2.
class BadInput : public std::exception {
public:
    explicit BadInput(std::vector<Problem> problems) : m_problems(std::move(problems)) {}
    const std::vector<Problem>& problems() const { return m_problems; }
    const char* what() const noexcept override { return "bad input"; }

private:
    std::vector<Problem> m_problems;
};

Problem problemOf(const std::string& key, const Error& error); // of an option, with which its message may begin
void add(std::vector<Problem>& problems, const std::vector<Problem>& more); // a field is named once
void refuse(const std::vector<Problem>& problems); // throws BadInput unless all are mere warnings
void printProblems(const std::vector<Problem>& problems, bool json);

// Flags that stand for keys of TrainOptions, given as texts.
using FlagValues = std::map<std::string, std::string>;
void addFlag(CLI::App* command, FlagValues& values, const OptionFlag& flag, const std::string& usual = {});
// --shape, --max-length, ...: how rows are read.
void addDataFlags(CLI::App* command, FlagValues& values);
// Sets what was given; what cannot be read becomes a problem named by its key. The method comes first: others depend on
// it.
void applyFlags(const FlagValues& values, TrainOptions& options, std::vector<Problem>& problems);
DataOptions dataOptions(const FlagValues& values, const DataOptions& start, std::vector<Problem>& problems);

// A number with a flag. What cannot be read becomes a problem of the session, so that all are named at once.
template <class Number>
void addNumber(CLI::App* command, Session& session, const std::string& flag, Number& number, const std::string& name,
               const std::string& help) {
    command
        ->add_option_function<std::string>(
            "--" + flag,
            [&session, &number, flag](const std::string& text) {
                Number value{};
                const char* end = text.data() + text.size();
                if (const auto [rest, fault] = std::from_chars(text.data(), end, value);
                    fault != std::errc() || rest != end)
                    session.problems.push_back({flag, "expected a number, found \"" + text + "\"", false});
                else
                    number = value;
            },
            help)
        ->type_name(name);
}

// --- texts -----------------------------------------------------------------------------------------------------------
void printJson(const Json& json);         // one line on standard output, at once
std::string grouped(int64_t number);      // 12,345,678
std::string bytesText(int64_t bytes);     // 1.3 GB
std::string durationText(double seconds); // 1:02:03, 4:05
std::string numberText(double number, int digits);
bool isRunFolder(const std::string& path);

} // namespace loratrf
