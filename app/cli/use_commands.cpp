// evaluate, generate, combine: commands that use an adapter.

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "backend/api/answers.h"

#include <cmath>
#include <iostream>
#include <memory>

namespace loratrf {

namespace {

template <class Request>
void addMachine(CLI::App* command, Session& session, Request& request) {
    command->add_option("--device", request.device, "auto, cpu, cuda or cuda:N [auto]")->type_name("NAME");
    command->add_option("--compute", request.compute, "auto, fp32 or bf16 [auto]")->type_name("NAME");
    addNumber(command, session, "threads", request.threads, "N", "CPU threads; 0: all [0]");
}

void addModel(CLI::App* command, std::string& model, std::string& adapter, bool& baseOnly) {
    command->add_option("model", model, "Hugging Face folder, GGUF file or run folder")
        ->required()
        ->type_name("MODEL|RUN");
    command->add_option("--adapter", adapter, "Adapter folder (a run folder brings its own)")->type_name("DIR");
    command->add_flag("--base", baseOnly, "The base model alone, without the run's adapter");
}

Json evaluationJson(const EvaluateResult& result, bool generated) {
    const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
    Json json = {{"result", "evaluate"},
                 {"rows", result.rows},
                 {"supervised", result.supervised},
                 {"loss", number(result.loss)},
                 {"perplexity", number(result.perplexity)},
                 {"seconds", result.seconds}};
    if (result.pairs > 0) {
        json["pairs"] = result.pairs;
        json["likelier"] = result.likelier;
    }
    if (generated) {
        json["generated"] = result.generated;
        json["exact"] = result.exact;
        json["exact_match"] = result.exact_match;
    }
    return json;
}

void printEvaluation(const EvaluateResult& result, bool generated) {
    std::cout << "Rows:          " << grouped(result.rows) << ", " << grouped(result.supervised)
              << " supervised tokens\n"
              << "Loss:          " << numberText(result.loss, 4)
              << "\nPerplexity:    " << numberText(result.perplexity, 3) << '\n';
    if (result.pairs > 0)
        std::cout << "Pairs:         the chosen answer is the likelier one in " << grouped(result.likelier) << " of "
                  << grouped(result.pairs) << "; loss and perplexity are of the chosen answers\n";
    if (generated)
        std::cout << "Exact match:   " << grouped(result.exact) << " of " << grouped(result.generated) << " ("
                  << numberText(100 * result.exact_match, 1) << " %)\n";
    std::cout << "Time:          " << durationText(result.seconds) << '\n';
}

Json answerJson(const AnswerResult& result) {
    Json json = {{"result", "generate"},
                 {"text", result.text},
                 {"prompt_tokens", result.prompt_tokens},
                 {"tokens", result.tokens},
                 {"seconds", result.seconds},
                 {"stopped", result.stopped},
                 {"template_sha256", result.template_hash}};
    for (const GeneratedPiece& piece : result.pieces) {
        Json alternatives = Json::array();
        for (const TokenChance& one : piece.alternatives)
            alternatives.push_back({{"text", one.text}, {"probability", one.probability}});
        json["pieces"].push_back(
            {{"text", piece.text}, {"probability", piece.probability}, {"alternatives", alternatives}});
    }
    return json;
}

} // namespace

void addEvaluate(CLI::App& app, Session& session) {
    struct Arguments {
        EvaluateRequest request;
        FlagValues flags;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App* command = addCommand(
        app, session, "evaluate", "Mean loss and perplexity over supervised tokens; with --generate also exact answers",
        "  loratrf evaluate runs/first --data eval.jsonl --generate\n"
        "  loratrf evaluate runs/first --base --data eval.jsonl\n"
        "  loratrf evaluate model.gguf --adapter runs/first/adapter --data eval.jsonl --per-row rows.jsonl",
        [given, &session] {
            EvaluateRequest request = given->request;
            if (isRunFolder(request.model)) { // rows are read as in training, unless told otherwise
                const RunInfo run = inspect_run(request.model);
                request.data_options = run.options.data_options;
                if (request.data.empty())
                    request.data = run.options.eval_data;
            }
            std::vector<Problem> problems = session.problems;
            request.data_options = dataOptions(given->flags, request.data_options, problems);
            add(problems, validate(request));
            refuse(problems);
            Control control;
            const Interrupt interrupt(control);
            Progress progress(session.json);
            const EvaluateResult result = evaluate(request, control, [&](const Event& event) { progress(event); });
            progress.finish();
            if (session.json)
                printJson(evaluationJson(result, request.generate));
            else
                printEvaluation(result, request.generate);
            return interrupt.happened() ? exit_code::interrupted : exit_code::done;
        });
    EvaluateRequest& request = given->request;
    addModel(command, request.model, request.adapter, request.base_only);
    command->add_option("--data", request.data, "Evaluation rows; a run with an evaluation file brings its own")
        ->type_name("FILE");
    command->add_flag("--generate", request.generate, "Also write each answer greedily and compare it exactly");
    addNumber(command, session, "max-tokens", request.max_tokens, "N", "Longest answer [256]");
    command->add_option("--per-row", request.per_row, "Write one JSON line a row")->type_name("OUT.jsonl");
    addDataFlags(command, given->flags);
    addMachine(command, session, request);
}

void addGenerate(CLI::App& app, Session& session) {
    struct Arguments {
        AnswerRequest request;
        std::string prompt, system;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App* command =
        addCommand(app, session, "generate", "Answer a prompt",
                   "  loratrf generate runs/first --prompt \"Two loaves for Anna, please\"\n"
                   "  loratrf generate model.gguf --prompt \"Once upon a time\" --raw --max-tokens 64\n"
                   "  loratrf generate runs/first --prompt Hello --temperature 0.8 --top-p 0.95 --seed 7",
                   [given, &session] {
                       AnswerRequest request = given->request;
                       std::vector<Problem> problems = session.problems;
                       add(problems, validate(request));
                       refuse(problems);
                       if (!given->system.empty())
                           request.messages.push_back({"system", given->system});
                       request.messages.push_back({"user", given->prompt});
                       Control control;
                       const Interrupt interrupt(control);
                       const AnswerResult result = answer(request, control, [&](const std::string& piece) {
                           if (!session.json)
                               std::cout << piece << std::flush;
                       });
                       if (session.json)
                           printJson(answerJson(result));
                       else
                           std::cout << std::endl;
                       return interrupt.happened() ? exit_code::interrupted : exit_code::done;
                   });
    AnswerRequest& request = given->request;
    addModel(command, request.model, request.adapter, request.base_only);
    command->add_option("--prompt", given->prompt, "The user's message")->required()->type_name("TEXT");
    command->add_option("--system", given->system, "A system message before it")->type_name("TEXT");
    command->add_flag("--raw", request.raw, "The prompt as it stands, without chat template");
    addNumber(command, session, "max-tokens", request.max_tokens, "N", "Longest answer [256]");
    addNumber(command, session, "temperature", request.temperature, "T", "0: always the likeliest token [0]");
    addNumber(command, session, "top-k", request.top_k, "K", "Choose among the k likeliest tokens; 0: all [0]");
    addNumber(command, session, "top-p", request.top_p, "P", "Choose among the likeliest tokens of this share [1]");
    addNumber(command, session, "seed", request.seed, "N", "Seed of the choice [1]");
    addNumber(command, session, "strength", request.strength, "X",
              "What the adapter adds is multiplied by this; 0: the base model [1]");
    addNumber(command, session, "alternatives", request.alternatives, "K",
              "With --json: for each token its probability and the K likeliest ones [0]");
    addMachine(command, session, request);
}

void addCombine(CLI::App& app, Session& session) {
    auto request = std::make_shared<CombineRequest>();
    CLI::App* command = addCommand(
        app, session, "combine", "Make one LoRA adapter of several, as a weighted sum",
        "  loratrf combine runs/orders runs/letters --to adapters/both\n"
        "  loratrf combine orders-adapter letters-adapter --weights 0.7,0.3 --model model.gguf --to adapters/both\n"
        "  loratrf combine runs/first runs/second --how sum --to adapters/mean",
        [request, &session] {
            const ExportResult result = combine_adapters(*request);
            if (session.json)
                printJson(
                    {{"result", "combine"}, {"folder", result.folder}, {"files", result.files}, {"note", result.note}});
            else
                std::cout << "Combined in " << result.folder << '\n' << result.note << '\n';
            return exit_code::done;
        });
    command->add_option("adapters", request->adapters, "Adapter folders (of this program or PEFT) or run folders")
        ->required()
        ->type_name("ADAPTER");
    command->add_option("--weights", request->weights, "One number for each; without them all have equal shares of 1")
        ->type_name("X,Y,...")
        ->delimiter(',');
    command
        ->add_option("--how", request->how,
                     "concatenate: the weighted sum of the updates, exactly; ranks add up. "
                     "sum: the factors are added; keeps the rank, rough")
        ->type_name("NAME");
    command
        ->add_option("--model", request->model, "Base model, where the one that the first adapter names is not there")
        ->type_name("MODEL");
    command->add_option("--to", request->to, "Folder to create")->required()->type_name("DIR");
}

} // namespace loratrf
