#pragma once
// Element types as stored and their conversion to and from fp32. Block layouts: ggml-org/ggml docs/gguf.md and
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

// The other way round, for F32, F16, BF16 and Q8_0 (others: Error(UnknownDtype)). F16 and BF16 round to the nearest,
// ties to even. A block of Q8_0 is d = max|x| / 127 as fp16 and the numbers x / d rounded to the nearest, ties away
// from zero (ggml, quantize_row_q8_0_ref). Throws Error(BadValue) for a finite value that would become infinite, and in
// Q8_0 for one that is not finite.
void from_f32(DType type, std::span<const float> in, std::span<std::byte> out);

} // namespace loratrf
