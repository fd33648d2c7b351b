#pragma once
// Element types as stored and their conversion to fp32. Block layouts: ggml-org/ggml docs/gguf.md and
// src/ggml-common.h.

#include "backend/io/tensor_file.h"

namespace loratrf {

// How a type is stored: `bytes` hold `elements` consecutive elements of a row. Plain types have one element a block.
struct BlockLayout {
    uint32_t elements;
    uint32_t bytes;
};

BlockLayout block_layout(DType type);

// False for integers and booleans, which have no reading as fp32.
bool is_float(DType type);

// Converts whole blocks; in.size() and out.size() must belong to the same number of them. The operations are those of
// ggml's row dequantisers in the same order, so the results are equal bit for bit. Throws Error(UnknownDtype) unless
// is_float(type).
void to_f32(DType type, std::span<const std::byte> in, std::span<float> out);

} // namespace loratrf
