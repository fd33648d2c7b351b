#pragma once
// Everything a training run needs to know, as plain values; the same structure is options.json in the run folder.

#include "backend/api/methods.h"
#include "backend/data/dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace loratrf {

enum class Schedule { Constant, Linear, Cosine };

struct TrainOptions {
    // What
    std::string model; // HF folder or GGUF file
    std::string data;  // training rows
    std::vector<std::string>
        more_data;            // further files of training rows: "FILE" or "WEIGHT*FILE", see data/weighted_file.h
    std::string eval_data;    // evaluation rows; empty: eval_share of `data` is held out
    double eval_share = 0.05; // share of `data` held out when eval_data is empty; 0: no evaluation
    DataOptions data_options;
    std::string run;  // run folder to create; empty: runs/<date>-<method> below the current folder
    std::string name; // shown in lists

    // Method
    std::string method = "loratrf";
    std::string adapter; // an adapter folder to start from, whose method and shapes these options have; empty: fresh
    MethodOptions method_options; // only what differs from the method's defaults (see MethodInfo::options)

    // Recipe
    double epochs = 3;           // passes over the training rows; may be a fraction
    int64_t max_steps = 0;       // stop after this many optimiser steps; 0: by epochs
    double max_seconds = 0;      // stop once the steps have taken so long, whatever their number; 0: by steps or epochs
    int64_t batch_size = 16;     // examples an optimiser step
    int64_t token_budget = 2048; // tokens a packed micro-batch may compute: memory, not mathematics
    double learning_rate = 2e-4;
    Schedule schedule = Schedule::Cosine;
    double warmup = 0.05;      // share of all steps or seconds (below 1) or number of steps (1 and more)
    double min_lr_ratio = 0.0; // floor of linear and cosine, as a share of learning_rate
    double weight_decay = 0.0; // decoupled (AdamW); never on task vectors, norms and biases
    double beta1 = 0.9;
    double beta2 = 0.999;
    double adam_epsilon = 1e-8;
    double clip_norm = 1.0; // largest global gradient norm; 0: no clipping
    uint64_t seed = 1;
    int64_t max_bad_steps = 5;    // non-finite steps in a row before the run stops
    double preference_beta = 0.1; // of preference pairs: how hard the adapter is held to the model it began as

    // Evaluation, checkpoints
    int64_t eval_every = 0;   // steps; 0: at each end of an epoch
    int64_t patience = 0;     // evaluations without improvement before stopping; 0: never
    bool exact_match = false; // also generate the evaluation rows' answers before and after, and compare them exactly
    int64_t max_answer = 256; // longest generated answer, in tokens
    bool keep_best = true;    // the exported adapter is the one with the lowest evaluation loss
    int64_t checkpoint_every = 0; // steps; 0: at each end of an epoch
    int64_t keep_checkpoints = 2; // newest ones kept beside the best

    // What is watched
    int64_t log_every = 1;                // steps
    int64_t activity_every = 1;           // steps between reports of what the sites do
    int64_t probe_every = 0;              // steps between layer x token matrices of the probe texts; 0: at evaluations
    std::vector<std::string> probe_texts; // user messages; empty: the first evaluation rows' prompts

    // Machine
    std::string device = "auto";  // auto, cpu, cuda, cuda:N
    std::string compute = "auto"; // auto, fp32, bf16: type of the frozen base weights and activations
    int64_t threads = 0;          // CPU threads; 0: all
    // How the frozen weights of linear layers lie in memory: unpacked, in the type of `compute`; stored, as the
    // model's file has them (4 to 8 bits a weight in most GGUF files) and unpacked at each use. The same result.
    std::string base_weights = "unpacked";
    // What the backward pass computes again instead of keeping it (CPU): nothing, feed-forward, layer; auto: as little
    // as the free memory allows.
    std::string recompute = "auto";
    // Whether tokens that all rows of a micro-batch begin with, none of them an answer, are computed once (CPU): off;
    // auto: where the method allows it and at least a twentieth of all tokens is saved. The same result up to rounding.
    std::string share_prefix = "auto";
};

// A problem of the options, named by the field's key in options.json ("learning_rate", "method_options.rank").
struct Problem {
    std::string field;
    std::string message;
    bool warning = false; // true: the run may start all the same
};

// Every problem at once, before anything starts. With `check_files` also that model and data exist and can be opened.
std::vector<Problem> validate(const TrainOptions& options, bool check_files = true);

// options.json: one versioned file; save, load, save gives the same bytes. Unknown keys are reported, not ignored.
std::string to_json(const TrainOptions& options);
TrainOptions options_from_json(const std::string& text, std::vector<Problem>* unknown_keys = nullptr); // throws Error
void set_option(TrainOptions& options, const std::string& key,
                const std::string& value); // "--set key=value"; throws Error
std::vector<std::string> option_keys(); // every key set_option knows, "data_options.max_length" style for nested ones

// The equivalent command line, ready to paste into a shell.
std::string command_line(const TrainOptions& options);

const char* schedule_name(Schedule schedule); // "constant", "linear", "cosine"
Schedule parse_schedule(const std::string& name);

} // namespace loratrf
