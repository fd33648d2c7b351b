#pragma once
// Packed rows of a weight into numbers, wherever they lie.

#include "backend/io/tensor_file.h"
#include "backend/ops/cpu_level.h"

#include <ATen/core/Tensor.h>

namespace loratrf {

// rows [n, bytes of `in` numbers] uint8, contiguous, whose type is_float -> [n, in] of `type` on the same device. On
// the CPU io/quants.h does it; elsewhere ATen's operators, in the same order, so the bits are the same. Throws
// Error(Internal) for a type that has no blocks here. `level`: of the rounding to 16 bits; io/quants.h takes the best.
at::Tensor unpack(const at::Tensor& rows, DType stored, int64_t in, at::ScalarType type,
                  ops::CpuLevel level = ops::best_level());

// The operators' way on any device, fp32. Block layouts: io/quants.cpp.
at::Tensor unpack_by_operators(const at::Tensor& rows, DType stored, int64_t in);

// y [T, out] = x W^T for a few rows x [T, in] fp32 on the CPU, of packed rows [out, bytes of `in` numbers]: each is
// unpacked in the cache, so a token that is generated reads the packed bytes alone. Answers of SmolLM2-135M in Q4_1
// come at 40 tokens/s instead of the 36.5 of an unpacked base, in bf16 at 27 instead of 23 (2 cores of an EPYC Zen 4).
at::Tensor multiply_few(const at::Tensor& x, const at::Tensor& rows, DType stored,
                        ops::CpuLevel level = ops::best_level());

} // namespace loratrf
