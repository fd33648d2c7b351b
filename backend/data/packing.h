#pragma once
// Packed batches: several sequences on one token axis, no padding (only attention knows where sequences begin).

#include <cstdint>
#include <span>
#include <vector>

namespace loratrf {

struct Sequence;

// T tokens of S sequences laid end to end. Where sequences share a prefix its tokens come first and once: each sequence
// is then these and its own, and T counts what is computed.
struct PackedBatch {
    std::vector<int32_t> ids;          // [T]
    std::vector<int32_t> positions;    // [T] place in the sequence, from 0; own tokens go on after the shared ones
    std::vector<int64_t> offsets;      // [S+1] first own token of each sequence, and T
    std::vector<int64_t> predict_rows; // [P] rows of the token axis whose NEXT token is supervised; none is shared
    std::vector<int32_t> targets;      // [P] that next token
    std::vector<int64_t> sequences;    // [S] index in the data set; of pairs each twice, the chosen answer's first
    std::vector<double> reference;     // [S] of preference pairs, see Sequence; empty: there are none
    bool pairs() const { return !reference.empty(); }
    int64_t tokens() const { return static_cast<int64_t>(ids.size()); }
    int64_t shared_prefix() const { return offsets.front(); }
    // Tokens of all sequences, a shared prefix counted in each.
    int64_t data_tokens() const { return tokens() + shared_prefix() * (static_cast<int64_t>(sequences.size()) - 1); }
    int64_t supervised() const { return static_cast<int64_t>(targets.size()); }
    std::vector<int64_t> supervised_of_sequences() const; // [S] supervised tokens of each
    // What the loss is a mean over: pairs, or else supervised tokens.
    int64_t items() const { return pairs() ? static_cast<int64_t>(sequences.size()) / 2 : supervised(); }
};

// The tokens with which all of these sequences (two or more) begin and from which nothing supervised is predicted; each
// keeps at least one of its own. 0: none. Causal attention gives these tokens the same states in every sequence.
int64_t common_prefix(std::span<const Sequence> data, std::span<const int64_t> which);

// share_prefix: the common prefix is shared.
PackedBatch pack(std::span<const Sequence> data, std::span<const int64_t> which, bool share_prefix = false);

// The order of examples in one epoch: a pure function of (count, seed, epoch), the same on every machine.
std::vector<int64_t> epoch_order(int64_t count, uint64_t seed, int64_t epoch);

// Cuts an order into optimiser steps of `examples_per_step` examples, and each step into micro-batches of at most
// `token_budget` tokens to compute (a single longer sequence makes a micro-batch of its own). Inside a step sequences
// are placed best-fit decreasing. share_prefix: tokens that all of a step's sequences have in common_prefix count once
// a micro-batch, so it holds more of them. Result: steps[step][micro] = indices into the data set. The last step of an
// epoch may be smaller.
using EpochPlan = std::vector<std::vector<std::vector<int64_t>>>;
EpochPlan plan_epoch(std::span<const Sequence> data, std::span<const int64_t> order, int64_t examples_per_step,
                     int64_t token_budget, bool share_prefix = false);

// Of all tokens of these steps' sequences, the share that pack() with share_prefix leaves out.
double share_saved(std::span<const Sequence> data, const EpochPlan& steps);

} // namespace loratrf
