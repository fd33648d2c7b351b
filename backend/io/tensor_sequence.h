#pragma once
// What the writers of both formats share: the tensors of a file, announced and checked first, then their bytes in that
// order, straight to the disk. No more than one tensor is ever in memory, and that one is the caller's.

#include "backend/io/files.h"
#include "backend/io/tensor_file.h"

namespace loratrf {

class TensorSequence {
public:
    // Throws Error: DuplicateKey, BadShape, BadValue (a name), Overflow, NotFound and Io (no file can be made there).
    TensorSequence(const std::filesystem::path& file, std::vector<TensorInfo> tensors, uint64_t alignment);

    const std::vector<TensorInfo>& tensors() const { return m_tensors; } // their `bytes` filled in
    uint64_t offset(size_t index) const { return m_offsets[index]; }     // in the data section, aligned

    void header(std::string_view bytes); // once, before the tensors; padded to the alignment
    void write(const std::string& name, std::span<const std::byte> bytes); // of the next tensor
    void commit();                                                         // the file appears under its name

private:
    void write_padded(std::span<const std::byte> bytes);

    AtomicFile m_file;
    std::string m_where; // how messages begin
    uint64_t m_alignment;
    std::vector<TensorInfo> m_tensors;
    std::vector<uint64_t> m_offsets;
    size_t m_next = 0;
};

} // namespace loratrf
