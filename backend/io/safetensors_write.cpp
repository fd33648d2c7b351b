#include "backend/io/json.h"
#include "backend/io/quants.h"
#include "backend/io/safetensors.h"

#include <algorithm>
#include <array>

namespace loratrf {
namespace {

std::vector<TensorInfo> checked(std::vector<TensorInfo> tensors, const std::string& file) {
    constexpr std::array writable = {DType::F64, DType::F32, DType::F16, DType::BF16,
                                     DType::I64, DType::I32, DType::U8,  DType::Bool};
    for (const TensorInfo& tensor : tensors) {
        const std::string where = file + ": tensor \"" + tensor.name + "\"";
        if (std::find(writable.begin(), writable.end(), tensor.dtype) == writable.end())
            throw Error(ErrorCode::UnknownDtype, where + ": " + dtype_name(tensor.dtype) + " cannot be written.");
        if (tensor.name == "__metadata__")
            throw Error(ErrorCode::BadValue, where + ": not a name a tensor can have.");
    }
    return tensors;
}

std::string header_of(const TensorSequence& sequence, const std::map<std::string, std::string>& metadata) {
    std::map<std::string, std::string> all_metadata = metadata;
    all_metadata.emplace("format", "pt"); // readers in Python refuse a file without it
    Json header = {{"__metadata__", all_metadata}};
    for (size_t i = 0; i < sequence.tensors().size(); ++i) {
        const TensorInfo& tensor = sequence.tensors()[i];
        header[tensor.name] = {{"dtype", dtype_name(tensor.dtype)},
                               {"shape", tensor.shape},
                               {"data_offsets", {sequence.offset(i), sequence.offset(i) + tensor.bytes}}};
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const uint64_t length = text.size();
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + text;
}

} // namespace

SafetensorsWriter::SafetensorsWriter(const std::filesystem::path& file, std::vector<TensorInfo> tensors,
                                     const std::map<std::string, std::string>& metadata)
    : m_tensors(file, checked(std::move(tensors), file.string()), /*alignment=*/1) {
    m_tensors.header(header_of(m_tensors, metadata));
}

void write_safetensors(const std::filesystem::path& file, std::vector<TensorView> tensors,
                       const std::map<std::string, std::string>& metadata) {
    // Wide types first, so that every tensor is aligned; then by name, so that equal content gives equal bytes.
    std::sort(tensors.begin(), tensors.end(), [](const TensorView& a, const TensorView& b) {
        const auto width_a = block_layout(a.dtype).bytes;
        const auto width_b = block_layout(b.dtype).bytes;
        return width_a != width_b ? width_a > width_b : a.name < b.name;
    });
    std::vector<TensorInfo> announced;
    for (const TensorView& tensor : tensors)
        announced.push_back({tensor.name, tensor.dtype, tensor.shape, tensor.bytes.size()});
    SafetensorsWriter writer(file, std::move(announced), metadata);
    for (const TensorView& tensor : tensors)
        writer.write(tensor.name, tensor.bytes);
    writer.commit();
}

} // namespace loratrf
