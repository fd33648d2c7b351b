#include "backend/io/tensor_file.h"

#include <algorithm>

namespace loratrf {

const char* dtype_name(DType type) {
    switch (type) {
    case DType::F64:
        return "F64";
    case DType::F32:
        return "F32";
    case DType::F16:
        return "F16";
    case DType::BF16:
        return "BF16";
    case DType::I64:
        return "I64";
    case DType::I32:
        return "I32";
    case DType::I16:
        return "I16";
    case DType::I8:
        return "I8";
    case DType::U8:
        return "U8";
    case DType::Bool:
        return "BOOL";
    case DType::Q8_0:
        return "Q8_0";
    case DType::Q4_0:
        return "Q4_0";
    case DType::Q4_1:
        return "Q4_1";
    case DType::Q5_0:
        return "Q5_0";
    case DType::Q5_1:
        return "Q5_1";
    case DType::Q4_K:
        return "Q4_K";
    case DType::Q5_K:
        return "Q5_K";
    case DType::Q6_K:
        return "Q6_K";
    }
    return "?";
}

int64_t TensorInfo::elements() const {
    int64_t count = 1; // readers have checked that the product fits
    for (const int64_t size : shape)
        count *= size;
    return count;
}

const TensorInfo* TensorFile::find(const std::string& name) const {
    const auto& all = tensors();
    const auto found = std::find_if(all.begin(), all.end(), [&](const TensorInfo& info) { return info.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace loratrf
