#pragma once
// The weight of a linear layer of the base: a tensor, or packed as its file stores it (blocks of a GGUF file, 16-bit
// numbers) and unpacked wherever it is used. What is unpacked are the numbers that the tensor would hold, so training
// is the same bit for bit; it costs one unpacking in the forward pass and one in the backward. With LoRA of rank 16 on
// SmolLM2-135M in Q4_1 and micro-batches of 512 tokens the peak is 0.99 GB instead of 1.33 and steps take about 9 %
// more time, with 2,048 no more (2 cores of an EPYC Zen 4; HACKING.md, "Base as stored").

#include "backend/io/tensor_file.h"

#include <ATen/ATen.h>

#include <optional>

namespace loratrf {

// How the weights of linear layers lie in memory: in the model's type, or as their file stores them where that is less.
enum class BaseWeights { Unpacked, Stored };

class Weight {
public:
    Weight() = default;
    Weight(at::Tensor values) : m_values(std::move(values)) {} // NOLINT(google-explicit-constructor): it is a tensor
    // Packed. rows [out, bytes of a row] uint8; type: of what values() gives.
    Weight(at::Tensor rows, DType stored, int64_t in, at::ScalarType type);

    bool is_packed() const { return m_stored.has_value(); }
    at::Tensor values() const;             // [out, in]; of a packed weight a tensor of its own
    at::Tensor first(int64_t count) const; // [count] of the numbers, row by row; all where it has fewer
    // x W^T, [T, out], for the few rows x [T, in] of generated tokens, without unpacking all of it (unpack.h);
    // undefined where that is no way: the weight is not packed, there are more than 8 rows, or x is not for it.
    at::Tensor times_few(const at::Tensor& x) const;
    // The tensor itself, to change it or to train it. Throws Error(Internal) where it is packed.
    at::Tensor& tensor();

    int64_t size(int64_t dim) const { return dim == 1 && m_stored ? m_in : m_values.size(dim); }
    at::TensorOptions options() const { return m_stored ? m_values.options().dtype(m_type) : m_values.options(); }
    at::ScalarType scalar_type() const { return m_stored ? m_type : m_values.scalar_type(); }
    at::Device device() const { return m_values.device(); }
    bool requires_grad() const { return m_values.requires_grad(); }

private:
    at::Tensor m_values; // [out, in], or packed rows
    std::optional<DType> m_stored;
    int64_t m_in = 0;
    at::ScalarType m_type = at::kFloat;
};

// x W^T + b, [T, out], of x [T, in], as ops::linear. A packed weight is not kept unpacked for the backward pass.
at::Tensor linear(const at::Tensor& x, const Weight& weight, const at::Tensor& bias);

} // namespace loratrf
