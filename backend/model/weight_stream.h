#pragma once
// What the writers of both formats share: the base's weights one after the other, merged and checked.

#include "backend/model/config.h"
#include "backend/model/model_writer.h"

namespace loratrf {

// The weights a written model has, in order.
std::vector<WeightShape> written_weights(const ModelConfig& base, const WriteOptions& options);

// Calls `use` with each of them, fp32 and contiguous. Throws Error(BadShape, BadValue) for what merging made of it.
void for_each_weight(const ModelConfig& base, const WriteOptions& options,
                     const std::function<void(const WeightShape& weight, const at::Tensor& values)>& use);

// What a GGUF file of the wished type stores a weight as.
DType gguf_type(const WeightShape& weight, DType wished);

// As the type is stored, and what a reader makes of that: fp32 values, contiguous on the CPU. Throws Error(BadValue)
// for values that the type cannot hold.
std::vector<std::byte> stored_bytes(const std::string& name, const at::Tensor& values, DType type);
at::Tensor rounded(const std::string& name, const at::Tensor& values, DType type);

} // namespace loratrf
