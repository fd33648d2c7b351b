#include "backend/io/json.h"
#include "backend/io/safetensors.h"
#include "backend/io/tensor_table.h"

#include <algorithm>
#include <cstdio>

namespace loratrf {
namespace {

std::string shard_name(size_t index, size_t count) {
    char name[64];
    std::snprintf(name, sizeof name, "model-%05zu-of-%05zu.safetensors", index + 1, count);
    return name;
}

} // namespace

ShardedSafetensorsWriter::ShardedSafetensorsWriter(std::filesystem::path folder, std::vector<TensorInfo> tensors,
                                                   uint64_t shard_bytes)
    : m_folder(std::move(folder)) {
    uint64_t held = 0;
    for (TensorInfo& tensor : tensors) {
        tensor.bytes =
            checked_bytes(tensor.dtype, tensor.shape, m_folder.string() + ": tensor \"" + tensor.name + "\"");
        if (m_shards.empty() || (held > 0 && tensor.bytes > shard_bytes - std::min(held, shard_bytes))) {
            m_shards.emplace_back();
            held = 0;
        }
        held += tensor.bytes;
        m_total += tensor.bytes;
        if (!m_shard_of.emplace(tensor.name, m_shards.size() - 1).second)
            throw Error(ErrorCode::DuplicateKey,
                        m_folder.string() + ": the tensor \"" + tensor.name + "\" was given twice.");
        m_shards.back().push_back(std::move(tensor));
    }
    for (size_t i = 0; i < m_shards.size(); ++i)
        m_files.push_back(m_shards.size() == 1 ? "model.safetensors" : shard_name(i, m_shards.size()));
}

void ShardedSafetensorsWriter::write(const std::string& name, std::span<const std::byte> bytes) {
    if (!m_writer)
        m_writer.emplace(m_folder / m_files.at(m_current), m_shards.at(m_current));
    m_writer->write(name, bytes);
    if (name == m_shards[m_current].back().name) {
        m_writer->commit();
        m_writer.reset();
        ++m_current;
    }
}

std::vector<std::string> ShardedSafetensorsWriter::commit() {
    if (m_current != m_shards.size())
        throw Error(ErrorCode::Internal, m_folder.string() + ": not all tensors were written.");
    std::vector<std::string> files = m_files;
    if (m_files.size() > 1) {
        Json map = Json::object();
        for (const auto& [name, shard] : m_shard_of) // by name, as Hugging Face writes it
            map[name] = m_files[shard];
        const Json index = {{"metadata", {{"total_size", m_total}}}, {"weight_map", map}};
        files.emplace_back("model.safetensors.index.json");
        write_file_atomically(m_folder / files.back(), index.dump(2) + "\n");
    }
    return files;
}

} // namespace loratrf
