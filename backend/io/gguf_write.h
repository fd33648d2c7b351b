#pragma once
// GGUF v3, written tensor by tensor. Source of the format: ggml-org/ggml docs/gguf.md.

#include "backend/io/gguf.h"
#include "backend/io/tensor_sequence.h"

namespace loratrf {

// Metadata values of the types that readers of model files ask for. Throws Error(BadValue) for what does not fit.
GgufField gguf_u32(int64_t value);
GgufField gguf_f32(double value);
GgufField gguf_bool(bool value);
GgufField gguf_text(std::string value);
GgufField gguf_texts(std::vector<std::string> values);
GgufField gguf_i32s(std::vector<int64_t> values);
GgufField gguf_f32s(std::vector<double> values);

class GgufWriter {
public:
    // `tensors` in the order they will be written: GGUF names, types, shapes with the slowest dimension first. An
    // alignment other than 32 is that of the key general.alignment. Throws Error: as TensorSequence does, BadShape for
    // more than four dimensions, BadValue for names over 63 bytes, UnknownDtype for types that GGUF lacks (U8, Bool).
    GgufWriter(const std::filesystem::path& file, const GgufMetadata& metadata, std::vector<TensorInfo> tensors);

    const std::vector<TensorInfo>& tensors() const { return m_tensors.tensors(); }

    // The stored bytes of the next tensor (from_f32 in quants.h makes them).
    void write(const std::string& name, std::span<const std::byte> bytes) { m_tensors.write(name, bytes); }

    // Without it the target is as before.
    void commit() { m_tensors.commit(); }

private:
    TensorSequence m_tensors;
};

} // namespace loratrf
