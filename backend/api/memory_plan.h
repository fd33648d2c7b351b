#pragma once
// What a training run will need of the memory, before it needs it. On the CPU; bytes throughout.
//
// The parts that do not depend on the tokens follow from the model's sizes and Method::count. What a micro-batch keeps
// and needs is not written down anywhere: one step of the same method is taken on a model of the same shape, but a
// fraction of its width and two or three layers deep, its allocations are counted (train/memory_probe.h), and the
// figures are carried on to the true sizes, in which they are polynomials. So whatever a method or a layer keeps is
// counted, and what changes there changes here.

#include "backend/api/options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace loratrf {

// Bytes of a micro-batch of so many tokens.
struct MemoryLine {
    double fixed = 0, per_token = 0;
    int64_t at(int64_t tokens) const;
};

// One of TrainOptions::recompute's ways. The peaks are of everything that a pass holds, `kept` included.
struct RecomputeMemory {
    std::string recompute;
    MemoryLine kept;                    // once the forward pass is through the layers, for the backward pass
    MemoryLine forward, head, backward; // peaks of the layers forwards, of head and loss, of the layers backwards
};

struct MemoryCosts {
    int64_t program = 0;    // this program with its libraries and the tokenizer
    int64_t weights = 0;    // of the base model, as base_weights has them; a tied head once
    int64_t packing = 0;    // what base_weights stored would take off these, or has taken off them
    int64_t adapter = 0;    // its parameters and what it holds beside them
    int64_t gradients = 0;  // 4 for each trainable parameter
    int64_t optimizer = 0;  // 8: two moments
    int64_t good_state = 0; // 12: the copy a diverged run goes back to (train/optimizer.h), where it is small enough
    int64_t update = 0;     // at most needed while the parameters change, when nothing of a pass is left
    std::string op_by_op;   // which layers do not run as one node, and why; they keep more, at every level
    std::vector<RecomputeMemory> levels; // the cheapest in time first: nothing, feed-forward, layer
};
// Whether the memory of these options is foreseen at all: on the CPU it is, on a GPU it is not. Throws
// Error(Unsupported) where they ask for a GPU that is not there.
bool foresees_memory(const TrainOptions& options);

// Of options.model. Takes some tenths of a second. Throws Error(InvalidOption) for options that the method refuses, or
// what is wrong with the model's files.
MemoryCosts memory_costs(const TrainOptions& options);

struct MemoryPlan {
    int64_t tokens = 0; // of the largest micro-batch
    std::string recompute;
    int64_t program = 0, weights = 0, adapter = 0, gradients = 0, optimizer = 0, good_state = 0; // as above
    int64_t activations = 0; // kept for the backward pass
    int64_t working = 0;     // what the largest moment of a pass or an update holds beside them
    int64_t slack = 0;       // blocks that wait for the next tensor, or are larger than it
    std::string op_by_op;

    int64_t total() const {
        return program + weights + adapter + gradients + optimizer + good_state + activations + working + slack;
    }
};
// Throws Error(InvalidOption) for a level that the costs do not have.
MemoryPlan plan_memory(const MemoryCosts& costs, const std::string& recompute, int64_t tokens);
// For micro-batches of options.token_budget tokens; "auto" chosen for `free` bytes.
MemoryPlan plan_memory(const MemoryCosts& costs, const TrainOptions& options, int64_t free);

// The most tokens whose plan is within `limit` bytes; 0: not even one.
int64_t largest_token_budget(const MemoryCosts& costs, const std::string& recompute, int64_t limit);

// The level that computes least again among those whose total leaves a tenth of `free` bytes; the last where none does.
std::string choose_recompute(const MemoryCosts& costs, int64_t tokens, int64_t free);

// Bytes that this process may come to hold: what it holds now and what the machine, or its control group, still has.
int64_t memory_within_reach();

// Throws Error(OutOfMemory) where the plan is above `free`: the total, what is free, and changes that would fit.
// `longest`: tokens of the longest row, which no token budget can split; max_length limits each of its `sequences`, of
// which a preference pair has two.
void require_memory(const MemoryCosts& costs, const MemoryPlan& plan, const TrainOptions& options, int64_t longest,
                    int64_t free, int64_t sequences = 1);

std::string gigabytes(int64_t bytes); // "1.3 GB", "420 MB"

} // namespace loratrf
