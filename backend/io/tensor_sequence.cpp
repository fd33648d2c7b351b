#include "backend/io/tensor_sequence.h"

#include "backend/io/checked.h"
#include "backend/io/json.h"
#include "backend/io/tensor_table.h"

#include <algorithm>
#include <unordered_set>

namespace loratrf {
namespace {

void check(const TensorInfo& tensor, const std::string& where) {
    if (tensor.name.empty() || !is_utf8(tensor.name))
        throw Error(ErrorCode::BadValue, where + ": not a name a tensor can have.");
    if (std::any_of(tensor.shape.begin(), tensor.shape.end(), [](int64_t size) { return size < 0; }))
        throw Error(ErrorCode::BadShape, where + ": a negative dimension.");
}

} // namespace

TensorSequence::TensorSequence(const std::filesystem::path& file, std::vector<TensorInfo> tensors, uint64_t alignment)
    : m_file(file), m_where(file.string()), m_alignment(alignment), m_tensors(std::move(tensors)) {
    std::unordered_set<std::string_view> names;
    uint64_t position = 0;
    for (TensorInfo& tensor : m_tensors) {
        const std::string where = m_where + ": tensor \"" + tensor.name + "\"";
        check(tensor, where);
        tensor.bytes = checked_bytes(tensor.dtype, tensor.shape, where);
        if (!names.insert(tensor.name).second)
            throw Error(ErrorCode::DuplicateKey, where + " was given twice.");
        m_offsets.push_back(position);
        position =
            checked_add(checked_add(position, tensor.bytes, where), alignment - 1, where) / alignment * alignment;
    }
}

void TensorSequence::write_padded(std::span<const std::byte> bytes) {
    m_file.write(bytes);
    const std::vector<std::byte> padding((m_alignment - bytes.size() % m_alignment) % m_alignment);
    m_file.write(padding);
}

void TensorSequence::header(std::string_view bytes) {
    write_padded(std::as_bytes(std::span(bytes)));
}

void TensorSequence::write(const std::string& name, std::span<const std::byte> bytes) {
    if (m_next == m_tensors.size() || m_tensors[m_next].name != name)
        throw Error(ErrorCode::Internal, m_where + ": \"" + name + "\" was given, but the next tensor is \"" +
                                             (m_next < m_tensors.size() ? m_tensors[m_next].name : "none") + "\".");
    if (m_tensors[m_next].bytes != bytes.size())
        throw Error(ErrorCode::SizeMismatch, m_where + ": tensor \"" + name + "\": its shape needs " +
                                                 std::to_string(m_tensors[m_next].bytes) + " bytes, but " +
                                                 std::to_string(bytes.size()) + " were given.");
    write_padded(bytes);
    ++m_next;
}

void TensorSequence::commit() {
    if (m_next != m_tensors.size())
        throw Error(ErrorCode::Internal, m_where + ": the tensor \"" + m_tensors[m_next].name + "\" was not written.");
    m_file.commit();
}

} // namespace loratrf
