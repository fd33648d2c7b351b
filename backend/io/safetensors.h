#pragma once
// safetensors, read and written. Source of the format: huggingface/safetensors README, "Format".
// Every byte of the file is accounted for before anything is allocated.

#include "backend/io/tensor_file.h"
#include "backend/io/tensor_sequence.h"

#include <filesystem>
#include <map>
#include <optional>

namespace loratrf {

class SafetensorsFile : public TensorFile {
public:
    // Opens and checks the header (not the values). Throws Error: every fault of the format has its own code; a pickle
    // or a zip is refused by content (Pickle). The file stays open; values are read with pread.
    explicit SafetensorsFile(const std::filesystem::path& file);
    ~SafetensorsFile() override;

    const std::vector<TensorInfo>& tensors() const override;
    const std::map<std::string, std::string>& metadata() const; // "__metadata__"
    void read_f32(const std::string& name, std::span<float> out) const override;
    void read_bytes(const std::string& name, std::span<std::byte> out) const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// A model folder: model.safetensors, or model.safetensors.index.json with its shards (bare names inside the folder
// only). Throws Error: PathEscape, MissingField, DuplicateKey, Pickle (only *.bin, *.pt, ... there), NotFound, ...
std::unique_ptr<TensorFile> open_safetensors_folder(const std::filesystem::path& folder);

// A file written tensor by tensor, in the order given; metadata is {"format":"pt"} plus `metadata`. A reader that maps
// the file wants wide types first. Throws Error: as TensorSequence does, UnknownDtype for what cannot be written.
class SafetensorsWriter {
public:
    SafetensorsWriter(const std::filesystem::path& file, std::vector<TensorInfo> tensors,
                      const std::map<std::string, std::string>& metadata = {});

    void write(const std::string& name, std::span<const std::byte> bytes) { m_tensors.write(name, bytes); }
    void commit() { m_tensors.commit(); } // without it the target is as before

private:
    TensorSequence m_tensors;
};

// The weights of a model folder as Hugging Face lays them out: model.safetensors, or where that would exceed
// `shard_bytes` model-00001-of-0000N.safetensors, ... with their index. Only a tensor larger than `shard_bytes` makes a
// larger shard, of its own. The folder exists; whoever fills it sees to it that it appears whole (FolderTransaction).
class ShardedSafetensorsWriter {
public:
    ShardedSafetensorsWriter(std::filesystem::path folder, std::vector<TensorInfo> tensors, uint64_t shard_bytes);

    uint64_t total_bytes() const { return m_total; }                       // of all tensors
    void write(const std::string& name, std::span<const std::byte> bytes); // of the next tensor
    std::vector<std::string> commit();                                     // the names of the files

private:
    std::filesystem::path m_folder;
    std::vector<std::vector<TensorInfo>> m_shards;
    std::vector<std::string> m_files; // [shard]
    std::map<std::string, size_t> m_shard_of;
    uint64_t m_total = 0;
    size_t m_current = 0;
    std::optional<SafetensorsWriter> m_writer; // of the current shard
};

// One tensor to write: the values stay with the caller.
struct TensorView {
    std::string name;
    DType dtype = DType::F32; // F64, F32, F16, BF16, I64, I32, U8, Bool
    std::vector<int64_t> shape;
    std::span<const std::byte> bytes; // little-endian, row-major
};

// All of them at once, laid out so that equal content gives equal bytes.
void write_safetensors(const std::filesystem::path& file, std::vector<TensorView> tensors,
                       const std::map<std::string, std::string>& metadata = {});

} // namespace loratrf
