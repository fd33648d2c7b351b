#pragma once
// The checked tensor table of an open file, and the reading of values: what the safetensors and GGUF readers share.

#include "backend/io/input_file.h"
#include "backend/io/tensor_file.h"

#include <unordered_map>

namespace loratrf {

// Bytes of the stored values; both they and the number of elements fit. `where` begins an error's message. Throws
// Error: Overflow, BadShape for rows that are no whole number of blocks.
uint64_t checked_bytes(DType type, const std::vector<int64_t>& shape, const std::string& where);

class TensorTable {
public:
    explicit TensorTable(const std::filesystem::path& file) : m_file(file) {}

    const InputFile& file() const { return m_file; }
    const std::vector<TensorInfo>& tensors() const { return m_tensors; }

    // `offset` counts from the file's beginning. Throws Error(DuplicateKey).
    void add(TensorInfo info, uint64_t offset);

    void read_f32(const std::string& name, std::span<float> out) const;
    void read_bytes(const std::string& name, std::span<std::byte> out) const;

private:
    size_t index_of(const std::string& name) const;

    InputFile m_file;
    std::vector<TensorInfo> m_tensors;
    std::vector<uint64_t> m_offsets;
    std::unordered_map<std::string, size_t> m_index;
};

} // namespace loratrf
