#pragma once
// Packed rows of a weight into numbers, wherever they lie.

#include "backend/io/tensor_file.h"

#include <ATen/core/Tensor.h>

namespace loratrf {

// rows [n, bytes of `in` numbers] uint8, contiguous, whose type is_float -> [n, in] of `type` on the same device. On
// the CPU io/quants.h does it; elsewhere ATen's operators, in the same order, so the bits are the same.
at::Tensor unpack(const at::Tensor& rows, DType stored, int64_t in, at::ScalarType type);

// The operators' way on any device, fp32. Block layouts: io/quants.cpp.
at::Tensor unpack_by_operators(const at::Tensor& rows, DType stored, int64_t in);

// y [T, out] = x W^T for a few rows x [T, in] fp32 on the CPU, of packed rows [out, bytes of `in` numbers]: each is
// unpacked in the cache, so a token that is generated reads the packed bytes alone.
at::Tensor multiply_few(const at::Tensor& x, const at::Tensor& rows, DType stored);

} // namespace loratrf
