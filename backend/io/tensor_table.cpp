#include "backend/io/tensor_table.h"

#include "backend/io/checked.h"
#include "backend/io/quants.h"

#include <algorithm>

namespace loratrf {
namespace {

constexpr size_t piece_bytes = 1U << 20; // stays in the cache between reading and converting

[[noreturn]] void throw_wrong_size(const std::string& where, uint64_t expected, uint64_t found, const char* unit) {
    throw Error(ErrorCode::SizeMismatch, where + " has " + std::to_string(expected) + " " + unit + ", but room for " +
                                             std::to_string(found) + " was given.");
}

// The product of a shape, which fits in an int64.
uint64_t checked_elements(const std::vector<int64_t>& shape, const std::string& where) {
    // A dimension of 0 must not hide an overflow: the others are multiplied first in some readers of the same file.
    uint64_t nonzero = 1;
    for (const int64_t size : shape)
        if (size != 0)
            nonzero = checked_multiply(nonzero, static_cast<uint64_t>(size), where);
    if (nonzero > static_cast<uint64_t>(INT64_MAX))
        throw Error(ErrorCode::Overflow, where + ": more than 2^63 elements; the file is damaged.");
    return std::find(shape.begin(), shape.end(), 0) == shape.end() ? nonzero : 0;
}

} // namespace

uint64_t checked_bytes(DType type, const std::vector<int64_t>& shape, const std::string& where) {
    const uint64_t elements = checked_elements(shape, where);
    const BlockLayout layout = block_layout(type);
    const int64_t row = shape.empty() ? 1 : shape.back();
    if (row % layout.elements != 0)
        throw Error(ErrorCode::BadShape, where + ": rows of " + std::to_string(row) + " elements, but " +
                                             dtype_name(type) + " stores blocks of " + std::to_string(layout.elements) +
                                             ".");
    return checked_multiply(elements / layout.elements, layout.bytes, where);
}

void TensorTable::add(TensorInfo info, uint64_t offset) {
    if (!m_index.emplace(info.name, m_tensors.size()).second)
        throw Error(ErrorCode::DuplicateKey, m_file.name() + ": the tensor \"" + info.name + "\" occurs twice.");
    m_tensors.push_back(std::move(info));
    m_offsets.push_back(offset);
}

size_t TensorTable::index_of(const std::string& name) const {
    const auto found = m_index.find(name);
    if (found == m_index.end())
        throw Error(ErrorCode::MissingField, m_file.name() + " has no tensor \"" + name + "\".");
    return found->second;
}

void TensorTable::read_bytes(const std::string& name, std::span<std::byte> out) const {
    const size_t index = index_of(name);
    if (out.size() != m_tensors[index].bytes)
        throw_wrong_size(m_file.name() + ": tensor \"" + name + "\"", m_tensors[index].bytes, out.size(), "bytes");
    m_file.read_at(m_offsets[index], out);
}

void TensorTable::read_f32(const std::string& name, std::span<float> out) const {
    const size_t index = index_of(name);
    const TensorInfo& info = m_tensors[index];
    const auto elements = static_cast<uint64_t>(info.elements());
    const std::string where = m_file.name() + ": tensor \"" + name + "\"";
    if (!is_float(info.dtype))
        throw Error(ErrorCode::UnknownDtype,
                    where + " holds " + dtype_name(info.dtype) + " values; floating-point weights were expected.");
    if (out.size() != elements)
        throw_wrong_size(where, elements, out.size(), "elements");
    if (info.dtype == DType::F32)
        return m_file.read_at(m_offsets[index], std::as_writable_bytes(out));

    const BlockLayout layout = block_layout(info.dtype);
    const uint64_t piece_blocks = piece_bytes / layout.bytes;
    const uint64_t blocks = elements / layout.elements;
    std::vector<std::byte> piece(std::min(piece_blocks, blocks) * layout.bytes);
    for (uint64_t block = 0; block < blocks; block += piece_blocks) {
        const uint64_t count = std::min(piece_blocks, blocks - block);
        const auto bytes = std::span(piece).first(count * layout.bytes);
        m_file.read_at(m_offsets[index] + block * layout.bytes, bytes);
        to_f32(info.dtype, bytes, out.subspan(block * layout.elements, count * layout.elements));
    }
}

} // namespace loratrf
