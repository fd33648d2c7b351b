// inspect, tokenize, data, methods: commands that only look.

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "app/cli/train_arguments.h"
#include "backend/api/plan_json.h"
#include "backend/io/files.h"

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <memory>

namespace loratrf {

namespace {

void row(const std::string& name, const std::string& value) {
    if (!value.empty())
        std::cout << std::left << std::setw(20) << name << value << '\n';
}

Json modelJson(const ModelInfo& info) {
    Json projections = Json::array();
    for (const ProjectionInfo& p : info.projections)
        projections.push_back(
            {{"path", p.path}, {"target", p.target}, {"layer", p.layer}, {"in", p.in}, {"out", p.out}});
    return {{"path", info.path},
            {"format", info.format},
            {"architecture", info.architecture},
            {"name", info.name},
            {"licence", info.licence},
            {"types", info.types},
            {"parameters", info.parameters},
            {"bytes", info.bytes},
            {"layers", info.layers},
            {"hidden", info.hidden},
            {"heads", info.heads},
            {"kv_heads", info.kv_heads},
            {"head_dim", info.head_dim},
            {"intermediate", info.intermediate},
            {"vocabulary", info.vocabulary},
            {"context", info.context},
            {"tied_head", info.tied_head},
            {"quantised", info.quantised},
            {"tokenizer", info.tokenizer},
            {"chat_template", info.chat_template},
            {"projections", projections},
            {"warnings", info.warnings}};
}

void printModel(const ModelInfo& info) {
    row("Model", info.name.empty() ? info.path : info.name + " (" + info.path + ")");
    row("Format", info.format + ", " + bytesText(info.bytes));
    row("Architecture", info.architecture);
    row("Licence", info.licence);
    row("Parameters", grouped(info.parameters));
    row("Tensor types",
        info.types + (info.quantised ? ", quantised: training starts from the dequantised values" : ""));
    row("Layers", grouped(info.layers));
    row("Hidden size", grouped(info.hidden) + ", MLP " + grouped(info.intermediate));
    row("Heads", grouped(info.heads) + " of " + grouped(info.head_dim) + ", " + grouped(info.kv_heads) + " key-value");
    row("Vocabulary", grouped(info.vocabulary) + (info.tied_head ? ", tied with the head" : ""));
    row("Context", grouped(info.context) + " tokens");
    row("Tokenizer", info.tokenizer);
    row("Chat template",
        info.chat_template.empty() ? "none" : "yes, " + grouped(int64_t(info.chat_template.size())) + " characters");
    std::map<std::string, int64_t> targets;
    for (const ProjectionInfo& projection : info.projections)
        ++targets[projection.target];
    std::string names;
    for (const auto& [name, count] : targets)
        names += (names.empty() ? "" : ", ") + name;
    row("Projections", grouped(int64_t(info.projections.size())) + (names.empty() ? "" : ": " + names));
    for (const std::string& warning : info.warnings)
        std::cerr << "warning: " << warning << '\n';
}

void printPlan(const MemoryPlan& plan, int64_t free) {
    const auto part = [](const std::string& name, int64_t bytes, const std::string& remark = {}) {
        if (bytes > 0)
            std::cout << "  " << std::left << std::setw(18) << name << std::right << std::setw(10) << bytesText(bytes)
                      << (remark.empty() ? "" : "  " + remark) << '\n';
    };
    std::cout << "\nMemory of a training run, micro-batches of " << grouped(plan.tokens) << " tokens, recompute "
              << plan.recompute << ":\n";
    part("program", plan.program, "with libraries and tokenizer");
    part("weights", plan.weights);
    part("adapter", plan.adapter);
    part("gradients", plan.gradients);
    part("optimizer", plan.optimizer);
    part("good state", plan.good_state, "what a diverged run goes back to");
    part("activations", plan.activations, plan.op_by_op.empty() ? "" : "op by op in " + plan.op_by_op);
    part("working", plan.working, "at the largest moment");
    part("slack", plan.slack);
    part("total", plan.total(), "of " + bytesText(free) + " that are free");
}

// The plan for each way to compute again, and what fits into the free memory.
void printLevels(const MemoryCosts& costs, int64_t tokens, int64_t free) {
    std::cout << "\n  " << std::left << std::setw(18) << "recompute" << std::right << std::setw(10) << "total"
              << "  largest token budget that fits\n";
    for (const RecomputeMemory& level : costs.levels)
        std::cout << "  " << std::left << std::setw(18) << level.recompute << std::right << std::setw(10)
                  << bytesText(plan_memory(costs, level.recompute, tokens).total()) << "  "
                  << grouped(largest_token_budget(costs, level.recompute, free)) << '\n';
}

void printDisk(const DiskPlan& plan, int64_t free) {
    const auto part = [](const std::string& name, int64_t bytes, const std::string& remark) {
        std::cout << "  " << std::left << std::setw(18) << name << std::right << std::setw(10) << bytesText(bytes)
                  << "  " << remark << '\n';
    };
    std::cout << "\nDisk of a training run:\n";
    part("checkpoints", plan.at_once * plan.checkpoint,
         "at most " + grouped(plan.at_once) + " of " + bytesText(plan.checkpoint) + ", with the one being written");
    part("adapter", plan.adapter, "when the run ends");
    part("texts", plan.texts, "options, report and the journal of the steps, where max_steps tells how many");
    part("total", plan.total(), free < 0 ? "at a time" : "at a time, of " + bytesText(free) + " that are free");
    part("left", plan.left(), "when the run has ended");
}

Json planJson(const MemoryPlan& plan, const MemoryCosts& costs, int64_t free) {
    Json json = plan_json(plan);
    json["free"] = free;
    for (const RecomputeMemory& level : costs.levels)
        json["levels"].push_back({{"recompute", level.recompute},
                                  {"total", plan_memory(costs, level.recompute, plan.tokens).total()},
                                  {"largest_token_budget", largest_token_budget(costs, level.recompute, free)}});
    return json;
}

Json reportJson(const DataReport& report) {
    Json rejected = Json::array();
    for (const Rejected& r : report.rejected)
        rejected.push_back({{"line", r.line}, {"reason", r.reason}});
    Json lengths = Json::array();
    for (const LengthCount& length : report.histogram)
        lengths.push_back({length.tokens, length.rows});
    return {{"file", report.file},
            {"shape", shape_name(report.shape)},
            {"rows", report.rows},
            {"used", report.used},
            {"sequences", report.sequences},
            {"tokens", report.tokens},
            {"supervised_tokens", report.supervised_tokens},
            {"shortest", report.shortest},
            {"longest", report.longest},
            {"mean_length", report.mean_length},
            {"median_length", report.median_length},
            {"p95_length", report.p95_length},
            {"over_length", report.over_length},
            {"truncated_tokens", report.truncated_tokens},
            {"without_supervision", report.without_supervision},
            {"duplicates", report.duplicates},
            {"lengths", lengths}, // [tokens, rows], shortest first
            {"rejected", rejected},
            {"warnings", report.warnings},
            {"problem", report.problem}};
}

void printReport(const DataReport& report, bool all) {
    row("File", report.file);
    row("Shape", shape_name(report.shape));
    row("Rows", grouped(report.rows) + ", used " + grouped(report.used));
    row("Tokens", grouped(report.tokens));
    row("Supervised",
        grouped(report.supervised_tokens) + " (" +
            numberText(100.0 * double(report.supervised_tokens) / double(std::max<int64_t>(report.tokens, 1)), 1) +
            " %)");
    row("Lengths", grouped(report.shortest) + " to " + grouped(report.longest) + ", mean " +
                       numberText(report.mean_length, 1) + ", median " + numberText(report.median_length, 1) +
                       ", 95 % at most " + numberText(report.p95_length, 0));
    row("Over length",
        grouped(report.over_length) + " rows, " + grouped(report.truncated_tokens) + " tokens cut or dropped");
    row("Nothing to learn", grouped(report.without_supervision) + " rows without a supervised token");
    row("Duplicates", grouped(report.duplicates));
    row("Rejected", grouped(int64_t(report.rejected.size())) + " rows");
    constexpr size_t few = 20;
    const size_t count = all ? report.rejected.size() : std::min(few, report.rejected.size());
    for (size_t i = 0; i < count; ++i)
        std::cout << "  line " << report.rejected[i].line << ": " << report.rejected[i].reason << '\n';
    if (count < report.rejected.size())
        std::cout << "  ... and " << report.rejected.size() - count << " more (--all names them)\n";
    for (const std::string& warning : report.warnings)
        std::cerr << "warning: " << warning << '\n';
}

std::string valueText(const OptionValue& value) {
    const Json json = option_value_json(value);
    return json.is_string() ? json.get<std::string>() : json.dump();
}

Json methodJson(const MethodInfo& method) {
    Json options = Json::array();
    for (const OptionSpec& option : method.options)
        options.push_back({{"key", option.key},
                           {"label", option.label},
                           {"help", option.help},
                           {"default", option_value_json(option.value)},
                           {"minimum", option.minimum},
                           {"maximum", option.maximum},
                           {"choices", option.choices},
                           {"advanced", option.advanced}});
    return {{"key", method.key},
            {"label", method.label},
            {"sentence", method.sentence},
            {"source", method.source},
            {"has_filter", method.has_filter},
            {"mergeable", method.mergeable},
            {"export", method.export_note},
            {"options", options}};
}

void printMethod(const MethodInfo& method) {
    std::cout << method.key << "  " << method.label << "\n  " << method.sentence << "\n  Source: " << method.source
              << "\n  Export: " << method.export_note << '\n';
    for (const OptionSpec& option : method.options)
        std::cout << "    --set method_options." << option.key << '=' << valueText(option.value)
                  << (option.choices.empty() || std::holds_alternative<std::vector<std::string>>(option.value)
                          ? ""
                          : " (" + any_of(option.choices) + ")")
                  << "\n        " << option.help << '\n';
}

} // namespace

void addInspect(CLI::App& app, Session& session) {
    struct Arguments {
        std::string model;
        std::vector<std::string> sets;
        FlagValues flags;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App* command = addCommand(
        app, session, "inspect",
        "Show what a model is: architecture, size, tokenizer, projections; and what memory and disk training it needs",
        "  loratrf inspect model.gguf\n  loratrf inspect ~/models/SmolLM2-135M --method dora --rank 32 --json",
        [given, &session] {
            std::vector<Problem> problems;
            TrainOptions options;
            options.model = given->model;
            FlagValues flags = given->flags;
            takeSets(given->sets, flags, problems);
            applyFlags(flags, options, problems);
            add(problems, validate(options, false));
            std::erase_if(problems, [](const Problem& p) { return p.field == "data" || p.field == "model"; });
            refuse(problems);
            const ModelInfo info = inspect_model(given->model);
            const MemoryCosts costs = memory_costs(options);
            const int64_t free = memory_within_reach();
            const MemoryPlan plan = plan_memory(costs, options, free);
            // Without rows, the steps are those of the options alone.
            const DiskPlan disk = plan_disk(disk_costs(options), options, {.steps = options.max_steps});
            const std::string run = options.run.empty() ? "runs" : options.run;
            const int64_t freeDisk = disk_within_reach(run, free_disk(run));
            if (session.json) {
                Json json = modelJson(info);
                json["memory"] = planJson(plan, costs, free);
                json["disk"] = plan_json(disk);
                json["disk"]["free"] = freeDisk < 0 ? Json() : Json(freeDisk);
                printJson(json);
            } else {
                printModel(info);
                printPlan(plan, free);
                printLevels(costs, plan.tokens, free);
                printDisk(disk, freeDisk);
            }
            return exit_code::done;
        });
    command->add_option("model", given->model, "Hugging Face folder or GGUF file")->required()->type_name("MODEL");
    for (const OptionFlag& flag : option_flags())
        if (const std::string key = flag.key; key == "method" || key == "method_options.rank" ||
                                              key == "method_options.targets" || key == "token_budget" ||
                                              key == "compute")
            addFlag(command, given->flags, flag);
    addSets(command, given->sets);
}

void addTokenize(CLI::App& app, Session& session) {
    struct Arguments {
        std::string model, file, text;
        CLI::Option* textOption = nullptr;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App* command = addCommand(
        app, session, "tokenize", "Print the token ids of a text, without special tokens added",
        "  loratrf tokenize model.gguf --text \"Hello, world\"\n  loratrf tokenize model.gguf --file letter.txt --json",
        [given, &session] {
            if (given->file.empty() && given->textOption->count() == 0)
                throw BadInput({{"text", "give the text with --text, or a file with --file", false}});
            const std::string text = given->file.empty() ? given->text : read_text_input(given->file);
            const std::vector<int32_t> ids = tokenize(given->model, text);
            if (session.json) {
                printJson({{"count", ids.size()}, {"ids", ids}});
                return exit_code::done;
            }
            for (size_t i = 0; i < ids.size(); ++i)
                std::cout << (i == 0 ? "" : " ") << ids[i];
            std::cout << '\n';
            return exit_code::done;
        });
    command->add_option("model", given->model, "Hugging Face folder or GGUF file")->required()->type_name("MODEL");
    given->textOption = command->add_option("--text", given->text, "The text")->type_name("TEXT");
    command->add_option("--file", given->file, "A file with the text")->type_name("FILE")->excludes(given->textOption);
}

void addData(CLI::App& app, Session& session) {
    struct Arguments {
        std::string model, data;
        bool all = false;
        FlagValues flags;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App* command = addCommand(
        app, session, "data",
        "Report what training rows become: lengths, supervised share, rejected rows with their reasons",
        "  loratrf data model.gguf rows.jsonl\n  loratrf data model.gguf rows.csv --shape prompt-completion "
        "--max-length 512",
        [given, &session] {
            std::vector<Problem> problems;
            TrainOptions options; // rows are checked as for a run with them
            options.model = given->model;
            options.data = given->data;
            applyFlags(given->flags, options, problems);
            add(problems, validate(options));
            refuse(problems);
            Control control;
            const Interrupt interrupt(control);
            Progress progress(session.json);
            const DataReport report =
                report_data(given->model, {given->data}, options.data_options, control, [&](const Event& event) {
                    progress(event);
                }).front();
            progress.finish();
            if (session.json)
                printJson(reportJson(report));
            else
                printReport(report, given->all);
            if (!report.problem.empty()) // as a run with these rows would end
                throw Error(report.used == 0 ? ErrorCode::NoRows : ErrorCode::BadValue, report.problem);
            return exit_code::done;
        });
    command->add_option("model", given->model, "Hugging Face folder or GGUF file")->required()->type_name("MODEL");
    command->add_option("data", given->data, "JSON lines, JSON array, CSV or TSV")->required()->type_name("FILE");
    command->add_flag("--all", given->all, "Name every rejected row");
    addDataFlags(command, given->flags);
}

void addMethods(CLI::App& app, Session& session) {
    addCommand(app, session, "methods", "List the adapter methods and their options",
               "  loratrf methods\n  loratrf methods --json", [&session] {
                   for (const MethodInfo& method : methods())
                       if (session.json)
                           printJson(methodJson(method));
                       else
                           printMethod(method);
                   return exit_code::done;
               });
}

} // namespace loratrf
