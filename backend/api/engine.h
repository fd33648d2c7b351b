#pragma once
// The engine's entry points. Each blocks until done, so call them on a worker thread; each throws Error.

#include "backend/api/events.h"
#include "backend/api/methods.h"
#include "backend/api/model_info.h"
#include "backend/api/options.h"
#include "backend/data/dataset.h"

#include <atomic>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace loratrf {

// A change of a training run's recipe while it is under way; what is not given stays as it is.
struct RecipeChange {
    std::optional<double> learning_rate; // of the schedule, where its warm-up leads; above 0
    std::optional<int64_t> end_step;     // the run's last step, not before the present one; not where a clock ends it
};

// Wishes of the user, read by the job between micro-batches (or tokens, or rows).
struct Control {
    std::atomic<bool> stop = false;       // finish safely: checkpoint, final state Stopped
    std::atomic<bool> pause = false;      // wait while true
    std::atomic<bool> checkpoint = false; // write one now; the job clears the flag
    std::atomic<bool> evaluate = false;   // a training run evaluates after its present step; the job clears the flag

    // Taken up after the present step and written to the journal as a SteerEvent, which resuming honours; what cannot
    // be is refused with a note. A wish that was not yet taken is joined with the newer one.
    void change(const RecipeChange& wish);
    RecipeChange take_change(); // for the job

    // A text whose layer x token matrix the user wants to see; a training run answers with a FilterEvent (probe = -1).
    void ask_probe(std::string text);
    std::optional<std::string> take_probe(); // for the job; the newest text, once

private:
    std::mutex m_mutex;
    std::optional<std::string> m_probe;
    RecipeChange m_change;
};

// --- looking ---------------------------------------------------------------------------------------------------------
ModelInfo inspect_model(const std::string& model); // reads headers and tokenizer, no weights

// The method of an adapter folder, of this program or PEFT.
std::string adapter_method(const std::string& folder);

std::vector<int32_t> tokenize(const std::string& model, const std::string& text);

// One example as it will be trained on.
struct PreviewToken {
    int32_t id = 0;
    std::string text;
    bool supervised = false;
};
struct PreviewRow {
    int64_t line = 0;
    std::vector<PreviewToken> tokens;
    std::string error;                       // why this row cannot be used; empty: fine
    std::vector<PreviewToken> rejected = {}; // of a preference pair, the conversation with the rejected answer
};
std::vector<PreviewRow> preview_rows(const std::string& model, const std::string& data, const DataOptions& options,
                                     int64_t count = 3);
// One report a file, in their order; see report_datasets.
std::vector<DataReport> report_data(const std::string& model, const std::vector<std::string>& files,
                                    const DataOptions& options, Control& control, const EventSink& sink);

// --- training --------------------------------------------------------------------------------------------------------
struct TrainResult {
    std::string run;
    RunState state = RunState::Finished;
    int64_t steps = 0;
    double train_loss = 0;                          // of the last step
    double first_eval_loss = 0, best_eval_loss = 0; // NaN without evaluation; the first is the base model's
    int64_t best_step = 0;
    int64_t generated = 0, exact_before = 0, exact_after = 0; // with TrainOptions::exact_match
    int64_t trainable = 0;
    double seconds = 0;           // all of it, pauses left out
    double step_seconds = 0;      // of the steps alone, without evaluations, answers and checkpoints
    double tokens_per_second = 0; // of the steps alone
    int64_t peak_memory_bytes = 0;
    std::string adapter; // folder of the final adapter
    std::string message;
};
TrainResult train(const TrainOptions& options, Control& control, const EventSink& sink);

// Goes on from the run's newest valid checkpoint; `epochs` > 0 sets a new total in place of max_steps and max_seconds.
TrainResult resume(const std::string& run, double epochs, Control& control, const EventSink& sink);

// Goes on from the newest valid checkpoint of a step before `step`, where trouble began, with all its numbers finite;
// the later ones are deleted once the run has begun again. Throws Error(NotFound) where there is none.
TrainResult go_back(const std::string& run, int64_t step, Control& control, const EventSink& sink);

// The step of the checkpoint that a run under way would go back to once it were stopped, which writes one more
// checkpoint and may delete the oldest. Throws Error(NotFound) where none would be left.
int64_t way_back(const std::string& run, int64_t step);

// --- what a run folder holds -----------------------------------------------------------------------------------------
struct RunInfo {
    std::string folder;
    TrainOptions options;
    RunState state = RunState::Running;
    int64_t step = 0, total_steps = 0;
    std::string newest_checkpoint; // that verifies; empty: none
    std::string adapter;           // final adapter folder; empty: none yet
    bool resumable = false;
    std::string why_not; // when not resumable
};
RunInfo inspect_run(const std::string& run);
// The same for whoever reads the journal anyway and passes its events on.
class RunInspection {
public:
    explicit RunInspection(const std::string& run); // throws Error where the folder is no run
    void take(const Event& event);
    RunInfo finish();

private:
    RunInfo m_info;
};
std::vector<Event> read_journal(const std::string& run);

// --- using -----------------------------------------------------------------------------------------------------------
struct EvaluateRequest {
    std::string model;      // HF folder, GGUF file or run folder (then its model and adapter)
    std::string adapter;    // adapter folder; empty: base model (or the run's adapter)
    bool base_only = false; // ignore a run's adapter
    std::string data;
    DataOptions data_options;
    bool generate = false; // also generate answers greedily and compare them exactly (outer white space aside)
    int64_t max_tokens = 256;
    std::string per_row; // JSONL file to write: line, loss, tokens, expected, answer, match
    std::string device = "auto", compute = "auto";
    int64_t threads = 0;
};
struct EvaluatedRow {
    int64_t line = 0;
    double loss = 0;
    int64_t supervised = 0;
    std::string prompt, expected, answer;
    bool match = false;
};
struct EvaluateResult {
    int64_t rows = 0, supervised = 0;
    double loss = 0, perplexity = 0;  // of preference pairs: of the chosen answers
    int64_t generated = 0, exact = 0; // with generate
    int64_t pairs = 0, likelier = 0;  // preference pairs, and those whose chosen answer is the likelier one
    double exact_match = 0;           // exact / generated
    double seconds = 0;
    std::vector<EvaluatedRow> details;
};
std::vector<Problem> validate(const EvaluateRequest& request); // every problem at once, before the work
EvaluateResult evaluate(const EvaluateRequest& request, Control& control, const EventSink& sink);

struct GenerateRequest {
    std::string model, adapter; // as in EvaluateRequest
    bool base_only = false;
    std::vector<Message> messages; // the conversation so far
    bool raw = false;              // the last message's content is the prompt as it stands, without template
    int64_t max_tokens = 256;
    double temperature = 0; // 0: greedy
    int64_t top_k = 0;      // 0: off
    double top_p = 1;
    uint64_t seed = 1;
    std::string device = "auto", compute = "auto";
    int64_t threads = 0;
};
struct GenerateResult {
    std::string text;
    int64_t prompt_tokens = 0, tokens = 0;
    double seconds = 0;
    std::string stopped; // "end", "length", "cancelled"
};
std::vector<Problem> validate(const GenerateRequest& request);
GenerateResult generate(const GenerateRequest& request, Control& control,
                        const std::function<void(const std::string& piece)>& on_text = {});

// Layer x token matrix for any text (as a user message, or as it stands when `raw`).
FilterEvent probe(const std::string& model_or_run, const std::string& adapter, const std::string& text, bool raw,
                  Control& control);

// --- for other programs ----------------------------------------------------------------------------------------------
enum class ExportKind {
    Adapter,   // the adapter's own folder, as training left it
    MergedHf,  // a model with the adapter merged in, as a Hugging Face folder
    GgufLora,  // a GGUF file that llama.cpp applies to the base model's
    GgufModel, // a model with the adapter merged in, as one GGUF file
};
struct ExportRequest {
    std::string model;   // run folder; or HF folder or GGUF file, with `adapter` or, to convert it, without
    std::string adapter; // adapter folder; empty: the run's own
    std::string to;      // folder to create
    ExportKind kind = ExportKind::Adapter;
    // For methods that decide from the prompt which updates apply: what is written is right for this user message
    // alone, put into the chat template (the run's, or the model's own) as generate() does, decided in fp32. All kinds
    // but Adapter.
    std::string prompt;
    std::string type;   // "bf16", "fp16", "fp32", in GGUF models "q8_0"; empty: bf16, in GGUF models fp16, else fp32
    bool verify = true; // open what was written and compare
};
struct ExportResult {
    std::string folder;
    std::vector<std::string> files;
    std::string note; // what opens it

    // With `verify`, over the request's prompt, else texts of the run and fixed ones, set against the base model with
    // its adapter at work: the largest difference of the logits, as a share of the largest; and at how many places the
    // likeliest next token is the same. verification.json beside the files says it too.
    bool verified = false;
    int64_t texts = 0, own_texts = 0; // compared; those of the run among them
    double difference = 0;
    int64_t tokens_compared = 0, tokens_equal = 0;
    // How far the adapter moves the logits, as a share of their size, and how much of that the files show: 1 is all, 0
    // is the base model. Without adapter, or where it moves too little to be measured, `kept` is no number.
    bool has_adapter = false;
    double change = 0, kept = std::numeric_limits<double>::quiet_NaN();
    // `kept` is farther from 1 than usually passes, and rounding alone is to blame: every weight in the files is that
    // of base and adapter, and their type too coarse to hold all of so small a change.
    bool within_rounding = false;
    bool proved() const { return verified && (!has_adapter || !std::isnan(kept)); }
};
// The folder appears whole or not at all, README.md in it and beside a GGUF file a Modelfile for Ollama, never in or
// over the base model's. Error(Unsupported) with the method's reason where it cannot be merged or written as LoRA (or
// not without a prompt), Error(InvalidOption) for a prompt that decides nothing, Error(Internal) when what was written
// computes something else. Works on the CPU, fp32: 4 bytes for each weight of the base model, 16 for each of its
// largest weight, and the adapter.
ExportResult export_files(const ExportRequest& request, Control& control, const EventSink& sink = {});

struct CombineRequest {
    std::vector<std::string> adapters; // adapter folders (of this program or PEFT) or run folders
    std::vector<double> weights;       // one for each; empty: equal shares of 1
    // concatenate: the weighted sum of the updates, exactly; ranks add up. sum: the factors themselves are added, which
    // keeps the rank and is rough; all must have the same shapes. As PEFT's add_weighted_adapter does with "cat" and
    // "linear".
    std::string how = "concatenate";
    std::string model; // base model; empty: the one the first adapter names
    std::string to;    // folder to create: a plain LoRA
};
ExportResult combine_adapters(const CombineRequest& request);

struct TensorBoardResult {
    std::string file;   // events.out.tfevents.SECONDS.HOST
    int64_t points = 0; // steps, evaluations and reports of activity
};
// The figures of a run's journal, finished or under way, for TensorBoard: train/loss, eval/loss, memory/bytes, ... The
// folder is made if it is not there; Error(InvalidOption) where it holds such a file already, Error(NotFound) for a run
// without figures. `read_on` is asked now and then, with the bytes of the journal that were read since; false ends the
// work with Error(Cancelled), and without a file.
TensorBoardResult export_tensorboard(const std::string& run, const std::string& to,
                                     const std::function<bool(uint64_t bytes)>& read_on = {});

// --- machine ---------------------------------------------------------------------------------------------------------
struct MachineInfo {
    std::vector<std::string> devices; // "cpu", "cuda:0", ...
    std::string cpu;                  // "2 threads, AVX-512, AMX (bf16)"
    std::string cuda;                 // "not available: ..." or device names
    bool fast_bf16 = false;
};
MachineInfo machine();

} // namespace loratrf
