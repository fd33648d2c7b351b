#pragma once
// How fast a training step is here, and where its time and memory go: `loratrf bench`. The steps are those of training,
// on the same code; evaluation, checkpoints and journal are left out.

#include "backend/api/engine.h"
#include "backend/api/memory_plan.h"
#include "backend/io/json.h"

#include <string>
#include <vector>

namespace loratrf {

struct BenchOptions {
    // Model, rows, method and recipe as of a run, whose folder, evaluation and checkpoints are not used.
    TrainOptions train;
    std::string stream;  // rows that are tokens already (data/token_stream.h), in place of train.data
    int64_t untimed = 3; // steps before the timed ones
    int64_t steps = 10;  // timed ones; where the rows are too few, the first steps come again
    std::string
        gradients; // safetensors file to write: the first step's clipped gradients, named like the adapter's tensors
    bool split = true;    // one more step tells where its time goes
    bool ceiling = true;  // also measure the machine's own products
    bool longest = false; // every step takes the batch of the first epoch that has the most tokens
};
std::vector<Problem> validate(const BenchOptions& options); // every problem at once, before the work

struct BenchStep {
    double loss = 0, grad_norm = 0, seconds = 0;
    int64_t tokens = 0, supervised = 0, micro_batches = 0;
    int64_t computed_tokens = 0; // fewer than tokens where prefixes are shared
    int64_t page_faults = 0;     // of the process
    double flops = 0;            // bench/step_flops.h; 0 where base weights train
};

struct BenchGemm {
    int64_t rows = 0, in = 0, out = 0, count = 0; // x [rows, in] W^T, W [out, in], in `count` layers; and back
    double flops_per_second = 0;
};

struct BenchPart {
    std::string name; // "gemm", "attention", "head", "elementwise", "adapter", "optimizer", "data", "other"
    double seconds = 0;
};

struct BenchResult {
    std::string model, method, device, compute;
    std::string sharing; // that prefixes are shared, and what it saves; empty: none are
    int64_t threads = 0, trainable = 0;
    double load_seconds = 0; // tokenizer and weights

    std::vector<BenchStep> untimed, steps;
    double seconds = 0;           // of the timed steps
    double tokens_per_second = 0; // over them, as are the next two
    double supervised_per_second = 0;
    double flops_per_second = 0;

    std::vector<BenchGemm> gemms;
    double ceiling = 0;     // operations a second of these products, as often as the model has them
    double utilisation = 0; // flops_per_second / ceiling

    int64_t epoch_steps = 0, epoch_tokens = 0; // of the first epoch

    int64_t peak_memory_bytes = 0;   // of the whole run
    int64_t loaded_memory_bytes = 0; // in use before the first step
    int64_t step_memory_bytes = 0;   // peak of the steps alone; 0: the system does not tell
    std::optional<MemoryPlan> plan;  // what was foreseen for that; none on a GPU

    std::vector<BenchPart> split; // of one step more; empty: not asked for
    double split_seconds = 0;     // that step, watched
};
// Throws Error.
BenchResult bench(const BenchOptions& options, Control& control, const EventSink& sink);

Json bench_json(const BenchResult& result);

// Tokenising the lines of a text file.
struct TextBench {
    int64_t bytes = 0, lines = 0, tokens = 0, threads = 0;
    double seconds = 0;
};
TextBench bench_text(const std::string& model, const std::string& file, int64_t threads); // throws Error

} // namespace loratrf
