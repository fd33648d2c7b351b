// export: a run taken to other programs.

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"

#include <iostream>
#include <memory>

namespace loratrf {

namespace {

Json exportJson(const ExportResult& result) {
    Json json = {{"result", "export"}, {"folder", result.folder}, {"files", result.files}, {"note", result.note}};
    if (result.verified) {
        json["difference"] = result.difference;
        json["tokens_compared"] = result.tokens_compared;
        json["tokens_equal"] = result.tokens_equal;
        if (result.has_adapter) {
            json["change"] = result.change;
            json["kept"] = result.kept;
            json["within_rounding"] = result.within_rounding;
        }
    }
    return json;
}

void printExport(const ExportResult& result) {
    std::cout << "Exported to " << result.folder << '\n';
    for (const std::string& file : result.files)
        std::cout << "  " << file << '\n';
    if (result.verified)
        std::cout << "Read back and compared: logits differ by at most " << numberText(100 * result.difference, 4)
                  << " % of the largest; the likeliest next token is the same at " << result.tokens_equal << " of "
                  << result.tokens_compared << " places.\n";
    if (result.has_adapter && result.proved())
        std::cout << "The adapter moves the logits by " << numberText(100 * result.change, 4) << " % of their size; "
                  << numberText(100 * result.kept, 4) << " % of that is found.\n";
    else if (result.has_adapter)
        std::cout << "The adapter moves the logits by too little to be measured: files without it would look the "
                     "same.\n";
    if (result.within_rounding)
        std::cout
            << "Every weight is right within rounding, but the type is too coarse to hold so small a change as it "
               "is: a finer type holds it better.\n";
    std::cout << result.note << '\n';
}

int writeTensorBoard(const std::string& run, const std::string& folder, bool json) {
    const TensorBoardResult result = export_tensorboard(run, folder);
    if (json)
        printJson({{"result", "export"}, {"file", result.file}, {"points", result.points}});
    else
        std::cout << "Wrote " << grouped(result.points) << " points to " << result.file
                  << "\nTo look at them: tensorboard --logdir " << folder << '\n';
    return exit_code::done;
}

} // namespace

void addExport(CLI::App& app, Session& session) {
    struct Arguments {
        ExportRequest request;
        bool merged = false, gguf = false, ggufLora = false, unverified = false;
        std::string tensorBoard;
    };
    auto given = std::make_shared<Arguments>();
    CLI::App* command =
        addCommand(app, session, "export", "Write a run's adapter, or the model with it merged in, for other programs",
                   "  loratrf export runs/first --to adapters/orders\n"
                   "  loratrf export runs/first --to models/orders --merged --type bf16\n"
                   "  loratrf export runs/first --to models/orders-gguf --gguf --type q8_0\n"
                   "  loratrf export runs/first --to adapters/orders-gguf --gguf-lora\n"
                   "  loratrf export runs/routed --to models/hello --merged --prompt \"Say hello.\"\n"
                   "  loratrf export model.gguf --adapter adapters/orders --to models/orders --merged\n"
                   "  loratrf export runs/first --tensorboard logs/first",
                   [given, &session] {
                       if (!given->tensorBoard.empty())
                           return writeTensorBoard(given->request.model, given->tensorBoard, session.json);
                       if (given->request.to.empty())
                           refuse({{"to", "name the folder to create"}});
                       ExportRequest request = given->request;
                       request.kind = given->merged     ? ExportKind::MergedHf
                                      : given->gguf     ? ExportKind::GgufModel
                                      : given->ggufLora ? ExportKind::GgufLora
                                                        : ExportKind::Adapter;
                       request.verify = !given->unverified;
                       Control control;
                       const Interrupt interrupt(control);
                       Progress progress(session.json);
                       const ExportResult result =
                           export_files(request, control, [&](const Event& event) { progress(event); });
                       progress.finish();
                       if (session.json)
                           printJson(exportJson(result));
                       else
                           printExport(result);
                       return exit_code::done;
                   });
    ExportRequest& request = given->request;
    command->add_option("model", request.model, "Run folder; or Hugging Face folder or GGUF file")
        ->required()
        ->type_name("RUN|MODEL");
    command->add_option("--to", request.to, "Folder to create")->type_name("DIR");
    command->add_option("--adapter", request.adapter, "Adapter folder (a run folder brings its own)")->type_name("DIR");
    auto* merged =
        command->add_flag("--merged", given->merged, "The model with the adapter merged in, as a Hugging Face folder");
    auto* gguf = command->add_flag("--gguf", given->gguf, "The same as one GGUF file, for llama.cpp and Ollama");
    auto* lora = command->add_flag("--gguf-lora", given->ggufLora,
                                   "The adapter as a GGUF file that llama.cpp applies to the base model's");
    merged->excludes(gguf)->excludes(lora);
    gguf->excludes(lora);
    command
        ->add_option("--type", request.type,
                     "How numbers are stored: bf16 (the default of --merged), fp16 (of --gguf), fp32 (of --gguf-lora), "
                     "with --gguf also q8_0")
        ->type_name("TYPE")
        ->check(CLI::IsMember({"bf16", "fp16", "f16", "fp32", "f32", "q8_0"}));
    command
        ->add_option("--prompt", request.prompt,
                     "For methods that decide from the prompt which updates apply: the one prompt that the "
                     "merged model or GGUF file is right for")
        ->type_name("TEXT");
    command->add_flag("--no-verify", given->unverified, "Do not open what was written and compare it");
    auto* board =
        command
            ->add_option("--tensorboard", given->tensorBoard,
                         "In the place of all that: the figures of the run's journal, finished or under way, as an "
                         "event file of TensorBoard in this folder, which holds none yet")
            ->type_name("DIR");
    for (const char* other :
         {"--to", "--adapter", "--merged", "--gguf", "--gguf-lora", "--type", "--prompt", "--no-verify"})
        board->excludes(command->get_option(other));
}

} // namespace loratrf
