#pragma once
// What a file of named tensors offers, whichever format it has. No tensor library is needed to read one.

#include "backend/io/error.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace loratrf {

enum class DType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q4_K, Q5_K, Q6_K };

const char* dtype_name(DType type); // as the file formats spell it: "F32", "BF16", "Q4_1", ...

struct TensorInfo {
    std::string name;
    DType dtype = DType::F32;
    std::vector<int64_t> shape; // slowest dimension first
    uint64_t bytes = 0;         // as stored
    int64_t elements() const;
};

class TensorFile {
public:
    virtual ~TensorFile() = default;

    virtual const std::vector<TensorInfo>& tensors() const = 0;

    // nullptr when there is no tensor of that name.
    const TensorInfo* find(const std::string& name) const;

    // The values as fp32, dequantised or widened; `out` must hold elements() floats. Throws Error (MissingField,
    // SizeMismatch, UnknownDtype for integer types, Io).
    virtual void read_f32(const std::string& name, std::span<float> out) const = 0;

    // The stored bytes; `out` must hold TensorInfo::bytes. Throws Error.
    virtual void read_bytes(const std::string& name, std::span<std::byte> out) const = 0;
};

} // namespace loratrf
