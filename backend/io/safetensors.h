#pragma once
// safetensors, read and written. Source of the format: huggingface/safetensors README, "Format".
// Every byte of the file is accounted for before anything is allocated.

#include "backend/io/tensor_file.h"

#include <filesystem>
#include <map>

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

// One tensor to write: the values stay with the caller.
struct TensorView {
    std::string name;
    DType dtype = DType::F32; // F64, F32, F16, BF16, I64, I32, U8, Bool
    std::vector<int64_t> shape;
    std::span<const std::byte> bytes; // little-endian, row-major
};

// Writes atomically (temporary file, fsync, rename) with metadata {"format":"pt"} plus `metadata`.
void write_safetensors(const std::filesystem::path& file, std::vector<TensorView> tensors,
                       const std::map<std::string, std::string>& metadata = {});

} // namespace loratrf
