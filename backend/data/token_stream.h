#pragma once
// Rows that are tokens already, with the rows of every optimiser step fixed: what two programs train on when they are
// to be compared step by step.

#include "backend/data/dataset.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace loratrf {

struct TokenStream {
    std::vector<Sequence> sequences;
    std::vector<std::vector<int64_t>> steps; // the sequences of each step
};

// A safetensors file of
//   ids        I32 [N]    tokens of all sequences end to end, 0 <= id < vocabulary
//   supervised U8 [N]     1: a target
//   offsets    I64 [S+1]  first token of each sequence, and N
//   steps      I64 [K+1]  first sequence of each step, and S
// Throws Error: as SafetensorsFile does, MissingField, UnknownDtype, BadShape, BadOffsets, BadValue.
TokenStream read_token_stream(const std::filesystem::path& file, int64_t vocabulary);

} // namespace loratrf
