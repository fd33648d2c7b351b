#pragma once
// GGUF v2 and v3, read (written by gguf_write.h). Source of the format: ggml-org/ggml docs/gguf.md.

#include "backend/io/tensor_file.h"

#include <filesystem>
#include <map>
#include <optional>
#include <variant>

namespace loratrf {

// Integers widen to int64/uint64, floats to double. Arrays hold one type; nested arrays are refused.
using GgufValue = std::variant<bool, int64_t, uint64_t, double, std::string, std::vector<bool>, std::vector<int64_t>,
                               std::vector<uint64_t>, std::vector<double>, std::vector<std::string>>;

// Type numbers of the format.
enum class GgufType : uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, Array, U64, I64, F64 };

// A value and the type it is stored as, which the widened value alone does not tell.
struct GgufField {
    GgufType type = GgufType::U32;
    GgufType element = GgufType::U32; // of an Array
    GgufValue value;
};
using GgufMetadata = std::map<std::string, GgufField>;

class GgufFile : public TensorFile {
public:
    // Reads metadata and tensor table and checks all of it against the file's size. Throws Error.
    explicit GgufFile(const std::filesystem::path& file);
    ~GgufFile() override;

    const std::filesystem::path& path() const;
    const GgufMetadata& metadata() const;

    // Typed access: nullopt when the key is absent, Error(BadType) when it has another type. Integer access accepts
    // both signs as long as the value fits.
    std::optional<std::string> get_string(const std::string& key) const;
    std::optional<int64_t> get_int(const std::string& key) const;
    std::optional<double> get_float(const std::string& key) const;
    std::optional<bool> get_bool(const std::string& key) const;
    std::optional<std::vector<std::string>> get_strings(const std::string& key) const;
    std::optional<std::vector<double>> get_floats(const std::string& key) const;
    std::optional<std::vector<int64_t>> get_ints(const std::string& key) const;

    // GGUF names; shapes reversed, so slowest first. Q/K rows are as stored (see un-permutation in model/).
    const std::vector<TensorInfo>& tensors() const override;
    void read_f32(const std::string& name, std::span<float> out) const override;
    void read_bytes(const std::string& name, std::span<std::byte> out) const override;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace loratrf
