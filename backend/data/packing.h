#pragma once
// Packed batches: several sequences on one token axis, no padding (only attention knows where sequences begin).

#include <cstdint>
#include <span>
#include <vector>

namespace loratrf {

struct Sequence;

// T tokens of S sequences laid end to end.
struct PackedBatch {
    std::vector<int32_t> ids;          // [T]
    std::vector<int32_t> positions;    // [T] restart at 0 in every sequence
    std::vector<int64_t> offsets;      // [S+1] first token of each sequence, and T
    std::vector<int64_t> predict_rows; // [P] rows of the token axis whose NEXT token is supervised
    std::vector<int32_t> targets;      // [P] that next token
    std::vector<int64_t> sequences;    // [S] index in the data set
    int64_t tokens() const { return static_cast<int64_t>(ids.size()); }
    int64_t supervised() const { return static_cast<int64_t>(targets.size()); }
};

PackedBatch pack(std::span<const Sequence> data, std::span<const int64_t> which);

// The order of examples in one epoch: a pure function of (count, seed, epoch), the same on every machine.
std::vector<int64_t> epoch_order(int64_t count, uint64_t seed, int64_t epoch);

// Cuts an order into optimiser steps of `examples_per_step` examples, and each step into micro-batches of at most
// `token_budget` tokens (a single longer sequence makes a micro-batch of its own). Inside a step sequences are placed
// best-fit decreasing. Result: steps[step][micro] = indices into the data set. The last step of an epoch may be
// smaller.
std::vector<std::vector<std::vector<int64_t>>> plan_epoch(std::span<const int64_t> lengths,
                                                          std::span<const int64_t> order, int64_t examples_per_step,
                                                          int64_t token_budget);

} // namespace loratrf
